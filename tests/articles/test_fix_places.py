"""A fix follows its article through moves, and stays where it was made in spite of copies."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import UNKNOWN, Article, Evidence, Kind
from searchtui.articles.fix_lines import FixBook, latest
from searchtui.articles.fix_places import Preview, assigned
from searchtui.articles.fixes import (
    NEVER,
    Fact,
    Fix,
    recognised_facts,
    restored,
    text_key,
    told,
    with_fixes,
)
from searchtui.articles.ids import article_id

NOON = dt.datetime(2031, 1, 1, 12, tzinfo=dt.UTC)


def outlet(key: str, value: str | None, text: str = "text", *, hour: int = 0, undone: bool = False) -> Fix:
    moment = NOON + dt.timedelta(hours=hour)
    return Fix(key, Fact.OUTLET, value, moment, f"seeds/{key}.txt", text=text, undone=undone)


def outlets(*fixes: Fix, here: dict[str, str], elsewhere: dict[str, list[str]] | None = None) -> dict[str, str | None]:
    """Which outlet each article is fixed to be of."""
    held = assigned(FixBook(latest(fixes)), here, elsewhere or {})
    return {key: facts[Fact.OUTLET].value for key, facts in held.items()}


def article(path: str = "seeds/a.txt", text: str = "The harbour was closed.") -> Article:
    return Article(
        id=article_id(path, None),
        path=path,
        record=None,
        title="Harbour closed",
        outlet="Quern Mirror",
        date=None,
        lang="en",
        text=text,
        blocks=(),
        title_evidence=Evidence(Kind.STATED, "words recur in the body", 1, text="Harbour closed"),
        outlet_evidence=Evidence(Kind.INFERRED, "folder name", where="folder name", text="mirror"),
    )


class TestWhereItHolds:
    def test_where_it_was_made(self) -> None:
        assert outlets(outlet("a", "DW"), here={"a": "text"}) == {"a": "DW"}

    def test_not_for_a_copy_while_the_original_is_there(self) -> None:
        assert outlets(outlet("a", "DW"), here={"a": "text"}, elsewhere={"text": ["a", "b"]}) == {"a": "DW"}

    def test_where_the_text_went_when_the_file_is_gone(self) -> None:
        assert outlets(outlet("a", "DW"), here={}, elsewhere={"text": ["b"]}) == {"b": "DW"}

    def test_where_the_text_went_when_another_took_its_place(self) -> None:
        assert outlets(outlet("a", "DW"), here={"a": "other"}, elsewhere={"text": ["b"]}) == {"b": "DW"}

    def test_at_the_path_when_the_text_was_edited(self) -> None:
        assert outlets(outlet("a", "DW"), here={"a": "edited"}) == {"a": "DW"}

    def test_nowhere_when_path_and_text_are_gone(self) -> None:
        assert outlets(outlet("a", "DW"), here={}) == {}

    def test_only_at_the_path_where_there_is_no_text_to_tell_it_by(self) -> None:
        assert outlets(outlet("a", "DW", text=""), here={}, elsewhere={"": ["b"]}) == {}

    def test_a_fix_of_its_own_goes_before_one_that_followed(self) -> None:
        own, other = outlet("b", "Quern Courier"), outlet("a", "DW", hour=1)
        assert outlets(own, other, here={"b": "text"}, elsewhere={"text": ["b"]}) == {"b": "Quern Courier"}

    def test_of_two_that_followed_the_later_one_holds(self) -> None:
        first, second = outlet("a", "DW", hour=2), outlet("b", "Quern Courier", hour=1)
        assert outlets(first, second, here={}, elsewhere={"text": ["c"]}) == {"c": "DW"}

    def test_one_that_is_undone_holds_nowhere(self) -> None:
        assert outlets(outlet("a", None, undone=True), here={"a": "text"}) == {}

    def test_undoing_at_the_new_path_undoes_what_followed(self) -> None:
        moved, undone = outlet("a", "DW", hour=1), outlet("b", None, undone=True)
        assert outlets(moved, undone, here={"b": "text"}, elsewhere={"text": ["b"]}) == {}


class TestWithoutAnIndex:
    FIX = Fix(article().id, Fact.OUTLET, "DW", NOON, "seeds/a.txt", text=text_key(article().text))

    def preview(self, *there: str) -> Preview:
        return Preview(FixBook(latest([self.FIX])), there.__contains__)

    def test_an_article_is_shown_as_it_is_going_to_be(self) -> None:
        assert self.preview("seeds/a.txt").of(article()).outlet == "DW"

    def test_so_is_one_that_was_moved(self) -> None:
        assert self.preview().of(article("seeds/b.txt")).outlet == "DW"

    def test_a_copy_is_left_alone(self) -> None:
        assert self.preview("seeds/a.txt").of(article("seeds/b.txt")).outlet == "Quern Mirror"

    def test_an_edited_one_keeps_its_fix(self) -> None:
        assert self.preview("seeds/a.txt").of(article(text="Edited.")).outlet == "DW"


class TestTheArticle:
    def test_a_fix_says_that_it_is_the_users_and_from_when(self) -> None:
        fixed = with_fixes(article(), [outlet("a", "DW")])
        assert fixed.outlet == "DW"
        assert fixed.outlet_evidence == Evidence(Kind.FIXED, "fixed by you", where="2031-01-01")

    def test_nobody_knows_is_a_fix_too(self) -> None:
        fixed = with_fixes(article(), [outlet("a", None)])
        assert (fixed.outlet, fixed.outlet_evidence.kind) == (None, Kind.FIXED)

    def test_one_without_a_time_says_none(self) -> None:
        fixed = with_fixes(article(), [Fix("a", Fact.DATE, "2031-02-03", NEVER, "a")])
        assert (fixed.date, fixed.date_evidence.where) == (dt.date(2031, 2, 3), "")

    def test_what_was_recognised_comes_back_with_its_evidence(self) -> None:
        fixes = [
            outlet("a", "DW"),
            Fix("a", Fact.TITLE, "New", NOON, "a"),
            Fix("a", Fact.DATE, "2031-02-03", NOON, "a"),
        ]
        fixed = with_fixes(article(), fixes)
        assert restored(fixed, recognised_facts(article())) == article()
        assert article().date_evidence == UNKNOWN

    def test_what_is_told_differs_by_value_and_day(self) -> None:
        one, same, other = outlet("a", "DW"), outlet("a", "DW", hour=1), outlet("a", "Quern Courier")
        said = [told({Fact.OUTLET: fix}) for fix in (one, same, other)]
        assert said[0] == said[1] != said[2]
        assert told({}) == ""


class TestTextKey:
    def test_white_space_and_equivalent_characters_do_not_matter(self) -> None:
        assert text_key("a\n\nb e\u0301") == text_key("a b \u00e9 ")

    @pytest.mark.parametrize("text", ["", " \n\t"])
    def test_an_empty_text_has_none(self, text: str) -> None:
        assert text_key(text) == ""

    @given(st.text(st.characters(max_codepoint=127)))
    def test_plain_letters_make_the_key_that_all_others_make(self, text: str) -> None:
        assert text_key(text) == text_key(f"{text}\u2003")

    def test_other_words_make_another(self) -> None:
        assert text_key("harbour") != text_key("harbours")
