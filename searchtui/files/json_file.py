"""Reader for a JSON document: one article, a list of articles, or an object with the list in it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

from searchtui.errors import FileReadError
from searchtui.files import json_lines
from searchtui.files.decode import decode
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.fields import declared
from searchtui.files.records import Records, reported
from searchtui.files.source import Source

_LIST_NAMES = (
    "articles",
    "items",
    "results",
    "hits",
    "docs",
    "documents",
    "records",
    "stories",
    "posts",
    "entries",
    "news",
    "data",
    "response",
)
_MAX_WRAPPERS = 4


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield the article or articles of the document.

    A file of JSON Lines under this suffix is read as such. Raises `FileReadError` for what is no JSON, is nested too
    deeply, or holds no article.
    """
    text = decode(source.read_all())
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise FileReadError("The JSON in the file is nested too deeply.") from error
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            lines = io.BufferedReader(io.BytesIO(text.encode("utf-8", "replace")))
            yield from json_lines.read(Source(source.name, lines, source.max_bytes))
            return
        raise FileReadError(
            f"The file is no JSON: {error.msg} in line {error.lineno}.", hint="It may be cut short; export it again."
        ) from error
    except ValueError as error:
        raise FileReadError(f"The file is no JSON: {error}.") from error
    if isinstance(content, Mapping) and (found := declared(content)) is not None:
        yield RawDocument(source.name, None, found.text, found.fields, found.places, clean_body=True)
        return
    articles = _list_in(content)
    if articles is None:
        raise FileReadError(
            "The file is JSON but no article was found in it.",
            hint="Expected are an object with a title and a text, or a list of such objects.",
        )
    yield from _documents(articles, source.name)


def _documents(articles: list[object], name: str) -> Iterator[RawDocument | BadRecord]:
    records = Records(name)
    numbered = enumerate(articles, start=1)
    return reported((records.document(record, number) for number, record in numbered), "records")


def _list_in(content: object, depth: int = 0) -> list[object] | None:
    """Return the list of articles in a document, looking into objects under the usual names, then any name."""
    if isinstance(content, list):
        return content if any(isinstance(item, Mapping) for item in content) else None
    if not isinstance(content, Mapping) or depth == _MAX_WRAPPERS:
        return None
    names = [name for name in _LIST_NAMES if name in content] + [name for name in content if name not in _LIST_NAMES]
    return next((found for name in names if (found := _list_in(content[name], depth + 1)) is not None), None)
