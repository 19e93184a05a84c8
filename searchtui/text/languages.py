"""Which language a text is written in, from its letters and its commonest words. No model, no network."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import filterfalse
from typing import Final, NamedTuple

from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import chunk_words, chunks, fold

SAMPLE: Final = 20_000
"""Characters looked at; more of a text says no more."""

MIN_LETTERS: Final = 20
"""A text with fewer letters is too short to tell, unless its script is used for one language only."""

MIN_SHARE: Final = 0.12
"""Share of common words below which a text is a list of names or in a language not listed. Prose has .30 to .55."""


class Bar(NamedTuple):
    """What a language must have: `words` in the text, a `share` of common words among them, and how many times those
    of the runner-up (`lead`).
    """

    words: int
    share: float
    lead: float


ENOUGH: Final = Bar(8, MIN_SHARE, 1.2)

OPENING: Final = 320
CLEAR: Final = Bar(30, 0.25, 3.0)
"""Where the first characters of a text in ASCII are as clear as that, the rest says the same: so it was in all
of 16,600 news articles.
"""

SHARE_OF: Final = {"fi": 0.42, "lt": 0.42, "tr": 0.42}
"""How much of it languages need whose endings do the work of prepositions and articles."""

_SCRIPTS: Final = {
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u04ff",
    "arabic": "\u0620-\u06ff",
    "greek": "\u0370-\u03ff",
    "hebrew": "\u05d0-\u05ea",
    "devanagari": "\u0904-\u0939",
    "thai": "\u0e01-\u0e2e",
    "hangul": "\uac00-\ud7a3",
    "kana": "\u3041-\u30fa",
    "han": "\u4e00-\u9fff",
    "georgian": "\u10d0-\u10ff",
    "armenian": "\u0531-\u0587",
}
_ONE_LANGUAGE: Final = {
    "greek": "el",
    "hebrew": "he",
    "thai": "th",
    "hangul": "ko",
    "georgian": "ka",
    "armenian": "hy",
}
_LETTERS_OF: Final = {
    "cyrillic": {"uk": "іїєґ", "be": "ўі", "sr": "јљњђћџ", "mk": "ѓќѕј", "kk": "әғқңөұүһ", "ru": "ыэё", "bg": "ъ"},
    "arabic": {"fa": "پچژگکی", "ur": "ٹڈڑںےہ"},
}
"""Letters that set a language apart from the others of its script, those of the first that fits deciding."""

_MORE_COMMON_WORDS: Final = {
    "ca": """
        el la els les de del i a en que per amb un una no es ha al als és són com més però també o si seva van va
        aquest aquesta entre sobre ser fins des molt ja han
    """,
    "cs": """
        a v se na je že s z do to o i k ve za si by pro jako po od které který která ale jsou podle při už jeho také
        než nebo jejich byl byla bylo není před až ze jen aby však
    """,
    "hr": """
        i u je na se da za su od s a o koji koja koje ne iz kao će to do ili bi po što ali nije biti nakon samo
        prema još više kako može između bio bila
    """,
    "id": """
        yang dan di dari untuk dengan pada ini itu dalam tidak akan ke oleh juga adalah sebagai telah bisa karena
        mereka tersebut ada kata kami lebih saat bahwa atau
    """,
    "lt": "ir į kad iš yra su tai ne o bet buvo už apie nuo dėl taip pat jo po per kaip jau ar kurie tik iki prie",
    "pl": """
        w i na z do się nie że to o jest po za od jak przez ale dla co tym był ich są tego oraz jego także przed być
        może która który które już przy ma tylko roku czy pod została
    """,
    "sk": """
        a v sa na je že s z do to o i k vo za si by pre ako po od ktoré ktorý ktorá ale sú podľa pri už jeho aj než
        alebo ich bol bola bolo nie pred až zo len aby však
    """,
    "tr": """
        ve bir bu da de için ile olarak çok daha gibi olan en sonra kadar ancak o ise ne var oldu dedi göre olduğunu
        tarafından ya mi diye her değil yeni iki arasında ki
    """,
    "vi": "và của là các có được trong cho một những đã với không này người khi để từ đến ra về sẽ tại cũng như vào",
}
_TYPOGRAPHY: Final = "’‘“”–—…«»£€\u00a0"
_NO_ASCII_LETTERS: Final = bytes(c for c in range(256) if not chr(c).isalpha() or c > 0x7F)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_STEMMED_LATIN: Final = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "sv")


LATIN: Final = (*_STEMMED_LATIN, *_MORE_COMMON_WORDS)

LANE_BYTES: Final = 8
SCORE_BITS: Final = 32
_SCORE: Final = (1 << SCORE_BITS) - 1
_ONE_VOTE: Final = 27_720
"""Divisible by all numbers up to twelve, and so small that a sample of nothing but common words fits its lane."""


def guess_language(text: str) -> str | None:
    """The language of `text` (ISO 639-1), or None when it is too short, mixed or in a language not known here."""
    sample = without_typography(text[:SAMPLE])
    if sample.isascii():
        return clear_language(sample) or (_by_common_words(sample) if _ascii_letters(sample) >= MIN_LETTERS else None)
    others = "".join(_NOT_ASCII.findall(sample))
    counts = {script: sum(map(len, run.findall(others))) for script, run in _runs().items()}
    counts["latin"] += _ascii_letters(sample)
    written = sum(counts.values())
    script = max(counts, key=lambda name: counts[name])
    east_asian = counts["kana"] + counts["han"]
    if east_asian * 2 > written:
        return _east_asian(counts["kana"], counts["han"])
    if counts[script] * 2 <= written or (script not in _ONE_LANGUAGE and written < MIN_LETTERS):
        return None
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script == "latin":
        return _by_common_words(sample)
    return _by_letters(sample, script, counts[script])


def clear_language(text: str) -> str | None:
    """The language of a text in ASCII if the first `OPENING` characters leave no doubt of it."""
    opening = without_typography(text[:OPENING])
    return _by_common_words(opening, CLEAR) if len(text) >= OPENING and opening.isascii() else None


def _ascii_letters(sample: str) -> int:
    return len(sample.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS))


def without_typography(sample: str) -> str:
    """The text with curly quotes and dashes as spaces: in English, hardly anything else is outside of ASCII."""
    if not sample.isascii():
        for mark in _TYPOGRAPHY:
            sample = sample.replace(mark, " ")
    return sample


@cache
def _runs() -> dict[str, re.Pattern[str]]:
    """For each script a pattern of its letters in a row: there are fewer runs to count than letters."""
    return {script: re.compile(f"[{letters}]+") for script, letters in _SCRIPTS.items()}


def _east_asian(kana: int, han: int) -> str | None:
    if kana * 10 >= kana + han:
        return "ja"
    return "zh" if han * 2 >= MIN_LETTERS else None


def _by_letters(sample: str, script: str, letters: int) -> str | None:
    """The language of a script that several share: every one uses its own letters at least once in a hundred."""
    seen = Counter(sample.lower())
    for language, own in _LETTERS_OF.get(script, {}).items():
        if sum(seen[letter] for letter in own) * 100 >= letters:
            return language
    return {"arabic": "ar", "devanagari": "hi"}.get(script)


def _by_common_words(sample: str, bar: Bar = ENOUGH) -> str | None:
    words = _words(sample)
    total = len(words) - sum(map(bytes.isdigit, words))
    if total < bar.words:
        return None
    lanes = sum(filter(None, map(votes().get, words)))
    sums = memoryview(lanes.to_bytes(LANE_BYTES * len(LATIN), "little")).cast("Q")
    scores = [vote & _SCORE for vote in sums]
    score = max(scores)
    place = scores.index(score)
    second = max(scores[:place] + scores[place + 1 :])
    best, found = LATIN[place], sums[place] >> SCORE_BITS
    share = bar.share * SHARE_OF.get(best, 1.0)
    if not score or found < share * total or score < bar.lead * second:
        return None
    return best


def _words(sample: str) -> list[bytes]:
    """The words of a text, folded, in UTF-8."""
    found = chunks(sample.lower())
    if sample.isascii():
        return found
    words = list(filter(bytes.isascii, found))
    for chunk in filterfalse(bytes.isascii, found):
        words += [word.encode("utf-8", "surrogatepass") for word in chunk_words(chunk)]
    return words


@cache
def votes() -> dict[bytes, int]:
    """For each common word, folded, in which languages it is one, as a number to be summed up over the words of a text.

    It has a lane of 64 bits for each of `LATIN`: a count above, and below it a score, for a word of many languages
    says less. Adding two numbers so adds all counts and scores of both.
    """
    lists = [stop_words(language) for language in _STEMMED_LATIN]
    lists += [frozenset(map(fold, spelled.split())) for spelled in _MORE_COMMON_WORDS.values()]
    places: dict[str, list[int]] = {}
    for place, common in enumerate(lists):
        for word in common:
            places.setdefault(word, []).append(place)
    return {
        word.encode(): sum(((1 << SCORE_BITS) + _ONE_VOTE // len(own)) << 8 * LANE_BYTES * place for place in own)
        for word, own in places.items()
    }
