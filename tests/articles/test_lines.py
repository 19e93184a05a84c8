"""Lines to paragraphs: hard wraps, indents, giant files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.lines import MAX_LINES, paragraphs

WRAPPED = """\
The council met on Monday to discuss the height of the new embankment,
which engineers say should be at least three metres if the old town is
to stay dry, and adjourned without a vote after four hours of speeches
and one resignation.

Nobody expects a decision before the spring. The mayor said that water
would not wait for it, and that sandbags had been ordered for everyone
who asked.
"""


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(text)]


def test_hard_wrapped_lines_become_one_paragraph() -> None:
    assert [text[:11] for text in texts(WRAPPED)] == ["The council", "Nobody expe"]


def test_a_wrapped_paragraph_reads_as_one_line() -> None:
    assert "embankment, which" in texts(WRAPPED)[0]


def test_lines_of_a_menu_stay_apart() -> None:
    assert texts("News\nWorld politics and business\nSport\nWeather") == [
        "News",
        "World politics and business",
        "Sport",
        "Weather",
    ]


def test_indented_first_lines_begin_paragraphs() -> None:
    body = WRAPPED.replace("\n\n", "\n    ")
    assert [text[:11] for text in texts(body)] == ["The council", "Nobody expe"]


def test_paragraphs_know_their_line() -> None:
    assert [paragraph.line for paragraph in paragraphs("\n\na\n\n\nb")] == [3, 6]


def test_a_line_ending_in_an_emoji_still_ends_its_sentence() -> None:
    assert paragraphs("They all came home dry. 🚜")[0].ends_sentence


def test_a_text_of_very_many_lines_is_taken_in_stretches() -> None:
    text = "word\n" * (MAX_LINES + 1)
    found = paragraphs(text)
    assert len(found) < 100
    assert "".join(paragraph.text for paragraph in found).replace(" ", "") == text.replace("\n", "")


@given(st.text(alphabet="ab. \n\tЯ水", max_size=300))
def test_paragraphs_cover_all_printed_text_in_order(text: str) -> None:
    position = 0
    for paragraph in paragraphs(text):
        assert not text[position : paragraph.start].strip()
        assert text[paragraph.start : paragraph.end] == text[paragraph.start : paragraph.end].strip() != ""
        position = paragraph.end
    assert not text[position:].strip()


def test_wraps_show_where_lines_go_on_in_small_letters() -> None:
    halves = ("The river Tove rose by three metres on Sunday night and carried off the", "footbridge at Millbrook.")
    text = "Home\nNews\n\n" + "\n\n".join("\n".join(halves) for _ in range(5))
    assert [paragraph.text for paragraph in paragraphs(text)][2] == " ".join(halves)


def test_lines_of_paragraphs_set_off_by_indents_alone_are_joined() -> None:
    text = (
        "The harbour office at Port Anselm\n"
        "said the ferry would sail again on Monday, an hour after dawn.\n"
        "    The ferry had been laid up since the storm, when a beam of\n"
        "the old pier fell on its deck.\n"
        "    Nobody was hurt."
    )
    assert [found.text.split()[0] for found in paragraphs(text)] == ["The", "The", "Nobody"]


def test_the_rows_of_an_indented_table_stay_apart() -> None:
    text = "Profit 34 cts vs 1.19 dlrs\n    Net 807,000 vs 2,858,000\n    Assets 510 mln vs 479 mln\n    Loans 299 mln"
    assert len(paragraphs(text)) == 4
