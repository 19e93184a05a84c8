"""Whatever is asked, an answer takes bounded time and memory, and a search that nobody waits for stops."""

import random
from collections.abc import Callable, Iterator

import pytest

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.engine import WhooshEngine
from searchtui.engines.whoosh.search import occurrences
from searchtui.engines.whoosh.search.evaluate import evaluate
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.errors import SearchCancelledError
from searchtui.query.nodes import (
    And,
    Boost,
    Everything,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

Make = Callable[..., Article]
Add = Callable[..., None]


@pytest.fixture(scope="module")
def library(article: Make, add: Add) -> Iterator[WhooshEngine]:
    """Articles of a few hundred words out of three thousand, common ones often."""
    chance = random.Random(1)
    words = [f"{first}{second}{n}" for n in range(30) for first in "abcdefghij" for second in "klmnopqrst"]
    engine = open_engine("whoosh", None)
    assert isinstance(engine, WhooshEngine)
    texts = [" ".join(words[int(chance.paretovariate(0.3)) % 3000] for _ in range(200)) for _ in range(200)]
    add(engine, *(article(f"{n:03}", text, title=text[:40]) for n, text in enumerate(texts)))
    yield engine
    engine.close()


def ticking(step: float) -> Callable[[], float]:
    """A clock that moves on by `step` seconds whenever it is looked at."""
    time = 0.0

    def clock() -> float:
        nonlocal time
        time += step
        return time

    return clock


def nested(depth: int) -> Node:
    node: Node = Word("ak0")
    for _ in range(depth):
        node = Or((Not(node), Boost(And((node, Word("bk0"))), 2.0)))
    return node


WEIRD: list[Node] = [
    nested(8),
    And(tuple(Prefix(letter) for letter in "abcdefghij" * 3)),
    Or(tuple(Wildcard(f"*{letter}*") for letter in "abcdefghijklmnopqrst")),
    And(tuple(Not(Fuzzy(f"ak{n}", 2)) for n in range(32))),
    Phrase(("ak0",) * 40, slop=100),
    Phrase(("a" * 10_000,)),
    Phrase(()),
    Phrase(("", "  ", "!")),
    Word(""),
    Word("!?"),
    Word("a\x00b \ud800"),
    Word("ak0 bk0 ck0"),
    Prefix(""),
    Wildcard(""),
    Wildcard("*" * 200),
    Wildcard("?" * 200),
    Fuzzy("", 2),
    Fuzzy("x" * 300, 2),
    Near(Prefix("a"), Prefix("b"), 100),
    Near(Near(Near(Prefix("a"), Prefix("b"), 100), Prefix("c"), 100), Prefix("d"), 100),
    Near(Or(tuple(Prefix(letter) for letter in "abcdefghij")), Or(tuple(Wildcard(f"*{n}") for n in range(10))), 100),
    OutletIs(""),
    OutletIs("*"),
    OutletIs("***?***"),
    PathLike(""),
    PathLike("*" * 100 + "?"),
    Boost(Everything(), 0.0),
]


@pytest.mark.parametrize("node", WEIRD, ids=lambda node: type(node).__name__)
def test_weird_queries_are_answered(library: WhooshEngine, node: Node) -> None:
    hits = library.search(SearchRequest(node, limit=1000, relax=True))
    assert len(hits.window) == hits.total <= 200
    assert sum(count for _, count in library.facets(node).outlets) <= 200


def test_a_search_that_is_late_leaves_out_rare_words_and_says_so(library: WhooshEngine) -> None:
    node = Or((Prefix("a"), Wildcard("b*")))
    snapshot = library._current()
    in_time = evaluate(node, snapshot, Watch(), relax=False)
    snapshot.found.clear()
    snapshot.expansions.clear()
    late = evaluate(node, snapshot, Watch(budget=1.0, clock=ticking(0.3)), relax=False)
    assert 0 < late.total <= in_time.total
    assert late.notes == ("The search took too long: only the most frequent words of its patterns were looked up.",)
    assert in_time.notes == ()


@pytest.mark.parametrize(
    "node", [Near(Prefix("a"), Prefix("b"), 100), Phrase(("ak0", "bk0"), slop=100), And((Fuzzy("ak1", 2), Prefix("b")))]
)
def test_a_search_that_has_no_time_at_all_answers_and_says_so(library: WhooshEngine, node: Node) -> None:
    library.close()  # which forgets what other tests found
    late = evaluate(node, library._current(), Watch(budget=-1.0), relax=False)
    assert late.total <= evaluate(node, library._current(), Watch(), relax=False).total
    assert any(note.startswith("The search took too long: ") for note in late.notes)


@pytest.mark.parametrize(
    "node",
    [
        Near(Prefix("a"), Or((Prefix("b"), Phrase(("ck0", "dk0"), slop=50))), 3),
        Near(Near(Word("al0"), Prefix("b"), 9), Fuzzy("am1"), 9, ordered=True),
        Phrase(("al0", "am0", "al0"), slop=90),
    ],
)
def test_looking_at_some_documents_at_a_time_finds_the_same(
    library: WhooshEngine, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = evaluate(node, library._current(), Watch(), relax=False)
    library.close()
    monkeypatch.setattr(occurrences, "_DOCUMENTS_AT_ONCE", 7)
    monkeypatch.setattr(occurrences, "_KEYS_AT_ONCE", 50)
    apart = evaluate(node, library._current(), Watch(), relax=False)
    assert whole.total > 0
    assert apart.matched.documents.tolist() == whole.matched.documents.tolist()
    assert apart.matched.scores.tolist() == whole.matched.scores.tolist()


@pytest.mark.parametrize("node", [WEIRD[0], WEIRD[1], WEIRD[2], WEIRD[3], WEIRD[19], WEIRD[20]])
def test_a_search_asks_again_and_again_whether_it_is_wanted(library: WhooshEngine, node: Node) -> None:
    library.close()  # which forgets the answers to other tests
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 4

    with pytest.raises(SearchCancelledError):
        library.search(SearchRequest(node), cancelled)
    assert asked == 5
