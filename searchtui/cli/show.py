"""`searchtui show`: print one article."""

from __future__ import annotations

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import write, write_json
from searchtui.userdata.kept import NOTHING_KEPT


@click.command(
    epilog="""\b
Examples:
  searchtui show 2c79f71bc5584dc6
  searchtui show 2c79f71bc5584dc6 --format json
""",
)
@click.argument("article_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@library_options
def show(choice: LibraryChoice, *, article_id: str, form: str) -> int:
    """Print one article, which others are copies of it, and what you keep of it.

    Its ID is given with each hit of a search.
    """
    with choice.open() as library:
        article = library.article(article_id)
        copies = library.copies(article_id)
        kept = library.work.kept([article_id]).get(article_id, NOTHING_KEPT)
    if form == "json":
        from searchtui.results.export import article_to_dict  # noqa: PLC0415 -- printing help needs no results
        from searchtui.results.taking.taken import kept_to_dict  # noqa: PLC0415 -- as above

        copy_ids = [copy.id for copy in copies]
        write_json({**article_to_dict(article), "copies": copy_ids, **kept_to_dict(article, kept)})
    else:
        from searchtui.cli.listing import article_lines  # noqa: PLC0415 -- as above

        for line in article_lines(article, copies, kept):
            write(line)
    return 0
