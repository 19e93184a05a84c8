"""The questions put to every engine, chosen from a corpus by how many of its articles have a word.

They are written in searchtui's query language, which has all that is asked; a peer answers those that it can express.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from searchtui.engines.protocol import Sort
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words
from speed.question import Question
from speed.records import Record

SAMPLE: Final = 10_000
"""Articles that are looked at to choose the words."""

WORD: Final = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Shares of articles: of words and of pairs and triples of neighbours, each with its most frequent first."""

    words: dict[str, float]
    pairs: dict[str, float]
    triples: dict[str, float]
    outlets: list[str]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Vocabulary:
        """What a sample of a corpus holds. Stop words are no words here, but a triple may have one in its middle."""
        stops = stop_words("en")
        words, pairs, triples, outlets = (Counter[str]() for _ in range(4))
        articles = 0
        for record in records:
            articles += 1
            running = WORD.findall(record["body"].lower())
            words.update(word for word in set(running) if word not in stops)
            neighbours = {(a, b) for a, b in pairwise(running) if not {a, b} & stops}
            pairs.update(f"{a} {b}" for a, b in neighbours if a != b)
            around = {(a, b, c) for a, b, c in zip(running, running[1:], running[2:], strict=False) if b in stops}
            triples.update(f"{a} {b} {c}" for a, b, c in around if not {a, c} & stops)
            outlets.update([record["outlet"]] if "outlet" in record else [])
        return cls(
            words=_shares(words, articles),
            pairs=_shares(pairs, articles),
            triples=_shares(triples, articles),
            outlets=[name for name, _ in outlets.most_common()],
        )

    def word(self, share: float) -> str:
        """A word that about this share of the articles has, its other forms not counted."""
        return _nearest(self.words, share)

    def words_at(self, *shares: float) -> list[str]:
        """Words with different stems, one for each share."""
        chosen: dict[str, str] = {}
        for share in shares:
            left = {word: held for word, held in self.words.items() if stem(word, "en") not in chosen}
            word = _nearest(left, share)
            chosen[stem(word, "en")] = word
        return list(chosen.values())


def questions(records: Iterable[Record]) -> list[Question]:
    """All questions for a corpus of which `records` is a sample."""
    held = Vocabulary.of(records)
    a, b, c, d, e, f, g, h = held.words_at(0.3, 0.2, 0.15, 0.1, 0.06, 0.03, 0.012, 0.004)
    rare, rarer = held.words_at(0.001, 0.0003)
    return [
        *_words([a, b, c, d, e, f, g, h, rare, rarer]),
        *_combined(a, b, c, d, e, f, g, h, rare),
        *_phrases(held),
        *_near(a, b, c, d, e, f),
        *_patterns(held),
        *_filtered(held, a, b, d, f, rare),
        *_sorted_and_counted(held, a, b, c, d, e, g),
    ]


def _words(words: list[str]) -> list[Question]:
    return [Question("word", word) for word in words]


def _combined(a: str, b: str, c: str, d: str, e: str, f: str, g: str, h: str, rare: str) -> list[Question]:
    """AND, OR and NOT of two to six words."""
    every = [(a, b), (a, f), (d, h), (b, rare), (a, b, c), (c, e, g), (a, b, c, d), (a, b, c, d, e), (a, b, c, d, e, f)]
    some = [(a, b), (d, g), (rare, h), (a, d, f), (e, f, g), (a, b, c, d), (c, d, e, f, g), (a, b, c, d, e, f)]
    return [
        *(Question("and", " ".join(words)) for words in every),
        *(Question("or", " OR ".join(words)) for words in some),
        Question("not", f"{a} NOT {b}"),
        Question("not", f"{d} -{a}"),
        Question("not", f"{a} {b} NOT {c}"),
        Question("not", f"{rare} NOT {a}"),
        Question("mixed", f"({a} OR {g}) {b}"),
        Question("mixed", f"({c} OR {d}) ({e} OR {f})"),
        Question("mixed", f"({a} {b}) OR ({d} {e})"),
        Question("mixed", f"({a} OR {b} OR {c}) -{d}"),
    ]


def _phrases(held: Vocabulary) -> list[Question]:
    pairs = [_nearest(held.pairs, share) for share in (0.08, 0.03, 0.01, 0.003, 0.001)]
    triples = [_nearest(held.triples, share) for share in (0.02, 0.005)]
    phrases = [Question("phrase", f'"{words}"') for words in dict.fromkeys([*pairs, *triples])]
    return [*phrases, Question("phrase", f'"{pairs[0]}" {held.word(0.1)}')]


def _near(a: str, b: str, c: str, d: str, e: str, f: str) -> list[Question]:
    pairs = [(a, b, 5), (c, d, 5), (a, f, 10), (e, f, 3)]
    return [
        *(Question("near", f"{left} NEAR/{distance} {right}") for left, right, distance in pairs),
        Question("near", f"{a} ADJ/4 {c}"),
    ]


def _patterns(held: Vocabulary) -> list[Question]:
    """Beginnings, wildcards and spelling variants of words as they are held."""
    frequent, middling, seldom = held.words_at(0.12, 0.02, 0.002)
    # The query language asks for two literal characters before a star.
    starred = [word for word in (frequent, middling, seldom) if len(word) > 4]
    return [
        *(Question("prefix", f"{word[:length]}*") for word, length in ((frequent, 3), (middling, 3), (seldom, 4))),
        Question("prefix", f"{frequent[:2]}*"),
        Question("prefix", f"{middling[:4]}* {frequent}"),
        *(Question("wildcard", f"{word[:2]}*{word[-2:]}") for word in starred),
        Question("wildcard", f"{frequent[:2]}?{frequent[3:]}"),
        *(Question("fuzzy", f"{word}~") for word in (frequent, middling, seldom)),
        Question("fuzzy", f"{frequent}~2"),
    ]


def _filtered(held: Vocabulary, a: str, b: str, d: str, f: str, rare: str) -> list[Question]:
    first, second = held.outlets[0], held.outlets[len(held.outlets) // 2]
    return [
        Question("date", f"{a} date:2018"),
        Question("date", f"{d} date:2019-03"),
        Question("date", f"{a} {b} date:2016-02..2016-10"),
        Question("date", f"{rare} since:2020-06"),
        Question("date", "date:2017-05"),
        Question("outlet", f'{a} outlet:"{first}"'),
        Question("outlet", f'{f} outlet:"{second}"'),
        Question("outlet", f'({a} OR {b}) outlet:"{first}"'),
        Question("outlet", f'{d} outlet:"{first}" date:2018'),
        Question("title", f"title:{a}"),
        Question("title", f"title:{d} {b}"),
    ]


def _sorted_and_counted(held: Vocabulary, a: str, b: str, c: str, d: str, e: str, g: str) -> list[Question]:
    return [
        *(Question("by date", text, Sort.NEWEST) for text in (a, f"{a} {b}", f"{c} OR {d}", g)),
        Question("by date", b, Sort.OLDEST),
        *(Question("facets", text, facets=True) for text in (a, f"{b} {c}", f"{a} OR {d} OR {e}", f"{g}")),
        Question("facets", f'"{_nearest(held.pairs, 0.05)}"', facets=True),
    ]


def _shares(counts: Counter[str], articles: int) -> dict[str, float]:
    """Counts as shares; what a single article has is left out where that is most of all there is."""
    least = 2 if articles > 1000 else 1
    return {word: count / articles for word, count in counts.most_common() if count >= least}


def _nearest(shares: dict[str, float], share: float) -> str:
    """What comes nearest to a share, in proportion."""
    return min(shares, key=lambda word: max(shares[word] / share, share / shares[word]))
