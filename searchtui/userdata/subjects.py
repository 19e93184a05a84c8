"""Lines about articles: where an article stood and which text it had, so that it is found again when it is moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from searchtui.articles.ids import article_id
from searchtui.errors import UsageError
from searchtui.text.tokens import fold
from searchtui.userdata.lines import Key, Line, Values, number_of, text_of
from searchtui.userdata.passages import check_passage

STAR: Final = "star"
MOST_OF_A_TAG: Final = 60
_NO_TAG: Final = frozenset('"＂“”„‟«»*?()')
"""Characters that a query could not name a tag with."""

_OF_THE_SUBJECT: Final = frozenset({"path", "record", "id", "text", "gone"})

Detail = Key
"""What a line says of its article: ("star",), ("tag", "ferry") … the key without the article's id."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An article as a line names it: its id, its place in the library, and the `fixes.text_key` of its text."""

    id: str
    path: str
    record: str | None
    text: str


def about(subject: Subject, what: Values) -> dict[str, Any]:
    """The fields of a line that says `what` of an article."""
    values: dict[str, Any] = {"path": subject.path}
    if subject.record is not None:
        values["record"] = subject.record
    values |= what
    if subject.id != article_id(subject.path, subject.record):
        values["id"] = subject.id
    if subject.text:
        values["text"] = subject.text
    return values


def said_in(line: Line) -> dict[str, Any]:
    """What a line says of its article, as `about` takes it; of a line that takes something back, what it takes back."""
    return {name: value for name, value in line.values.items() if name not in _OF_THE_SUBJECT}


def subject_of(line: Line) -> Subject:
    """The article a line names."""
    return Subject(line.key[0], line.values["path"], line.values.get("record"), line.values.get("text", ""))


def detail_of(line: Line) -> Detail:
    """What a line is about, its article aside."""
    return line.key[1:]


def key_about_article(values: Values) -> Key | None:
    """The id of the article and what of it is said; see `lines.KeyOf`."""
    detail = _detail(values)
    if detail is None:
        return None
    path, record = text_of(values, "path"), values.get("record")
    if not isinstance(record, str | None):
        raise ValueError('its "record" is none')  # noqa: TRY004 -- a damaged line is a wrong value, whatever it holds
    identifier, text = values.get("id", article_id(path, record)), values.get("text", "")
    if not isinstance(identifier, str) or not isinstance(text, str):
        raise ValueError('its "id" or "text" is none')  # noqa: TRY004 -- as above
    return (identifier, *detail)


def _detail(values: Values) -> Detail | None:
    if values.get("mark") == STAR:
        return ("star",)
    if "tag" in values:
        return ("tag", tag_key(text_of(values, "tag")))
    if "note" in values:
        check_passage(values)
        return ("note", text_of(values, "note"))
    if "read" in values:
        return ("read",)
    if "place" in values:
        number_of(values, "place")
        return ("place",)
    return None


def tag_key(tag: str) -> str:
    """What two spellings of a tag have in common: case and accents make no other tag."""
    return fold(" ".join(tag.split()))


def checked_tag(tag: str) -> str:
    """`tag` without superfluous white space. Raises `UsageError` if a query could not name it."""
    tag = " ".join(tag.split()).removeprefix("#").strip()
    if not tag or len(tag) > MOST_OF_A_TAG:
        raise UsageError(
            "A tag needs a name." if not tag else f"A tag has at most {MOST_OF_A_TAG} characters.",
            hint="Give it a word or two.",
        )
    if not tag.isprintable() or not _NO_TAG.isdisjoint(tag):
        raise UsageError(f"“{tag}” is no name for a tag.", hint="Leave out quotes, brackets, * and ?.")
    return tag


def without(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a line that takes back what the one with these fields said."""
    return {**values, "gone": True}
