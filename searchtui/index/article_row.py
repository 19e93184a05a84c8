"""What manifest and record of copies need to know of an article: small enough to be sent from process to process."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

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


def article_digest(article: Article) -> bytes:
    """16 bytes that differ as soon as anything about two articles does.

    Every article of every file that is read goes through here: `_value_` is `value` without a call.
    """
    facts = (
        article.id,
        article.path,
        article.record,
        article.title,
        article.outlet,
        article.date and article.date.toordinal(),
        article.lang,
        [(block.start, block.end, block.part._value_) for block in article.blocks],
        [_values(why) for why in (article.title_evidence, article.outlet_evidence, article.date_evidence)],
        article.agency,
        article.author,
        article.url,
        [day.toordinal() for day in article.other_dates],
    )
    return _digest(repr(facts), article.text)


def _values(evidence: Evidence) -> Sequence[object]:
    return evidence.kind._value_, evidence.rule, evidence.line, evidence.where, evidence.text


def _digest(*texts: str) -> bytes:
    found = blake2b(digest_size=16)
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass"))
    return found.digest()
