"""What manifest and record of copies need to know of an article: small enough to be sent from process to process."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Final, NamedTuple

from searchtui.articles.article import Article, Evidence
from searchtui.articles.recurring import PageLines
from searchtui.index.copy_row import CopyRow


class ArticleRow(NamedTuple):
    """An article as it came up in a file: its id, a digest of all that was recognised, the `text_key` of its text.

    `copy` and `page` (its lines, of which some may recur across its outlet's files) are None where the index holds the
    article just so already: then nothing was prepared of it. `told` and `recognised` are those of `manifest.FixedEntry`
    where fixes of the user hold for it.
    """

    id: str
    digest: bytes
    text: str
    copy: CopyRow | None = None
    told: str = ""
    recognised: str = ""
    page: PageLines | None = None


_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def article_digest(article: Article) -> bytes:
    """16 bytes that differ as soon as anything about two articles does.

    Every article of every file that is read goes through here: `_value_` is `value` without a call, and a flat list is
    soon written.
    """
    facts = (
        article.id,
        article.path,
        article.record,
        article.title,
        article.outlet,
        None if article.date is None else article.date.toordinal(),
        article.lang,
        [place for block in article.blocks for place in block[:2]],
        "".join([part._value_ for _, _, part in article.blocks]),
        [_values(why) for why in (article.title_evidence, article.outlet_evidence, article.date_evidence)],
        article.agency,
        article.author,
        article.url,
        [day.toordinal() for day in article.other_dates],
    )
    found = blake2b(_encode(facts).encode("utf-8", "surrogatepass"), digest_size=16)
    found.update(article.text.encode("utf-8", "surrogatepass"))
    return found.digest()


def _values(evidence: Evidence) -> tuple[str, str, int | None, str, str]:
    return evidence.kind._value_, evidence.rule, evidence.line, evidence.where, evidence.text
