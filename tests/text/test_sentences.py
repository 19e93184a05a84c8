"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.sentences import sentence_spans


def sentences(text, lang="en"):
    return [text[start:end] for start, end in sentence_spans(text, lang)]


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "The cranes stand still.| Nobody works."),
        ("en", "Mr. Alder met Dr. Pine in Washington D.C. on Sept. 5.| He paid $3.50 at 3 p.m. and left."),
        ("en", "J. K. Alder spoke.| A. Pine listened."),
        ("en", "It lies in the U.S. state.| That is in the U.S.| The talks failed."),
        ("en", "“Is it so?” he asked.| “Yes.”| Nothing more…| He left!"),
        ("en", "He paused... then went on.| Why?| Because!"),
        ("en", "(She left.)| He stayed."),
        ("en", "It began in 2023.| Then it stopped.| No. 5 is alive."),
        ("en", "They announced.|The talks went on.| See example.org or notes.TXT first."),
        ("en", "A headline without a stop\n\n|The body begins."),
        ("en", "A line\nwrapped by hand.| Another."),
        ("de", "Das Treffen am 3. Mai, z.B. in Berlin, war Nr. 5 der Reihe.| Dr. Erle kam.| „Gut.“| Er ging."),
        ("fr", "M. Aulne est là.| Il dit : « Oui. »| Puis rien."),
        ("es", "El Sr. Olmo llegó.| ¿Qué pasó?| ¡Nada!| Fin."),
        ("ru", "А. С. Вяз родился в г. Ростове.| Потом уехал."),
        ("ja", "彼は言った。|「はい。」|それから帰った。"),
        ("zh", "今天下雨！|他说：“好。”|然后走了。"),
        ("xx", "One.| Two."),
        (None, "One.| Two."),
    ],
)
def test_sentences(lang, marked):
    assert sentences(marked.replace("|", ""), lang) == [part.strip() for part in marked.split("|")]


@given(st.text("aA1 .!?…。“”\"'«»()\n\t", max_size=80), st.sampled_from(["en", "de", "fr", "ja", None]))
def test_sentences_cover_all_text_in_order_and_begin_and_end_in_print(text, lang):
    end = 0
    for start, stop in sentence_spans(text, lang):
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "text", ["." * 200_000, "a." * 100_000, "x" * 300_000, "\n" * 300_000, "\n " * 100_000, '!"' * 90_000]
)
def test_enormous_texts_without_sentences_are_no_trouble(text):
    assert len(sentence_spans(text, "en")) <= 1
