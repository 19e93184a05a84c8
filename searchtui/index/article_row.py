"""What manifest and record of copies need to know of an article: small enough to be sent from process to process."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final, NamedTuple

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


DIGEST_BYTES: Final = 16


def article_digest(packed: bytes) -> bytes:
    """`DIGEST_BYTES` that differ as soon as anything about two articles does, given packed."""
    return blake2b(packed, digest_size=DIGEST_BYTES).digest()
