"""Which articles a fix holds for, as files are moved, copied and edited.

A fix was made for the text at a path. Where the path still has the text it holds there and nowhere else, be there
copies. Where it has not, the article was moved if the text is found elsewhere, and the fix holds there; if not, the
text was edited, and the fix holds for what is at the path. A fix made for a path itself goes before one that comes
after the text. The record of fixes is never changed by any of that, so that a file moved back is as it was before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from searchtui.articles.article import Article
from searchtui.articles.fix_lines import FixBook
from searchtui.articles.fixes import Fact, Fix, Fixes, text_key, with_fixes


def assigned(book: FixBook, here: Mapping[str, str], elsewhere: Mapping[str, list[str]]) -> dict[str, Fixes]:
    """The fixes that hold for each article: `here` has the text of those at the paths that fixes were made for,
    `elsewhere` the ids of those with a text that is no more where it was fixed.
    """
    held: dict[str, dict[Fact, Fix]] = {}
    for fix in book.fixes.values():
        for article_id in whereabouts(fix.article_id, fix.text, here, elsewhere):
            facts = held.setdefault(article_id, {})
            before = facts.get(fix.fact)
            if before is None or _precedence(before, article_id) < _precedence(fix, article_id):
                facts[fix.fact] = fix
    without_undone = {
        article_id: {fact: fix for fact, fix in sorted(facts.items(), key=lambda item: item[0].value) if not fix.undone}
        for article_id, facts in held.items()
    }
    return {article_id: facts for article_id, facts in without_undone.items() if facts}


def whereabouts(article_id: str, text: str, here: Mapping[str, str], elsewhere: Mapping[str, list[str]]) -> list[str]:
    """The articles that something holds for which was said of `article_id` when it had `text`; see `assigned`."""
    at_path = here.get(article_id)
    if text and at_path != text and (followed := elsewhere.get(text)):
        return followed
    return [] if at_path is None else [article_id]


def _precedence(fix: Fix, article_id: str) -> tuple[bool, dt.datetime, str]:
    return fix.article_id == article_id, fix.fixed, fix.article_id


class Preview:
    """Articles as they are going to be with the user's fixes, where there is no index to ask.

    A file whose path is taken (`is_there`) counts as what it was when it was fixed.
    """

    def __init__(self, book: FixBook, is_there: Callable[[str], bool]) -> None:
        self._by_place: dict[str, list[Fix]] = {}
        self._is_there = is_there
        for fix in book.fixes.values():
            for key in {fix.article_id, fix.text} - {""}:
                self._by_place.setdefault(key, []).append(fix)

    def of(self, article: Article) -> Article:
        """The article with the fixes that hold for it."""
        text = text_key(article.text)
        near = [fix for key in (article.id, text) for fix in self._by_place.get(key, ())]
        here = {fix.article_id: fix.text for fix in near if self._is_there(fix.path)} | {article.id: text}
        book = FixBook({(fix.article_id, fix.fact): fix for fix in near})
        return with_fixes(article, assigned(book, here, {text: [article.id]}).get(article.id, {}).values())
