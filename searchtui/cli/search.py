"""`searchtui search`: print hits, for people and for scripts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import is_styled, note, write, write_json
from searchtui.engines.protocol import Sort
from searchtui.errors import QueryError, UsageError
from searchtui.library import Library
from searchtui.results.page import ResultPage

FOUND = 0
NOTHING_FOUND = 1
MAX_LIMIT = 100_000
"""Hits printed at most; all of them are read into memory."""


class QueryCommand(click.Command):
    """A command whose words may begin with a minus, as excluded words do: only what begins with two is an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse unknown options, which `ignore_unknown_options` would make words of the query."""
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        for argument in takewhile(lambda argument: argument != "--", args):
            name = argument.partition("=")[0]
            if name.startswith("--") and name not in known:
                import difflib  # noqa: PLC0415 -- loads for a mistyped option alone

                raise click.NoSuchOption(name, possibilities=difflib.get_close_matches(name, known), ctx=ctx)
        return super().parse_args(ctx, args)


@click.command(
    cls=QueryCommand,
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  searchtui search russia china
  searchtui search '"rock solid"' outlet:dw since:2023-02
  searchtui search 'multipol* -sanctions' --sort newest --format json
  searchtui search 'ceasefire NEAR/5 talks' --count
  searchtui search ferry --fold
  searchtui search --batch queries.tsv --limit 100 > answers.jsonl
\b
In CSV, text that a spreadsheet would take for a formula (beginning with = + -
or @) gets an apostrophe in front; JSON gives it unchanged.
""",
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(0, MAX_LIMIT), default=20, show_default=True, help="Hits to print.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Hits to pass over first.")
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help="Order of the hits.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="One JSON object for the answer, one a line for each hit, CSV, or text to read.",
)
@click.option("--facets", is_flag=True, help="Also count all hits by outlet and month (JSON and text).")
@click.option("--fold", is_flag=True, help="List and count copies of one text once, the earliest for all.")
@click.option("--count", is_flag=True, help="Print only how many articles match all of the query.")
@click.option("--batch", metavar="FILE", help="Answer a query a line (name<TAB>query, or query); - is standard input.")
@library_options
def search(
    choice: LibraryChoice,
    *,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    form: str,
    facets: bool,
    fold: bool,
    count: bool,
    batch: str | None,
) -> int:
    """Print the articles that match QUERY.

    Words are joined by AND; see docs/query-language.md for phrases, fields, dates and operators. Exits with 1 if
    nothing is found.
    """
    order = Sort(sort)
    with choice.open() as library:
        if batch is not None:
            if query or count or facets or form != "text":
                raise UsageError(
                    "--batch takes its queries from a file and prints JSON Lines.",
                    hint="Leave out QUERY, --count, --facets and --format.",
                )
            return _batch(library, batch, limit=limit, offset=offset, sort=order, fold=fold)
        if not query:
            raise UsageError("There is no query.", hint="Example: searchtui search russia china")
        text = " ".join(query)
        if count:
            total = library.search(text, limit=0, relax=False, fold=fold).total
            write(str(total))
            return FOUND if total else NOTHING_FOUND
        page = library.search(text, limit=limit, offset=offset, sort=order, facets=facets, fold=fold)
    _print(page, form)
    return FOUND if page.total else NOTHING_FOUND


def _print(page: ResultPage, form: str) -> None:
    from searchtui.results import export  # noqa: PLC0415 -- printing help needs no results

    if form == "json":
        write_json(export.page_to_dict(page))
    elif form == "jsonl":
        for hit in page.hits:
            write_json(export.hit_to_dict(hit))
    elif form == "csv":
        import csv  # noqa: PLC0415 -- as above

        from searchtui.results.printable import printable  # noqa: PLC0415 -- as above

        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerows([printable(cell) for cell in row] for row in export.csv_rows(page))
    else:
        from searchtui.cli.listing import listing, summary  # noqa: PLC0415 -- as above

        for line in listing(page, styled=is_styled(sys.stdout)):
            write(line)
        note(summary(page))
        return
    for line in page.notes if form != "json" else ():
        note(line)


def _batch(library: Library, name: str, **options: Any) -> int:
    from searchtui.results.export import batch_error_to_dict, batch_to_dict  # noqa: PLC0415 -- as above

    found = NOTHING_FOUND
    for label, query in _queries(name):
        try:
            page = library.search(query, relax=False, snippets=False, **options)
        except QueryError as error:
            write_json(batch_error_to_dict(label, query, error))
            continue
        if page.total:
            found = FOUND
        write_json(batch_to_dict(label, page))
        sys.stdout.flush()
    return found


def _queries(name: str) -> Iterator[tuple[str | None, str]]:
    """Each line's name (None if it has none) and query. Blank lines are passed over."""
    try:
        with click.open_file(name, encoding="utf-8-sig", errors="replace") as lines:
            yield from _split(lines)
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror or error}.", hint="It holds a query a line."
        ) from error


def _split(lines: Iterable[str]) -> Iterator[tuple[str | None, str]]:
    for line in lines:
        if not line.strip():
            continue
        label, tab, query = line.rstrip("\r\n").partition("\t")
        yield (label, query) if tab else (None, label)
