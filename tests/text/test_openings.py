"""The languages of many openings at once are those of each by itself."""

import random

from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.languages import LATIN, OPENING, clear_language, votes
from searchtui.text.openings import clear_languages

COMMON = sorted(word.decode() for word in votes())


def opening(seed: int, *, language: int, share: float) -> str:
    """Words of which about this share are common ones of a language."""
    draw = random.Random(seed)
    own = [word for word in COMMON if votes()[word.encode()] >> 64 * language & ((1 << 64) - 1)]
    others = ["port", "1907", "Lisse", *COMMON]
    words = [draw.choice(own if draw.random() < share else others) for _ in range(90)]
    return " ".join(words)


@given(
    st.lists(
        st.builds(
            opening,
            st.integers(0, 999),
            language=st.integers(0, len(LATIN) - 1),
            share=st.sampled_from((0.1, 0.3, 0.6)),
        )
        | st.text(max_size=400)
        | st.just("")
    )
)
def test_many_openings_say_what_each_says(texts: list[str]) -> None:
    assert clear_languages(texts) == [clear_language(text) for text in texts]


def test_most_prose_is_clear() -> None:
    english = "The board of the port said on Monday that it would not vote before the end of the year, and that "
    german = "Der Vorstand des Hafens hat am Montag erklärt, dass er nicht vor dem Ende des Jahres abstimmen wird, und "
    plain = german.replace("ä", "ae") * 4
    assert clear_languages([english * 4, plain, german * 4, english, "x" * OPENING]) == ["en", "de", None, None, None]
