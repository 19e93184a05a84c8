"""Records, and what holds of every text, however it looks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Kind, Part
from searchtui.articles.ids import article_id
from searchtui.articles.recognise import recognise
from searchtui.files.document import RawDocument


def test_a_record_is_all_body() -> None:
    document = RawDocument("a.jsonl", "7", "Short.\n\nMenu like\n\nLine", {"title": "River"}, clean_body=True)
    assert [block.part for block in recognise(document).blocks] == [Part.BODY] * 3


def test_a_record_is_known_by_path_and_key() -> None:
    assert recognise(RawDocument("a.jsonl", "7", "It rained.", clean_body=True)).id == article_id("a.jsonl", "7")


def test_identifiers_differ_by_path_and_by_record() -> None:
    ids = {
        article_id("a", None),
        article_id("a", ""),
        article_id("a", "1"),
        article_id("a1", None),
        article_id("b", "1"),
    }
    assert len(ids) == 5


def test_an_identifier_is_sixteen_hexadecimal_digits() -> None:
    assert len(bytes.fromhex(article_id("a.txt", None))) == 8


def test_an_empty_record_is_an_article_all_the_same() -> None:
    assert recognise(RawDocument("a.jsonl", "1", "", {"title": "River"}, clean_body=True)).blocks == ()


lines = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "The river Tove rose by three metres on Sunday night and carried off the footbridge, said officials.",
            "“We heard the bridge leave,” said the ferryman. “It did not say goodbye.”",
            "River carries off footbridge at Millbrook",
            "News",
            "22 February 2023",
            "By Ann Roe",
            "Read more",
            "(Reuters)",
            "More from X",
            "© 2024 X",
            "",
            "  ",
        ]
    ),
)


@given(
    text=st.lists(lines, max_size=25).map("\n".join),
    clean=st.booleans(),
    fields=st.dictionaries(
        st.sampled_from(["title", "outlet", "date", "url", "lang"]), st.text(max_size=30), max_size=3
    ),
)
def test_blocks_cover_all_printed_text_in_order(text: str, clean: bool, fields: dict[str, str]) -> None:
    article = recognise(RawDocument("page.txt", None, text, fields, clean_body=clean))
    position = 0
    for block in article.blocks:
        assert position <= block.start < block.end
        assert not text[position : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        position = block.end
    assert not text[position:].strip()


@given(st.text(max_size=500))
def test_any_text_is_recognised_as_something(text: str) -> None:
    article = recognise(RawDocument("page.txt", None, text))
    assert article.date is None or article.date_evidence.kind is Kind.STATED
