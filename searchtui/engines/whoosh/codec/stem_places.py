"""Where a stem stands: wherever one of its written forms does, in the articles of its language.

Stems have no positions of their own on the disk, which would be those of the written words once more.
"""

from __future__ import annotations

from typing import Final, Protocol

import numpy as np

from searchtui.engines.whoosh.codec.documents import TextColumn
from searchtui.engines.whoosh.codec.fields import Forms
from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Keys, Places, PostingList

LANGUAGE_COLUMN: Final = "lang"

_POSITION_MASK: Final = (1 << POSITION_BITS) - 1


class Written(Protocol):
    """The written words of a segment."""

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a word."""

    def text(self, name: str) -> TextColumn | None:
        """A fact of the documents."""


def with_places_of_forms(found: PostingList, number: int, forms: Forms, segment: Written) -> PostingList:
    """The postings of the stem with this number, its positions gathered from those of its forms when asked for."""

    def places() -> Places:
        keys = np.sort(_keys(number, forms, segment), kind="stable")
        at = np.searchsorted(found.documents, keys >> POSITION_BITS)
        counts = np.bincount(at, minlength=found.documents.size)
        return Places(counts, (keys & _POSITION_MASK).astype(np.uint32))

    return PostingList(found.documents, found.weights, places)


def _keys(number: int, forms: Forms, segment: Written) -> Keys:
    languages = segment.text(LANGUAGE_COLUMN)
    found: list[Keys] = [np.empty(0, np.int64)]
    for place in np.flatnonzero(forms.stems == number).tolist():
        lang, _, word = forms.words[place].partition(b"/")
        for fieldname in forms.fields:
            written = segment.postings(fieldname, word)
            if languages is not None and written.documents.size:
                own = languages.ordinals[written.documents] == languages.values.find(lang)
                written = written.only(own)
            found.append(written.keys)
    return np.concatenate(found)
