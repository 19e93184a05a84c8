"""A run: some articles inverted in memory, as flat arrays that a segment is written from.

A run is made in a worker process and travels as bytes (`to_bytes`): a header in JSON that says where each array and
each list of strings lies, then the numbers, little-endian and no wider than the largest needs, which is half the bytes
to move. Nothing in it is executed on the way in.

Documents of a run are numbered from 0 in the order in which they were added. Merging runs is concatenation: document
numbers move by the number of documents before them, and the terms of a field are joined by one sort.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.ragged import starts_of

Array = NDArray[Any]

_MAGIC: Final = b"STRUN1\n\0"
_ALIGNMENT: Final = 8
_LINES: Final = "lines"
_BREAK: Final = b"\n"
_NARROW: Final = ("|u1", "<u2")
_KINDS: Final = frozenset((*_NARROW, "<u4", "<i4", "<i8", "<f4"))


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The written words behind the stems of a field, each under a language: a word tells its stem, a stem its words.

    `words` are ascending and distinct, a word after its language ("en/politics"; "/politics" where the language is not
    known); `stems[i]` is the place of the stem of `words[i]` among the terms of the field. Stop words have no stem and
    are not listed. The forms of stem s are `words` at `flatnonzero(stems == s)`: the positions of a stem are those of
    these words in the articles of that language.
    """

    words: list[bytes]
    stems: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class FieldRun:
    """The terms of a field (ascending, distinct) and their postings, term after term, ascending within each.

    The postings of `terms[i]` are `starts[i]` to `starts[i + 1]` in `documents`, in `weights` (None where they equal
    the counts) and in `counts` (how many positions each has; None for a field without positions). `positions` run
    posting after posting. A field of stems has weights, no positions, and `forms`. The numbers of postings may be of
    narrower types than these, as they are in a run that has travelled.
    """

    terms: list[bytes]
    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    weights: NDArray[np.float32] | None = None
    counts: NDArray[np.uint32] | None = None
    positions: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    forms: Forms | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Some articles, no two with the same id.

    `lengths` has for each scored field the number of words of each document; `columns` the facts as text, a value a
    document, empty where unknown (`path`, `outlet`, `lang`, `known`); `days` the date as proleptic Gregorian ordinal, 0
    where unknown. `stored` are the articles as `articles.packing` packs them, one a document. In a run that has
    travelled, fields and articles are taken out of the data each time they are asked for, for they take room.
    """

    ids: list[str]
    fields: Mapping[str, FieldRun]
    lengths: Mapping[str, NDArray[np.uint32]]
    columns: Mapping[str, list[str]]
    days: NDArray[np.int32]
    stored: Sequence[bytes]

    def to_bytes(self) -> bytes:
        """The run as it travels between processes."""
        sections = _Sections()
        sections.put_texts("ids", self.ids)
        for name, inverted in self.fields.items():
            _put_field(sections, f"field.{name}", inverted)
        for name, lengths in self.lengths.items():
            sections.put(f"length.{name}", lengths, "<u4")
        for name, values in self.columns.items():
            sections.put_texts(f"column.{name}", values)
        sections.put("days", self.days, "<i4")
        sections.put_slices("stored", self.stored)
        return sections.to_bytes()

    def filled_fields(self) -> list[str]:
        """The names of the fields that have terms."""
        if isinstance(self.fields, _TravelledFields):
            return self.fields.filled()
        return [name for name, own in self.fields.items() if own.terms]

    @classmethod
    def from_bytes(cls, data: bytes) -> Run:
        """The run again, its arrays looking into `data`. Raises `DamagedFileError` for what is no run."""
        try:
            found = _Found(data)
            return cls(
                ids=found.texts("ids"),
                fields=_TravelledFields(found),
                lengths={name: found.array(f"length.{name}") for name in found.named("length")},
                columns={name: found.texts(f"column.{name}") for name in found.named("column")},
                days=found.array("days"),
                stored=found.slices("stored"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedFileError("what should be a run of articles is none") from error


class _Sections:
    """Arrays and lists of strings, by name, one after the other."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._places: dict[str, tuple[str, str, int, int]] = {}
        self._end = 0

    def put(self, name: str, values: Array, kind: str) -> None:
        stored = _narrowest(values) or kind
        self._append(name, (kind, stored), values.size, values.astype(stored, copy=False).tobytes())

    def put_strings(self, name: str, strings: list[bytes]) -> None:
        """Strings as lines, which are taken apart in one call, or, where one has a line break, with their lengths."""
        joined = _BREAK.join(strings)
        if strings and joined.count(_BREAK) == len(strings) - 1:
            self._append(name, (_LINES, ""), len(joined), joined)
            return
        self.put_slices(name, strings)

    def put_slices(self, name: str, strings: Sequence[bytes]) -> None:
        """Strings with their lengths."""
        self.put(f"{name}#", np.fromiter(map(len, strings), np.uint32, len(strings)), "<u4")
        joined = b"".join(strings)
        self._append(name, ("", ""), len(joined), joined)

    def put_texts(self, name: str, texts: list[str]) -> None:
        self.put_strings(name, [text.encode("utf-8", "surrogatepass") for text in texts])

    def to_bytes(self) -> bytes:
        header = json.dumps(self._places, separators=(",", ":")).encode()
        header += b" " * (-len(header) % _ALIGNMENT)
        return b"".join((_MAGIC, len(header).to_bytes(8, "little"), header, *self._parts))

    def _append(self, name: str, kinds: tuple[str, str], count: int, data: bytes) -> None:
        self._places[name] = *kinds, self._end, count
        padding = -len(data) % _ALIGNMENT
        self._parts += (data, bytes(padding))
        self._end += len(data) + padding


class _Found:
    """What `_Sections` wrote."""

    def __init__(self, data: bytes) -> None:
        if data[: len(_MAGIC)] != _MAGIC:
            raise ValueError("no run begins like this")
        first = len(_MAGIC) + 8
        self._begin = first + int.from_bytes(data[len(_MAGIC) : first], "little")
        self._data = data
        self._places: dict[str, tuple[str, str, int, int]] = json.loads(data[first : self._begin])
        for kind, stored, offset, count in self._places.values():
            width = np.dtype(stored).itemsize if kind not in ("", _LINES) else 1
            if {kind, stored} - _KINDS - {"", _LINES} or self._begin + offset + count * width > len(data):
                raise ValueError("it is cut, or has what no run has")

    def named(self, group: str) -> Iterator[str]:
        """The names `b` of all sections "group.b" or "group.b.c", each once."""
        names = (name.removesuffix("#").split(".") for name in self._places)
        return iter(dict.fromkeys(name[1] for name in names if name[0] == group))

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def count(self, name: str) -> int:
        """How many values an array has."""
        return self._places[name][3]

    def array(self, name: str) -> Array:
        return self.narrow(name).astype(self._places[name][0], copy=False)

    def narrow(self, name: str) -> Array:
        """An array as it travelled, which looks into the data."""
        _, stored, offset, count = self._places[name]
        return np.frombuffer(self._data, stored, count, self._begin + offset)

    def strings(self, name: str) -> list[bytes]:
        joined = self._joined(name)
        if self._places[name][0] == _LINES:
            return joined.split(_BREAK)
        return [*self.slices(name)]

    def slices(self, name: str) -> Sequence[bytes]:
        """Strings that were put with their lengths, none of which is copied before it is asked for."""
        _, _, offset, size = self._places[name]
        ends = starts_of(self.array(f"{name}#"))
        if ends[-1] != size:
            raise ValueError(f"{name} is cut")
        return _Slices(self._data, ends + (self._begin + offset))

    def texts(self, name: str) -> list[str]:
        if self._places[name][0] == _LINES:
            return _decoded(self._joined(name)).split(_BREAK.decode())
        return [_decoded(one) for one in self.strings(name)]

    def _joined(self, name: str) -> bytes:
        _, _, offset, size = self._places[name]
        return self._data[self._begin + offset : self._begin + offset + size]


class _Slices(Sequence[bytes]):
    """Slices of some data that follow one another."""

    def __init__(self, data: bytes, bounds: NDArray[np.int64]) -> None:
        self._data = data
        self._bounds = bounds

    def __len__(self) -> int:
        return self._bounds.size - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._data[int(self._bounds[index]) : int(self._bounds[index + 1])]


def _narrowest(values: Array) -> str:
    """The narrowest kind of whole number that holds all values, "" if none does."""
    if values.size and values.min() >= 0:
        for kind in _NARROW:
            if values.max() <= np.iinfo(kind).max and (values.dtype.kind != "f" or not (values % 1).any()):
                return kind
    return ""


def _put_field(sections: _Sections, name: str, inverted: FieldRun) -> None:
    sections.put_strings(f"{name}.terms", inverted.terms)
    sections.put(f"{name}.starts", inverted.starts, "<i8")
    sections.put(f"{name}.documents", inverted.documents, "<i4")
    if inverted.weights is not None:
        sections.put(f"{name}.weights", inverted.weights, "<f4")
    if inverted.counts is not None:
        sections.put(f"{name}.counts", inverted.counts, "<u4")
    sections.put(f"{name}.positions", inverted.positions, "<u4")
    if inverted.forms is not None:
        sections.put_strings(f"{name}.words", inverted.forms.words)
        sections.put(f"{name}.stems", inverted.forms.stems, "<u4")


def _field(found: _Found, name: str) -> FieldRun:
    return FieldRun(
        terms=found.strings(f"{name}.terms"),
        starts=found.array(f"{name}.starts"),
        documents=found.narrow(f"{name}.documents"),
        weights=found.narrow(f"{name}.weights") if f"{name}.weights" in found else None,
        counts=found.narrow(f"{name}.counts") if f"{name}.counts" in found else None,
        positions=found.narrow(f"{name}.positions"),
        forms=Forms(found.strings(f"{name}.words"), found.array(f"{name}.stems")) if f"{name}.stems" in found else None,
    )


class _TravelledFields(Mapping[str, FieldRun]):
    """The fields of a run that has travelled, made anew whenever one is asked for."""

    def __init__(self, found: _Found) -> None:
        self._found = found
        self._names = list(found.named("field"))

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __getitem__(self, name: str) -> FieldRun:
        return _field(self._found, f"field.{name}")

    def filled(self) -> list[str]:
        """The names of those that have terms."""
        return [name for name in self._names if self._found.count(f"field.{name}.documents")]


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
