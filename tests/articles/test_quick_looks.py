"""What is looked at first, for speed, never changes what is found: each quick look beside the plain rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles import blocks, chrome, dates, naming, notices
from searchtui.articles import credits as agencies
from searchtui.articles.article import Block, Part
from searchtui.articles.gazetteer import Gazetteer, gazetteer
from searchtui.articles.lines import paragraphs, spans
from searchtui.articles.recognise import recognise
from searchtui.articles.wording import is_site_wording, site_wording
from searchtui.files.document import RawDocument

WORDS = st.sampled_from(
    (  # noqa: SIM905 - so many quoted names would be harder to read
        "Home Share the Read more: By Ann Roe Photo: Reuters (AP) © Getty Images 12 May 2024 2024-05-12 21.02.2023, DW "
        "Subscribe newsletter cookies consent said.Then said.”And U.S. news / Sport | World » реклама Über más 広告 x2 "
        "2024年5月12日 an hour ago updated 17:46 (Photo wire) /AFP press BBC's website The Guardian abonnez-vous _ ² ’s"
    ).split(" ")
)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n".join)


def phrases() -> Iterator[tuple[str, bool]]:
    """Yield each phrase of the sections "short" and "notice" and whether a line may go on after it."""
    section = ""
    for line in files("searchtui.articles").joinpath("chrome.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif line and not line.startswith("#") and section in {"[short]", "[notice]"}:
            yield line.removesuffix("*").strip(), line.endswith("*")


PHRASES = list(phrases())


@given(
    st.sampled_from(("", "– ")),
    st.sampled_from(PHRASES),
    st.sampled_from(("", " ", ", then", " and so on", "x", "!", "…  ")),
    WORDS,
)
def test_every_phrase_is_found_however_it_is_written(lead: str, phrase: tuple[str, bool], tail: str, word: str) -> None:
    text = f"{lead}{phrase[0].capitalize()}{tail}"
    bare = re.sub(r"^[\W\d_]+|[\W_]+$", "", " ".join(text.split())).lower()
    may_go_on = not phrase[0][-1].isascii() or not bare[len(phrase[0]) :][:1].isalnum()
    if bare == phrase[0] or (phrase[1] and bare.startswith(phrase[0]) and may_go_on):
        assert is_site_wording(text)
    page = f"{word}\n{text}"
    start = len(word) + 1
    found = site_wording(page, [(0, len(word)), (start, len(page.rstrip()))])
    assert found == [number for number, line in enumerate((word, text.rstrip())) if is_site_wording(line)]


@given(LINES)
def test_captions(line: str) -> None:
    tail = line[-160:]
    hinted = any(hint in tail.lower() for hint in chrome._CREDIT_HINTS)
    assert chrome.is_caption(line) == (len(line) <= 600 and hinted and chrome._CREDIT.search(tail) is not None)


@given(LINES)
def test_breadcrumbs_and_biographies(line: str) -> None:
    assert chrome.is_breadcrumb(line) == (len(line) <= 200 and len(chrome._BREADCRUMB.findall(line)) >= 2)
    assert chrome.is_biography(line) == (len(line) <= 600 and chrome._BIOGRAPHY.search(line[:200]) is not None)


@given(LINES)
def test_dates(line: str) -> None:
    found = dates._find_dates(line, day_first=True)
    assert dates.find_dates(line, day_first=True) == found
    match = dates._DATELINE_NAME.match(line[-120:], found[-1].end - max(0, len(line) - 120)) if found else None
    if len(line) <= 120:
        assert (dates.dateline(line) is None) == (match is None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-12T23:59:00-05:00", dt.date(2024, 5, 12)),
        ("2024-13-12, or 12 May 2024", dt.date(2024, 5, 12)),
        ("Sun, 12 May 2024 17:12:00 GMT", dt.date(2024, 5, 12)),
        ("20240512", dt.date(2024, 5, 12)),
        ("05/06/2024", None),
    ],
)
def test_days_as_data_files_write_them(written: str, day: dt.date | None) -> None:
    assert [dates.iso_day(written), dates.iso_day(written)] == [day, day]


@given(LINES)
def test_bylined_agencies(line: str) -> None:
    around = r"(?i)^(?:by|von|par|por|di|source ?:|quelle ?:) ?|\s+in [A-Z]\w+\Z"
    plain = agencies._known(re.sub(around, "", line.strip())) if len(line) < 80 else None
    assert agencies.bylined_agency(line) == plain


@given(LINES)
def test_names_that_a_line_gives_its_outlet(line: str) -> None:
    matches = ((phrase.rule, phrase.pattern.match(line)) for phrase in naming._PHRASES)
    named = [(rule, match["name"].strip(" .,-–")) for rule, match in matches if match]
    plain = [(rule, name) for rule, name in named if naming._may_be_name(name)]
    assert [(each.rule, each.name) for each in naming.namings(line, "") if each.rule != "dateline"] == plain


@given(LINES)
def test_appeals(line: str) -> None:
    plain = re.compile("\\b(?:" + "|".join(notices._APPEALS) + ")\\b")
    assert notices._APPEAL.findall(line.lower()) == plain.findall(line.lower())


@given(LINES)
def test_outlets_that_a_line_names(line: str) -> None:
    known: Gazetteer = gazetteer()
    names = {name.replace("’", "'") for outlet in known.outlets for name in outlet.names}
    names |= {name.upper() for name in names}
    assert {mention.written for mention in known.mentions(line)} <= names
    if line.replace("’", "'") in names and line[-1].isalpha():
        assert any(mention.whole for mention in known.mentions(line))


@given(TEXTS)
def test_paragraphs_stand_where_spans_say(text: str) -> None:
    found = paragraphs(text)
    assert [(each.start, each.end, each.line, each.gap) for each in found] == spans(text)
    assert [each.text for each in found] == [text[each.start : each.end].replace("\n", " ") for each in found]
    assert [text.count("\n", 0, each.start) + 1 for each in found] == [each.line for each in found]


@given(TEXTS)
def test_blocks_are_cut_at_every_lost_break(text: str) -> None:
    found = paragraphs(text)
    parts = [Part.BODY] * len(found)
    assert blocks.blocks(text, found, parts) == tuple(blocks._blocks(text, found, parts))


def test_a_closing_quotation_mark_stays_with_what_it_closes() -> None:
    text = 'He said "no."Then he left.'
    assert blocks.blocks(text, [(0, len(text), 1, True)], [Part.BODY]) == (
        Block(0, 13, Part.BODY),
        Block(13, len(text), Part.BODY),
    )


@given(TEXTS)
def test_a_record_is_read_as_a_page_with_the_same_parts_would_be(text: str) -> None:
    fields = {"title": "A title", "outlet": "BBC", "date": "2024-05-12", "lang": "en"}
    record = recognise(RawDocument("a.jsonl", "1", text, fields, clean_body=True))
    expected = ["chrome" if is_site_wording(each.text) else "body" for each in paragraphs(text)]
    starts = {each.start: part for each, part in zip(paragraphs(text), expected, strict=True)}
    assert {block.start: block.part.value for block in record.blocks if block.start in starts} == starts
    assert (record.outlet, record.date, record.lang) == ("BBC", dt.date(2024, 5, 12), "en")
