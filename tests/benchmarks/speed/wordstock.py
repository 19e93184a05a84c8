"""Words of invented news: the function words of three languages, common words of news, and as many invented ones as a
corpus needs. Shares follow Zipf's law with Mandelbrot's shift (Mandelbrot 1953), as words of real text do.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHIFT: Final = 2.7
"""Mandelbrot's shift of the ranks, so that the first words are not too frequent."""

FUNCTION_SHARE: Final = 0.43
"""The part of running words that are function words."""


def _listed(text: str) -> list[str]:
    """Words that stand side by side, so that lists of them stay short to read."""
    return text.split()


FUNCTION_WORDS: Final = {
    "en": _listed(
        "the of and to in a that is was for on it with as by at from has have been this which their but will would"
        " after not they an were its more who had be or than over about into two also when he she there could"
    ),
    "de": _listed(
        "der die und in den von zu das mit sich des auf nicht eine als auch es an werden aus er hat dass sie nach"
        " wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr"
    ),
    "fr": _listed(
        "le la les de des et un une en que qui dans pour sur pas au avec ce il est par plus se ne sont aux cette"
        " mais ont du elle comme leur été deux après sans entre lors nous ses"
    ),
}

COMMON_WORDS: Final = {
    "en": _listed(
        "said year government minister people company market oil percent country police price week election report"
        " president bank trade city officials court million security economy party leader public work shares central"
        " month growth state interest children health school water river harbour ferry union strike workers gold"
        " energy talks agreement border army ceasefire attack fire storm flood parliament budget tax vote campaign"
        " opposition protest investors analysts exports imports currency dollar industry factory jobs wages inflation"
        " data research science study hospital doctors disease treatment climate forest farmers harvest drought food"
        " railway train airport road bridge traffic ship crew rescue inquiry judge trial lawyer evidence charges"
        " prison match team season coach player goal league title champion music film theatre museum festival author"
        " novel announced agreed warned rejected signed opened closed raised reduced expected reported showed increased"
        " denied financial national regional foreign local former senior major recent early common likely strong"
    ),
    "de": _listed(
        "Regierung Minister Jahr Menschen Unternehmen Markt Preis Woche Wahl Bericht Polizei Stadt Gericht Bank"
        " Partei Land Wasser Hafen Streik Haushalt Steuer Gespräche Grenze Angriff Sturm Schule sagte erklärte"
    ),
    "fr": _listed(
        "gouvernement ministre année entreprise marché prix semaine élection rapport police ville tribunal banque"
        " parti pays eau port grève budget impôt frontière attaque tempête école président accord annoncé déclaré"
    ),
}

EXPRESSIONS: Final = [
    "central bank", "prime minister", "interest rates", "chief of police", "state of emergency", "oil price",
    "foreign minister", "stock market", "members of parliament", "trade union", "climate change", "school board",
    "ferry company", "early election", "peace talks", "water supply", "public health", "supreme court",
    "minister of finance", "border police", "food prices", "city council", "railway bridge", "head of state",
]  # fmt: skip
"""Words that go together, so that phrases are found; the first are the most frequent."""

SYLLABLES: Final = _listed(
    "ar bel cor dan el fen gor hal in jor kem lun mar nol or pel quen ras sol tan ur vel wes yor zan"
)
ENDINGS: Final = {
    "en": ("", "", "s", "ed", "ing", "er", "ly", "ness"),
    "de": ("", "en", "er", "ung", "heit"),
    "fr": ("", "s", "er", "ment", "tion"),
}


@dataclass(frozen=True, slots=True)
class WordStock:
    """Words, or expressions of several, with their cumulated shares, ascending to 1."""

    words: list[str]
    cumulated: NDArray[np.float64]

    def draw(self, rng: np.random.Generator, count: int) -> list[str]:
        """`count` running words."""
        chosen = np.searchsorted(self.cumulated, rng.random(count), side="right")
        return [self.words[number] for number in chosen.tolist()]


def word_stock(lang: str, size: int, seed: int) -> WordStock:
    """The words of a language: function words, common ones, expressions, and `size` invented ones."""
    function_words = FUNCTION_WORDS[lang]
    expressions = EXPRESSIONS if lang == "en" else []
    content = [*COMMON_WORDS[lang], *_invented(lang, size, seed)]
    # Expressions stand among the common words, one after every third of these.
    for place, expression in enumerate(expressions):
        content.insert(4 * place + 8, expression)
    shares = np.concatenate([_zipf(len(function_words)) * FUNCTION_SHARE, _zipf(len(content)) * (1 - FUNCTION_SHARE)])
    return WordStock([*function_words, *content], np.cumsum(shares) / shares.sum())


def invented_name(chance: random.Random) -> str:
    """A name that few articles share."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def _invented(lang: str, size: int, seed: int) -> list[str]:
    chance = random.Random(f"{lang} {seed}")
    found: dict[str, None] = {}
    while len(found) < size:
        stem = "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 3)))
        found[stem + chance.choice(ENDINGS[lang])] = None
    return list(found)


def _zipf(count: int) -> NDArray[np.float64]:
    shares = 1.0 / (np.arange(1, count + 1) + SHIFT)
    return np.asarray(shares / shares.sum())
