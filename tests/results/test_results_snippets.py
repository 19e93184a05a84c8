"""Which passages of an article are shown, and that every offset in them is exact."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Part
from searchtui.query.nodes import And, Node, Phrase, Prefix, Scope, Word
from searchtui.results.highlight import Matcher
from searchtui.results.page import Snippet
from searchtui.results.snippets import snippets

Make = Callable[..., Article]

LONG = (
    "The ministry of the coast, which had long been silent about the old mole, said late on Tuesday that the ferry "
    "would be raised before the autumn storms, although divers had found the hull broken in two places; the owner, "
    "a company from Velm, would pay for half of it, and the state for the rest, if parliament agreed in time."
)


def shown(found: Article, node: Node, *, limit: int = 3, width: int = 240) -> list[str]:
    return [snippet.text for snippet in snippets(found, Matcher(node).body_matches(found), limit=limit, width=width)]


def in_marks(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.matches]


def test_a_snippet_is_made_of_whole_sentences(article: Make) -> None:
    found = article("It rained all day in Velm and nobody left the house. The ferry sank. " + LONG)
    assert shown(found, Word("ferry"), limit=1, width=60) == ["The ferry sank."]


def test_a_short_sentence_brings_the_one_after_it(article: Make) -> None:
    found = article("It rained for a whole week. The ferry sank. Nobody was hurt. " + LONG)
    assert shown(found, Word("sank"), limit=1, width=60) == ["The ferry sank. Nobody was hurt."]


def test_the_passage_with_most_different_words_comes_first(article: Make) -> None:
    found = article("A ferry, a ferry, a ferry!", "The captain left the ferry.", "The captain slept.")
    assert shown(found, And((Word("captain"), Word("ferry"))))[0] == "The captain left the ferry."


def test_forms_of_one_word_are_not_different_words(article: Make) -> None:
    found = article("One ferry of many ferries.", "The captain of the ferry.")
    assert shown(found, And((Word("captain"), Word("ferry"))))[0] == "The captain of the ferry."


def test_a_complete_phrase_beats_its_scattered_words(article: Make) -> None:
    node = And((Word("solid"), Word("rock"), Phrase(("rock", "solid"))))
    found = article("Solid is no rock.", "A rock-solid pier.")
    assert shown(found, node)[0] == "A rock-solid pier."


def test_a_long_sentence_is_cut_at_clauses(article: Make) -> None:
    (text,) = shown(article(LONG), Word("hull"), width=120)
    assert text == (
        "… although divers had found the hull broken in two places; "
        "the owner, a company from Velm, would pay for half of it, …"
    )


def test_where_no_clause_ends_in_reach_words_stay_whole(article: Make) -> None:
    found = article("word " * 100 + "ferry " + "word " * 100)
    (text,) = shown(found, Word("ferry"), width=40)
    assert text == "… word word word ferry word word word …"


def test_text_without_spaces_is_cut_between_characters(article: Make) -> None:
    found = article("港" * 300 + "渡船" + "海" * 300, lang="zh")
    (text,) = shown(found, Word("渡船"), width=24)
    assert text == "… " + "港" * 9 + "渡船" + "海" * 9 + " …"


def test_a_hard_wrap_shows_as_a_space_and_keeps_the_offsets(article: Make) -> None:
    found = article("They stand rock\nsolid, he said.")
    (snippet,) = snippets(found, Matcher(Phrase(("rock", "solid"))).body_matches(found))
    assert (snippet.text, in_marks(snippet)) == ("They stand rock solid, he said.", ["rock solid"])


def test_a_match_over_a_paragraph_break_is_shown_in_one_piece(article: Make) -> None:
    found = article("It was the last ferry", "of the year.")
    (snippet,) = snippets(found, Matcher(Phrase(("last", "ferry", "of"))).body_matches(found))
    assert in_marks(snippet) == ["last ferry  of"]


def test_glued_paragraphs_are_shown_apart(article: Make) -> None:
    found = article("The ferry was announced.", "The ferry sank.", between="")
    assert sorted(shown(found, Word("ferry"))) == ["The ferry sank.", "The ferry was announced."]


def test_curly_quotes_are_part_of_the_sentence(article: Make) -> None:
    found = article("“The mole is rock-solid,” she said. Nobody laughed at all.")
    (snippet,) = snippets(found, Matcher(Phrase(("rock", "solid"))).body_matches(found), width=40)
    assert (snippet.text, in_marks(snippet)) == ("“The mole is rock-solid,” she said.", ["rock-solid"])


def test_where_only_the_title_matches_the_body_begins_the_snippet(article: Make) -> None:
    found = article("# Menu", "The mole broke. It rained.", title="Ferry lost")
    (snippet,) = snippets(found, Matcher(Word("ferry")).body_matches(found))
    assert snippet == Snippet("The mole broke. It rained.", (), found.text.index("The mole"))


def test_a_long_beginning_is_cut(article: Make) -> None:
    (snippet,) = snippets(article(LONG), (), width=100)
    assert snippet.text == "The ministry of the coast, which had long been silent about the old mole, …"


def test_an_article_without_body_has_no_snippet(article: Make) -> None:
    assert snippets(article("# Menu"), ()) == ()


def test_a_match_longer_than_the_snippet_is_cut(article: Make) -> None:
    found = article("so it goes " * 30)
    matches = ((0, 320),)
    (snippet,) = snippets(found, matches, width=50)
    assert snippet.matches == ((0, len(snippet.text) - 2),)


def test_the_rare_word_is_found_far_into_a_giant_paragraph(article: Make) -> None:
    found = article("the old mole " * 20_000 + "and a ferry. " + "the old mole " * 5_000)
    best = shown(found, And((Word("mole"), Word("ferry"))), limit=1)[0]
    assert "and a ferry" in best


def test_site_chrome_is_quoted_where_it_was_searched_and_matches(article: Make) -> None:
    found = article("# Share this", "The ferry sank.", "# Related stories", "The captain swam.")
    assert shown(found, Phrase(("related", "stories"), scope=Scope.RAW)) == ["# Related stories"]
    assert shown(found, Phrase(("related", "stories"))) == ["The ferry sank."]


SENTENCE = st.builds(
    lambda words, stop: " ".join(words) + stop,
    st.lists(
        st.sampled_from(("ferry", "mole", "captain", "a,", "Dr.", "—", "3.5", "渡船", "“so”", "\n", "x" * 30)),
        min_size=1,
    ),
    st.sampled_from((". ", "! ", ".", " ", ".\n")),
)
BODIES = st.lists(
    st.builds(
        lambda chrome, sentences: (chrome + "".join(sentences)).strip(),
        st.sampled_from(("", "", "", "# ")),
        st.lists(SENTENCE, min_size=1, max_size=8),
    ).filter(bool),
    min_size=1,
    max_size=4,
)
NODES = st.sampled_from(
    (
        Word("ferry"),
        And((Word("ferry"), Word("captain"))),
        And((Phrase(("ferry", "mole"), slop=3), Word("captain"))),
        Prefix("x"),
        Word("渡船"),
        Word("nowhere"),
        Word("ferry", Scope.RAW),
        And((Phrase(("ferry", "mole"), slop=3, scope=Scope.RAW), Word("captain"))),
    )
)


@given(body=BODIES, node=NODES, limit=st.integers(1, 4), width=st.integers(20, 300), glued=st.booleans())
def test_every_snippet_quotes_the_body_exactly(
    article: Make, body: list[str], node: Node, limit: int, width: int, glued: bool
) -> None:
    found = article(*body, between="" if glued else "\n\n")
    matches = Matcher(node).body_matches(found)
    chosen = snippets(found, matches, limit=limit, width=width)
    stretches = []
    for snippet in chosen:
        assert len(snippet.text) <= width
        before = 2 if snippet.text.startswith("… ") else 0
        quoted = snippet.text[before : -2 if snippet.text.endswith(" …") else None]
        end = snippet.start + len(quoted)
        assert quoted == found.text[snippet.start : end].replace("\n", " ")
        chrome = [b for b in found.blocks if b.part is Part.CHROME and b.start < end and snippet.start < b.end]
        assert all(any(a < b.end and b.start < z for a, z in matches) for b in chrome)
        here = [(max(a, snippet.start), min(b, end)) for a, b in matches if a < end and b > snippet.start]
        assert [(a + snippet.start - before, b + snippet.start - before) for a, b in snippet.matches] == here
        assert bool(here) == bool(matches)
        stretches.append((snippet.start, end))
    stretches.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(stretches))
    assert len(chosen) <= limit
    assert chosen or not any(b.part is Part.BODY for b in found.blocks)
