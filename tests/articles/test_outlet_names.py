from searchtui.articles.gazetteer import Outlet
from searchtui.articles.outlet_names import completions, same_name

HELD = {"Quern Courier": 3, "Harbour Mirror": 7, "Échos de Quern": 3}
LISTED = [
    Outlet("QB", ("Quern Broadcasting", "QBC"), ("qb.example",), "GB", "en", frozenset()),
    Outlet("Quern Courier", (), (), "GB", "en", frozenset()),
    Outlet("Albury Echo", (), (), "GB", "en", frozenset()),
]


def names(typed: str, limit: int = 10) -> list[str]:
    return [name for name, _ in completions(typed, HELD, LISTED, limit=limit)]


def test_those_of_the_library_come_first_the_most_frequent_before_all() -> None:
    assert names("") == ["Harbour Mirror", "Quern Courier", "Échos de Quern", "Albury Echo", "QB"]


def test_each_has_its_number_of_articles() -> None:
    assert completions("cour", HELD, LISTED, limit=1) == (("Quern Courier", 3),)


def test_any_word_of_a_name_may_be_begun() -> None:
    assert names("mir") == ["Harbour Mirror"]
    assert names("ror") == []


def test_words_before_the_last_are_whole() -> None:
    assert names("quern c") == ["Quern Courier"]
    assert names("que cour") == []


def test_letter_case_accents_and_punctuation_do_not_matter() -> None:
    assert names("ECHOS-de") == ["Échos de Quern"]


def test_a_known_outlet_is_found_by_its_other_names() -> None:
    assert names("broad") == ["QB"]


def test_no_more_are_given_than_wanted() -> None:
    assert len(names("", limit=2)) == 2


def test_a_name_typed_in_full_comes_first() -> None:
    held = {"Quern": 1, "Quern Courier": 3}
    assert [name for name, _ in completions("quern", held, LISTED, limit=1)] == ["Quern"]


def test_the_same_name_differs_in_letter_case_and_accents_only() -> None:
    assert same_name("echos de quern", HELD) == "Échos de Quern"
    assert same_name("echos", HELD) is None
    assert same_name("QB", ["qb", "QB"]) == "QB"
