"""Reader for Markdown: YAML or TOML front matter declares the fields, the rest is the text as written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from searchtui.files.decode import decode
from searchtui.files.document import RawDocument
from searchtui.files.fields import declared
from searchtui.files.source import Source

_FRONT_MATTER = re.compile(r"(?s)\s*(---|\+\+\+)[ \t]*\n(.{0,65536}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)")
_SIMPLE_LINE = re.compile(r"(?m)^([A-Za-z][\w -]{0,40}):[ \t]+(\S.*)$")


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the file as one document; front matter that is neither YAML nor TOML is read line by line."""
    whole = decode(source.read_all())
    match = _FRONT_MATTER.match(whole)
    if match is None:
        yield RawDocument(source.name, None, whole)
        return
    found = declared({"text": "-", **_front_matter(match[2], match[1])}, "front matter")
    text = whole[match.end() :]
    fields, places = (found.fields, found.places) if found else ({}, {})
    first_line = whole.count("\n", 0, match.end()) + 1
    yield RawDocument(source.name, None, text, fields, places, first_line)


def _front_matter(text: str, fence: str) -> Mapping[str, object]:
    import yaml  # noqa: PLC0415 - only Markdown files with front matter need it

    try:
        if fence == "+++":
            return tomllib.loads(text)
        content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text, lists and mappings
    except (yaml.YAMLError, ValueError, RecursionError):
        content = None
    if isinstance(content, Mapping):
        return content
    # A title with a colon in it is the usual mistake.
    return {match[1]: match[2].strip("\"' ") for match in _SIMPLE_LINE.finditer(text)}
