"""Where sentences begin and end: NLTK's Punkt decides about full stops, with our abbreviations instead of a model.

Punkt (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection) tells a sentence's end from an
abbreviation, an initial or an ordinal by the word before and the word after. What it does not know is decided here:
closing quotes, ellipses, Chinese and Japanese marks, paragraphs, and sentences glued together by lost line breaks.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from searchtui.text.nltk_alone import StandIns, nltk_module
from searchtui.text.stopwords import stop_words

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_ABBREVIATIONS: Final = {
    "da": "bl.a dr f.eks fx hr kap kl kr mia mio nr osv pct prof sml st tlf",
    "de": """
        abs abt allg art aug bd betr bzgl bzw ca d.h dez dipl dr ebd etc evtl feb ff fr frhr geb gem ggf hl hr hrsg
        ing inkl insb jan jh jr kap lt max med min mio mr mrd mrs nov nr o.ä okt orig p.s pfd pkt prof s.o s.u sen
        sept sog st str tel tsd u.a u.u usw v.a vgl vors z.b z.t zit zt
    """,
    "en": """
        a.m adj adm apr assn aug ave blvd brig bros ca capt cf cmdr co col corp cpl dec dept dist dr e.g ed est etc
        feb fig figs fr ft gen gov hon i.e inc insp jan jr jul jun lt ltd maj mar mr mrs ms msgr mt no nos nov oct
        p.m ph.d phd pp pres prof pvt rep reps rev sec sen sens sep sept sgt sr st supt u.k u.n u.s u.s.a v vol vs
    """,
    "es": """
        a.c admón apdo art av avda cap cía d.c depto dpto dr dra ee.uu etc excmo gral ing lic máx mín núm op pdte
        prof profa prov pág págs sr sra sras sres srta sta sto tel ud uds vol
    """,
    "fi": """
        alk ao ap arv dr eaa em ent esim fil hra huom jne kk klo ko ks milj mm mrd nk nro ns os p puh rva s tms toim
        ts v vrt yms
    """,
    "fr": """
        adm ann apr art av bd boul cap cf ch chap cie col dr etab etc ex fig gén hab janv juil lt m me mgr mlle mm
        mme mmes nov obs oct p pp prof réf sept st ste suiv tél vol vs
    """,
    "hu": "dr id ifj kb pl prof stb sz szt tel ti vö ún",
    "it": """
        art avv ca cap cfr col dott dr ecc ed es fig gen geom ing lgt mons n nn on p pag pagg prof profs s.p.a sen
        sig sig.ra sigg ss st tel vol
    """,
    "nl": """
        a.d a.g.v a.u.b afd art b.v bijv blz c.q ca cie d.w.z dhr dr drs e.d enz evt excl fig ing ir jl jr kol lt
        m.b.t m.i max mej mevr mgr min mr mw nl nr o.a o.m p prof resp sr st t.a.v t.o.v vgl vnl zgn
    """,
    "no": "bl.a ca dr f.eks fr hr jf kap kl kr mill mrd nr osv prof pst st tlf",
    "pt": """
        a.c art av cap d.c dr dra e.u.a eng etc exmo gal ltda máx mín nº prof profa pág págs r sr sra sta sto tel
        vol
    """,
    "ro": "art cap cca conf d.hr dl dna dr etc fig gen ing jud lt nr op pag prof sf str tel vol",
    "ru": """
        г гг д др ж им кв л м млн млрд н напр обл п пл пр проф р рис руб с св см ст стр т т.д т.е т.к т.п тел тыс ул
        чел
    """,
    "sv": """
        bl.a ca d.v.s dr e.d f.d f.n forts fr hr jfr kap kl kr m.fl m.m mdr milj nr o.s.v osv p.g.a prof resp st
        t.ex t.o.m tel
    """,
}
_ORDINAL_POINT: Final = frozenset({"da", "de", "fi", "hu", "nb", "nn", "no"})
"""Languages that write a point behind ordinal numbers: "am 3. Mai"."""

_SAME_LISTS: Final = {"nb": "no", "nn": "no"}
_LOOK: Final = 40
"""Characters looked at before and behind a full stop, so that a text without spaces costs no more than any other."""

_CLOSERS: Final = "\"'”’»›)\\]）」』】》＂"
_OPENERS: Final = "\"'“”‘’„‚«»‹›([（「『【《¿¡–—-"
# German closes with the mark that English opens with, and French puts a space before its guillemet.
_CLOSING: Final = rf"(?:[{_CLOSERS}]|[“«](?=\s|\Z)|[ \u00a0\u202f]»(?=\W|\Z))*"
# It begins with a set of characters, which `re` looks for without trying what follows at every letter.
_END: Final = re.compile(
    rf"[。！？｡.!?…\n](?:(?<=[。！？｡])(?P<full>[。！？｡]*){_CLOSING}"
    rf"|(?<=[.!?…])(?P<marks>[.!?…]*)(?P<closing>{_CLOSING})(?P<gap>\s*)"
    r"|(?<=\n)(?P<paragraph>[^\S\n]*\n))"
)
_ACRONYM: Final = re.compile(r"(?:[^\W\d_]\.)+(?P<last>[^\W\d_])")


def sentence_spans(text: str, lang: str | None) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets, in order, without the white space around them.

    `lang` (ISO 639-1) chooses the abbreviations; without one they are English. All of the text but white space lies
    in some sentence. Takes time proportional to the length of the text.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text, _SAME_LISTS.get(lang or "en", lang or "en")), len(text)):
        sentence = text[start:end]
        bare = sentence.strip()
        if bare:
            first = start + len(sentence) - len(sentence.lstrip())
            spans.append((first, first + len(bare)))
        start = end
    return spans


def _ends(text: str, lang: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match["paragraph"]:
            yield match.start()
        elif match["full"] is not None:
            yield match.end()
        elif "\n\n" in match["gap"] or (match.end() < len(text) and _is_end(text, match, lang)):
            yield match.end("closing")


def _is_end(text: str, match: re.Match[str], lang: str) -> bool:
    """Whether a sentence ends at a full stop, question mark, exclamation mark or ellipsis."""
    mark, end = match.start(), match.end()
    before = text[max(0, mark - _LOOK) : mark].rsplit(maxsplit=1)
    follows = text[end : end + _LOOK].split(maxsplit=1)
    if not before or not follows or text[mark - 1].isspace():
        return False
    following = follows[0].lstrip(_OPENERS)
    if not match["gap"]:
        return _is_glued(before[-1], following)
    if following[:1].islower():
        return False
    if match["marks"] or text[mark] != ".":
        return True
    return _punkt_ends(before[-1], following or follows[0], lang)


def _is_glued(before: str, following: str) -> bool:
    """Whether a lost line break stands between two words ("announced.The"), and not a domain or a file name."""
    return before[-2:].isalpha() and before[-2:].islower() and following[:1].isupper() and following[1:2].islower()


def _punkt_ends(before: str, following: str, lang: str) -> bool:
    """Whether the full stop between two words ends a sentence."""
    if len(before) > 1 and before.isalpha() and before.lower() not in _abbreviations(lang):
        return True  # so Punkt decides about every plain word that is no abbreviation, in far more time
    if lang in _ORDINAL_POINT and len(before) <= 2 and before.isdecimal():
        return following.lower() in stop_words(lang)
    if acronym := _ACRONYM.fullmatch(before.lstrip(_OPENERS)):
        known = before.lstrip(_OPENERS).lower() in _abbreviations(lang)
        before = before if known else acronym["last"]
    decided: bool = _punkt(lang).text_contains_sentbreak(f"{before}. {following}")
    return decided


@cache
def _abbreviations(lang: str) -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.get(lang, "").split())


@cache
def _punkt(lang: str) -> PunktSentenceTokenizer:
    """Punkt with our abbreviations; common words are known to begin sentences when they are capitalised."""
    with _LOADING:
        punkt = nltk_module("nltk.tokenize.punkt", _TRAINING)
    parameters = punkt.PunktParameters()
    parameters.abbrev_types.update(_abbreviations(lang))
    parameters.sent_starters.update(stop_words(lang))
    for word in stop_words(lang):
        parameters.add_ortho_context(word, _SEEN_IN_LOWER_CASE)
    tokenizer: PunktSentenceTokenizer = punkt.PunktSentenceTokenizer(parameters)
    return tokenizer


_LOADING: Final = threading.Lock()

_TRAINING: Final[StandIns] = {
    "nltk.redos": {"compile": re.compile},  # guards patterns against long texts, which are not looked at here
    "nltk.pathsec": {"open": None, "validate_path": None},
    "nltk.picklesec": {"allowlisted_pickle_load": None},
    "nltk.probability": {"FreqDist": dict},
    "nltk.tabdata": {"TabEncoder": None},
    "nltk.termsec": {"safe_print": None},
    "nltk.tokenize.api": {"TokenizerI": object},
}
"""What Punkt imports to learn abbreviations from texts, to keep what it learned in files, and to cut texts itself."""


_SEEN_IN_LOWER_CASE: Final = 1 << 5
"""Punkt's orthographic flag for a word seen in lower case within a sentence (`_ORTHO_MID_LC`)."""
