"""What every engine promises, whatever it is made of."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtui.articles.article import Article, Block, Evidence, Kind, Part
from searchtui.engines.protocol import Engine, SearchRequest, Sort
from searchtui.engines.registry import open_engine
from searchtui.errors import (
    ArticleNotFoundError,
    IndexBusyError,
    IndexUnavailableError,
    SearchCancelledError,
    UsageError,
)
from searchtui.query.nodes import And, DateRange, Everything, Or, Word

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]

MAY = dt.date(2024, 5, 1)
JUNE = dt.date(2024, 6, 1)


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as refused:
        open_engine("lucene", None)
    assert "whoosh" in refused.value.hint


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError) as refused:
        open_engine("whoosh", tmp_path / "nowhere")
    assert "reindex" in refused.value.hint


def test_an_empty_index_answers(engine: Engine, found: Found) -> None:
    assert found(engine, Word("ferry"), relax=True) == []
    assert engine.facets(Everything()).outlets == ()
    assert engine.stats().articles == 0
    assert engine.complete("fe") == ()
    assert engine.verify() == []


def test_an_article_comes_back_as_it_was(engine: Engine, add: Add) -> None:
    text = "MENU\nA ferry\n sank ۔ 船 \U0001f6a2\nDone"
    saved = Article(
        id="0123456789abcdef",
        path="Zeitung/ü/1.jsonl",
        record="7",
        title="A ferry \x1b[2J sank",
        outlet="Harbour Post",
        date=MAY,
        lang="en",
        text=text,
        blocks=(Block(0, 4, Part.CHROME), Block(5, 20, Part.BODY)),
        title_evidence=Evidence(Kind.STATED, "first line", 2, "", "A ferry"),
        outlet_evidence=Evidence(Kind.INFERRED, "folder", None, "folder name", "Zeitung"),
        date_evidence=Evidence(Kind.FIXED, where="fix"),
        agency="Wire",
        author="N. N.",
        url="https://example.org/1",
        other_dates=(JUNE,),
    )
    add(engine, saved)
    assert engine.article(saved.id) == saved


def test_text_that_no_encoding_can_express_is_kept(engine: Engine, article: Make, add: Add, found: Found) -> None:
    odd = article("odd", "half \ud800 a pair", title="\udcff", path="bad\udce9name.txt", outlet="\ud800")
    add(engine, odd)
    assert found(engine, Word("pair")) == ["odd"]
    assert engine.article("odd") == odd


def test_an_article_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(ArticleNotFoundError):
        engine.article("nothing")
    assert engine.articles(["nothing"]) == {}


def test_of_one_id_in_a_batch_the_later_article_stands(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "old ferry"), article("b", "bridge"), article("a", "new ferry"))
    assert found(engine, Everything()) == ["a", "b"]
    assert found(engine, Word("old")) == []


def test_an_article_replaces_the_committed_one(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "old ferry"))
    add(engine, article("a", "new ferry"))
    assert found(engine, Word("ferry")) == ["a"]
    assert engine.article("a").text == "new ferry"


def test_removal_reaches_committed_and_uncommitted_articles(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("a", "ferry"))
    with engine.batch() as batch:
        batch.add(article("b", "ferry"))
        batch.remove("a")
        batch.remove("b")
        batch.remove("never there")
    assert found(engine, Everything()) == []


def test_an_article_removed_and_added_again_in_one_batch_is_there(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("a", "old ferry"))
    with engine.batch() as batch:
        batch.remove("a")
        batch.add(article("a", "new ferry"))
    assert found(engine, Word("ferry")) == ["a"]


def test_a_batch_that_fails_changes_nothing_and_frees_the_index(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("a", "ferry"))

    def fail() -> None:
        with engine.batch() as batch:
            batch.add(article("b", "ferry"))
            batch.remove("a")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert found(engine, Everything()) == ["a"]
    add(engine, article("c", "ferry"))
    assert found(engine, Everything()) == ["a", "c"]


def test_there_is_one_batch_at_a_time(engine: Engine) -> None:
    with engine.batch(), pytest.raises(IndexBusyError), engine.batch():
        pass


def test_the_generation_grows_with_every_commit(engine: Engine, article: Make, add: Add) -> None:
    before = engine.generation()
    add(engine, article("a", "ferry"))
    assert engine.generation() > before


def test_an_empty_batch_is_fine(engine: Engine, add: Add) -> None:
    add(engine)
    assert engine.verify() == []


def test_other_handles_see_a_commit(folder: Path, article: Make, add: Add, found: Found) -> None:
    writing, reading = open_engine("whoosh", folder, create=True), open_engine("whoosh", folder)
    assert found(reading, Word("ferry")) == []
    add(writing, article("a", "ferry"))
    assert found(reading, Word("ferry")) == ["a"]


def test_windows_cut_the_order_without_changing_it(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, *(article(f"{n:02}", "ferry " * (n % 4 + 1)) for n in range(20)))
    everything = found(engine, Word("ferry"))
    pages = [engine.search(SearchRequest(Word("ferry"), limit=7, offset=offset)) for offset in range(0, 28, 7)]
    assert [hit.id for page in pages for hit in page.window] == everything
    assert {page.total for page in pages} == {20}


def test_an_article_with_the_word_in_its_title_comes_first(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("a", "a ferry sank today"), article("b", "it sank today at noon", title="Ferry"))
    assert found(engine, Word("ferry")) == ["b", "a"]


def test_a_rare_word_weighs_more_than_a_common_one(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, *(article(f"common{n}", "harbour news") for n in range(5)), article("rare", "lighthouse news"))
    assert found(engine, Or((Word("harbour"), Word("lighthouse"))))[0] == "rare"


def test_a_word_typed_twice_counts_twice(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "ferry strike"), article("b", "strike ferry"))
    once = engine.search(SearchRequest(Word("ferry"))).window[0].score
    twice = engine.search(SearchRequest(And((Word("ferry"), Word("ferry"))))).window[0].score
    assert twice == pytest.approx(2 * once)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, ["june", "may1", "may2", "undated"]),
        (Sort.OLDEST, ["may1", "may2", "june", "undated"]),
        (Sort.OUTLET, ["june", "may2", "may1", "undated"]),
    ],
)
def test_what_lacks_the_fact_sorted_by_comes_last(
    engine: Engine, sort: Sort, order: list[str], article: Make, add: Add, found: Found
) -> None:
    add(
        engine,
        article("undated", "ferry ferry"),
        article("may2", "ferry and more words", date=MAY, outlet="b post"),
        article("may1", "ferry ferry", date=MAY, outlet="C Post"),
        article("june", "ferry", date=JUNE, outlet="A Post"),
    )
    assert found(engine, Word("ferry"), sort) == order


def test_titles_are_sorted_by_their_words_without_case_accents_and_signs(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(
        engine,
        article("none", "ferry"),
        article("c", "ferry", title="“Crew” safe"),
        article("a", "ferry", title="Ábel"),
    )
    add(engine, article("b", "ferry", title="abroad"), article("d", "ferry", title="2 ferries"))
    assert found(engine, Word("ferry"), Sort.TITLE) == ["d", "a", "b", "c", "none"]


def test_a_date_range_hides_undated_articles_and_counts_them(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("may", "ferry", date=MAY), article("june", "ferry", date=JUNE), article("undated", "ferry"))
    hits = engine.search(SearchRequest(And((Word("ferry"), DateRange(JUNE, None)))))
    assert ([hit.id for hit in hits.window], hits.total, hits.undated_hidden) == (["june"], 1, 1)


def test_when_nothing_has_all_words_the_nearest_are_shown_and_labelled(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("two", "red ferry"), article("one", "red bus"), article("none", "sea"))
    node = And((Word("red"), Word("ferry"), Word("lighthouse")))
    hits = engine.search(SearchRequest(node, relax=True))
    assert [hit.id for hit in hits.window] == ["two"]
    assert hits.relaxed
    assert hits.notes == ("No article has all 3; shown are those with 2 of them.",)
    assert engine.search(SearchRequest(node)).total == 0


def test_a_relaxed_answer_keeps_to_the_filters(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("june", "red bus", date=JUNE), article("may", "red ferry", date=MAY))
    node = And((Word("red"), Word("ferry"), Word("lighthouse"), DateRange(JUNE, None)))
    assert found(engine, node, relax=True) == ["june"]


def test_facets_count_all_that_matches(engine: Engine, article: Make, add: Add) -> None:
    add(
        engine,
        *(article(f"a{n}", "ferry", outlet="A Post", date=MAY) for n in range(3)),
        article("b", "ferry", outlet="B Post", date=JUNE),
        article("c", "ferry", lang=None),
        article("d", "bus", outlet="A Post", date=JUNE),
    )
    facets = engine.facets(Word("ferry"))
    assert facets.outlets == (("A Post", 3), ("B Post", 1), (None, 1))
    assert facets.months == (("2024-05", 3), ("2024-06", 1), (None, 1))
    assert facets.days == ((MAY.isoformat(), 3), (JUNE.isoformat(), 1), (None, 1))
    assert facets.languages == (("en", 4), (None, 1))


def test_outlets_and_days_are_counted_together(engine: Engine, article: Make, add: Add) -> None:
    add(
        engine,
        *(article(f"a{n}", "ferry", outlet="A Post", date=MAY) for n in range(3)),
        article("b", "ferry", outlet="A Post", date=JUNE),
        article("c", "ferry"),
        article("d", "bus", outlet="A Post", date=JUNE),
    )
    counted = {(each.outlet, each.day): each.count for each in engine.outlet_days(Word("ferry"))}
    assert counted == {("A Post", MAY): 3, ("A Post", JUNE): 1, (None, None): 1}
    assert engine.outlet_days(Word("submarine")) == ()


def test_stats(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "x", outlet="P", date=MAY), article("b", "y", date=JUNE, lang=None), article("c", "z"))
    stats = engine.stats()
    assert (stats.articles, stats.undated, stats.first_date, stats.last_date) == (3, 1, "2024-05-01", "2024-06-01")
    assert stats.outlets == ((None, 2), ("P", 1))
    assert stats.languages == (("en", 2), (None, 1))


def test_completion_offers_words_as_written_by_the_number_of_articles(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "ferries ferry", title="Ferry"), article("b", "the FERRY"), article("c", "fern"))
    assert engine.complete("fer") == (("ferry", 2), ("fern", 1), ("ferries", 1))
    assert engine.complete("fer", limit=1) == (("ferry", 2),)
    assert engine.complete("") == ()


def test_suggestions_are_words_spelled_nearly_so(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "ferry fern"), article("b", "ferry"), article("c", "harbour"))
    assert engine.suggest("fery") == (("ferry", 2), ("fern", 1))
    assert engine.suggest("harbuor") == (("harbour", 1),)
    assert engine.suggest("harbour") == ()


def test_a_cancelled_search_stops(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "ferry"))
    with pytest.raises(SearchCancelledError):
        engine.search(SearchRequest(Word("ferry")), cancelled=lambda: True)
