"""NLTK's Snowball stemmers."""

from __future__ import annotations

from collections.abc import Callable

from searchtui.text.nltk_alone import nltk_module


def snowball_stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language, by its English name in small letters. Not to be called from several threads at once.

    A stemmer keeps its state in attributes, so each is for one thread at a time.
    """
    # Stemmers look into `nltk.corpus` when they are told to leave stop words as they are.
    snowball = nltk_module("nltk.stem.snowball", {"nltk.corpus": {"stopwords": None}})
    stem: Callable[[str], str] = snowball.SnowballStemmer(language).stem
    return stem
