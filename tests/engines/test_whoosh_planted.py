"""An index is data: nothing planted in any of its files is ever executed."""

import hashlib
import json
import pickle
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.codec.damage import DAMAGE, DamagedFileError
from searchtui.engines.whoosh.codec.segment import from_state, state_of
from searchtui.engines.whoosh.codec.storage import MemoryStorage
from searchtui.errors import SearchtuiError
from searchtui.query.nodes import Everything, Phrase, Prefix, Word

Make = Callable[..., Article]
Add = Callable[..., None]


class Touch:
    """Pickled, a call that creates a file where it is loaded."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.trace,))


@pytest.fixture
def index(folder: Path, article: Make, add: Add) -> Path:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "the ferry sank", title="Ferry"), article("b", "the pier stands", title="Pier"))
    add(engine, article("c", "the ferry sails", title="Ferry"))
    add(engine, article("d", "the pier fell", title="Pier"))
    with engine.batch() as batch:
        batch.remove("b")
    engine.close()
    return folder


def bless(folder: Path) -> None:
    """Make headers and record fit the files, as an attacker who knows the format would."""
    (record,) = folder.glob("*.commit")
    content = json.loads(record.read_bytes().partition(b"\n")[2])
    for name in content["files"]:
        data = bytearray((folder / name).read_bytes().ljust(64, b"."))
        data[16:24] = len(data).to_bytes(8, "little")
        data[40:56] = hashlib.blake2b(data[64:], digest_size=16).digest()
        data[60:64] = zlib.crc32(data[:60]).to_bytes(4, "little")
        (folder / name).write_bytes(data)
        content["files"][name] = [len(data), data[:64].hex()]
    data = json.dumps(content).encode()
    record.write_bytes(digest(data).encode() + b"\n" + data)


def digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def use(folder: Path) -> None:
    """Everything an engine reads."""
    engine = open_engine("whoosh", folder)
    for node in (Everything(), Word("ferry"), Phrase(("the", "ferry")), Prefix("fe")):
        engine.search(SearchRequest(node))
        engine.facets(node)
    engine.articles(["a", "b", "c"])
    engine.complete("fe")
    engine.stats()


def planted(data: bytes, payload: bytes) -> list[bytes]:
    """A file with a payload at its beginning, at its end, instead of it, and instead of each pickle in it."""
    variants = [payload, payload + data, data + payload, payload.ljust(len(data), b".")[: max(len(data), len(payload))]]
    start = data.find(b"\x80")
    while start >= 0:
        variants.append(data[:start] + payload + data[start:])
        variants.append(data[:start] + payload + data[start + len(payload) :])
        start = data.find(b"\x80", start + 1)
    return variants


def names() -> list[str]:
    return [".commit", ".trm", ".doc", ".del"]


@pytest.mark.parametrize("suffix", names())
def test_a_payload_in_a_file_does_nothing(index: Path, tmp_path: Path, suffix: str) -> None:
    trace = tmp_path / "executed"
    payload = pickle.dumps(Touch(trace), protocol=2)
    for file in sorted(index.glob(f"*{suffix}")):
        sound = file.read_bytes()
        record = next(index.glob("*.commit"))
        recorded = record.read_bytes()
        for data in planted(sound, payload):
            file.write_bytes(data)
            if suffix != ".commit":
                bless(index)
            try:
                use(index)
            except (SearchtuiError, *DAMAGE):
                pass  # it is damaged, and with forged checksums that need not be recognised
            assert not trace.exists()
            file.write_bytes(sound)
            record.write_bytes(recorded)


def test_the_payload_would_work_on_whoosh(index: Path, tmp_path: Path) -> None:
    trace = tmp_path / "executed"
    pickle.loads(pickle.dumps(Touch(trace), protocol=2))
    assert trace.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../../home"},
        {"id": 7},
        {"documents": "many"},
        {"documents": -1},
        {"deletions": "../../home"},
        {"deletions": ["MAIN_0123456789abcdef.1.del"]},
        {"codec": "another"},
    ],
)
def test_a_segment_with_odd_values_is_refused(change: dict[str, object]) -> None:
    sound = {"id": "0123456789abcdef", "documents": 3, "deletions": None}
    assert state_of(from_state(MemoryStorage(), sound)) == sound
    with pytest.raises(DamagedFileError):
        from_state(MemoryStorage(), sound | change)


def test_nothing_is_unpickled_but_through_our_reader(index: Path) -> None:
    code = (
        "import pathlib, pickle\n"
        "pickle.loads = pickle.load = None  # before Whoosh takes hold of them\n"
        "from searchtui.engines.protocol import SearchRequest\n"
        "from searchtui.engines.registry import open_engine\n"
        "from searchtui.query.nodes import Phrase\n"
        f"engine = open_engine('whoosh', pathlib.Path({str(index)!r}))\n"
        "(hit,) = engine.search(SearchRequest(Phrase(('ferry', 'sank')))).window\n"
        "print(engine.article(hit.id).title, engine.stats().articles, engine.verify())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Ferry 3 []\n"
