"""Small articles for the tests of results."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchtui.articles.article import Article, Block, Part


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes an article of body paragraphs; one that begins with "#" is site chrome."""

    def make(*paragraphs: str, title: str = "", lang: str | None = "en", between: str = "\n\n") -> Article:
        text, blocks = "", []
        for paragraph in paragraphs:
            text += between if text else ""
            part = Part.CHROME if paragraph.startswith("#") else Part.BODY
            blocks.append(Block(len(text), len(text) + len(paragraph), part))
            text += paragraph
        return Article(
            id="0123456789abcdef",
            path="seeds/harbour.txt",
            record=None,
            title=title,
            outlet=None,
            date=None,
            lang=lang,
            text=text,
            blocks=tuple(blocks),
        )

    return make
