"""Three hundred queries that nobody should type, on a real library: an answer or a query error, never anything else."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.errors import QueryError
from searchtui.library import Library

SEEDS = Path(__file__).parents[2] / "seeds"

CRAFTED = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "“",
    "” “",
    "'",
    "(",
    ")",
    "()",
    "(((((((((((",
    ")))))(((((",
    "(" * 300,
    "a" * 500,
    "a" * 501,
    "a" * 100_000,
    "a " * 250,
    "[" * 400,
    "[a TO " * 80,
    "{a TO b]",
    "*",
    "**",
    "?",
    "???",
    "*a*",
    "a*",
    "*ab",
    "ab*",
    "a?*",
    "????????",
    "??*??*??*",
    "a*b*c*d*e*f*g*h*",
    "ab*" * 40,
    "flood*" + "?" * 80,
    "~",
    "~2",
    "a~",
    "a~9",
    "word~-1",
    "word~99999999999999999999",
    '"a b"~99999999999999',
    '"a b"~-3',
    "abcdefgh~2",
    "^",
    "word^",
    "word^0",
    "word^-5",
    "word^1e308",
    "word^nan",
    "AND",
    "OR",
    "NOT",
    "AND AND AND",
    "NOT NOT NOT NOT word",
    "NOT " * 120,
    "-" * 200,
    "--flood",
    "- flood",
    "OR flood",
    "flood OR",
    "flood AND OR NOT",
    "NEAR",
    "NEAR/5",
    "a NEAR/0 b",
    "a NEAR/-1 b",
    "a NEAR/999999999999 b",
    "a NEAR/ b",
    "a NEAR/5",
    "NEAR/5 b",
    "a NEAR/5 NEAR/5 b",
    "a ADJ/2 b ADJ/2 c ADJ/2 d",
    "flood NEAR/5 date:2023",
    "flood NEAR/5 (NOT river)",
    "flood NEAR/5 (a b)",
    "date:",
    "date:2023-13",
    "date:2023-02-30",
    "date:0000",
    "date:99999",
    "date:2024..2023",
    "date:..",
    "date:>=",
    "date:>=2023..2024",
    "date:yesterday..",
    "date:last-week..today",
    "date:२०२३",
    "since:never",
    "until:",
    "since:2023 until:2022",
    "outlet:",
    "outlet:?",
    'outlet:"',
    "outlet:*",
    "outlet:?*",
    "outlet:(a OR",
    "path:*",
    "path:../../../../etc/passwd",
    "path:**/**/**/**/**/**/x",
    "path:" + "*a" * 100,
    "lang:xx",
    "lang:?",
    "nosuchfield:word",
    ":word",
    "::::",
    "title:",
    "title:title:title:flood",
    "title:(flood OR (river AND",
    "raw:word",
    "\\",
    "\\\\\\",
    '\\"flood\\"',
    "a\x00b",
    "\x00",
    "\x1b[2J flood",
    "flood\nriver",
    "flood\r\n\t river",
    "\u202eflood",
    "\ufeff",
    "\ud800",
    "a\u0301" * 100,
    "\u0301\u0301\u0301",
    "🌊",
    "👩‍👩‍👧‍👦 flood",
    "洪水",
    "打ち上げ失敗",
    "衛星 NEAR/3 失敗",
    "ﬂood",
    "İstanbul",
    "ﷺ" * 50,
    "Ǆ*",
    "ß~2",
    "<script>alert(1)</script>",
    "'; DROP TABLE files; --",
    "[red]flood[/red]",
    "[/",
    "%s%s%s%n",
    "{0.__class__}",
    "$(touch x)",
    "`id`",
    "../../etc/passwd",
    "CON",
    "NaN",
    "1e999",
    "-0",
    "0x41",
    "the",
    "the and of",
    '"the"',
    '"the of and a"',
    "the*",
    "a NEAR/3 the",
    "NOT the",
    "NOT flood",
    "NOT (flood OR river) NOT the",
    "(NOT a) OR (NOT b)",
    "flood^2^3^4",
    "(flood)^2",
    '"flood"^2~3',
    "((((((((((flood))))))))))",
    "flood OR flood OR flood OR flood",
    " OR ".join(["flood"] * 33),
    " ".join(f"w{n}" for n in range(33)),
    " ".join(["co*"] * 32),
    " OR ".join(f"{a}{b}*" for a, b in itertools.islice(itertools.product("abcdr", "aeiou"), 25)),
    " OR ".join(["river~2"] * 32),
    '"' + " ".join(["the"] * 30) + '"',
    '"' + " ".join(["the"] * 100) + '"',
    " NEAR/500 ".join(["the"] * 10),
]

PIECES = [
    *'"“”()[]{}*?~^:-+\\/|&!<>=.,;',
    "AND",
    "OR",
    "NOT",
    "NEAR/3",
    "ADJ/2",
    "flood",
    "river",
    "the",
    "date:",
    "outlet:",
]
PIECES += [
    "title:",
    "path:",
    "lang:",
    "?",
    "..",
    "2023",
    "2023-02-31",
    "~2",
    "^2",
    " ",
    " ",
    " ",
    "\x00",
    "é",
    "水",
    "🌊",
]


def shuffled(count: int) -> Iterator[str]:
    """Random sequences of the language's own pieces, the same at every run."""
    chance = random.Random(20231115)
    for _ in range(count):
        yield "".join(chance.choices(PIECES, k=chance.randint(2, 60)))


HOSTILE = [*CRAFTED, *shuffled(300 - len(CRAFTED))]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(SEEDS.parent, index=tmp_path_factory.mktemp("index")) as library:
        list(library.reindex())
        yield library


def test_there_are_three_hundred() -> None:
    assert len(HOSTILE) == 300


def test_every_hostile_query_is_answered_or_refused_with_a_reason(library: Library) -> None:
    refusals: list[tuple[str, QueryError]] = []
    for query in HOSTILE:
        try:
            page = library.search(query, facets=True)
            assert page.total >= len(page.hits)
        except QueryError as error:
            refusals.append((query, error))
    assert [query for query, error in refusals if not error.message] == []
    assert [query for query, error in refusals if not 0 <= (error.position or 0) <= len(query)] == []


def test_a_query_finds_the_same_after_being_written_out(library: Library) -> None:
    for query in HOSTILE:
        try:
            parsed = library.parse(query)
            found = library.search(query, relax=False)
        except QueryError:
            continue
        if len(parsed.canonical) <= 500:
            again = library.search(parsed.canonical, relax=False)
            assert [hit.id for hit in again.hits] == [hit.id for hit in found.hits], query
