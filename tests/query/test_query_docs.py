"""The page about the query language keeps its word."""

import datetime as dt
import re
from pathlib import Path

import pytest

from searchtui.errors import QueryError
from searchtui.query.lex import FIELDS
from searchtui.query.parse import parse

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
TODAY = dt.date(2023, 3, 1)


def section(heading):
    return PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def typed(text):
    """The examples in the first column of the tables in `text`."""
    cells = [re.split(r"(?<!\\)\|", line)[1] for line in text.splitlines() if line.startswith("| `")]
    return [example for cell in cells for example in re.findall(r"`([^`]+)`", cell)]


BROKEN = section("When a query is unfinished or broken")
NOTED, REFUSED = BROKEN.split("These are errors")
WORKING = PAGE.replace(BROKEN, "")


@pytest.mark.parametrize("example", typed(WORKING))
def test_examples_are_understood_without_a_note(example):
    assert parse(example, today=TODAY).notes == ()


@pytest.mark.parametrize("example", typed(NOTED))
def test_broken_examples_are_searched_with_a_note(example):
    assert parse(example, today=TODAY).notes


@pytest.mark.parametrize(("broken", "reading"), re.findall(r"^\| `([^`]+)` \| `([^`]+)`:", NOTED, re.MULTILINE))
def test_broken_examples_are_read_as_the_page_says(broken, reading):
    assert parse(broken, today=TODAY).node == parse(reading, today=TODAY).node


@pytest.mark.parametrize("example", typed(REFUSED))
def test_examples_of_errors_are_errors_with_a_place_and_a_hint(example):
    with pytest.raises(QueryError) as caught:
        parse(example, today=TODAY)
    assert caught.value.position is not None
    assert caught.value.hint


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_on_the_page(field):
    assert f"`{field}:" in PAGE


def test_operators_bind_as_the_page_says():
    short, long = re.findall(r"So `([^`]+)` reads as\s`([^`]+)`", PAGE)[0]
    assert parse(short, today=TODAY).node == parse(long, today=TODAY).node


def test_examples_in_running_text_are_understood():
    running = [line for line in WORKING.splitlines() if not line.startswith("|")]
    examples = re.findall(r"`([^`]{3,})`", "\n".join(running))
    assert examples
    for example in examples:
        parse(example, today=TODAY)
