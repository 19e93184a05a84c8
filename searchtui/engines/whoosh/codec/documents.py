"""The documents file of a segment: what is known of each document, by its number.

| array | type | holds |
|---|---|---|
| `column.<name>.strings`, `.offsets` | bytes, numbers | the distinct values of a fact, ascending |
| `column.<name>.ordinals` | numbers | which of them each document has |
| `column.<name>.order` | numbers | where all values differ: which document has each |
| `number.<name>` | numbers | a fact that is a number, by document |
| `length.<name>` | bytes | the length of a field in words, by document, as `lengths` writes it |
| `raw.<name>` | bytes | a column of Whoosh's, in a segment that it wrote |
| `stored.*` | | see `blocks` |

The facts of the file are the number of documents and the sum of each field's lengths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.blocks import Blocks
from searchtui.engines.whoosh.codec.container import Buffer, Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.lengths import LENGTHS
from searchtui.engines.whoosh.codec.terms import SortedBytes, put_numbers, put_strings, strings_of

DOCUMENTS_KIND: Final = b"DOCS"

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """A fact of every document as a number into its distinct values, which ascend by their UTF-8 bytes."""

    values: SortedBytes
    ordinals: Numbers
    order: Numbers | None = None
    """Where all values differ: the document of each value."""

    def value(self, document: int) -> bytes:
        """The value of a document."""
        found: bytes = self.values[int(self.ordinals[document])]
        return found

    def documents(self, value: bytes) -> NDArray[np.int64]:
        """The documents that have a value, ascending."""
        ordinal = self.values.find(value)
        if ordinal < 0:
            return np.empty(0, np.int64)
        if self.order is not None:
            return self.order[ordinal : ordinal + 1].astype(np.int64)
        return np.flatnonzero(self.ordinals == ordinal)


class Content(Enum):
    """What the stored documents are: packed articles, or the stored fields of a schema of Whoosh's."""

    ARTICLES = "articles"
    FIELDS = "fields"


@dataclass(slots=True)
class DocumentFacts:
    """What a documents file holds besides stored documents, for `size` documents."""

    size: int
    content: Content = Content.ARTICLES
    texts: Mapping[str, tuple[list[bytes], Numbers]] = field(default_factory=dict)
    """For each fact its distinct values, ascending, and the number of each document's."""
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    lengths: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    length_sums: Mapping[str, int] = field(default_factory=dict)
    raw: Mapping[str, bytes] = field(default_factory=dict)
    """Columns as Whoosh writes them."""


def ordinals_of(values: Sequence[str]) -> tuple[list[bytes], NDArray[np.int64]]:
    """The distinct values in UTF-8, ascending, and the number of each value among them."""
    distinct = sorted((value.encode("utf-8", "surrogatepass"), value) for value in set(values))
    numbers = {value: number for number, (_, value) in enumerate(distinct)}
    ordinals = np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))
    return [encoded for encoded, _ in distinct], ordinals


def write_facts(out: ContainerWriter, facts: DocumentFacts) -> None:
    """Write all but the stored documents, and complete the file."""
    for name, (values, ordinals) in facts.texts.items():
        put_strings(out, f"column.{name}", values)
        put_numbers(out, f"column.{name}.ordinals", ordinals)
        if len(values) == facts.size:
            put_numbers(out, f"column.{name}.order", np.argsort(ordinals, kind="stable"))
    for name, numbers in facts.numbers.items():
        out.put(f"number.{name}", numbers)
    for name, lengths in facts.lengths.items():
        out.put(f"length.{name}", lengths)
    for name, data in facts.raw.items():
        out.put(f"raw.{name}", np.frombuffer(data, np.uint8))
    out.finish({"documents": facts.size, "content": facts.content.value, "lengths": dict(facts.length_sums)})


class DocumentsFile:
    """What is known of the documents of a segment."""

    def __init__(self, data: Buffer) -> None:
        self._container = Container(data, DOCUMENTS_KIND)
        self.size = int(self._container.facts["documents"])
        self.content = Content(self._container.facts["content"])
        self.length_sums: dict[str, int] = self._container.facts["lengths"]
        self._columns: dict[str, TextColumn] = {}

    @property
    def text_columns(self) -> list[str]:
        """The names of the facts that are texts."""
        return self._container.named("column", "ordinals")

    @property
    def number_columns(self) -> list[str]:
        """The names of the facts that are numbers."""
        return self._container.named("number")

    @property
    def length_fields(self) -> list[str]:
        """The fields whose length is known."""
        return self._container.named("length")

    @property
    def raw_columns(self) -> list[str]:
        """The columns that Whoosh wrote."""
        return self._container.named("raw")

    def raw(self, name: str) -> bytes:
        """A column as Whoosh wrote it."""
        return self._container.array(f"raw.{name}").tobytes()

    def text(self, name: str) -> TextColumn | None:
        """A fact that is a text, None if no document has it."""
        found = self._columns.get(name)
        if found is None and f"column.{name}.ordinals" in self._container:
            order = f"column.{name}.order"
            found = self._columns[name] = TextColumn(
                strings_of(self._container, f"column.{name}"),
                self._sized(f"column.{name}.ordinals"),
                self._sized(order) if order in self._container else None,
            )
        return found

    def numbers(self, name: str) -> Numbers | None:
        """A fact that is a number, by document; None if no document has it."""
        return self._sized(f"number.{name}") if f"number.{name}" in self._container else None

    def length_bytes(self, fieldname: str) -> NDArray[np.uint8]:
        """The lengths of a field as they are stored."""
        name = f"length.{fieldname}"
        return self._sized(name) if name in self._container else np.zeros(self.size, np.uint8)

    def lengths(self, fieldname: str) -> NDArray[np.float32]:
        """How many words each document has in a field, as precise as one byte can say."""
        return LENGTHS[self.length_bytes(fieldname)]

    @cached_property
    def blocks(self) -> Blocks:
        """The stored documents."""
        return Blocks(self._container, self.size)

    def stored(self, document: int) -> bytes:
        """A stored document."""
        return self.blocks.document(document)

    def _sized(self, name: str) -> Numbers:
        found = self._container.array(name)
        if found.size != self.size:
            raise DamagedFileError(f"the array {name} is not as long as there are documents")
        return found
