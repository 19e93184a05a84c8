"""What a worker process has read and prepared, packed into bytes for the process that writes the index."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from struct import Struct
from typing import Final, NamedTuple

from searchtui.files.document import BadRecord
from searchtui.index.article_row import ArticleRow
from searchtui.index.items import Ended

HEADER: Final = Struct("<III")
"""How many units end in a parcel, 1 if the last unit in it goes on in the next one, and the length of the listing."""


@dataclass(slots=True)
class Stretch:
    """What a parcel has of the unit with this number (see `units`): articles, bad records, and its end if it is read.

    `characters` are those of the articles' texts.
    """

    number: int
    rows: list[ArticleRow] = field(default_factory=list)
    characters: int = 0
    bad: list[BadRecord] = field(default_factory=list)
    end: Ended | None = None


class Parcel(NamedTuple):
    """Stretches of some units in the order they were read, and their articles in the engine's own form.

    Articles that the index holds already are not in `prepared`, which is empty where there are no others.
    """

    stretches: list[Stretch]
    prepared: bytes = b""

    def packed(self) -> bytes:
        """The parcel as bytes: a header that can be read alone, the stretches as a pickle, what is prepared."""
        ended = sum(stretch.end is not None for stretch in self.stretches)
        goes_on = bool(self.stretches) and self.stretches[-1].end is None
        listing = pickle.dumps(self.stretches, pickle.HIGHEST_PROTOCOL)
        return b"".join((HEADER.pack(ended, goes_on, len(listing)), listing, self.prepared))


def unpacked(packed: bytes | bytearray) -> Parcel:
    """The parcel again. Only what a worker of our own has sent may be given: its listing is unpickled."""
    *_, length = HEADER.unpack_from(packed)
    content = memoryview(packed)[HEADER.size :]
    stretches: list[Stretch] = pickle.loads(content[:length])  # noqa: S301 -- see above
    return Parcel(stretches, bytes(content[length:]))
