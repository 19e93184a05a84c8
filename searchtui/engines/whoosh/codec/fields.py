"""The terms file of a segment: for each field its terms in order and their posting lists.

| array | type | holds |
|---|---|---|
| `<field>.strings`, `.offsets` | bytes, numbers | the terms, ascending, joined, and where each begins |
| `<field>.documents` | numbers | in how many documents each term is |
| `<field>.starts` | numbers | where the posting list of each term begins, and where the last one ends |
| `<field>.postings` | bytes | the posting lists (see `postings`) |
| `<field>.forms.strings`, `.offsets` | bytes, numbers | of a field of stems: written words, each after its language |
| `<field>.forms.stems` | numbers | which term of the field is the stem of each written word |

The facts of the file say for each field how its posting lists are laid out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec import postings as lists
from searchtui.engines.whoosh.codec.container import Buffer, Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.documents import Content
from searchtui.engines.whoosh.codec.postings import EMPTY, Inverted, Layout, PostingList, Weighing
from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.terms import SortedBytes, put_numbers, put_strings, strings_of

TERMS_KIND: Final = b"TRMS"

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The written words behind the stems of a field, each after its language ("en/politics", "/politics" if unknown).

    `stems[i]` is the number of the stem of `words[i]` among the terms of the field. Words without a stem of their own,
    stop words, are not listed. The words stand in `fields`.
    """

    words: Sequence[bytes]
    stems: Numbers
    fields: tuple[str, ...]

    def stem(self, word: bytes) -> int:
        """The number of the stem of a word given after its language, -1 for a word that no article here has."""
        place = bisect_left(self.words, word)
        return int(self.stems[place]) if place < len(self.words) and self.words[place] == word else -1


class FieldReader:
    """One field of a terms file."""

    def __init__(self, container: Container, name: str, facts: dict[str, Any]) -> None:
        self._container = container
        self._name = name
        self.layout = Layout(Weighing(facts["weighing"]), bool(facts["positions"]), int(facts["base"]))
        self.terms: SortedBytes = strings_of(container, name)
        self.frequencies: Numbers = container.array(f"{name}.documents")
        self.starts: Numbers = container.array(f"{name}.starts")
        self._data = container.array(f"{name}.postings")
        self._form_fields = tuple(facts.get("forms", ()))
        if self.frequencies.size != len(self.terms) or self.starts.size != len(self.terms) + 1:
            raise DamagedFileError(f"the terms of the field {name} are damaged")

    def postings(self, term: bytes) -> PostingList:
        """The postings of a term, empty if there are none."""
        number = self.terms.find(term)
        return EMPTY if number < 0 else self.at(number)

    def at(self, number: int) -> PostingList:
        """The postings of a term by its number."""
        return lists.decoded(self._data, int(self.starts[number]), int(self.frequencies[number]), self.layout)

    def between(self, first: int, last: int) -> Inverted:
        """The postings of the terms from number `first` to before `last`."""
        sizes = self.frequencies[first:last].astype(np.int64)
        at = self.starts[first:last].astype(np.int64)
        return lists.decoded_lists(self._data, at, self.terms.between(first, last), sizes, self.layout)

    def some(self, numbers: Numbers, *, positions: bool) -> Inverted:
        """The postings of the terms with these numbers, in any order; positions only if asked for."""
        at, sizes = self.starts[numbers].astype(np.int64), self.frequencies[numbers].astype(np.int64)
        return lists.decoded_lists(self._data, at, [], sizes, self.layout, positions=positions)

    @cached_property
    def forms(self) -> Forms | None:
        """The written words behind the terms, for a field of stems."""
        if f"{self._name}.forms.stems" not in self._container:
            return None
        name = f"{self._name}.forms"
        words, stems = strings_of(self._container, name), self._container.array(f"{name}.stems")
        if stems.size != len(words):
            raise DamagedFileError(f"the forms of the stems in {self._name} are damaged")
        return Forms(words, stems, self._form_fields)


class TermsFile:
    """The fields of a segment by name, each opened when first asked for."""

    def __init__(self, data: Buffer) -> None:
        self._container = Container(data, TERMS_KIND)
        self.content = Content(self._container.facts["content"])
        self._facts: dict[str, dict[str, Any]] = self._container.facts["fields"]
        self._fields: dict[str, FieldReader] = {}

    @property
    def names(self) -> list[str]:
        """The fields that have terms, in order."""
        return sorted(self._facts)

    def field(self, name: str) -> FieldReader | None:
        """A field, None if no document has a term in it."""
        found = self._fields.get(name)
        if found is None and name in self._facts:
            found = self._fields[name] = FieldReader(self._container, name, self._facts[name])
        return found

    def array(self, name: str) -> Numbers | None:
        """An array that was put into the file besides, None if there is none of that name."""
        return self._container.array(name) if name in self._container else None


class TermsFileWriter:
    """Writes a terms file, one field after the other, each in pieces of ascending terms."""

    def __init__(self, out: ContainerWriter) -> None:
        self._out = out
        self._facts: dict[str, dict[str, Any]] = {}
        self._name = ""
        self._layout = Layout(Weighing.WHOLE, positions=False)
        self._terms: list[bytes] = []
        self._frequencies: list[Numbers] = []
        self._sizes: list[Numbers] = []

    def begin(self, name: str, layout: Layout) -> None:
        """Begin a field."""
        self._name, self._layout = name, layout
        self._terms, self._frequencies, self._sizes = [], [], []
        self._out.begin(f"{name}.postings", "|u1")

    def add(self, inverted: Inverted) -> None:
        """Write the next terms, each of which has postings."""
        data, sizes = lists.encoded(inverted, self._layout)
        self._out.append(data)
        self._terms += inverted.terms
        self._frequencies.append(np.diff(inverted.starts))
        self._sizes.append(sizes)

    def end(self, forms: Forms | None = None) -> None:
        """End the field, which is left out if it has no terms."""
        self._out.end()
        if not self._terms:
            return
        put_strings(self._out, self._name, self._terms)
        put_numbers(self._out, f"{self._name}.documents", np.concatenate(self._frequencies))
        put_numbers(self._out, f"{self._name}.starts", starts_of(np.concatenate(self._sizes)))
        if forms is not None:
            put_strings(self._out, f"{self._name}.forms", forms.words)
            put_numbers(self._out, f"{self._name}.forms.stems", forms.stems)
        layout = self._layout
        self._facts[self._name] = {
            "weighing": layout.weighing.value,
            "positions": layout.positions,
            "base": layout.base,
            "forms": [] if forms is None else list(forms.fields),
        }

    def finish(self, content: Content = Content.ARTICLES) -> None:
        """Complete the file, which belongs to documents with such a content."""
        self._out.finish({"content": content.value, "fields": self._facts})
