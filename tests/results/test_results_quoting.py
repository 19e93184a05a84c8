"""What is quoted around a place: its sentence, or its paragraph."""

from searchtui.articles.article import Article, Block, Part
from searchtui.results.quoting import paragraph_at, sentences_at

MENU = "Home | News"
LEAD = "The ferry is late. It will be late\ntomorrow, said Ilse. Nobody knows why."
END = "The harbour is closed."
TEXT = f"{MENU}\n\n{LEAD}\n\n{END}\n"


def article() -> Article:
    blocks, start = [], 0
    for words, part in ((MENU, Part.CHROME), (LEAD, Part.BODY), (END, Part.BODY)):
        start = TEXT.index(words, start)
        blocks.append(Block(start, start + len(words), part))
    return Article("a", "seeds/a.txt", None, "Late", None, None, "en", TEXT, tuple(blocks))


def quoted(words: str) -> str:
    start = TEXT.index(words)
    return TEXT[slice(*sentences_at(article(), start, start + len(words)))]


def test_the_sentence_of_a_match_is_quoted_over_a_line_break() -> None:
    assert quoted("tomorrow") == "It will be late\ntomorrow, said Ilse."


def test_all_sentences_of_a_match_that_runs_over_several() -> None:
    assert quoted("late. It will") == "The ferry is late. It will be late\ntomorrow, said Ilse."


def test_a_quote_does_not_leave_its_paragraph() -> None:
    assert quoted(f"why.\n\n{END[:3]}") == "Nobody knows why."


def test_of_a_place_outside_of_any_paragraph_only_itself() -> None:
    assert sentences_at(article(), len(TEXT) - 1, len(TEXT)) == (len(TEXT) - 1, len(TEXT))


def test_the_paragraph_in_view_is_one_of_the_body() -> None:
    start, end = paragraph_at(article(), 0) or (0, 0)
    assert TEXT[start:end] == LEAD
    assert paragraph_at(article(), len(TEXT)) is None
