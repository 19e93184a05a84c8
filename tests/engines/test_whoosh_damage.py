"""Files that are cut, changed or gone: a message with a way out, never a wrong turn of the program."""

import contextlib
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh import fields
from whoosh.index import create_in

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.codec import commits
from searchtui.engines.whoosh.writing.merge import MERGE_WIDTH
from searchtui.errors import IndexUnavailableError, SearchtuiError
from searchtui.query.nodes import Everything, Fuzzy, Phrase, Prefix, Word

Make = Callable[..., Article]
Add = Callable[..., None]

DAY = dt.date(2024, 5, 1)
FILES = (".commit", ".trm", ".doc", ".del")


@pytest.fixture
def index(folder: Path, article: Make, add: Add) -> Path:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, *(article(f"a{n}", f"the ferry sank at pier {n}", title="Ferry", date=DAY) for n in range(40)))
    add(engine, article("b", "the ferry sails", title="Ferry"))
    with engine.batch() as batch:
        batch.remove("a7")
    return folder


def use(folder: Path) -> None:
    engine = open_engine("whoosh", folder)
    for node in (Everything(), Word("ferry"), Phrase(("the", "ferry")), Prefix("fe"), Fuzzy("pir", 1)):
        for hit in engine.search(SearchRequest(node)).window:
            engine.article(hit.id)
        engine.facets(node)
    engine.stats()
    engine.complete("fe")


def pick(folder: Path, suffix: str) -> Path:
    return max(folder.glob(f"*{suffix}"), key=lambda file: file.stat().st_size)


@pytest.mark.parametrize("suffix", FILES)
def test_changed_bytes_are_noticed_by_a_check(index: Path, suffix: str) -> None:
    file = pick(index, suffix)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x04
    file.write_bytes(data)
    try:
        problems = open_engine("whoosh", index).verify()
    except IndexUnavailableError:
        return  # noticed before any check
    assert any(file.name in problem for problem in problems)


@pytest.mark.parametrize("suffix", FILES)
def test_changed_bytes_give_an_answer_or_a_message(index: Path, suffix: str) -> None:
    file = pick(index, suffix)
    sound = file.read_bytes()
    chance = random.Random(suffix)
    for _ in range(30):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        with contextlib.suppress(SearchtuiError):
            use(index)


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("length", [0, 1, -1])
def test_a_cut_file_is_reported_on_opening(index: Path, suffix: str, length: int) -> None:
    file = pick(index, suffix)
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(IndexUnavailableError):
        open_engine("whoosh", index)


@pytest.mark.parametrize("suffix", FILES)
def test_a_missing_file_is_reported_on_opening(index: Path, suffix: str) -> None:
    pick(index, suffix).unlink()
    with pytest.raises(IndexUnavailableError):
        open_engine("whoosh", index)


def test_articles_that_cannot_be_read_are_damage(index: Path) -> None:
    stored = pick(index, ".doc")
    stored.write_bytes(bytes(stored.stat().st_size))
    with pytest.raises(IndexUnavailableError) as refused:
        open_engine("whoosh", index).articles([f"a{n}" for n in range(40)])
    assert "reindex --full" in refused.value.hint


def test_a_file_that_breaks_while_the_index_is_open_is_noticed_by_a_check(index: Path) -> None:
    engine = open_engine("whoosh", index)
    stored = pick(index, ".doc")
    stored.write_bytes(bytes(stored.stat().st_size))
    assert any(stored.name in problem for problem in engine.verify())


def test_an_index_of_another_version_is_refused(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commits, "SCHEMA_VERSION", commits.SCHEMA_VERSION + 1)
    with pytest.raises(IndexUnavailableError, match="another version") as refused:
        open_engine("whoosh", index)
    assert "reindex --full" in refused.value.hint


def test_an_index_of_plain_whoosh_is_refused(folder: Path) -> None:
    folder.mkdir()
    create_in(folder, fields.Schema(id=fields.ID))
    with pytest.raises(IndexUnavailableError):
        open_engine("whoosh", folder)


def test_a_damaged_index_takes_no_changes(index: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", index)
    pick(index, ".commit").write_bytes(b"nonsense")
    with pytest.raises(IndexUnavailableError):
        add(engine, article("new", "x"))


def test_a_damaged_segment_is_not_merged_into_a_sound_one(index: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", index)
    stored = pick(index, ".doc")
    data = bytearray(stored.read_bytes())
    data[len(data) // 2] ^= 1
    stored.write_bytes(data)
    outcomes = []
    for n in range(MERGE_WIDTH):
        try:
            add(engine, article(f"new {n}", "x"))
            outcomes.append("committed")
        except IndexUnavailableError:
            outcomes.append("refused")
    assert outcomes[-1] == "refused"
