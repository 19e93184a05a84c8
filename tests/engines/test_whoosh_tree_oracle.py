"""The oracle is Whoosh: a stock index of the same documents gives the same ones in the same order, scored the same."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query, scoring
from whoosh.codec.whoosh3 import W3Codec
from whoosh.collectors import TimeLimitCollector
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.matching import AndNotMatcher
from whoosh.searching import Searcher

from searchtui.engines.whoosh.codec.whoosh_codec import ArrayCodec
from searchtui.engines.whoosh.schema import PositionedText, WrittenWords
from searchtui.engines.whoosh.search.searcher import ArraySearcher
from searchtui.errors import SearchCancelledError

Document = dict[str, Any]
Commit = tuple[list[Document], set[str]]

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    title=PositionedText(WrittenWords()),
    body=fields.TEXT(analyzer=WrittenWords()),
    tag=fields.ID,
    size=fields.NUMERIC,
    day=fields.DATETIME,
)
WORDS = ("ferry", "ferries", "fern", "pier", "piers", "Öre", "中", "a", "b")
WORD = st.sampled_from([word.lower().replace("ö", "o") for word in WORDS] + ["absent"])
FIELD = st.sampled_from(("title", "body"))
FIRST, LAST = dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 9)  # noqa: DTZ001 (Whoosh's are of no time zone)
DAY = st.datetimes(FIRST, LAST)
BOOST = st.sampled_from((1.0, 1.0, 0.5, 3.0))
SLOP = st.integers(1, 4)

TERM = st.builds(query.Term, FIELD, WORD, BOOST) | st.builds(query.Term, st.just("tag"), st.sampled_from("xyz"), BOOST)
PHRASE = st.builds(query.Phrase, FIELD, st.lists(WORD, min_size=1, max_size=3), SLOP, BOOST)
PATTERN = (
    st.builds(query.Prefix, FIELD, st.sampled_from(("f", "pier", "")), BOOST, constantscore=st.booleans())
    | st.builds(query.Wildcard, FIELD, st.sampled_from(("f*", "*er*", "?")), BOOST)
    | st.builds(query.FuzzyTerm, FIELD, st.sampled_from(("fery", "pire")), BOOST, maxdist=st.integers(1, 2))
    | st.builds(query.TermRange, FIELD, st.just("a"), st.sampled_from(("f", "fg", "z")), boost=BOOST)
    | st.builds(query.NumericRange, st.just("size"), st.integers(0, 4), st.integers(4, 900), boost=BOOST)
    | st.builds(query.DateRange, st.just("day"), DAY, st.none() | st.just(LAST), boost=BOOST)
    | st.builds(query.Every, st.sampled_from((None, "title", "tag")), BOOST)
)
SIDE = st.builds(query.Term, FIELD, WORD) | PHRASE.filter(lambda phrase: len(phrase.words) > 1)
SIDE |= st.lists(SIDE, min_size=2, max_size=2).map(query.Or)
NEAR = st.builds(query.SpanNear2, st.lists(SIDE, min_size=1, max_size=3), slop=SLOP, ordered=st.booleans()) | st.builds(
    query.Sequence, st.lists(SIDE, min_size=1, max_size=3), slop=SLOP, ordered=st.booleans(), boost=BOOST
)
ALONE = (  # stock Whoosh cannot combine these
    st.builds(query.SpanNear, SIDE, SIDE, slop=SLOP, ordered=st.booleans())
    | st.builds(query.SpanFirst, SIDE, limit=st.integers(0, 3))
    | st.lists(SIDE, min_size=1, max_size=3).map(query.SpanOr)  # which the arrays leave to Whoosh
)


def combined(inner: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    several = st.lists(inner, min_size=1, max_size=4)
    return (
        st.builds(query.And, several, BOOST)
        | st.builds(query.Or, several, BOOST)
        | st.builds(query.Not, inner)
        | st.builds(query.ConstantScoreQuery, inner, BOOST)
        | st.sampled_from((query.AndNot, query.AndMaybe, query.Require)).flatmap(
            lambda kind: st.builds(kind, inner, inner)
        )
    )


QUERIES = st.recursive(TERM | PHRASE | PATTERN | NEAR, combined, max_leaves=5) | ALONE

TEXT = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
DOCUMENT = st.fixed_dictionaries(
    {"id": st.sampled_from("abcdefgh"), "title": TEXT, "body": TEXT},
    optional={"tag": st.sampled_from("xyz"), "size": st.integers(0, 900), "day": DAY},
)
COMMITS = st.lists(
    st.tuples(st.lists(DOCUMENT, max_size=6), st.sets(st.sampled_from("abcdefgh"), max_size=2)), max_size=3
)


def indexed(commits: Sequence[Commit], codec: Any) -> FileIndex:
    """Each commit a segment; a document takes the place of those of earlier commits with its id."""
    index = FileIndex.create(RamStorage(), SCHEMA, "MAIN")
    for documents, removed in commits:
        writer = index.writer(codec=codec)
        for id_ in sorted(removed):
            writer.delete_by_term("id", id_)
        for document in {document["id"]: document for document in documents}.values():
            writer.update_document(**document)
        writer.commit(merge=False)
    return index


def enlarged(searcher: Searcher, by: int) -> Searcher:
    """The searcher, told that its segments have more documents: over large ones Whoosh goes another way."""
    for each in (searcher, *(leaf for leaf, _ in searcher.leaf_searchers())):
        each._doccount += by
    return searcher


def scores(searcher: Searcher, asked: query.Query) -> dict[int, float]:
    """All that stock Whoosh finds, two faults of it put right: `Not` finds a deleted document now and then, and
    `AndNot` begins without looking whether the first document is excluded.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AndNotMatcher, "_find_first", lambda matcher: matcher.is_active() and matcher._find_next())
        deleted, found = searcher.reader().is_deleted, searcher.search(asked, limit=None)
    return {number: score for number, score in found.items() if not deleted(number)}


@settings(max_examples=150, deadline=None)
@given(commits=COMMITS, asked=QUERIES, more=st.sampled_from((0, 0, 6000)))
def test_documents_order_and_scores_are_those_of_stock_whoosh(
    commits: list[Commit], asked: query.Query, more: int
) -> None:
    stock = enlarged(indexed(commits, W3Codec()).searcher(), more)
    index = indexed(commits, ArrayCodec())
    ours = enlarged(ArraySearcher(index.reader(), fromindex=index), more)
    expected = scores(stock, asked)

    found = ours.search(asked, limit=None)
    best = ours.search(asked, limit=2)

    assert dict(found.items()) == pytest.approx(expected, rel=1e-4)
    in_order = [expected[number] for number, _ in found.items()]
    assert in_order == pytest.approx(sorted(in_order, reverse=True), rel=1e-4)
    assert len(found) == len(best) == len(expected)
    assert list(best.items()) == list(found.items())[:2]
    assert found.docs() == best.docs() == set(expected)


LIBRARY: Sequence[Commit] = [
    (
        [{"id": "a", "title": "pier", "body": "a ferry a pier", "tag": "x", "size": 3}, {"id": "b", "body": "ferry"}],
        set(),
    ),
    ([{"id": "c", "body": "a pier a pier", "tag": "y", "size": 1}, {"id": "b", "body": "fern", "size": 2}], set()),
]
PIERS = query.Or([query.Term("body", "pier"), query.Term("title", "pier"), query.Prefix("body", "fer")])


@pytest.mark.parametrize(
    "options",
    [
        {"weighting": scoring.TF_IDF()},
        {"weighting": scoring.Frequency()},
        {"weighting": scoring.BM25F(B=0.2, title_B=0.9, K1=2.0)},
        {"filter": query.Term("tag", "x")},
        {"mask": query.Term("tag", "x")},
        {"sortedby": "size"},
        {"reverse": True},
        {"terms": True},
        {"scored": False},
        {"groupedby": "size"},
    ],
    ids=["tf_idf", "frequency", "bm25f", "filter", "mask", "sortedby", "reverse", "terms", "scored", "groupedby"],
)
def test_what_else_whoosh_can_do_it_does(options: Mapping[str, Any]) -> None:
    options = dict(options)
    weighting = {"weighting": options.pop("weighting")} if "weighting" in options else {}
    index = indexed(LIBRARY, ArrayCodec())
    expected = indexed(LIBRARY, W3Codec()).searcher(**weighting).search(PIERS, **options)
    found = ArraySearcher(index.reader(), fromindex=index, **weighting).search(PIERS, **options)
    assert list(found.items()) == [(number, pytest.approx(score)) for number, score in expected.items()]
    assert found.docs() == expected.docs()
    if "groupedby" in options:
        assert found.groups() == expected.groups()


def test_a_clause_scores_what_it_is_worth_where_the_best_counts() -> None:
    index = indexed(LIBRARY, ArrayCodec())
    searcher = ArraySearcher(index.reader(), fromindex=index)
    one, other = query.Term("body", "pier"), query.Term("body", "ferry")
    found = dict(searcher.search(query.DisjunctionMax([one, other])).items())
    single = [dict(searcher.search(each).items()) for each in (one, other)]
    assert found == {number: max(each.get(number, 0) for each in single) for number in found}
    assert set(found) == set(single[0]) | set(single[1])


def test_segments_of_another_codec_are_searched_as_well() -> None:
    index = indexed(LIBRARY, W3Codec())
    phrase = query.Or([query.Phrase("body", ["a", "pier"]), PIERS])
    found = ArraySearcher(index.reader(), fromindex=index).search(phrase)
    assert list(found.items()) == list(index.searcher().search(phrase).items())


def test_a_collector_that_another_one_wraps_is_whoosh_s() -> None:
    index = indexed(LIBRARY, ArrayCodec())
    searcher = ArraySearcher(index.reader(), fromindex=index)
    timed = TimeLimitCollector(searcher.collector(limit=1), 60, use_alarm=False)
    searcher.search_with_collector(PIERS, timed)
    assert list(timed.results().items()) == list(searcher.search(PIERS, limit=1).items())


def test_a_search_is_given_up_when_nobody_waits_for_it() -> None:
    index = indexed(LIBRARY, ArrayCodec())
    with pytest.raises(SearchCancelledError):
        ArraySearcher(index.reader(), fromindex=index).search(PIERS, cancelled=lambda: True)
