"""What a segment is written from: runs in memory and segments on the disk, seen alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.article_fields import FORM_FIELDS
from searchtui.engines.whoosh.codec.blocks import BlocksWriter
from searchtui.engines.whoosh.codec.documents import ordinals_of
from searchtui.engines.whoosh.codec.fields import FieldReader, Forms
from searchtui.engines.whoosh.codec.lengths import length_bytes
from searchtui.engines.whoosh.codec.postings import Inverted, Layout, Weighing
from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.segment import DAY_COLUMN, ID_COLUMN, SegmentReader
from searchtui.engines.whoosh.writing.run import FieldRun, Run

Numbers = NDArray[Any]


class FieldSource(Protocol):
    """The postings of a field, to be read some terms at a time."""

    @property
    def terms(self) -> Sequence[bytes]:
        """The terms, ascending."""

    @property
    def layout(self) -> Layout:
        """How they are to be written."""

    @property
    def ends(self) -> Numbers:
        """How much there is to read before each term, and in all, in numbers (roughly)."""

    @property
    def forms(self) -> Forms | None:
        """The written words behind stems."""

    def between(self, first: int, last: int) -> Inverted:
        """The postings of the terms from number `first` to before `last`."""


class Source(Protocol):
    """Documents and their postings. Documents that are not `live` are to be left out."""

    size: int
    live: NDArray[np.bool_]

    @property
    def field_names(self) -> list[str]:
        """The fields that have terms."""

    def field(self, name: str) -> FieldSource | None:
        """One of them."""

    @property
    def text_names(self) -> list[str]:
        """The facts that are texts."""

    def texts(self, name: str) -> tuple[Sequence[bytes], Numbers]:
        """The distinct values of a fact, ascending, and which of them each document has."""

    @property
    def number_names(self) -> list[str]:
        """The facts that are numbers."""

    def numbers(self, name: str) -> Numbers:
        """A fact that is a number, by document."""

    @property
    def length_names(self) -> list[str]:
        """The fields whose length is known."""

    def length_bytes(self, name: str) -> NDArray[np.uint8]:
        """The length of a field, by document."""

    @property
    def dictionary(self) -> bytes:
        """What its stored documents were packed with, empty if with nothing."""

    def examples(self, count: int) -> Iterator[bytes]:
        """About so many of its stored documents, from all over it."""

    def store(self, out: BlocksWriter) -> None:
        """Write the stored documents that are live."""


class RunField:
    """A field of a run."""

    def __init__(self, name: str, run: FieldRun) -> None:
        self._run = run
        self._counts = np.zeros(run.documents.size, np.uint8) if run.counts is None else run.counts
        self._position_starts = starts_of(self._counts)[run.starts]
        self.terms: Sequence[bytes] = run.terms
        self.layout = _layout(run)
        self.ends: Numbers = run.starts + self._position_starts
        self.forms = None if run.forms is None else Forms(run.forms.words, run.forms.stems, FORM_FIELDS[name])

    def between(self, first: int, last: int) -> Inverted:
        """See `FieldSource`."""
        run = self._run
        begin, end = int(run.starts[first]), int(run.starts[last])
        counts = self._counts[begin:end]
        return Inverted(
            terms=run.terms[first:last],
            starts=run.starts[first : last + 1] - begin,
            documents=run.documents[begin:end],
            weights=_weights(run, counts) if run.weights is None else run.weights[begin:end],
            counts=counts,
            positions=run.positions[int(self._position_starts[first]) : int(self._position_starts[last])],
        )


class RunSource:
    """A run, without the documents that were replaced or removed since (`live` is false for them)."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.size = len(run.ids)
        self.live: NDArray[np.bool_] = np.ones(self.size, np.bool_)
        self.field_names = run.filled_fields()
        self.text_names = [ID_COLUMN, *run.columns]
        self.number_names = [DAY_COLUMN]
        self.length_names = list(run.lengths)

    def field(self, name: str) -> RunField | None:
        """See `Source`."""
        if name not in self.field_names:
            return None
        return RunField(name, self.run.fields[name])

    def texts(self, name: str) -> tuple[Sequence[bytes], Numbers]:
        """See `Source`."""
        return ordinals_of(self.run.ids if name == ID_COLUMN else self.run.columns[name])

    def numbers(self, name: str) -> Numbers:  # noqa: ARG002 (a run has one such fact)
        """See `Source`."""
        return self.run.days

    def length_bytes(self, name: str) -> NDArray[np.uint8]:
        """See `Source`."""
        return length_bytes(self.run.lengths[name])

    dictionary = b""

    def examples(self, count: int) -> Iterator[bytes]:
        """See `Source`."""
        return islice(self.run.stored, 0, None, max(1, self.size // count))

    def store(self, out: BlocksWriter) -> None:
        """See `Source`."""
        out.add(self.run.stored[number] for number in np.flatnonzero(self.live).tolist())


class SegmentField:
    """A field of a segment."""

    def __init__(self, field: FieldReader) -> None:
        self._field = field
        self.terms: Sequence[bytes] = field.terms
        self.layout = field.layout
        self.ends = field.starts
        self.forms = field.forms

    def between(self, first: int, last: int) -> Inverted:
        """See `FieldSource`."""
        found = self._field.between(first, last)
        if self.layout.weighing is Weighing.COUNTS:
            found = replace(found, weights=found.counts)
        return found


class SegmentSource:
    """A segment of the index."""

    def __init__(self, reader: SegmentReader, live: NDArray[np.bool_]) -> None:
        self._reader = reader
        self.size = reader.size
        self.live = live
        self.field_names = reader.terms.names
        self.text_names = reader.documents.text_columns
        self.number_names = reader.documents.number_columns
        self.length_names = reader.documents.length_fields

    def field(self, name: str) -> SegmentField | None:
        """See `Source`."""
        found = self._reader.field(name)
        return None if found is None else SegmentField(found)

    def texts(self, name: str) -> tuple[Sequence[bytes], Numbers]:
        """See `Source`."""
        column = self._reader.documents.text(name)
        if column is None:
            raise KeyError(name)
        return column.values.between(0, len(column.values)), column.ordinals

    def numbers(self, name: str) -> Numbers:
        """See `Source`."""
        found = self._reader.documents.numbers(name)
        if found is None:
            raise KeyError(name)
        return found

    def length_bytes(self, name: str) -> NDArray[np.uint8]:
        """See `Source`."""
        return self._reader.documents.length_bytes(name)

    @property
    def dictionary(self) -> bytes:
        """See `Source`."""
        return self._reader.documents.blocks.dictionary

    def examples(self, count: int) -> Iterator[bytes]:
        """See `Source`."""
        return map(self._reader.documents.stored, range(0, self.size, max(1, self.size // count)))

    def store(self, out: BlocksWriter) -> None:
        """See `Source`."""
        out.copy(self._reader.documents.blocks, self.live)


def _layout(run: FieldRun) -> Layout:
    if run.counts is None:
        whole = run.weights is None or bool((run.weights == run.weights.astype(np.uint32)).all())
        return Layout(Weighing.WHOLE if whole else Weighing.FLOATS, positions=False)
    base = int(run.positions.min()) if run.positions.size else 0
    return Layout(Weighing.COUNTS if run.weights is None else Weighing.FLOATS, positions=True, base=base)


def _weights(run: FieldRun, counts: Numbers) -> Numbers:
    return np.ones(counts.size, np.float32) if run.counts is None else counts
