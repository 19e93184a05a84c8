"""What a word may have been meant to be: words of the index that are spelled nearly so."""

from __future__ import annotations

from typing import Final

from searchtui.engines.whoosh.search.answer import article_count
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.watch import Watch

_LETTERS_FOR_TWO: Final = 5
"""Letters of a word from which on two mistakes are looked for; shorter ones are near too many words."""


def near_spellings(word: str, limit: int, snapshot: Snapshot, watch: Watch) -> tuple[tuple[str, int], ...]:
    """Other words within one edit of `word`, else within two, with their numbers of articles, most frequent first."""
    lexicon = snapshot.lexicon
    for edits in (1, 2) if len(word) >= _LETTERS_FOR_TWO else (1,):
        near = lexicon.similar(word, edits, 4 * limit, watch.poll)
        likely = [other for other in near.words if other != word]
        counted = [(other, article_count(other, snapshot)) for other in likely]
        if found := [pair for pair in counted if pair[1]]:
            return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit])
    return ()
