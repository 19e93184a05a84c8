"""How well real pages come out: the sample library, and, where they lie next to the repository, real copies.

Run with `-s` to see the measures.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from searchtui.articles.article import Article
from searchtui.articles.recognise import recognise
from searchtui.files.document import RawDocument
from searchtui.files.find import FoundFile, find_files
from searchtui.files.readers import read

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLE_TRUTH = [
    json.loads(line) for line in (ROOT / "tests/seeds_truth.jsonl").read_text(encoding="utf-8").splitlines()
]


def articles_of(folder: Path) -> dict[tuple[str, str | None], Article]:
    return {
        (document.path, document.record): recognise(document)
        for found in find_files(folder)
        if isinstance(found, FoundFile)
        for document in read(folder / found.path, found.path, max_bytes=1 << 26)
        if isinstance(document, RawDocument)
    }


@pytest.fixture(scope="module")
def sample() -> dict[tuple[str, str | None], Article]:
    return articles_of(ROOT / "seeds")


def sample_id(truth: dict[str, str]) -> str:
    return f"{truth['file']}-{truth['record']}"


@pytest.mark.parametrize("truth", SAMPLE_TRUTH, ids=sample_id)
def test_facts_of_the_sample_library(sample: dict[tuple[str, str | None], Article], truth: dict[str, str]) -> None:
    article = sample[truth["file"], truth["record"]]
    found = {
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date.isoformat() if article.date else None,
        "lang": article.lang,
        "title_kind": article.title_evidence.kind.value,
        "outlet_kind": article.outlet_evidence.kind.value,
        "date_kind": article.date_evidence.kind.value,
    }
    assert found == {name: truth[name] for name in found}


@pytest.mark.parametrize("truth", SAMPLE_TRUTH, ids=sample_id)
def test_bodies_of_the_sample_library(sample: dict[tuple[str, str | None], Article], truth: dict[str, str]) -> None:
    body = sample[truth["file"], truth["record"]].body
    assert (body.startswith(truth["body_start"]), body.endswith(truth["body_end"])) == (True, True)
    assert [chrome for chrome in truth["chrome"] if chrome in body] == []


# Real copies, which are not part of the repository


def scorer() -> ModuleType:
    path = SHARED / "extraction" / "score.py"
    if not path.exists():
        pytest.skip("no scorer and no real pages next to the repository")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_five_real_copies() -> None:
    score = scorer()
    folder = SHARED / "seeds"
    found = articles_of(folder)
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        article = found[truth["file"], None]
        lines = article.text.split("\n")
        dropped = {truth["title_line"]}
        for drop in truth["drop_lines"]:
            dropped.update(range(drop[0], drop[1] + 1) if isinstance(drop, list) else [drop])
        first, last = truth["body_lines"]
        body = "\n".join(lines[number - 1] for number in range(first, last + 1) if number not in dropped)
        date = article.date.isoformat() if article.date else None
        assert (article.title, article.outlet, date) == (truth["title"], truth["outlet"], truth["date"])
        assert score.f1(score.tok(article.body), score.tok(body))[0] >= 0.98


@pytest.fixture(scope="module")
def measures() -> dict[str, dict[str, float]]:
    """Return the scorer's measures on the real pages, for all of them and for the English ones."""
    score = scorer()
    folder = SHARED / "extraction" / "dev"
    truths = score.load(folder / "truth.jsonl")
    predictions = {}
    for path, article in articles_of(folder / "txt").items():
        date = article.date.isoformat() if article.date else None
        predictions[path[0].removesuffix(".txt")] = {
            "title": article.title, "outlet": article.outlet, "date": date, "body": article.body,
        }  # fmt: skip
    english = [truth for truth in truths if truth["lang"] == "en"]
    found = {"all": score.score(predictions, truths)[0], "en": score.score(predictions, english)[0]}
    print(json.dumps(found, indent=1))  # noqa: T201 - shown with -s
    return found


@pytest.mark.parametrize(
    ("pages", "measure", "least"),
    [
        ("all", "title_right", 0.80),
        ("en", "title_right", 0.92),
        ("all", "outlet_right", 0.65),
        ("all", "date_right", 0.78),
        ("all", "body_f1", 0.92),
    ],
)
def test_real_pages_reach(measures: dict[str, dict[str, float]], pages: str, measure: str, least: float) -> None:
    assert measures[pages][measure] >= least


@pytest.mark.parametrize(
    ("measure", "most"), [("outlet_wrong", 0.08), ("date_wrong", 0.02), ("date_not_in_text_claimed", 0.0)]
)
def test_real_pages_stay_below(measures: dict[str, dict[str, float]], measure: str, most: float) -> None:
    assert measures["all"][measure] <= most
