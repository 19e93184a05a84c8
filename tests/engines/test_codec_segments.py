"""Segments on the disk: written from runs, merged, read back; the same as adding everything up by hand."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.articles.article import Article
from searchtui.articles.searchable import BODY_POSITION, body_tokens, title_tokens
from searchtui.articles.unpacking import unpack
from searchtui.engines.whoosh.codec import blocks
from searchtui.engines.whoosh.codec.container import Container, ContainerWriter, is_whole
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.segment import DAY_COLUMN, Segment, SegmentReader
from searchtui.engines.whoosh.codec.storage import MemoryStorage
from searchtui.engines.whoosh.writing import segment_writer
from searchtui.engines.whoosh.writing.preparer import ArticlePreparer
from searchtui.engines.whoosh.writing.segment_writer import write_segment
from searchtui.engines.whoosh.writing.sources import RunSource, SegmentSource
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words

Make = Callable[..., Article]

WORDS = ("ferry", "ferries", "the", "pier", "haus", "häuser", "中")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
ARTICLES = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "body": TEXTS,
        "lang": st.sampled_from(("en", "de", None)),
        "outlet": st.sampled_from(("Post", "Wire", None)),
        "date": st.none() | st.dates(),
    }
)
BATCHES = st.lists(st.lists(ARTICLES, min_size=1, max_size=4), min_size=1, max_size=4)


def run_of(articles: Sequence[Article]) -> RunSource:
    preparer = ArticlePreparer()
    for each in articles:
        preparer.add(each)
    return RunSource(preparer.take_run())


def check(storage: MemoryStorage, segment: Segment, articles: Sequence[Article]) -> None:
    """The segment holds just these articles, in their order."""
    reader = SegmentReader(storage, segment.id)
    assert reader.size == segment.size == len(articles)
    assert [unpack(reader.stored(number)) for number in range(reader.size)] == list(articles)
    for number, each in enumerate(articles):
        assert reader.documents.text("id").documents(each.id.encode()).tolist() == [number]
        assert reader.text("outlet").value(number) == (each.outlet or "").encode()
        assert reader.documents.numbers(DAY_COLUMN)[number] == (each.date.toordinal() if each.date else 0)
    written, stems = words_of(articles)
    for fieldname in ("title", "body"):
        field = reader.field(fieldname)
        found = {} if field is None else {term.decode(): keys(reader, fieldname, term) for term in field.terms}
        assert found == written[fieldname]
        if field is not None:
            assert list(field.terms) == sorted(field.terms)
    text = reader.field("text")
    found = {} if text is None else {term.decode(): keys(reader, "text", term) for term in text.terms}
    assert found == stems
    if text is not None:
        assert text.forms is not None
        for word, number in zip(text.forms.words, text.forms.stems.tolist(), strict=True):
            lang, _, form = word.decode().partition("/")
            assert text.terms[number].decode() == f"{lang}/{stem(form, lang or None)}"
            assert text.forms.stem(word) == number


def keys(reader: SegmentReader, fieldname: str, term: bytes) -> list[tuple[int, int]]:
    return [(key >> 32, key & 0xFFFFFFFF) for key in reader.postings(fieldname, term).keys.tolist()]


Places = dict[str, list[tuple[int, int]]]


def words_of(articles: Sequence[Article]) -> tuple[dict[str, Places], Places]:
    """Where each word and each stem stands, by the rules."""
    written: dict[str, Places] = {"title": defaultdict(list), "body": defaultdict(list)}
    stems: Places = defaultdict(list)
    for number, each in enumerate(articles):
        for fieldname, base, tokens in (("title", 0, title_tokens(each)), ("body", BODY_POSITION, body_tokens(each))):
            for position, token in enumerate(tokens, start=base):
                written[fieldname][token.word].append((number, position))
                if token.word not in stop_words(each.lang):
                    stems[f"{each.lang or ''}/{stem(token.word, each.lang)}"].append((number, position))
    return written, stems


@settings(max_examples=60, deadline=None)
@given(BATCHES, st.data())
def test_runs_become_segments_and_segments_one(batches: list[list[dict[str, object]]], data: st.DataObject) -> None:
    storage = MemoryStorage()
    sources, left = [], []
    for number, batch in enumerate(batches):
        articles = [make_article(f"{number}.{place}", values) for place, values in enumerate(batch)]
        segment = write_segment(storage, [run_of(articles[:2]), run_of(articles[2:])])
        check(storage, segment, articles)
        gone = data.draw(st.sets(st.integers(0, len(articles) - 1)))
        segment = segment.without(np.array(sorted(gone), np.int64))
        sources.append(SegmentSource(SegmentReader(storage, segment.id), segment.live))
        left += [each for place, each in enumerate(articles) if place not in gone]
    check(storage, write_segment(storage, sources), left)


def make_article(id_: str, values: dict[str, object]) -> Article:
    from searchtui.articles.article import Block, Part  # noqa: PLC0415 (kept beside its use)

    body = str(values["body"])
    return Article(
        id_,
        f"{id_}.txt",
        None,
        str(values["title"]),
        values["outlet"],
        values["date"],
        values["lang"],
        body,
        (Block(0, len(body), Part.BODY),) if body else (),
    )


@pytest.mark.parametrize("at_once", [1, 7, 100])
def test_merging_in_small_steps_changes_nothing(monkeypatch: pytest.MonkeyPatch, article: Make, at_once: int) -> None:
    storage = MemoryStorage()
    articles = [article(f"{n:02}", f"ferry w{n} the pier w{n % 7}", title=f"Ferry w{n}") for n in range(40)]
    monkeypatch.setattr(segment_writer, "_NUMBERS_AT_ONCE", at_once)
    parts = [write_segment(storage, [run_of(articles[first : first + 10])]) for first in range(0, 40, 10)]
    merged = write_segment(storage, [SegmentSource(SegmentReader(storage, one.id), one.live) for one in parts])
    check(storage, merged, articles)


def test_only_blocks_that_lost_a_document_are_packed_anew(monkeypatch: pytest.MonkeyPatch, article: Make) -> None:
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 1000)
    storage = MemoryStorage()
    articles = [article(f"{n:02}", f"ferry number {n} " * 20) for n in range(30)]
    segment = write_segment(storage, [run_of(articles)]).without(np.array([12]))
    packed: list[int] = []
    compress = blocks.zstd.compress

    def noted(data: bytes, level: int, **options: object) -> bytes:
        packed.append(len(data))
        return compress(data, level, **options)

    monkeypatch.setattr(blocks.zstd, "compress", noted)
    merged = write_segment(storage, [SegmentSource(SegmentReader(storage, segment.id), segment.live)])
    assert len(packed) == 1
    assert b"number 12 " not in b"".join(SegmentReader(storage, merged.id).stored(n) for n in range(merged.size))
    check(storage, merged, articles[:12] + articles[13:])


def test_a_dictionary_is_learnt_from_many_documents_and_kept_by_merges(article: Make) -> None:
    storage = MemoryStorage()
    many = [
        article(f"{n:04}", f"the board of harbour {n} met on day {n * 7}, and said no more " * 3) for n in range(2_100)
    ]
    first = write_segment(storage, [run_of(many[:2_000])])
    learnt = SegmentReader(storage, first.id).documents.blocks.dictionary
    second = write_segment(storage, [run_of(many[2_000:])], dictionary=learnt)
    merged = write_segment(
        storage, [SegmentSource(SegmentReader(storage, one.id), one.live) for one in (second, first)]
    )
    assert learnt
    assert SegmentReader(storage, merged.id).documents.blocks.dictionary == learnt
    check(storage, merged, [*many[2_000:], *many[:2_000]])


def test_few_documents_have_no_dictionary(article: Make) -> None:
    storage = MemoryStorage()
    segment = write_segment(storage, [run_of([article("a", "ferry")])])
    assert SegmentReader(storage, segment.id).documents.blocks.dictionary == b""


def container(storage: MemoryStorage) -> bytes:
    with storage.create_file("x") as file:
        out = ContainerWriter(file, b"TEST")
        out.put("a", np.arange(5, dtype="<u4"))
        out.begin("b", "|u1")
        out.append(b"in ")
        out.append(np.frombuffer(b"pieces", np.uint8))
        out.end()
        out.finish({"answer": 42})
    return bytes(storage.buffer("x"))


def test_a_container_gives_back_its_arrays_and_facts() -> None:
    data = container(MemoryStorage())
    assert is_whole(data)
    found = Container(data, b"TEST")
    assert found.facts == {"answer": 42}
    assert found.array("a").tolist() == [0, 1, 2, 3, 4]
    assert found.array("b").tobytes() == b"in pieces"
    assert "c" not in found
    with pytest.raises(DamagedFileError):
        found.array("c")
    with pytest.raises(DamagedFileError):
        Container(data, b"ELSE")


@given(st.data())
def test_no_byte_of_a_container_changes_unnoticed(data: st.DataObject) -> None:
    sound = container(MemoryStorage())
    changed = bytearray(sound)
    place = data.draw(st.integers(0, len(sound) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    assert not is_whole(bytes(changed))
    assert not is_whole(sound[:place])
    assert not is_whole(sound + b"x")
    with pytest.raises(DamagedFileError):
        Container(sound[:place], b"TEST")


def test_segments_are_read_without_whoosh_and_without_a_stemmer() -> None:
    code = (
        "import sys\n"
        "from searchtui.engines.whoosh.codec import commits, segment, verify\n"
        "print([name for name in ('whoosh', 'nltk') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
