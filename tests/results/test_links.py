"""Addresses of the web in an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article
from searchtui.results.links import links


def article(text: str, url: str | None = None) -> Article:
    return Article("a", "seeds/a.txt", None, "T", None, None, "en", text, (), url=url)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://quern.example/ferry.", ["https://quern.example/ferry"]),
        ("(see http://quern.example/a_(b), or not)", ["http://quern.example/a_(b)"]),
        ("“https://quern.example/x”, she said", ["https://quern.example/x"]),
        ("www.quern.example and me@www.quern.example", ["www.quern.example"]),
        ("https://a.example/?q=1&r=2#end!", ["https://a.example/?q=1&r=2#end"]),
        ("HTTPS://A.example https://b.example https://b.example", ["HTTPS://A.example", "https://b.example"]),
        ("https:// and nothing", []),
        ("no address", []),
    ],
)
def test_addresses_are_found_without_their_sentence(text: str, addresses: list[str]) -> None:
    assert [link.address for link in links(article(text))] == addresses


def test_the_articles_own_address_comes_first_and_once() -> None:
    found = links(article("https://b.example https://a.example", url="https://a.example"))
    assert [(link.address, link.start) for link in found] == [("https://a.example", None), ("https://b.example", 0)]


@given(st.text(max_size=80))
def test_any_text_gives_addresses_that_stand_in_it(text: str) -> None:
    for link in links(article(text)):
        assert link.start is not None
        assert text[link.start : link.start + len(link.address)] == link.address
