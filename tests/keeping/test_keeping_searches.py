"""Saved searches stand in queries, and tell what is new."""

import pytest

from searchtui.errors import QueryError, UsageError
from searchtui.query.nodes import And, ArticleIds, Not, Or, Word

from .conftest import Shelf


def save(shelf: Shelf, **queries: str) -> None:
    for name, query in queries.items():
        shelf.library.work.save_search(name.replace("_", " "), query)


def test_a_saved_search_stands_in_a_query(shelf: Shelf) -> None:
    save(shelf, harbour="harbour", boats="ferry OR saved:harbour")
    assert shelf.found("saved:harbour") == {"ferry", "strike"}
    assert shelf.found("saved:Boats -saved:harbour") == {"bell"}
    assert shelf.found("NOT saved:boats") == {"orchid"}


def test_its_words_are_marked(shelf: Shelf) -> None:
    save(shelf, harbour="harbour")
    hit = shelf.library.search("saved:harbour path:strike.txt").hits[0]
    assert [hit.snippets[0].text[start:end] for start, end in hit.snippets[0].matches] == ["harbour"]
    assert shelf.library.search("saved:harbour").parsed == "saved:harbour"


def test_counts_and_facets_understand_it_too(shelf: Shelf) -> None:
    save(shelf, harbour="harbour")
    node = shelf.library.parse("saved:harbour").node
    assert shelf.library.count("saved:harbour") == shelf.library.count(node) == 2
    assert sum(number for _, number in shelf.library.facets(node).outlets) == 2


def test_one_that_there_is_none_of_is_an_error_at_its_place(shelf: Shelf) -> None:
    save(shelf, harbour="harbour")
    with pytest.raises(QueryError, match="no saved search") as caught:
        shelf.library.search("ferry saved:harbor")
    assert caught.value.position == len("ferry saved:")
    assert "saved:harbour" in caught.value.hint


def test_a_circle_is_an_error_at_its_place(shelf: Shelf) -> None:
    save(shelf, a="saved:b", b="x OR saved:c", c="-saved:A")
    with pytest.raises(QueryError, match="back to itself") as caught:
        shelf.library.search("ferry (saved:b OR bell)")
    assert caught.value.position == len("ferry (saved:")
    assert "b → c → a → b" in caught.value.hint


def test_one_that_cannot_be_read_is_an_error_at_its_place(shelf: Shelf) -> None:
    save(shelf, spring="date:2023-02-30")
    with pytest.raises(QueryError, match=r"spring.*cannot be read") as caught:
        shelf.library.search("ferry saved:spring")
    assert caught.value.position == len("ferry saved:")


def test_searches_of_searches_end_somewhere(shelf: Shelf) -> None:
    save(shelf, n0=" OR ".join(f"word{number}" for number in range(30)))
    for number in range(1, 12):
        save(shelf, **{f"n{number}": f"saved:n{number - 1} OR other{number} saved:n{number - 1}"})
    with pytest.raises(QueryError, match="terms"):
        shelf.library.search("saved:n11")


def test_the_same_search_twice_is_no_circle(shelf: Shelf) -> None:
    save(shelf, harbour="harbour")
    assert shelf.found("(saved:harbour ferry) OR (saved:harbour union)") == {"ferry", "strike"}


def test_marks_become_articles_in_the_query_that_is_searched(shelf: Shelf) -> None:
    save(shelf, both="ferry mark:star")
    shelf.library.work.star([shelf.id("bell")])
    ids = ArticleIds(frozenset([shelf.id("bell")]))
    understand = shelf.library.understand
    assert understand("noon saved:both").node == And((Word("noon"), Word("ferry"), ids))
    assert understand("-tag:? OR is:unread").node == Or((ArticleIds(frozenset()), Not(ArticleIds(frozenset()))))


def test_news_are_what_was_not_found_before(shelf: Shelf) -> None:
    save(shelf, ferries="ferry")
    news = shelf.library.news
    assert (len(news("ferries").found), news("ferries").new) == (2, ())
    news("ferries", seen=True)
    shelf.write("late", "Sir, the ferry is late again. I remain, in the rain, a reader.")
    shelf.index()
    assert news("ferries").new == (shelf.id("late"),)
    assert news("ferries", seen=True).new == (shelf.id("late"),)
    assert news("FERRIES").new == ()


def test_what_was_only_moved_is_no_news(shelf: Shelf) -> None:
    save(shelf, ferries="ferry")
    shelf.library.news("ferries", seen=True)
    shelf.move("bell", "2024/bell")
    assert shelf.library.news("ferries").new == ()


def test_a_saved_search_is_replaced_removed_and_brought_back(shelf: Shelf) -> None:
    work = shelf.library.work
    save(shelf, Harbour="harbour")
    save(shelf, harbour="port")
    assert [(saved.name, saved.query) for saved in work.saved().values()] == [("harbour", "port")]
    assert work.remove_search("HARBOUR")
    assert not work.remove_search("harbour")
    with pytest.raises(UsageError):
        work.search_named("harbour")
    shelf.library.undo()
    shelf.library.undo()
    assert [(saved.name, saved.query) for saved in work.saved().values()] == [("Harbour", "harbour")]
