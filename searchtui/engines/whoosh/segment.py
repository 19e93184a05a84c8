"""What the table of contents holds of a segment: its name, its size, which of its documents are deleted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Segment

_SEGMENT_ID: Final = re.compile(r"[0-9a-z]{1,64}")


class Segment(W3Segment):  # type: ignore[misc] # Whoosh ships no type information
    """A segment of our codec. It is pickled as plain values, and these are checked on the way in."""

    def codec(self, **_: Any) -> Any:
        """Our codec: which one reads a segment is never for the file to say."""
        from searchtui.engines.whoosh.codec import ArrayCodec  # noqa: PLC0415 (the codec makes segments)

        return ArrayCodec()

    def __getstate__(self) -> dict[str, Any]:
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "doccount": self._doccount,
            "deleted": sorted(self._deleted or ()),
            "fieldlengths": dict(getattr(self, "_fieldlengths", {})),
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        segment_id, deleted, lengths = state["segid"], state["deleted"], state["fieldlengths"]
        documents = state["doccount"]
        sound = (
            isinstance(segment_id, str)
            and _SEGMENT_ID.fullmatch(segment_id) is not None
            and type(documents) is int
            and isinstance(deleted, list)
            and all(type(number) is int and 0 <= number < documents for number in deleted)
            and isinstance(lengths, dict)
            and all(isinstance(name, str) and type(length) is int for name, length in lengths.items())
        )
        if not sound:
            raise ValueError("a segment of the index is described wrongly")
        self.indexname = "MAIN"
        self.segid = segment_id
        self.compound = False
        self._codec = None
        self._doccount = documents
        self._deleted = set(deleted) or None
        self._fieldlengths = lengths
