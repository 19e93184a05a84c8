"""What a commit holds of a segment: its name, its size, which of its documents are deleted."""

from __future__ import annotations

import re
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Segment

from searchtui.engines.whoosh.codec.damage import DamagedFileError

_SEGMENT_ID: Final = re.compile(r"[0-9a-z]{1,64}")


class Segment(W3Segment):  # type: ignore[misc] # Whoosh ships no type information
    """A segment of our codec."""

    def codec(self, **_: Any) -> Any:
        """Our codec: which one reads a segment is never for a file to say."""
        from searchtui.engines.whoosh.codec.whoosh_codec import ArrayCodec  # noqa: PLC0415 (the codec makes segments)

        return ArrayCodec()

    def state(self) -> dict[str, Any]:
        """All there is to know of it, as plain values."""
        return {
            "id": self.segid,
            "documents": self._doccount,
            "deleted": sorted(self._deleted or ()),
            "lengths": dict(getattr(self, "_fieldlengths", {})),
        }

    @classmethod
    def from_state(cls, state: Any) -> Segment:
        """The segment again. Raises `DamagedFileError` for values that describe none."""
        if not _is_sound(state):
            raise DamagedFileError("a segment is described wrongly")
        segment = cls(None, "MAIN", doccount=state["documents"], segid=state["id"], deleted=set(state["deleted"]))
        segment._fieldlengths = dict(state["lengths"])
        return segment


def _is_sound(state: Any) -> bool:
    if not isinstance(state, dict) or state.keys() != {"id", "documents", "deleted", "lengths"}:
        return False
    documents, deleted, lengths = state["documents"], state["deleted"], state["lengths"]
    return (
        isinstance(state["id"], str)
        and _SEGMENT_ID.fullmatch(state["id"]) is not None
        and type(documents) is int
        and isinstance(deleted, list)
        and all(type(number) is int and 0 <= number < documents for number in deleted)
        and isinstance(lengths, dict)
        and all(type(length) is int for length in lengths.values())
    )
