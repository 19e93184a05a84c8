"""`searchtui saved`: searches with names, and what is new among what they find."""

from __future__ import annotations

import sys

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import is_styled, note, write, write_json
from searchtui.cli.search import FOUND, MAX_LIMIT, NOTHING_FOUND, QueryCommand
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.text.counted import counted


@click.group(
    epilog="""\b
Examples:
  searchtui saved add strikes 'strike* OR "downed tools"'
  searchtui saved list
  searchtui saved run strikes --new
  searchtui search 'saved:strikes outlet:dw'
""",
)
def saved() -> None:
    """List, run, add and remove saved searches.

    A saved search may be used in queries as saved:NAME. It remembers what it had found when it was last run.
    """


@saved.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each saved search.")
@library_options
def list_(choice: LibraryChoice, *, as_json: bool) -> int:
    """Print the saved searches, each with its number of articles and of new ones.

    Exits with 1 if there are none.
    """
    with choice.open() as library:
        names = [each.name for each in library.work.saved().values()]
        for name in names:
            _print_one(library, name, as_json=as_json)
    return FOUND if names else NOTHING_FOUND


def _print_one(library: Library, name: str, *, as_json: bool) -> None:
    from searchtui.results.printable import printable  # noqa: PLC0415 -- printing help needs no results

    search = library.work.search_named(name)
    try:
        news = library.news(name)
    except SearchtuiError as error:
        if as_json:
            told = {"message": error.message, "position": error.position}
            write_json({"name": search.name, "query": search.query, "error": told})
        else:
            write(printable(f"{search.name}  {search.query}", one_line=True))
            note(f"{search.name}: {error}")
        return
    if as_json:
        write_json({"name": search.name, "query": search.query, "total": len(news.found), "new": len(news.new)})
    else:
        new = f", {len(news.new):,} new" if news.new else ""
        write(printable(f"{search.name}  {search.query}  ({len(news.found):,}{new})", one_line=True))


@saved.command()
@click.argument("name")
@click.option("--new", "only_new", is_flag=True, help="Print only what it did not find when it was last run.")
@click.option("--keep-new", is_flag=True, help="Let what is new stay new for the next time.")
@click.option("--limit", type=click.IntRange(0, MAX_LIMIT), default=20, show_default=True, help="Hits to print.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each hit.")
@library_options
def run(choice: LibraryChoice, *, name: str, only_new: bool, keep_new: bool, limit: int, as_json: bool) -> int:
    """Print what the saved search NAME finds, newest first.

    Exits with 1 if that is nothing; with --new, if nothing is new.
    """
    from searchtui.cli.listing import hit_lines  # noqa: PLC0415 -- printing help needs no results
    from searchtui.results.export import hit_to_dict  # noqa: PLC0415

    with choice.open() as library:
        news = library.news(name)
        wanted = news.new if only_new else news.found
        hits = library.hits(news.search.query, wanted[:limit])
        if not keep_new:
            library.news(name, seen=True)
    new = frozenset(news.new)
    styled = is_styled(sys.stdout)
    for hit in hits:
        if as_json:
            write_json({**hit_to_dict(hit), "new": hit.id in new})
        else:
            for line in (*hit_lines(hit, styled=styled, folded=False), ""):
                write(line)
    shown = f", {len(hits):,} shown" if len(hits) < len(wanted) else ""
    note(f"{len(news.found):,} found, {len(news.new):,} new{shown}")
    return FOUND if wanted else NOTHING_FOUND


@saved.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@library_options
def add(choice: LibraryChoice, *, name: str, query: tuple[str, ...]) -> int:
    """Save QUERY under NAME, in place of what had that name.

    What it finds now counts as known: new is what comes later.
    """
    text = " ".join(query)
    with choice.open() as library:
        library.understand(text, save_as=name)
        search = library.work.save_search(name, text)
        if library.has_index():
            news = library.news(search.name, seen=True)
            note(f"“{search.name}” was saved. It finds {counted(len(news.found), 'article')}.")
    return FOUND


@saved.command()
@click.argument("name")
@library_options
def remove(choice: LibraryChoice, *, name: str) -> int:
    """Forget the saved search NAME.

    Exits with 1 if there is none.
    """
    with choice.open() as library:
        if library.work.remove_search(name):
            return FOUND
    note(f"There is no saved search “{name}”.")
    return NOTHING_FOUND
