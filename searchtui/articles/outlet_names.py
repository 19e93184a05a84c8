"""Completing the name of an outlet while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from searchtui.articles.gazetteer import Outlet
from searchtui.text.tokens import fold, tokens


def completions(
    typed: str, held: Mapping[str, int], listed: Iterable[Outlet], *, limit: int
) -> tuple[tuple[str, int], ...]:
    """Names with what was `typed` at the beginning of one of their words, each with its number of articles.

    Those that articles have (`held`) come first, most frequent first; then those of the gazetteer, which are found by
    their other names too, with 0. Letter case, accents and punctuation do not matter. A name that is all of what was
    typed comes before any other.
    """
    wanted = _words(typed) if any(map(str.isalnum, typed)) else ()
    found = [(name, held[name]) for name in sorted(held, key=lambda name: (-held[name], name)) if _fits(name, wanted)]
    known = [outlet.name for outlet in listed if any(_fits(name, wanted) for name in outlet.names)]
    found += [(name, 0) for name in sorted(dict.fromkeys(known), key=fold) if name not in held]
    found.sort(key=lambda pair: fold(pair[0]) != fold(typed))
    return tuple(found[:limit])


def same_name(typed: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is what was `typed`, or differs from it in letter case and accents only."""
    alike = [name for name in names if fold(name) == fold(typed)]
    return typed if typed in alike else next(iter(alike), None)


def _fits(name: str, wanted: tuple[str, ...]) -> bool:
    words = _words(name)
    if not wanted:
        return True
    *whole, begun = wanted
    return any(
        list(words[start : start + len(whole)]) == whole and words[start + len(whole)].startswith(begun)
        for start in range(len(words) - len(whole))
    )


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(name))
