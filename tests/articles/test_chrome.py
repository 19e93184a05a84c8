"""What a line of a page looks like by itself."""

from __future__ import annotations

import pytest

from searchtui.articles.chrome import Look, byline, is_biography, look
from searchtui.articles.lines import paragraphs


def look_of(text: str) -> Look:
    (paragraph,) = paragraphs(text)
    return look(paragraph)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The river rose by three metres in one night, and nobody in the village heard it come.", Look.PROSE),
        ("川が夜のうちにあふれ、村の橋が流された。住民は体育館に避難し、朝まで雨の音を聞いていたという。", Look.PROSE),
        ("“We heard it leave,” she said.", Look.SENTENCE),
        ("Sandbags for everyone", Look.LINE),
        ("Read more", Look.CHROME),
        ("ADVERTISEMENT", Look.CHROME),
        ("Skip to main content", Look.CHROME),
        ("Lesen Sie auch: Der Fluss steigt", Look.CHROME),
        ("À lire aussi", Look.CHROME),
        ("Home / News / Valley", Look.CHROME),
        ("https://example.com/flood", Look.CHROME),
        ("© 2024 Example Media. All rights reserved.", Look.CHROME),
        ("4 min read", Look.CHROME),
        ("Sign up for our morning newsletter and never miss a flood again, wherever you are.", Look.CHROME),
        ("The bridge at dusk. Photo: Ann Roe/Example Agency", Look.CAPTION),
        ("A gull on the pier, March 30, 2021. (Polaris Press)", Look.CAPTION),
        ("Getty Images", Look.CAPTION),
        ("By Ann Roe", Look.BYLINE),
        ("Von Anna Röhl 28.04.2023, 18:11 Uhr", Look.BYLINE),
        ("22 February 2023", Look.DATED),
        ("26 minutes ago", Look.DATED),
        ("vor 3 Stunden", Look.DATED),
        ("Water stood in the church and then it... 22.02.2023, Example Times", Look.DATED),
        ("***", Look.CHROME),
    ],
)
def test_a_line_is_what_it_looks_like(text: str, expected: Look) -> None:
    assert look_of(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fell on Monday after the bank said that it would close a third of its branches by the summer.",
        "Read the letter aloud, the judge told the witness, and then read it again until the court understands it.",
        "Photographs of the flood, taken from the church tower on Monday, show how far the water came into town.",
    ],
)
def test_prose_that_begins_like_a_button_is_prose(text: str) -> None:
    assert look_of(text) is Look.PROSE


def test_a_byline_gives_the_names() -> None:
    assert byline("By Ann Roe and Bo Lee") == "Ann Roe and Bo Lee"


def test_by_in_running_text_is_no_byline() -> None:
    assert byline("by the time they came the bridge was gone") is None


def test_a_biography_is_told_by_the_trade() -> None:
    assert is_biography("Ann Roe is a senior water correspondent. She lives on a hill.")
