"""`searchtui stats` and `searchtui check`: what the library holds, and whether its index is sound."""

from __future__ import annotations

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note, write, write_json
from searchtui.errors import IndexUnavailableError
from searchtui.library import LibraryStats

OUTLETS_SHOWN = 20


@click.command(
    epilog="""\b
Examples:
  searchtui stats
  searchtui stats --json | jq .articles
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@library_options
def stats(choice: LibraryChoice, *, as_json: bool) -> int:
    """Print what the library holds."""
    with choice.open() as library:
        held = library.stats()
    if as_json:
        write_json(
            {
                "articles": held.articles,
                "outlets": [list(outlet) for outlet in held.outlets],
                "undated": held.undated,
                "first_date": held.first_date,
                "last_date": held.last_date,
                "index_bytes": held.index_bytes,
                "engine": held.engine,
                "schema_version": held.schema_version,
            }
        )
    else:
        _print(held)
    return 0


def _print(held: LibraryStats) -> None:
    from searchtui.results.printable import printable  # noqa: PLC0415 -- printing help needs no results

    dates = f"{held.first_date} to {held.last_date}" if held.first_date else "none known"
    write(f"Articles  {held.articles:,}")
    write(f"Dates     {dates}; {held.undated:,} undated")
    write(f"Index     {held.index_bytes / 1e6:,.1f} MB, engine {held.engine}, schema {held.schema_version}")
    write(f"Outlets   {len(held.outlets):,}")
    for name, number in held.outlets[:OUTLETS_SHOWN]:
        write(f"{number:>9,}  {printable(name or 'unknown', one_line=True)}")
    if len(held.outlets) > OUTLETS_SHOWN:
        write(f"           and {len(held.outlets) - OUTLETS_SHOWN:,} more (all of them with --json)")


@click.command(
    epilog="""\b
Examples:
  searchtui check && echo sound
  searchtui check --json
""",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@library_options
def check(choice: LibraryChoice, *, as_json: bool) -> int:
    """Verify every file of the index.

    Exits with 3 if anything is damaged. A damaged index is built anew from the articles by `searchtui reindex --full`.
    """
    with choice.open() as library:
        try:
            problems = library.verify()
        except IndexUnavailableError as error:
            problems = [str(error)]
    if as_json:
        write_json({"ok": not problems, "problems": problems})
    else:
        for problem in problems:
            write(problem)
        if not problems:
            write("The index is sound.")
    if problems:
        note("Build the index anew with: searchtui reindex --full")
        return IndexUnavailableError.exit_code
    return 0
