"""Which language a text is written in, from its letters and its commonest words. No model, no network."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import fold, tokens

SAMPLE: Final = 20_000
"""Characters looked at; more of a text says no more."""

MIN_LETTERS: Final = 20
"""A text with fewer letters is too short to tell, unless its script is used for one language only."""

MIN_WORDS: Final = 8
MIN_SHARE: Final = 0.12
"""Share of common words below which a text is a list of names or in a language not listed. Prose has .30 to .55."""

MIN_LEAD: Final = 1.2
"""How many times the common words of the runner-up the winner must have."""

_MIN_SHARE_OF: Final = {"fi": 0.05, "lt": 0.05, "tr": 0.05}
"""The same for languages whose endings do the work of prepositions and articles."""

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
_STEMMED_LATIN: Final = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "sv")


def guess_language(text: str) -> str | None:
    """The language of `text` (ISO 639-1), or None when it is too short, mixed or in a language not known here."""
    sample = text[:SAMPLE]
    counts = dict.fromkeys(_SCRIPTS, 0)
    for script, run in _runs().items():
        if script == "latin" or not sample.isascii():
            counts[script] = sum(map(len, run.findall(sample)))
    written = sum(counts.values())
    script = max(counts, key=lambda name: counts[name])
    east_asian = counts["kana"] + counts["han"]
    if east_asian * 2 > written:
        return _east_asian(counts["kana"], counts["han"])
    if counts[script] * 2 <= written:
        return None
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if written < MIN_LETTERS:
        return None
    if script == "latin":
        return _by_common_words(sample)
    return _by_letters(sample, script, counts[script])


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


def _by_common_words(sample: str) -> str | None:
    words = Counter(token.word for token in tokens(sample) if not token.word.isdecimal())
    total = words.total()
    if total < MIN_WORDS:
        return None
    scores: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for word, times in words.items():
        languages = _languages_by_word().get(word, ())
        for language in languages:
            scores[language] += times * 1000 // len(languages)
            found[language] += times
    ranked = [*scores.most_common(2), ("", 0), ("", 0)]
    (best, score), (_, second) = ranked[:2]
    if not best or found[best] < _MIN_SHARE_OF.get(best, MIN_SHARE) * total or score < MIN_LEAD * second:
        return None
    return best


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    """For each common word, folded, the languages in which it is one; a word of many languages says less."""
    lists = {language: stop_words(language) for language in _STEMMED_LATIN}
    lists |= {language: frozenset(map(fold, spelled.split())) for language, spelled in _MORE_COMMON_WORDS.items()}
    return {
        word: tuple(language for language, common in lists.items() if word in common)
        for word in sorted(frozenset().union(*lists.values()))
    }
