"""`searchtui fix`: say what an article's outlet, date or title really is."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypedDict

import click
from click.shell_completion import CompletionItem

from searchtui.articles.article import Article
from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note, write, write_json
from searchtui.errors import SearchtuiError, UsageError
from searchtui.index.fix_result import FixedArticle, FixResult

NOTHING_TO_UNDO = 1


def _outlet_names(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Names of outlets for a shell's completion; none where there is no library."""
    choice = context.find_object(LibraryChoice) or LibraryChoice()
    try:
        with choice.open() as library:
            return [CompletionItem(name) for name, _ in library.outlet_names(typed)]
    except SearchtuiError:  # a shell asks while a line is typed: there is nowhere to tell it
        return []


@click.command(
    epilog="""\b
Examples:
  searchtui fix 2c79f71bc5584dc6 --outlet "Press TV" --date 2023-02-22
  searchtui fix 2c79f71bc5584dc6 e3d81a50c74f92b6 --no-date
  searchtui fix 2c79f71bc5584dc6 --undo
""",
)
@click.argument("article_ids", metavar="ID...", nargs=-1, required=True)
@click.option("--outlet", metavar="NAME", shell_complete=_outlet_names, help="The outlet that published it.")
@click.option("--no-outlet", is_flag=True, help="Nobody knows the outlet.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day it was published.")
@click.option("--no-date", is_flag=True, help="Nobody knows the day.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--undo", is_flag=True, help="Let what was recognised hold again.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each article.")
@library_options
def fix(choice: LibraryChoice, *, article_ids: tuple[str, ...], undo: bool, as_json: bool, **given: Any) -> int:
    """Set outlet, date or title of articles.

    An ID is given with each hit of a search. What you set goes before what is recognised, and stays when the index is
    built anew and when the article's file is moved or edited. Exits with 1 if there is no such article, or nothing to
    undo.
    """
    facts = _facts(**given)
    if undo == bool(facts):
        raise UsageError(
            "--undo goes with nothing else." if undo else "There is nothing to fix.",
            hint="Give --outlet, --date or --title; or --undo alone to take back what was fixed.",
        )
    with choice.open() as library:
        result = library.undo_fix(article_ids) if undo else library.fix(article_ids, **facts)
    _print(result, as_json=as_json)
    if result.waits:
        note(result.waits)
    if undo and not result.articles:
        note("Nothing was fixed there.")
        return NOTHING_TO_UNDO
    return 0


class _Facts(TypedDict, total=False):
    """What is given: None where nobody knows."""

    outlet: str | None
    date: dt.date | None
    title: str


def _facts(*, outlet: str | None, no_outlet: bool, date: str | None, no_date: bool, title: str | None) -> _Facts:
    """What is given. Raises `UsageError`."""
    for name, value, unknown in (("outlet", outlet, no_outlet), ("date", date, no_date)):
        if value is not None and unknown:
            raise UsageError(f"--{name} and --no-{name} contradict each other.", hint="Give one of them.")
    facts: _Facts = {}
    if outlet is not None or no_outlet:
        facts["outlet"] = outlet
    if date is not None or no_date:
        facts["date"] = None if date is None else _day(date)
    if title is not None:
        facts["title"] = title
    return facts


def _day(typed: str) -> dt.date:
    from searchtui.articles.fixes import Fact, checked_value  # noqa: PLC0415 -- printing help fixes nothing

    return dt.date.fromisoformat(checked_value(Fact.DATE, typed) or "")


def _print(result: FixResult, *, as_json: bool) -> None:
    for each in result.articles:
        if as_json:
            write_json(_values(each, indexed=not result.waits))
        else:
            for line in _lines(each):
                write(line)


def _lines(fixed: FixedArticle) -> list[str]:
    """What was and what is now: only the facts that are others."""
    from searchtui.cli.listing import fact_lines, place  # noqa: PLC0415 -- printing help needs no results

    lines = [f"{fixed.before.id}  {place(fixed.before)}"]
    if fixed.after is None:
        return [*lines, "  what was recognised holds again"]
    for was, now in zip(fact_lines(fixed.before), fact_lines(fixed.after), strict=True):
        if was != now:
            lines += [f"  was  {was}", f"  now  {now}"]
    return lines


def _values(fixed: FixedArticle, *, indexed: bool) -> dict[str, Any]:
    return {
        "id": fixed.before.id,
        "path": fixed.before.path,
        "record": fixed.before.record,
        "indexed": indexed,
        "before": _fact_values(fixed.before),
        "after": None if fixed.after is None else _fact_values(fixed.after),
    }


def _fact_values(article: Article) -> dict[str, Any]:
    from searchtui.results.export import article_to_dict  # noqa: PLC0415 -- printing help needs no results

    values = article_to_dict(article)
    return {name: values[name] for name in ("title", "outlet", "date", "evidence")}
