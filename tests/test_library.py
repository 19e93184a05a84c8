import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from searchtui.engines.protocol import Sort
from searchtui.errors import ArticleNotFoundError, IndexUnavailableError, QueryError, SearchCancelledError
from searchtui.library import Library

STORIES = [
    ("r1", "Lighthouse of Varn goes dark", "Varn Gazette", "2031-05-02", "The keepers left the lighthouse of Varn."),
    ("r2", "Keepers return", "Varn Gazette", "2031-06-10", "Two keepers came back to the lighthouse, rock solid men."),
    ("r3", "Rock-Solid plan for the coast", "Orlo Times", "2031-06-11", "The council wants new lights on the coast."),
    ("r4", "An undated leaflet", None, None, "A leaflet about the lighthouse was found under a door."),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("library")
    (root / "seeds").mkdir()
    names = ("id", "title", "outlet", "date", "text")
    (root / "seeds" / "coast.jsonl").write_text(
        "\n".join(json.dumps(dict(zip(names, story, strict=True))) for story in STORIES)
    )
    with Library.open(root) as library:
        list(library.reindex())
        yield library


def records(library: Library, query: str, **options: object) -> list[str | None]:
    return [hit.record for hit in library.search(query, **options).hits]  # type: ignore[arg-type]


class TestSearch:
    def test_finds_what_matches(self, library: Library) -> None:
        assert set(records(library, '"rock solid"')) == {"r2", "r3"}

    def test_tells_what_was_searched_and_what_was_hidden(self, library: Library) -> None:
        page = library.search("lighthouse since:2031-06")
        assert (page.total, page.undated_hidden, page.query) == (1, 1, "lighthouse since:2031-06")
        assert library.parse(page.parsed).node == library.parse(page.query).node

    def test_marks_matches_in_title_and_passages(self, library: Library) -> None:
        (hit,) = library.search("keepers outlet:gazette date:2031-06").hits
        assert [hit.title[start:end] for start, end in hit.title_matches] == ["Keepers"]
        assert [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.matches] == ["keepers"]

    def test_sorts(self, library: Library) -> None:
        assert records(library, "", sort=Sort.NEWEST) == ["r3", "r2", "r1", "r4"]
        assert records(library, "", sort=Sort.OLDEST) == ["r1", "r2", "r3", "r4"]

    def test_pages_through_every_hit_once(self, library: Library) -> None:
        pages = [records(library, "", limit=1, offset=offset) for offset in range(5)]
        assert sorted(record for page in pages for record in page) == ["r1", "r2", "r3", "r4"]
        assert [hit.rank for hit in library.search("", limit=2, offset=1).hits] == [2, 3]

    def test_counts_all_hits_by_outlet_and_month(self, library: Library) -> None:
        facets = library.search("lighthouse", limit=1, facets=True).facets
        assert facets is not None
        assert facets.outlets == (("Varn Gazette", 2), (None, 1))
        assert facets.months == (("2031-05", 1), ("2031-06", 1), (None, 1))

    def test_shows_the_nearest_where_nothing_has_all_words_unless_told_not_to(self, library: Library) -> None:
        page = library.search("keepers lighthouse submarine")
        assert page.relaxed
        assert page.notes
        assert library.search("keepers lighthouse submarine", relax=False).total == 0

    def test_stops_when_nobody_waits_any_more(self, library: Library) -> None:
        with pytest.raises(SearchCancelledError):
            library.search("lighthouse", cancelled=lambda: True)

    @pytest.mark.parametrize("asked", range(1, 8))
    def test_may_be_stopped_at_any_moment(self, library: Library, asked: int) -> None:
        moments = count(1)
        try:
            page = library.search("lighthouse", cancelled=lambda: next(moments) >= asked)
        except SearchCancelledError:
            return
        assert page.total == 3

    def test_refuses_what_cannot_be_meant(self, library: Library) -> None:
        with pytest.raises(QueryError) as caught:
            library.search("lighthouse date:2031-13")
        assert caught.value.position is not None


class TestConcordance:
    def test_every_match_has_a_line(self, library: Library) -> None:
        lines = library.concordance("keepers", articles=10)
        assert sorted((line.left, line.match, line.right) for line in lines) == [
            ("", "Keepers", " return"),
            ("The ", "keepers", " left the lighthouse of Varn."),
            ("Two ", "keepers", " came back to the lighthouse, rock solid men."),
        ]

    def test_articles_are_taken_in_portions(self, library: Library) -> None:
        portions = [library.concordance("keepers", articles=1, offset=offset) for offset in range(3)]
        assert [len({line.article_id for line in lines}) for lines in portions] == [1, 1, 0]

    def test_it_can_be_cancelled(self, library: Library) -> None:
        with pytest.raises(SearchCancelledError):
            library.concordance("keepers", articles=10, cancelled=lambda: True)


class TestArticles:
    def test_are_given_by_id(self, library: Library) -> None:
        (hit,) = library.search("leaflet").hits
        article = library.article(hit.id)
        assert (article.title, article.outlet, article.date) == ("An undated leaflet", None, None)
        assert library.file(article) == library.paths.seeds / "coast.jsonl"

    def test_that_are_not_there_are_an_error(self, library: Library) -> None:
        with pytest.raises(ArticleNotFoundError):
            library.article("0000000000000000")

    def test_are_marked_for_a_query(self, library: Library) -> None:
        (hit,) = library.search("leaflet").hits
        article = library.article(hit.id)
        title_matches, body_matches = library.matches("leaflets lighthouse", article)
        assert [article.title[start:end] for start, end in title_matches] == ["leaflet"]
        assert [article.text[start:end] for start, end in body_matches] == ["leaflet", "lighthouse"]


def test_words_are_completed(library: Library) -> None:
    assert library.complete("lightho") == (("lighthouse", 3),)


def test_stats_tell_what_is_held(library: Library) -> None:
    stats = library.stats()
    assert (stats.articles, stats.undated, stats.first_date, stats.last_date) == (4, 1, "2031-05-02", "2031-06-11")
    assert stats.outlets[0] == ("Varn Gazette", 2)
    assert stats.index_bytes > 0


def test_a_sound_index_has_no_problems(library: Library) -> None:
    assert library.verify() == []


def test_opening_works_without_an_index(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        assert (library.has_index(), library.generation()) == (False, 0)
        with pytest.raises(IndexUnavailableError):
            library.search("lighthouse")


def test_searching_writes_nothing(library: Library) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in library.paths.root.rglob("*")}

    before = stamps()
    with Library.open(library.paths.root) as other:
        other.search("lighthouse", facets=True)
        other.verify()
    assert stamps() == before


def test_opening_and_parsing_load_no_engine(library: Library) -> None:
    code = (
        "import sys\n"
        "from searchtui.library import Library\n"
        f"with Library.open({str(library.paths.root)!r}) as library:\n"
        "    assert library.has_index()\n"
        "print(*(name for name in ('whoosh', 'numpy', 'nltk', 'textual', 'sqlite3') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


WIRE = " ".join(f"At mile {number} the pilot of the coaster saw buoy {number * 7} adrift." for number in range(40))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A wire text, its cut copy, and a copy with a correction that alone has the word "unharmed"."""
    root = tmp_path_factory.mktemp("copies")
    (root / "seeds").mkdir()
    bodies = {"wire": WIRE, "cut": WIRE[:1_700], "noted": f"{WIRE} The crew was unharmed."}
    for day, (name, body) in enumerate(bodies.items(), start=1):
        article = {"id": name, "title": "Coaster adrift", "date": f"2031-05-{day:02}", "text": body}
        (root / "seeds" / f"{name}.json").write_text(json.dumps(article))
    with Library.open(root) as library:
        list(library.reindex())
        yield library


class TestCopies:
    def test_are_folded_under_the_earliest(self, copied: Library) -> None:
        page = copied.search("pilot", fold=True, facets=True)
        (hit,) = page.hits
        assert (hit.path, hit.copies, page.total, page.total_with_copies) == ("seeds/wire.json", 2, 1, 3)
        assert page.facets is not None
        assert page.facets.months == (("2031-05", 1),)

    def test_are_unfolded_with_marks_of_the_query(self, copied: Library) -> None:
        (hit,) = copied.search("pilot", fold=True).hits
        unfolded = copied.unfold("pilot", hit.id)
        assert [(copy.path, copy.rank) for copy in unfolded] == [("seeds/cut.json", 1), ("seeds/noted.json", 2)]
        assert len(unfolded) == hit.copies
        assert {copy.group for copy in unfolded} == {hit.group}
        assert all(copy.snippets[0].matches for copy in unfolded)

    def test_that_the_query_does_not_find_are_not_unfolded(self, copied: Library) -> None:
        (hit,) = copied.search("unharmed", fold=True).hits
        assert (hit.path, hit.copies) == ("seeds/noted.json", 0)
        assert copied.unfold("unharmed", hit.id) == ()

    def test_of_an_article_are_all_given_whatever_is_searched(self, copied: Library) -> None:
        (hit,) = copied.search("unharmed").hits
        assert [copy.path for copy in copied.copies(hit.id)] == ["seeds/wire.json", "seeds/cut.json"]

    def test_an_article_without_any_has_none(self, library: Library) -> None:
        (hit,) = library.search("leaflet", fold=True).hits
        assert (hit.copies, hit.group, library.copies(hit.id), library.unfold("leaflet", hit.id)) == (0, None, (), ())
