"""A survey of many texts finds what is found text by text."""

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Part
from searchtui.articles.blocks import blocks
from searchtui.articles.lines import spans
from searchtui.articles.survey import surveys
from searchtui.articles.wording import site_wording
from searchtui.text.languages import clear_language

PIECES = [
    "\n", "\n\n", "\n \n", " ", "   ", "\t", "\u3000", "\x85", "\u2028", "word ", "Other ", "end. ", "said.The ",
    "U.S. ", "he said.”Then ", ".", "é", "Élan ", "Жук ", "中文", "กข", "🙂", "\ud800", "Share ", "share this",
    "advertisement", "Share  ", "Share\n", "share\tthis", "By\n",
    "Más ", "© ", "by Ann Orme", "of the harbour board in Port Lisse, which had met since noon\n",
    "and went on to say that nothing would be decided before the spring\n", "    indented far\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def looked_at_alone(text: str) -> tuple[list[tuple[int, int, int, bool]], list[int], object]:
    found = spans(text)
    return found, site_wording(text, found), blocks(text, found, [Part.BODY] * len(found))


@given(st.lists(texts, max_size=5))
def test_what_a_survey_says_is_what_each_text_says_alone(batch: list[str]) -> None:
    for text, survey in zip(batch, surveys(batch), strict=True):
        if survey is not None:
            found, sites, cut = looked_at_alone(text)
            assert survey.spans == found
            assert survey.language == clear_language(text)
            assert site_wording(text, survey.spans, survey.may_be_site) == sites
            assert blocks(text, found, [Part.BODY] * len(found), may_lack_break=survey.may_lack_break) == cut


LONG = (
    "The harbour board of Port Lisse will vote in April on the new tariff, its chairwoman said on Monday after a "
    "meeting that had lasted since the morning. The port has lost a third of its traffic in two years, and nobody "
    "expects it to come back before the locks are widened. She spoke of a last chance."
)
WRAPPED = fill(LONG, 60) + "\n\nThe union disagrees.\n"


@pytest.mark.parametrize(
    "text",
    ["", " ", "one line", WRAPPED, "First.\nSecond.\nThird.\n", "Menu\n\n" + WRAPPED, WRAPPED.replace("\n", "\n  ")],
    ids=["nothing", "space", "a line", "wrapped", "lines", "a menu above", "indented"],
)
def test_texts_of_every_shape_are_surveyed(text: str) -> None:
    (survey,) = surveys([text])
    assert survey is not None
    assert survey.spans == spans(text)


def test_lines_of_a_wrapped_paragraph_are_joined() -> None:
    (survey,) = surveys([WRAPPED])
    assert survey is not None
    found = [WRAPPED[start:end].replace("\n", " ") for start, end, _, _ in survey.spans]
    assert found == [LONG, "The union disagrees."]


@pytest.mark.parametrize(
    "text",
    ["x\n" * 60_000, "a" + " " * 5_000 + "\n" + " " * 5_000 + "b", "   First\nword.\n   Second\nword.\n"],
    ids=["very many lines", "much white space", "indents only"],
)
def test_unusual_texts_are_left_to_be_looked_at_alone(text: str) -> None:
    usual, unusual = surveys([WRAPPED, text])
    assert usual is not None
    assert unusual is None


def test_a_survey_marks_the_lines_that_may_be_a_sites() -> None:
    (survey,) = surveys(["Advertisement\n\nThe board met.\n\nShare this article\n\nWhy it met."])
    assert survey is not None
    assert {0, 2} <= set(survey.may_be_site)
    assert not survey.may_lack_break
