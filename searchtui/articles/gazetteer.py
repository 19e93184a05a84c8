"""What outlets there are: their names, aliases and web domains, from a data file shipped with the package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from searchtui.config import UserOutlet

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_LEADING_ARTICLE = {"the", "der", "die", "das", "le", "la", "les", "el", "il", "lo", "l'", "de", "het", "o", "a"}
_TOO_SHORT = 2
_TOO_SHORT_FOR_CAPITALS = 4
_BRACKETS = re.compile(r"\s*\([^)]{1,30}\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: the `name` it is listed under, other names, domains, country (ISO 3166) and language (ISO 639).

    A name may end in brackets that tell it from its namesakes: "The Citizen (Tanzania)". `plain` holds those of its
    names that are ordinary words too ("Nature", "Time"): they prove nothing within a longer line.
    """

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    lang: str
    plain: frozenset[str]

    @property
    def short_name(self) -> str:
        """Its name without the brackets that tell it from its namesakes."""
        return _BRACKETS.sub("", self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Its names as they stand on a page."""
        return tuple(dict.fromkeys((self.short_name, self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet named in a line: `written` as it stands there, `whole` if the line is nothing else.

    `plain` if the name is an ordinary word too, `as_listed` if its letter case is the gazetteer's.
    """

    outlet: Outlet
    written: str
    whole: bool
    plain: bool
    as_listed: bool


class Gazetteer:
    """Finds outlets by name, by domain and in the lines of a page."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_name: dict[str, list[Outlet]] = {}
        self._by_domain: dict[str, Outlet] = {}
        self._as_written: dict[str, tuple[Outlet, bool, bool]] = {}
        self._lengths: dict[str, list[int]] = {}
        self.outlets = tuple(outlets)
        for outlet in self.outlets:
            for name in outlet.names:
                self._by_name.setdefault(_key(name), []).append(outlet)
                self._list_as_written(name, outlet)
            for domain in outlet.domains:
                self._by_domain.setdefault(domain, outlet)
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def _list_as_written(self, name: str, outlet: Outlet) -> None:
        """Make a name known to `mentions`, as it is written and, unless very short, all in capitals."""
        plain = name in outlet.plain
        name = name.replace("’", "'")
        words = _WORD.findall(name)
        if not words:
            return
        written = name[name.index(words[0]) : name.rindex(words[-1]) + len(words[-1])]
        self._as_written.setdefault(written, (outlet, plain, True))
        firsts = {words[0]}
        if len(written) > _TOO_SHORT_FOR_CAPITALS:
            self._as_written.setdefault(written.upper(), (outlet, plain, False))
            firsts.add(words[0].upper())
        for first in firsts:
            lengths = self._lengths.setdefault(first, [])
            if len(words) not in lengths:
                lengths.append(len(words))

    def named(self, name: str) -> Outlet | None:
        """Return the outlet of this name or alias; letter case, punctuation and a leading article aside.

        Of namesakes, the one listed first is returned.
        """
        return next(iter(self._by_name.get(_key(name), ())), None)

    def only_named(self, name: str) -> Outlet | None:
        """Return the outlet that alone has this name, None where several have."""
        found = set(self._by_name.get(_key(name), ()))
        return found.pop() if len(found) == 1 else None

    def at(self, address: str) -> Outlet | None:
        """Return the outlet that a domain or web address belongs to, subdomains included."""
        labels = host_of(address).split(".")
        return next(
            (found for cut in range(len(labels) - 1) if (found := self._by_domain.get(".".join(labels[cut:])))), None
        )

    def mentions(self, line: str) -> Iterator[Mention]:
        """Yield the outlets a line names, the longest name at each place, written as listed or all in capitals."""
        if "’" in line:
            line = line.replace("’", "'")
        if self._lengths.keys().isdisjoint(_WORD.findall(line)):
            return
        found = list(_WORD.finditer(line))
        place = 0
        while place < len(found):
            step = 1
            for words in self._lengths.get(found[place][0], ()):
                if place + words > len(found):
                    continue
                written = line[found[place].start() : found[place + words - 1].end()]
                if written in self._as_written:
                    outlet, plain, as_listed = self._as_written[written]
                    yield Mention(outlet, written, words == len(found), plain, as_listed)
                    step = words
                    break
            place += step


def host_of(address: str) -> str:
    """Return the host of a web address or domain in small letters, without "www."; "" where there is none."""
    host = re.sub(r"(?i)^\s*[a-z]+://", "", address[:2000]).split("/")[0].split("?")[0].rpartition("@")[2].split(":")[0]
    host = host.strip().lower().removeprefix("www.").rstrip(".")
    return host if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host) else ""


@lru_cache(maxsize=8)
def gazetteer(of_user: tuple[UserOutlet, ...] = ()) -> Gazetteer:
    """Return the shipped gazetteer, read from `outlets.tsv` once, with the outlets of the user before it.

    A user's outlet that has the name of a listed one adds to it.
    """
    table = files("searchtui.articles").joinpath("outlets.tsv").read_text(encoding="utf-8")
    return Gazetteer(_with_those_of_user(list(read_outlets(table)), of_user))


def _with_those_of_user(listed: list[Outlet], of_user: Iterable[UserOutlet]) -> list[Outlet]:
    own: dict[str, Outlet] = {}
    for each in of_user:
        key = _key(each.name)
        before = own.get(key) or next((outlet for outlet in listed if outlet.name == each.name), None)
        own[key] = _joined(before, each) if before else _outlet_of_user(each)
    names = {outlet.name for outlet in own.values()}
    return [*own.values(), *(outlet for outlet in listed if outlet.name not in names)]


def _outlet_of_user(user: UserOutlet) -> Outlet:
    domains = tuple(host_of(domain) for domain in user.domains)
    short = frozenset(name for name in (user.name, *user.aliases) if len(name) <= _TOO_SHORT)
    return Outlet(user.name, user.aliases, domains, user.country, user.language, short)


def _joined(outlet: Outlet, user: UserOutlet) -> Outlet:
    new = _outlet_of_user(user)
    return replace(
        outlet,
        aliases=tuple(dict.fromkeys((*outlet.aliases, *new.aliases))),
        domains=tuple(dict.fromkeys((*outlet.domains, *new.domains))),
        country=new.country or outlet.country,
        lang=new.lang or outlet.lang,
    )


def read_outlets(table: str) -> Iterator[Outlet]:
    """Yield the outlets of a table: name, aliases, domains, country, language, separated by tabs, lists by "; ".

    A name with "*" before it is an ordinary word too. Lines beginning with "#" are comments.
    """
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, aliases, domains, country, lang = line.split("\t")
            written = (name, *_list(aliases))
            bare = [_BRACKETS.sub("", each).lstrip("*") for each in written]
            plain = {
                short
                for short, each in zip(bare, written, strict=True)
                if each.startswith("*") or each.endswith(")") or len(short) <= _TOO_SHORT
            }
            aliases_only = tuple(each.lstrip("*") for each in written[1:])
            unmarked = {alias for alias in written[1:] if not alias.startswith("*")}
            yield Outlet(name.lstrip("*"), aliases_only, _list(domains), country, lang, frozenset(plain - unmarked))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def _key(name: str) -> str:
    words = name[:200].casefold().replace("’", "'").split()
    if len(words) > 1 and words[0] in _LEADING_ARTICLE:
        words = words[1:]
    return re.sub(r"[\W_]+", "", "".join(words)) or name[:200]
