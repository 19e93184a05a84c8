"""Which outlet published a copied page: what its lines say of themselves, and which known names they repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from searchtui.articles.article import UNKNOWN, Evidence, Kind
from searchtui.articles.chrome import Look
from searchtui.articles.gazetteer import Gazetteer, Mention, Outlet, host_of
from searchtui.articles.lines import Paragraph
from searchtui.articles.naming import ABOUT, COPYRIGHT, MORE_FROM, namings
from searchtui.articles.pathnames import looks_like_outlet

_NAMED = "named on the page"
_COMMON_WORD = "common word"
_DOMAIN = "domain on the page"
_ADDRESS = "address"
_LONGEST_LINE = 520
_MOST_LINES = 4_000
_EDGE_LINES = 40
_CONFIRMED = 4.0
_TELLING = 2.5
_ENOUGH_KNOWN = 2.0
_MARGIN = 1.4
_HEADER_URL = re.compile(r"(?i)\W{0,3}(?:url|link|source url|address|quelle|fuente)?\s?[:：]?\s?(https?://\S+)\Z")
_DOT_WITHIN = re.compile(r"\.\w")
_DOMAINS = re.compile(r"(?i)(?<![\w/.-])(?:[\w.+-]{1,64}@|https?://)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?![\w-])")


@dataclass(slots=True)
class _Claim:
    """What speaks for one outlet: a sum of weights, which rules, and the line that says it best."""

    name: str
    outlet: Outlet | None
    score: float = 0.0
    best: float = 0.0
    rules: set[str] = field(default_factory=set)
    evidence: Evidence = UNKNOWN

    def add(self, weight: float, rule: str, paragraph: Paragraph) -> None:
        """Count one line in favour; a second line by the same rule counts half, unless it repeats a known name."""
        self.score += weight * (0.5 if rule in self.rules and rule != _NAMED else 1.0)
        self.rules.add(rule)
        if weight > self.best:
            self.best = weight
            self.evidence = Evidence(Kind.STATED, rule, paragraph.line, text=paragraph.text[:200])

    @property
    def is_believable(self) -> bool:
        """Whether the claim would be accepted if it had no rival."""
        if self.rules <= {COPYRIGHT, ABOUT, _COMMON_WORD}:
            return False
        if self.outlet is not None:
            # A name that is also the name of a section ("Sport", "Science") needs more than headings.
            is_section = bool(self.outlet.plain) and self.rules <= {COPYRIGHT, ABOUT, _COMMON_WORD, MORE_FROM}
            return self.score >= _ENOUGH_KNOWN and not is_section
        several = len(self.rules) > 1 or looks_like_outlet(self.name)
        return self.best >= _CONFIRMED or (several and self.best >= _TELLING)

    @property
    def shown_name(self) -> str:
        """The outlet's name; with what tells it from its namesakes only where a domain does so."""
        if self.outlet is None:
            return self.name
        return self.outlet.name if self.rules & {_ADDRESS, _DOMAIN} else self.outlet.short_name


@dataclass(frozen=True, slots=True)
class PageOutlet:
    """The outlet's name with its evidence, and the address the page gives for itself."""

    name: str | None
    evidence: Evidence
    url: str | None = None


def page_outlet(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[Look],
    body: Sequence[bool],
    *,
    title: str,
    first: int,
    gazetteer: Gazetteer,
) -> PageOutlet:
    """Decide which outlet a page is from, by the lines around its body, which begins at paragraph `first`.

    A known outlet needs evidence of some weight and more than its rivals have; an unknown one must name itself as
    sites do ("More from X", "X's website") twice, or once in a manner that fits no other, or under its own domain.
    A copyright line alone never decides, and credits to photographers and agencies do not count.
    """
    ballot = _Ballot(gazetteer)
    around = [
        paragraph
        for paragraph, look, is_body in zip(paragraphs, looks, body, strict=True)
        if not is_body and look is not Look.CAPTION
    ]
    if len(around) > _MOST_LINES:
        around = [*around[: _MOST_LINES // 2], *around[-_MOST_LINES // 2 :]]
    for paragraph in around:
        if len(paragraph.text) <= 2 * _LONGEST_LINE:
            ballot.read(paragraph, title)
    addresses = (line for line in paragraphs[: first + 3] if "://" in line.text[:60])
    address = next((line for line in addresses if _HEADER_URL.match(line.text[:2_100])), None)
    ballot.read_addresses([*around[:_EDGE_LINES], *around[-_EDGE_LINES:]], address)
    chosen = ballot.winner()
    match = _HEADER_URL.match(address.text) if address else None
    url = match[1] if match else None
    return PageOutlet(chosen.shown_name, chosen.evidence, url) if chosen else PageOutlet(None, UNKNOWN, url)


class _Ballot:
    """Collects what the lines of one page say, outlet by outlet."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._claims: dict[str, _Claim] = {}

    def read(self, paragraph: Paragraph, title: str) -> None:
        """Add what one line says: phrases that name the outlet, names of known outlets, and their domains."""
        text = paragraph.text[:_LONGEST_LINE]
        for naming in namings(text, title):
            outlet = self._gazetteer.named(naming.name) or self._gazetteer.at(naming.name)
            self._claim(outlet, naming.name).add(naming.weight, naming.rule, paragraph)
        counted: set[str] = set()
        for mention in self._gazetteer.mentions(text):
            weight, rule = _worth(mention)
            if weight and mention.outlet.name not in counted:
                counted.add(mention.outlet.name)
                self._claim(mention.outlet, mention.outlet.name).add(weight, rule, paragraph)
        for match in _DOMAINS.finditer(text) if _DOT_WITHIN.search(text) else ():
            outlet = self._gazetteer.at(match[1])
            if outlet is not None:
                self._claim(outlet, outlet.name).add(1.5, _DOMAIN, paragraph)

    def read_addresses(self, lines: Sequence[Paragraph], address: Paragraph | None) -> None:
        """Strengthen the outlet that the page's own address names, and unknown ones that agree with a domain on it."""
        if address is not None and (outlet := self._gazetteer.at(address.text.split()[-1])):
            self._claim(outlet, outlet.name).add(4.0, _ADDRESS, address)
        hosts = {
            match[1].lower()
            for line in lines
            if _DOT_WITHIN.search(line.text)
            for match in _DOMAINS.finditer(line.text[:_LONGEST_LINE])
        }
        if address is not None:
            hosts.add(host_of(address.text.split()[-1]))
        labels = {label.replace("-", "") for host in hosts for label in host.split(".")}
        for claim in self._claims.values():
            if claim.outlet is None and re.sub(r"[\W_]+", "", claim.name.casefold()) in labels:
                claim.score += 2.0
                claim.rules.add(_DOMAIN)

    def winner(self) -> _Claim | None:
        """Return the claim that is believable and clearly stronger than the next, if there is one."""
        ranked = sorted(
            (claim for claim in self._claims.values() if claim.is_believable), key=lambda claim: -claim.score
        )
        if not ranked or (len(ranked) > 1 and ranked[0].score < _MARGIN * ranked[1].score):
            return None
        return ranked[0]

    def _claim(self, outlet: Outlet | None, name: str) -> _Claim:
        key = outlet.name if outlet else re.sub(r"^(?:the|le|la|les|der|die|das|el|il)\s", "", name.casefold())
        return self._claims.setdefault(key, _Claim(name, outlet))


def _worth(mention: Mention) -> tuple[float, str]:
    """Return how much a mere mention proves, and by which rule; an ordinary word within a line proves nothing."""
    if not mention.plain:
        has_several_words = not mention.written.isalpha()
        return (1.2 if mention.whole else 1.0 if has_several_words else 0.7), _NAMED
    if mention.written.startswith("The ") or (
        mention.written.isupper() and len(mention.written) > 3 and mention.as_listed
    ):
        return (0.8 if mention.whole else 0.4), _NAMED
    return (0.4 if mention.whole else 0.0), _COMMON_WORD
