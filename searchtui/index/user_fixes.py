"""What the user fixes and undoes: noted in the file of fixes, and given to the index where that can be done now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from searchtui.articles.article import Article, Kind
from searchtui.articles.fix_lines import FixBook
from searchtui.articles.fixes import Fact, Fix, checked_value, text_key, with_fixes
from searchtui.config import LibraryPaths, Settings
from searchtui.errors import UsageError
from searchtui.index.fix_file import FixFile
from searchtui.index.fix_result import FixedArticle, FixResult, Unchanged
from searchtui.index.fixing import apply_fixes


def values_of(
    *, title: str | Unchanged, outlet: str | Unchanged | None, date: dt.date | Unchanged | None
) -> dict[Fact, str | None]:
    """The facts to be fixed, checked. Raises `UsageError` if there are none, or one cannot be meant."""
    day = date.isoformat() if isinstance(date, dt.date) else date
    given = {Fact.TITLE: title, Fact.OUTLET: outlet, Fact.DATE: day}
    values = {fact: value for fact, value in given.items() if not isinstance(value, Unchanged)}
    if not values:
        raise UsageError("There is nothing to fix.", hint="Give an outlet, a date or a title.")
    return {fact: checked_value(fact, value) for fact, value in values.items()}


def fix_articles(
    paths: LibraryPaths, settings: Settings, articles: Sequence[Article], values: Mapping[Fact, str | None]
) -> FixResult:
    """Note that the facts of all these articles are so, and write them to the index if nobody else does that now."""
    now = dt.datetime.now().astimezone()
    made = {article.id: [_fix(article, fact, value, now) for fact, value in values.items()] for article in articles}
    FixFile(paths.user).add(fix for fixes in made.values() for fix in fixes)
    waits = apply_fixes(paths, settings)
    return FixResult(tuple(FixedArticle(each, with_fixes(each, made[each.id])) for each in articles), waits)


def undo_fixes(paths: LibraryPaths, settings: Settings, articles: Sequence[Article]) -> FixResult:
    """Note that nothing about these articles is fixed any more; those of which nothing was are left out.

    `after` is None in the result: what was recognised is in the index again, unless that `waits`.
    """
    file = FixFile(paths.user)
    book, now = file.read(), dt.datetime.now().astimezone()
    undone = {article.id: [_undone(article, fact, now) for fact in _fixed(article, book)] for article in articles}
    concerned = [article for article in articles if undone[article.id]]
    if not concerned:
        return FixResult(())
    file.add(fix for fixes in undone.values() for fix in fixes)
    waits = apply_fixes(paths, settings)
    return FixResult(tuple(FixedArticle(article, None) for article in concerned), waits)


def _fix(article: Article, fact: Fact, value: str | None, now: dt.datetime) -> Fix:
    return Fix(article.id, fact, value, now, article.path, article.record, text_key(article.text))


def _undone(article: Article, fact: Fact, now: dt.datetime) -> Fix:
    return Fix(article.id, fact, None, now, article.path, article.record, text_key(article.text), undone=True)


def _fixed(article: Article, book: FixBook) -> Iterable[Fact]:
    """The facts that are fixed, in the index or on record."""
    evidence = {
        Fact.TITLE: article.title_evidence,
        Fact.OUTLET: article.outlet_evidence,
        Fact.DATE: article.date_evidence,
    }
    on_record = {fact for fact, fix in book.of(article.id).items() if not fix.undone}
    return [fact for fact in Fact if evidence[fact].kind is Kind.FIXED or fact in on_record]
