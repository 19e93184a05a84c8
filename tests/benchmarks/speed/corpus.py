"""A corpus of invented news as JSON Lines, of any size and the same whenever it is written.

A line holds `id`, `title`, `body` and mostly `outlet` and `date`: 2 % have no date, 2 % no outlet, 3 % are near copies
of an earlier article under another outlet, 4 % are German and 2 % French. New names keep the vocabulary growing.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from speed.records import Record
from speed.wordstock import WordStock, invented_name, word_stock

STOCK_SIZE: Final = 30_000
LANGUAGES: Final = (("en", 0.94), ("de", 0.04), ("fr", 0.02))
COPIES: Final = 0.03
UNKNOWN: Final = 0.02
FIRST_DAY: Final = dt.date(2015, 1, 1)
DAYS: Final = 4000
OUTLETS: Final = [
    f"{first} {second}"
    for first in ("Quern", "Harbour", "Morning", "Northern", "Coastal", "Lull", "Ardmouth", "Radio")
    for second in ("Gazette", "Courier", "Ledger", "Dispatch", "Lantern")
]


def write_corpus(path: Path, count: int, *, seed: int = 7) -> None:
    """Write `count` articles."""
    with path.open("w", encoding="utf-8") as out:
        for record in islice(invented_articles(seed), count):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def invented_articles(seed: int) -> Iterator[Record]:
    """Articles without end."""
    writer = _Writer(seed)
    number = 0
    while True:
        yield writer.article(f"a{number}")
        number += 1


class _Writer:
    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._drawn = {
            lang: _Running(word_stock(lang, STOCK_SIZE, seed), np.random.default_rng([seed, place]))
            for place, (lang, _) in enumerate(LANGUAGES)
        }
        self._recent: deque[tuple[str, str, dt.date]] = deque(maxlen=500)
        self._outlet_shares = [1 / place for place in range(1, len(OUTLETS) + 1)]

    def article(self, name: str) -> Record:
        chance = self._chance
        if self._recent and chance.random() < COPIES:
            title, body, day = self._near_copy(*chance.choice(self._recent))
        else:
            (lang,) = chance.choices([code for code, _ in LANGUAGES], [share for _, share in LANGUAGES])
            title, body = self._title(lang), self._body(lang)
            day = FIRST_DAY + dt.timedelta(chance.randrange(DAYS))
            self._recent.append((title, body, day))
        record: Record = {"id": name, "title": title, "body": body}
        if chance.random() > UNKNOWN:
            record["date"] = day.isoformat()
        if chance.random() > UNKNOWN:
            (record["outlet"],) = chance.choices(OUTLETS, self._outlet_shares)
        return record

    def _near_copy(self, title: str, body: str, day: dt.date) -> tuple[str, str, dt.date]:
        """The text a few days later, with one word in sixty changed."""
        words = body.split(" ")
        for _ in range(max(1, len(words) // 60)):
            words[self._chance.randrange(len(words))] = invented_name(self._chance)
        return title, " ".join(words), day + dt.timedelta(self._chance.randrange(3))

    def _title(self, lang: str) -> str:
        title = " ".join(self._drawn[lang].take(self._chance.randint(5, 9)))
        return title[0].upper() + title[1:]

    def _body(self, lang: str) -> str:
        paragraphs = [self._paragraph(lang) for _ in range(self._chance.randint(4, 12))]
        said = f" {invented_name(self._chance)} {invented_name(self._chance)} said."
        paragraphs[self._chance.randrange(len(paragraphs))] += said
        return "\n\n".join(paragraphs)

    def _paragraph(self, lang: str) -> str:
        sentences = []
        for _ in range(self._chance.randint(1, 3)):
            words = self._drawn[lang].take(self._chance.randint(8, 24))
            comma = self._chance.randrange(3, len(words))
            words[comma] += ","
            sentence = " ".join(words).rstrip(",")
            sentences.append(sentence[0].upper() + sentence[1:] + ".")
        return " ".join(sentences)


class _Running:
    """Running words of one language, drawn many at a time."""

    MANY: Final = 50_000

    def __init__(self, stock: WordStock, rng: np.random.Generator) -> None:
        self._stock = stock
        self._rng = rng
        self._words: list[str] = []

    def take(self, count: int) -> list[str]:
        if len(self._words) < count:
            self._words = self._stock.draw(self._rng, self.MANY)
        taken = self._words[-count:]
        del self._words[-count:]
        return taken
