"""`searchtui export`: take away what was found, in a format of another program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note
from searchtui.cli.search import FOUND, NOTHING_FOUND, QueryCommand
from searchtui.engines.protocol import Sort

FORM_NAMES = ("markdown", "text", "csv", "kwic", "json", "jsonl", "bibtex", "csl-json")


@click.command(
    cls=QueryCommand,
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  searchtui export 'mark:star tag:ferry' --format markdown -o report.md
  searchtui export '"rock solid" since:2023-02' --format csv -o rock-solid.csv
  searchtui export saved:strikes --format bibtex > strikes.bib
\b
A file that is there already is replaced only with --force. In CSV, text that a
spreadsheet would take for a formula gets an apostrophe in front.
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORM_NAMES),
    default=FORM_NAMES[0],
    show_default=True,
    help="A report, the texts, a table of articles or of matches in context, JSON, or references.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it; standard output if not given.")
@click.option("--limit", type=click.IntRange(1), help="Articles to take; all if not given.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help="Order of the articles.",
)
@click.option("--fold", is_flag=True, help="Take one of all copies of a text.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@library_options
def export(
    choice: LibraryChoice,
    *,
    query: tuple[str, ...],
    form: str,
    output: str | None,
    limit: int | None,
    sort: str,
    fold: bool,
    force: bool,
) -> int:
    """Write the articles that match QUERY, all of them without a limit.

    With each are its outlet and date and how they are known, its file, what matches where, what you noted, and a hash
    of its text. Exits with 1 if nothing is found; then no file is written.
    """
    from searchtui.results.taking.formats import write_file  # noqa: PLC0415 -- printing help takes nothing away

    with choice.open() as library:
        about, chunks = library.take(" ".join(query), form, limit=limit, sort=Sort(sort), fold=fold)
        if not about.articles:
            note("Nothing was found.")
            return NOTHING_FOUND
        if output is None or output == "-":
            sys.stdout.writelines(chunks)
            return FOUND
        size = write_file(Path(output), chunks, force=force)
    articles = "1 article" if about.articles == 1 else f"{about.articles:,} articles"
    note(f"{articles} written to {output} ({size:,} bytes).")
    return FOUND
