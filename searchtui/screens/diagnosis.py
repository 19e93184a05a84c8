"""What is wrong with a query that finds little: its parts counted one by one, and what would find more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import partial

from searchtui.engines.protocol import Cancelled
from searchtui.library import Library
from searchtui.query.nodes import Word
from searchtui.query.remedies import (
    Remedy,
    in_any_form,
    parts,
    remedies,
    respelled,
    with_other_outlets,
    words_of,
)
from searchtui.query.show import show
from searchtui.screens.clock import today
from searchtui.screens.doctor_client import Diagnosed, Offer
from searchtui.screens.library_client import Wanted
from searchtui.text.tokens import fold, tokens

MOST = 9
"""Remedies offered, so that a digit takes each."""

_NEAR_SPELLINGS = 2
_ALIKE = 0.75
"""How much alike, from 0 to 1, a name and what was typed for it have to be."""

_MORE_FREQUENT = 10
"""How many times as many articles as the word typed another spelling has to be offered."""


def diagnosis(library: Library, wanted: Wanted, total: int, cancelled: Cancelled) -> Diagnosed:
    """Look into a query; `total` is the number of articles that have all that is wanted. Raises as a search."""
    day = today()
    found = parts(wanted.query, today=day)
    counted = [
        (show(clause.node), library.count(clause.node, fold=wanted.fold, cancelled=cancelled)) for clause in found
    ]
    offers: list[Offer] = []
    near = with_other_outlets(wanted.query, partial(_near_outlets, library), today=day)
    tried = {remedy.query: remedy for remedy in reversed(
        [*near, *_respelled(library, wanted.query, cancelled), *remedies(wanted.query, today=day)]
    )}  # fmt: skip
    for remedy in reversed(tried.values()):
        number = library.count(remedy.query, fold=wanted.fold, cancelled=cancelled)
        if number > total:
            offers.append(Offer(remedy.words, replace(wanted, query=remedy.query), number))
    if wanted.fold and total and (each := library.count(wanted.query, cancelled=cancelled)) > total:
        offers.append(Offer("with all copies", replace(wanted, fold=False), each))
    if not offers:  # more than one part finds nothing with the others: each alone is a place to begin again
        alone = zip(found, counted, strict=True)
        offers = [
            Offer(f"only {shown}", replace(wanted, query=show(clause.node)), count)
            for clause, (shown, count) in alone
            if count > total
        ]
    return Diagnosed(wanted, counted, offers[:MOST])


def _respelled(library: Library, query: str, cancelled: Cancelled) -> Iterator[Remedy]:
    """The query with words that hardly an article has spelled as their nearest in the index: all, then one by one."""
    day = today()
    right: dict[str, list[str]] = {}
    for word in dict.fromkeys(words_of(query, today=day)):
        held = library.count(Word(word), cancelled=cancelled)
        near = library.suggest(word, _NEAR_SPELLINGS, cancelled)
        right[word] = [other for other, count in near if count > _MORE_FREQUENT * held]
    wrong = [word for word, others in right.items() if others]
    each = [{word: other} for word in wrong for other in right[word]]
    for spelled in [{word: right[word][0] for word in wrong}, *each] if wrong else []:
        if (remedy := respelled(query, spelled, today=day)) is not None:
            yield remedy
            yield from in_any_form(remedy, today=day)


def _near_outlets(library: Library, typed: str) -> list[str]:
    """The library's outlets of which a word begins as `typed`, else those of which the name or a word is like it."""
    typed = typed.removeprefix("=")
    begun = [name for name, count in library.outlet_names(typed, _NEAR_SPELLINGS) if count]
    if begun:
        return begun
    names = [name for name, _ in library.stats().outlets if name is not None]
    called = {word.word: name for name in names for word in tokens(name)} | {fold(name): name for name in names}
    alike = get_close_matches(fold(typed), called, _NEAR_SPELLINGS, _ALIKE)
    return list(dict.fromkeys(called[each] for each in alike))
