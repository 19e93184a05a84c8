"""Lines of a page that address its reader or its browser: appeals, cookie tables, menus in one row, doubled links."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 600
_WORDS_OF_APPEAL = 2
_APPEALS = (
    r"newsletters?|inbox|unsubscribe|subscri(?:be|bing|bers?|ptions?)|sign(?:ing)? up|donat(?:e|ions?)",
    r"monthly members?(?:hip)?|paid members?(?:hip)?|our members?(?:hip)?|support us",
    r"your email|email address|junk folder",
    r"our (?:readers|journalism|reporting|newsroom|website|site|supporters)",
    r"push notifications?|logged in|log ?in|affiliate|earn a commission",
    r"independently (?:selected|chosen|reviewed)",
    r"ad ?block(?:ers?|ing)?|cookies?|consent|privacy policy|terms of (?:use|service)",
    r"civil forum|community guidelines|moderat(?:ion|ors?)|comment policy|email (?:settings|notifications)",
    r"enabl(?:e|ing) javascript|abonnieren|spenden?|e-mail-adresse",
    r"datenschutz\w*|personenbezogene|einverstanden|einwilligung",
    r"externen? inhalte?|abonn(?:ez|és?|ement)|inscri(?:vez|ption)|adresse e-?mail|confidentialité",
    r"données personnelles|bolet[ií]n(?:es)?|suscr[ií]\w+|correo electrónico|privacidad|iscriviti|abbona\w*",
    r"privacy|assin(?:e|antes?|atura)|nieuwsbrief|abonne\w*|e-mailadres|nyhetsbrev\w*|prenumer\w+",
    r"uutiskirje\w*|tilaa\w*|подпи(?:шитесь|сывайтесь|ск[ау])|рассылк\w+|zapisz się|prenumerat\w+",
    r"hírlevél\w*|előfizet\w*|abone|bülten\w*",
)
"""Searched for in small letters: a pattern that ignores letter case takes several times as long."""


def _by_first_letters(alternatives: Iterable[str]) -> re.Pattern[str]:
    """Compile alternatives that begin where a word does so that most words are passed over by their first letter."""
    rests: dict[str, list[str]] = {}
    for alternative in alternatives:
        rests.setdefault(alternative[0], []).append(alternative[1:])
    branches = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return re.compile(rf"\b(?:{'|'.join(branches)})\b")


_APPEAL = _by_first_letters(part for line in _APPEALS for part in re.split(r"\|(?![^(]*\))", line))

_COOKIE = re.compile(
    r"\bcookies?\b.{0,80}\b(?:set by|used (?:to|by|for)|stores?|installed|websites?|visitors?|users?|browser|"
    r"consent|track)\b"
)
_SHORTEST_DOUBLED = 30
_GLUED = re.compile(r"[a-zà-ÿąćęłńśźżğış]{3}[A-ZÀ-ÖØ-ÞŁŚŻŞÇĞİ][a-zà-ÿąćęłńśźżğış]{2}|[а-яё]{3}[А-ЯЁ][а-яё]{2}")
_GLUED_ENTRIES = 4
_GLUED_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŞÇĞİА-ЯЁ](?<=[^\W\d_]{3}.)[^\W\d_]{2}")
"""Whatever `_GLUED` finds this finds too, and in a text without any it is ten times as fast."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:(?<=[。！？؟।])|[\"”’»)]*(?:\s|\Z))")
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_MENU_WORDS = 8
_MOSTLY = 0.7


def is_notice(text: str) -> bool:
    """Tell whether a line asks for a subscription, a gift or consent, explains a cookie, or says the same twice.

    An appeal is known by two words of such requests; rows of a table, whose cells stand apart by tabs, count too.
    """
    if len(text) > _LONGEST:
        return False
    if "\t" in text or _is_doubled(text):
        return True
    lowered = text.lower()
    if len(set(_APPEAL.findall(lowered))) >= _WORDS_OF_APPEAL:
        return True
    return "cookie" in lowered and _COOKIE.search(lowered) is not None


def is_menu_row(text: str) -> bool:
    """Tell whether a long line is a row of menu entries: glued together, or capitalised without a sentence in it."""
    sample = text[:_LONGEST]
    if len(_GLUED_CAPITAL.findall(sample)) >= _GLUED_ENTRIES and len(_GLUED.findall(sample)) >= _GLUED_ENTRIES:
        return True
    if _SENTENCE_END.search(sample):
        return False
    words = _WORD.findall(sample)
    return len(words) >= _MENU_WORDS and sum(word[0].isupper() for word in words) > _MOSTLY * len(words)


def _is_doubled(text: str) -> bool:
    """Tell whether a line says the same twice, as a link around a picture and its headline does."""
    half = len(text) // 2
    return len(text) >= _SHORTEST_DOUBLED and text[:half].strip() == text[half:].strip()
