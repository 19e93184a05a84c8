"""NLTK's Snowball stemmers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from searchtui.text.nltk_alone import StandIns, nltk_module


def snowball_stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language, by its English name in small letters. Not to be called from several threads at once.

    A stemmer keeps its state in attributes, so each is for one thread at a time.
    """
    snowball = nltk_module("nltk.stem.snowball", _STAND_INS)
    stem: Callable[[str], str] = snowball.SnowballStemmer(language).stem
    return stem


_STAND_INS: Final[StandIns] = {
    "nltk.corpus": {"stopwords": None},  # which stemmers ask when they are told to leave stop words as they are
    "nltk.redos": {"compile": re.compile},  # which guards patterns against long texts; ours are words
}
