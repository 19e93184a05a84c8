"""What is remembered of marks is never that of another article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from searchtui.articles.article import Article
from searchtui.query.nodes import Word
from searchtui.results.marks import Marker, marker

Make = Callable[..., Article]


def test_an_article_is_marked_once(article: Make) -> None:
    found, marks = article("The mole of Velm.", title="A mole"), Marker(Word("mole"))
    title, passages = marks.mark(found)
    assert (title, [passage.matches for passage in passages]) == (((2, 6),), [((4, 8),)])
    assert marks.mark(found) == (title, passages)
    assert marks.mark(found)[1] is passages


def test_an_article_that_was_changed_is_marked_anew(article: Make) -> None:
    found, marks = article("The mole of Velm.", title="A mole"), Marker(Word("mole"))
    marks.mark(found)
    assert marks.mark(replace(found, title="Of the mole"))[0] == ((7, 11),)


def test_more_articles_than_are_remembered_are_marked_all_the_same(article: Make) -> None:
    marks = Marker(Word("mole"))
    for number in range(Marker.LIMIT + 2):
        found = replace(article("The mole of Velm.", title="A mole"), id=str(number))
        assert marks.mark(found)[0] == ((2, 6),)


def test_the_last_queries_keep_their_markers() -> None:
    assert marker(Word("mole")) is marker(Word("mole"))
    assert marker(Word("mole")) is not marker(Word("pier"))
