"""The file of fixes: what is written is read again, and two versions of it joined in any way say what both say."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.fix_lines import FixBook, latest, read_book, read_line, write_book, write_line
from searchtui.articles.fixes import NEVER, Fact, Fix, checked_value
from searchtui.articles.ids import article_id
from searchtui.errors import UsageError

BY_HAND = b'{"path": "seeds/a.txt", "fact": "outlet", "value": "Quern Courier"}'

EARLIEST, LATEST = dt.datetime.fromisoformat("1971-01-01"), dt.datetime.fromisoformat("2900-01-01")

printed = st.characters(exclude_categories=("Cs", "Cc"))
names = st.text(printed, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
paths = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
moments = st.one_of(st.just(NEVER), st.datetimes(EARLIEST, LATEST, timezones=zones))


@st.composite
def fixes(draw: st.DrawFn, path: st.SearchStrategy[str] = paths) -> Fix:
    fact = draw(st.sampled_from(Fact))
    undone = draw(st.booleans())
    some = st.dates().map(dt.date.isoformat) if fact is Fact.DATE else names
    value = None if undone else draw(some if fact is Fact.TITLE else st.none() | some)
    where, record = draw(path), draw(st.none() | names)
    key = draw(st.just(article_id(where, record)) | st.just("0123456789abcdef"))
    text = draw(st.sampled_from(["", "00112233aabbccdd"]))
    return Fix(key, fact, value, draw(moments), where, record, text, undone)


@given(fixes())
def test_a_fix_is_one_printable_line_and_is_read_as_it_was(fix: Fix) -> None:
    line = write_line(fix)
    assert line.isprintable()
    assert read_line(line.encode()) == fix


def test_a_name_that_is_not_utf_8_is_kept() -> None:
    fix = Fix(article_id("seeds/\udcff.txt", None), Fact.OUTLET, "DW", NEVER, "seeds/\udcff.txt")
    assert read_line(write_line(fix).encode()) == fix


@given(st.lists(fixes(), max_size=20))
def test_a_file_is_read_as_it_was_written(made: list[Fix]) -> None:
    held = latest(made)
    assert read_book(write_book(FixBook(held))) == FixBook(held)


few_paths = st.sampled_from(["seeds/a.txt", "seeds/b.txt"])


@given(st.lists(fixes(few_paths), max_size=12), st.lists(fixes(few_paths), max_size=12), st.randoms())
def test_two_files_joined_in_any_order_say_the_same(mine: list[Fix], yours: list[Fix], chance: object) -> None:
    ours, theirs = write_book(FixBook(latest(mine))), write_book(FixBook(latest(yours)))
    lines = (ours + theirs).splitlines(keepends=True)
    lines += lines[:3]
    chance.shuffle(lines)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    joined = read_book(b"".join(lines))
    assert joined.fixes == latest([*mine, *yours]) == latest([*yours, *mine])
    assert write_book(read_book(write_book(joined))) == write_book(joined)


def test_of_two_fixes_the_later_one_holds_whatever_the_time_zone() -> None:
    early = b'{"path": "a", "fact": "outlet", "value": "Early", "fixed": "2031-01-01T12:00:00+02:00"}'
    late = b'{"path": "a", "fact": "outlet", "value": "Late", "fixed": "2031-01-01T11:00:00+00:00"}'
    [fix] = read_book(late + b"\n" + early).fixes.values()
    assert fix.value == "Late"


def test_two_people_may_fix_different_facts_of_one_article() -> None:
    date = BY_HAND.replace(b"outlet", b"date").replace(b"Quern Courier", b"2031-01-02")
    book = read_book(BY_HAND + b"\n" + date)
    assert {fact: fix.value for fact, fix in book.of(article_id("seeds/a.txt", None)).items()} == {
        Fact.OUTLET: "Quern Courier",
        Fact.DATE: "2031-01-02",
    }


def test_a_line_by_hand_needs_path_fact_and_value() -> None:
    fix = read_line(BY_HAND)
    assert fix == Fix(article_id("seeds/a.txt", None), Fact.OUTLET, "Quern Courier", NEVER, "seeds/a.txt")


def test_a_file_saved_on_windows_is_read() -> None:
    book = read_book(b"\xef\xbb\xbf" + BY_HAND + b"\r\n" + BY_HAND + b"\r\n")
    assert (len(book.fixes), book.strange, book.problems) == (1, (), ())


@pytest.mark.parametrize(
    "line",
    [
        b"# a comment",
        b'{"path": "seeds/a.txt", "fact": "mood", "value": "gloomy"}',
        b'{"saved search": "walrus"}',
    ],
)
def test_what_another_program_may_have_written_is_kept_silently(line: bytes) -> None:
    book = read_book(BY_HAND + b"\n" + line + b"\n")
    assert book.problems == ()
    assert line in write_book(book).splitlines()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"<<<<<<< HEAD", "no JSON"),
        (BY_HAND[:40], "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1]", "no JSON object"),
        (b'{"fact": "outlet", "value": "DW"}', "path"),
        (b'{"path": "a", "fact": "date", "value": "22.02.2031"}', "no day"),
        (b'{"path": "a", "fact": "date", "value": 2031}', "no text"),
        (b'{"path": "a", "fact": "title", "value": null}', "title"),
        (b'{"path": "a", "fact": "outlet"}', "empty"),
        (b'{"path": "a", "fact": "outlet", "value": "DW", "fixed": "yesterday"}', "no time"),
        (b'{"path": "a", "fact": "outlet", "value": "DW", "fixed": "9999-12-31T23:59:59+00:00"}', "no time"),
        (b'{"path": "a", "fact": "outlet", "value": "DW", "id": 7}', "id"),
        (b'{"path": "a", "record": 7, "fact": "outlet", "value": "DW"}', "path"),
    ],
)
def test_a_damaged_line_is_told_with_its_number_and_kept(line: bytes, reason: str) -> None:
    book = read_book(BY_HAND + b"\n" + line + b"\n")
    [problem] = book.problems
    assert problem.startswith("line 2: ")
    assert reason in problem
    assert line in write_book(book).split(b"\n")
    assert len(book.fixes) == 1


@given(st.binary(max_size=200))
def test_nothing_in_a_file_is_an_error(content: bytes) -> None:
    book = read_book(content + b"\n" + BY_HAND)
    assert len(book.fixes) == 1
    assert read_book(write_book(book)).strange == book.strange


def test_what_another_version_says_in_a_line_is_kept() -> None:
    line = json.dumps({**json.loads(BY_HAND), "by": "Ilse"}).encode()
    assert write_book(read_book(line)) == line + b"\n"


class TestValues:
    @pytest.mark.parametrize(
        "typed", ["20310102", "2031-1-2", "2031-02-30", "2031-W01-1", "２０３１-01-02", "monday", ""]
    )
    def test_a_date_is_an_iso_day(self, typed: str) -> None:
        with pytest.raises(UsageError):
            checked_value(Fact.DATE, typed)

    @pytest.mark.parametrize("typed", ["", "  \n", "x" * 301, "\x1b[31mred", "\udcff"])
    def test_a_name_is_text_and_not_long(self, typed: str) -> None:
        with pytest.raises(UsageError):
            checked_value(Fact.OUTLET, typed)

    def test_white_space_is_tidied(self) -> None:
        assert checked_value(Fact.TITLE, "  Harbour\n closes ") == "Harbour closes"

    def test_an_article_always_has_a_title(self) -> None:
        with pytest.raises(UsageError):
            checked_value(Fact.TITLE, None)
