"""Writing the terms of a segment as Whoosh's `SegmentWriter` hands them over: posting by posting, any format."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.codec import base

from searchtui.engines.whoosh.codec.container import ContainerWriter
from searchtui.engines.whoosh.codec.documents import Content
from searchtui.engines.whoosh.codec.fields import TERMS_KIND, TermsFileWriter
from searchtui.engines.whoosh.codec.lengths import length_bytes
from searchtui.engines.whoosh.codec.postings import Inverted, Layout, Weighing
from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.segment import TERMS_SUFFIX


class FieldWriter(base.FieldWriter):  # type: ignore[misc] # Whoosh ships no type information
    """Gathers the postings of a field and writes them all at its end."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = storage.create_file(segment.make_filename(TERMS_SUFFIX))
        self._out = ContainerWriter(self._file, TERMS_KIND)
        self._writer = TermsFileWriter(self._out)
        self._fieldname = ""
        self._format: Any = None
        self._terms: list[bytes] = []
        self._starts: list[int] = []
        self._documents: list[int] = []
        self._weights: list[float] = []
        self._values: list[bytes] = []
        self._lengths: list[int] = []
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        self._fieldname, self._format = fieldname, fieldobj.format
        self._terms, self._starts, self._documents = [], [], []
        self._weights, self._values, self._lengths = [], [], []

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        if self._terms and text <= self._terms[-1]:
            raise base.OutOfOrderError(f"{text!r} after {self._terms[-1]!r}")
        self._terms.append(text)
        self._starts.append(len(self._documents))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting of the term."""
        self._documents.append(docnum)
        self._weights.append(weight)
        self._values.append(vbytes or b"")
        self._lengths.append(length or 0)

    def finish_term(self) -> None:
        """End the term."""

    def finish_field(self) -> None:
        """Write the field."""
        positions = self._positions()
        weights = np.array(self._weights, np.float32)
        counts = np.zeros(weights.size, np.uint32)
        if positions is not None:
            counts = np.fromiter(map(len, positions), np.uint32, len(positions))
        starts = np.array([*self._starts, len(self._documents)], np.int64)
        self._writer.begin(self._fieldname, _layout(weights, counts, positions=positions is not None))
        self._writer.add(
            Inverted(
                self._terms,
                starts,
                np.array(self._documents, np.int64),
                weights,
                counts,
                np.array([place for own in positions or () for place in own], np.int64),
            )
        )
        self._writer.end()
        if self._terms:
            lengths = length_bytes(np.array(self._lengths, np.int64))
            self._out.put(f"{self._fieldname}.shortest", np.minimum.reduceat(lengths, starts[:-1]))
            self._out.put(f"{self._fieldname}.longest", np.maximum.reduceat(lengths, starts[:-1]))
        if positions is None and any(self._values):
            value_starts = starts_of(np.fromiter(map(len, self._values), np.int64, len(self._values)))
            self._out.put(f"{self._fieldname}.values", np.frombuffer(b"".join(self._values), np.uint8))
            self._out.put(f"{self._fieldname}.values.starts", value_starts)

    def _positions(self) -> list[list[int]] | None:
        """The positions of each posting, None if that is not what their values are, or not all."""
        if not _has_positions(self._format):
            return None
        try:
            return [self._format.decode_positions(value) for value in self._values]
        except (EOFError, LookupError, ValueError, pickle.UnpicklingError):  # values of the caller's own making
            return None

    def close(self) -> None:
        """Complete the file."""
        if not self.is_closed:
            self._writer.finish(Content.FIELDS)
            self._file.close()
            self.is_closed = True


def _has_positions(format_: Any) -> bool:
    """Whether postings of this format say where a term stands, and nothing more."""
    return isinstance(format_, formats.Positions) and not isinstance(
        format_, (formats.Characters, formats.PositionBoosts)
    )


def _layout(weights: NDArray[np.float32], counts: NDArray[np.uint32], *, positions: bool) -> Layout:
    if positions:
        same = np.array_equal(weights, counts.astype(np.float32))
        return Layout(Weighing.COUNTS if same else Weighing.FLOATS, positions=True)
    whole = bool(((weights >= 0) & (weights < 1 << 32)).all()) and np.array_equal(weights, np.floor(weights))
    return Layout(Weighing.WHOLE if whole else Weighing.FLOATS, positions=False)
