"""Which outlet published a copied page: what its lines say of themselves, and which known names they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from searchtui.articles.article import UNKNOWN, Evidence, Kind
from searchtui.articles.chrome import is_caption
from searchtui.articles.dates import dateline
from searchtui.articles.gazetteer import Gazetteer, Outlet, host_of
from searchtui.articles.lines import Paragraph
from searchtui.articles.pathnames import looks_like_outlet

_LONGEST_LINE = 260
_MOST_LINES = 4_000
_NAME = r"(?P<name>[^\W\d_][^\n|:;!?()«»„“”\"]{0,38}?)"
_PHRASES: tuple[tuple[float, str, re.Pattern[str]], ...] = tuple(
    (weight, rule, re.compile(pattern.replace("NAME", _NAME)))
    for weight, rule, pattern in (
        (5.0, "label", r"(?i:\W{0,3}(?:source|outlet|publisher|publication|newspaper|quelle|fuente|fonte|источник))\s?[:：]\s?NAME\s*\Z"),
        (4.0, "skip link", r"(?:.{0,12}?)(?i:skip to (?:more|main|other)) (?:the )?NAME (?i:sites|websites|pages)\W*\Z"),
        (4.0, "own website", r"NAME(?:['’]s|['’]) (?i:website|web site|homepage)\b"),
        (3.0, "own sections", r"NAME(?:['’]s|['’]) (?i:top stor(?:y|ies)|newsletter|newsletters|app|morning briefing|daily briefing)\b"),
        (3.0, "site line", r"NAME\s?[:|–—-] (?i:(?:breaking |latest )?news\b|l’actualité|l'actualité|actualités|nachrichten|aktuelle|noticias|notizie|the latest|back to home)"),
        (3.0, "subscription", r"(?i:subscribe to|support|a message from|sign up (?:to|for)|register (?:with|for)|welcome to|why trust|unlimited (?:online )?access to) (?:the )?NAME(?i: today| now| for .{1,30}| newsletters?| and .{1,40})?[.!]?\Z"),
        (3.0, "subscription", r"(?i:s[’']abonner (?:au|à la|à l[’']|à)|abonnez-vous (?:au|à la|à l[’']|à)|retrouvez|suscríbete a|abbonati a|abonnieren sie(?: die| den| das)?) ?NAME(?i: sur .{3,60})?\Z"),
        (3.0, "own app", r"(?i:download|get|try) (?:the )?NAME (?i:apps?)\b"),
        (2.5, "more from", r"(?i:skip next section )?(?i:more (?:stories |news |articles |coverage )?from|the latest from|stories from|read more from) (?:the )?NAME\Z"),
        (2.5, "more from", r"(?i:mehr (?:von|vom|aus|aus dem|aus der)|plus d[’'e]|más de|altro da|mais de|meer van|mer från|mer fra|mere fra) ?(?:der |dem |the )?NAME\Z"),
        (2.5, "more from", r"(?P<name>[^\s、。]{2,16})の他の記事.{0,12}\Z"),
        (1.5, "follow", r"(?i:follow|add|find) (?:the )?NAME (?i:on|as) [A-Z]"),
        (1.5, "about", r"(?i:about|contact|advertise with|advertise in|work for|jobs at|inside|join) (?:the |us at )?NAME\Z"),
        (1.0, "copyright", r"(?:©|\(c\)|(?i:copyright)(?: ©)?)\s?(?:\d{4}(?:\s?[–-]\s?\d{4})?,?)?\s?(?:by )?(?:the )?NAME(?:\s?[.,|–-]|\s\d{4}|\s(?i:all rights|alle rechte|tous droits)|\Z)"),
    )
)  # fmt: skip
_HEADER_URL = re.compile(r"(?i)\W{0,3}(?:url|link|source url|address|quelle|fuente)?\s?[:：]?\s?(https?://\S+)\Z")
_DOMAIN = re.compile(r"(?<![\w/.-])(?:[\w.+-]+@|https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,12})(?![\w-])", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<name>[^|–—]{2,40})\Z")
_COMMON_END = re.compile(r"(?i)\b(?:here|us|now|more|today|home|all|news|this|our|your|my)\b")
_CONFIRMED = 4.0
_ENOUGH_KNOWN = 2.0
_MARGIN = 1.4


@dataclass(slots=True)
class _Claim:
    """What speaks for one outlet: a sum of weights, which rules, and the best line."""

    name: str
    outlet: Outlet | None
    score: float = 0.0
    best: float = 0.0
    rules: set[str] = field(default_factory=set)
    evidence: Evidence = UNKNOWN


@dataclass(frozen=True, slots=True)
class PageOutlet:
    """The outlet's name with its evidence, and the address the page gives for itself."""

    name: str | None
    evidence: Evidence
    url: str | None = None


def page_outlet(
    paragraphs: Sequence[Paragraph], body: Sequence[bool], *, title: str, first: int, last: int, gazetteer: Gazetteer
) -> PageOutlet:
    """Decide which outlet a page is from, by the lines around its body.

    A known outlet needs evidence of some weight and more than its rivals have; an unknown one must name itself as
    sites do ("More from X", "X's website") twice, or once in a manner that fits no other, or under its own domain.
    A copyright line alone never decides, and credits to photographers and agencies do not count.
    """
    claims: dict[str, _Claim] = {}
    url = None
    chrome = [index for index in range(len(paragraphs)) if not body[index]]
    if len(chrome) > _MOST_LINES:
        chrome = [*chrome[: _MOST_LINES // 2], *chrome[-_MOST_LINES // 2 :]]
    for index in chrome:
        paragraph = paragraphs[index]
        if len(paragraph.text) > 4 * _LONGEST_LINE:
            continue
        url = url or _own_address(paragraph, index, first)
        if not is_caption(paragraph.text):
            _weigh(paragraph, claims, gazetteer, title)
    _weigh_domains(claims, url, paragraphs, first, gazetteer)
    chosen = _decide(claims)
    if chosen is None:
        return PageOutlet(None, UNKNOWN, url)
    return PageOutlet(_shown_name(chosen), chosen.evidence, url)


def _shown_name(claim: _Claim) -> str:
    """Return the outlet's name; in full only where a domain tells it from its namesakes."""
    if claim.outlet is None:
        return claim.name
    return claim.outlet.name if claim.rules & {"address", "domain on the page"} else claim.outlet.short_name


def _own_address(paragraph: Paragraph, index: int, first: int) -> str | None:
    match = _HEADER_URL.match(paragraph.text) if index < first + 3 else None
    return match[1] if match else None


def _weigh(paragraph: Paragraph, claims: dict[str, _Claim], gazetteer: Gazetteer, title: str) -> None:
    """Add to `claims` what one line of the page says."""
    text = paragraph.text
    for weight, rule, name in _namings(text, title):
        if not _may_be_name(name):
            continue
        outlet = gazetteer.named(name) or gazetteer.at(name)
        _add(claims, outlet, name, weight, rule, paragraph)
    counted: set[str] = set()
    for mention in gazetteer.mentions(text[: 2 * _LONGEST_LINE]):
        if mention.outlet.name in counted or (mention.plain and not mention.whole):
            continue
        counted.add(mention.outlet.name)
        several = " " in mention.written or not mention.written.isalpha()
        telling = mention.written.startswith("The ") or (mention.written.isupper() and not mention.outlet.name.isupper())
        weight = 0.4 if mention.plain else 1.2 if mention.whole else 1.0 if several else 0.7
        rule = "common word" if mention.plain else "named on the page"
        _add(claims, mention.outlet, mention.outlet.name, weight, rule, paragraph)
    for match in _DOMAIN.finditer(text[: 2 * _LONGEST_LINE]):
        outlet = gazetteer.at(match[1])
        if outlet is not None:
            _add(claims, outlet, outlet.name, 1.5, "domain on the page", paragraph)


def _namings(text: str, title: str) -> Iterator[tuple[float, str, str]]:
    """Yield weight, rule and name for each way in which a line names the outlet it belongs to."""
    if len(text) <= _LONGEST_LINE:
        for weight, rule, pattern in _PHRASES:
            if match := pattern.match(text):
                yield weight, rule, match["name"].strip(" .,-–")
        if match := dateline(text):
            yield 5.0, "dateline", match["name"].strip(" .,")
    if title and text.startswith(title) and (match := _SUFFIX.match(text, len(title))):
        yield 4.0, "title tail", match["name"].strip()


def _may_be_name(name: str) -> bool:
    """Tell whether an unknown name can be an outlet's: a few words, the main ones capitalised, none of them a pronoun."""
    words = name.split()
    capital = sum(word[0].isupper() or not word[0].islower() for word in words)
    if not 1 <= len(words) <= 6 or (len(words) > 2 and name.isupper()) or _COMMON_END.fullmatch(words[-1]):
        return False
    return (not words[0][0].islower() or "." in name) and capital * 2 >= len(words)


def _weigh_domains(
    claims: dict[str, _Claim], url: str | None, paragraphs: Sequence[Paragraph], first: int, gazetteer: Gazetteer
) -> None:
    """Strengthen the claim that the page's own address, or an unknown domain on it, agrees with."""
    hosts = {host_of(url)} if url else set()
    outlet = gazetteer.at(url) if url else None
    if outlet is not None and url is not None:
        place = next(paragraph for paragraph in paragraphs if url in paragraph.text)
        _add(claims, outlet, outlet.name, 4.0, "address", place)
    for paragraph in [*paragraphs[:40], *paragraphs[-40:]]:
        if len(paragraph.text) <= _LONGEST_LINE:
            hosts.update(match[1].lower() for match in _DOMAIN.finditer(paragraph.text))
    labels = {label.replace("-", "") for host in hosts for label in host.split(".")}
    for claim in claims.values():
        bare = re.sub(r"[\W_]+|^the\b", "", claim.name.casefold())
        if claim.outlet is None and bare and bare in labels:
            claim.score += 2.0
            claim.rules.add("domain on the page")


def _add(
    claims: dict[str, _Claim], outlet: Outlet | None, name: str, weight: float, rule: str, paragraph: Paragraph
) -> None:
    key = outlet.name if outlet else re.sub(r"^(?:the|le|la|les|der|die|das|el|il)\s", "", name.casefold())
    claim = claims.setdefault(key, _Claim(name, outlet))
    repeated = rule in claim.rules
    claim.score += weight * (0.5 if repeated and rule != "named on the page" else 1.0)
    claim.rules.add(rule)
    if weight > claim.best:
        claim.best = weight
        claim.evidence = Evidence(Kind.STATED, rule, paragraph.line, text=paragraph.text[:200])


def _decide(claims: dict[str, _Claim]) -> _Claim | None:
    eligible = sorted((claim for claim in claims.values() if _is_believable(claim)), key=lambda claim: -claim.score)
    if not eligible:
        return None
    if len(eligible) > 1 and eligible[0].score < _MARGIN * eligible[1].score:
        return None
    return eligible[0]


def _is_believable(claim: _Claim) -> bool:
    if claim.rules <= {"copyright", "about", "common word"}:
        return False
    if claim.outlet is not None:
        # Names that are also names of sections ("Sport", "Science") need more than a heading.
        section = claim.rules <= {"copyright", "about", "common word", "more from"} and claim.outlet.plain
        return claim.score >= _ENOUGH_KNOWN and not section
    if claim.best >= _CONFIRMED:
        return True
    kinds = len(claim.rules)
    return kinds >= 2 or (claim.best >= 2.5 and looks_like_outlet(claim.name))
