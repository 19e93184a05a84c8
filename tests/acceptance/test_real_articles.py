"""Five real saved articles, as far as they lie beside the project: read, indexed and found as their truth says."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.library import Library
from searchtui.text.tokens import tokens

REAL_SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not REAL_SEEDS.is_dir(), reason="the real articles do not lie beside the project")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("real")
    (root / "seeds").mkdir()
    for source in REAL_SEEDS.glob("*.txt"):
        (root / "seeds" / source.name).write_bytes(source.read_bytes())
    with Library.open(root) as library:
        list(library.reindex())
        yield library


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ('"rock solid"', "000 002 003"),
        ("multipol*", "000 001 002 004"),
        ("outlet:dw", "003"),
        ('outlet:"deutsche welle"', "003"),
        ("outlet:sputnik", "002"),
        ("outlet:?", "000 004"),
        ("date:2023-02-22", "003"),
        ("date:2023-02", "002 003"),
        ("wang NEAR/3 yi", "000 001 002 003 004"),
        ("", "000 001 002 003 004"),
        ('"Berlinale"', ""),
    ],
)
def test_queries_find_exactly(library: Library, query: str, numbers: str) -> None:
    found = {Path(hit.path).name[:3] for hit in library.search(query, relax=False).hits}
    # A date that the text does not state may be inferred, and is then shown as such.
    inferred = {
        Path(hit.path).name[:3] for hit in library.search("").hits if hit.date_evidence.kind.value == "inferred"
    }
    assert found - (inferred if "date:" in query else set()) == set(numbers.split())


def truths() -> list[dict[str, object]]:
    if not REAL_SEEDS.is_dir():
        return []
    return [json.loads(line) for line in (REAL_SEEDS / "truth.jsonl").read_text("utf-8").splitlines()]


def expected_body(truth: dict[str, object]) -> str:
    """The lines a careful human took for the body."""
    lines = (REAL_SEEDS / str(truth["file"])).read_text("utf-8").splitlines()
    first, last = truth["body_lines"]  # type: ignore[misc]  # always a pair of line numbers
    dropped = {
        n for span in truth["drop_lines"] for n in (range(span[0], span[1] + 1) if isinstance(span, list) else [span])
    }  # type: ignore[attr-defined]  # a list
    return "\n".join(line for n, line in enumerate(lines, 1) if first <= n <= last and n not in dropped)


def token_f1(predicted: str, expected: str) -> float:
    a, b = (Counter(token.word for token in tokens(text)) for text in (predicted, expected))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values()))


@pytest.mark.parametrize("truth", truths(), ids=lambda truth: str(truth["file"])[:3])
def test_recognition_is_exact(library: Library, truth: dict[str, object]) -> None:
    [hit] = [hit for hit in library.search("").hits if hit.path.endswith(str(truth["file"]))]
    article = library.article(hit.id)
    assert article.title == truth["title"]
    assert article.outlet == truth["outlet"]
    stated = article.date if article.date_evidence.kind.value == "stated" else None
    assert (stated and stated.isoformat()) == truth["date"]
    assert token_f1(article.body, expected_body(truth)) >= 0.98
