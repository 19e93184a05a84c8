"""`searchtui inspect`: what would be read from a file, and the evidence for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note, write, write_json
from searchtui.config import LibraryPaths, Settings, load_settings
from searchtui.errors import FileReadError

if TYPE_CHECKING:
    from searchtui.articles.fix_places import Preview


@click.command(
    epilog="""\b
Examples:
  searchtui inspect saved/article.txt
  searchtui inspect seeds/*.txt --json > recognised.jsonl
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each article.")
@library_options
def inspect(choice: LibraryChoice, *, files: tuple[str, ...], as_json: bool) -> int:
    """Print what would be read from files.

    For each article of each FILE that is title, outlet and date with the evidence for them, language and body; in a
    library also what you fixed. Needs no index and changes nothing. Exits with 4 if a file could not be read.
    """
    paths = choice.paths()
    settings = load_settings(paths.root)
    fixes = _fixes(paths)
    code = 0
    for file in files:
        try:
            clean = _inspect(
                Path(file),
                _name(paths, file),
                as_json=as_json,
                settings=settings,
                fixes=fixes if Path(file).absolute().is_relative_to(paths.seeds) else None,
            )
        except FileReadError as error:
            note(f"{file}: {error}")
            clean = False
        if not clean:
            code = FileReadError.exit_code
    return code


def _fixes(paths: LibraryPaths) -> Preview:
    """What the user fixed in the library."""
    from searchtui.articles.fix_places import Preview  # noqa: PLC0415 -- printing help reads no files
    from searchtui.index.fix_file import FixFile  # noqa: PLC0415

    return Preview(FixFile(paths.user).read(), lambda path: paths.file(path).exists())


def _inspect(file: Path, name: str, *, as_json: bool, settings: Settings, fixes: Preview | None) -> bool:
    """Print the articles of a file; false if some of its records could not be read."""
    from searchtui.articles.recognise import recognise  # noqa: PLC0415 -- printing help reads no files
    from searchtui.cli.listing import article_lines  # noqa: PLC0415
    from searchtui.files.document import BadRecord  # noqa: PLC0415
    from searchtui.files.readers import read  # noqa: PLC0415
    from searchtui.results.export import inspect_to_dict  # noqa: PLC0415

    clean = True
    for document in read(file, name, max_bytes=settings.max_file_bytes):
        if isinstance(document, BadRecord):
            note(f"{file}: {document.told}")
            clean = False
            continue
        article = recognise(document, default_language=settings.default_language, outlets=settings.outlets)
        if fixes is not None:
            article = fixes.of(article)
        if as_json:
            write_json(inspect_to_dict(article))
        else:
            for line in (*article_lines(article), ""):
                write(line)
    return clean


def _name(paths: LibraryPaths, file: str) -> str:
    """The path that the article has, or would have, in the library; as typed for a file outside of it."""
    absolute = Path(file).absolute()
    if absolute.is_relative_to(paths.seeds):
        return paths.shown(absolute.relative_to(paths.seeds).as_posix())
    return file
