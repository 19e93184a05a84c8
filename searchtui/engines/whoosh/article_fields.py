"""The fields that an article is indexed under; nothing here needs Whoosh.

| field | holds |
|---|---|
| `title`, `body` | words as written (folded), every one, with positions |
| `text` | stems of title and body under the article's language ("en/polit"), no stop words, title words weighing more |
| `chrome`, `chrome_text` | the same of site chrome: words as written, and stems |

Facts are no terms but columns: `id`, `path`, `outlet`, `lang` (empty where unknown), `known` (how outlet and date are
known: "stated inferred"), `title_order` (what titles are sorted by) and `day` (a proleptic Gregorian ordinal, 0 where
unknown).

The n-th title word has position n, the n-th body word `BODY_POSITION` + n, and words of site chrome have the positions
that `searchable.chrome_positions` tells, in whichever field they stand.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from searchtui.text.stems import stem

TITLE_WEIGHT: Final = 2.0
"""How many body words a title word counts for."""

WRITTEN_FIELDS: Final = ("title", "body")
"""The words of an article as written."""

CHROME_FIELD: Final = "chrome"
"""The words of site chrome as written."""

FORM_FIELDS: Final = {"text": WRITTEN_FIELDS, "chrome_text": (CHROME_FIELD,)}
"""For each field of stems those where the words stand that it has the stems of."""


TITLE_ORDER: Final = "title_order"
"""The column that titles are sorted by."""

_TITLE_ORDER_LENGTH: Final = 20
"""Characters of a title that decide its place: few titles share so many."""

_NO_LETTERS: Final = re.compile(r"[\W_]+")


def title_order(title: str) -> str:
    """What a title is sorted by: its words without accents, case and signs; empty where it has none."""
    plain = title[: 2 * _TITLE_ORDER_LENGTH]
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
    words = _NO_LETTERS.sub(" ", plain.casefold()).strip()
    return words[:_TITLE_ORDER_LENGTH].encode("utf-8", "replace").decode("utf-8")


def tagged_stem(word: str, lang: str | None) -> str:
    """The term of a field of stems for a folded word of an article in language `lang`."""
    return f"{lang or ''}/{stem(word, lang)}"
