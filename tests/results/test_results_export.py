"""The shapes that scripts read, as the README promises them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.engines.protocol import Facets
from searchtui.errors import QueryError
from searchtui.results.export import (
    CSV_HEADER,
    article_to_dict,
    batch_error_to_dict,
    batch_to_dict,
    citation,
    csv_rows,
    evidence_to_dict,
    file_stem,
    hit_to_dict,
    inspect_to_dict,
    page_to_dict,
)
from searchtui.results.page import ResultHit, ResultPage, Snippet

Make = Callable[..., Article]

STATED = Evidence(Kind.STATED, "dateline", line=1, text="21.02.2023, Velm Courier")
INFERRED = Evidence(Kind.INFERRED, "folder name", where="folder name", text="velm-courier")

HIT = ResultHit(
    rank=1,
    id="0123456789abcdef",
    score=3.25,
    title="Ferry lost",
    title_matches=((0, 5),),
    outlet="Velm Courier",
    outlet_evidence=STATED,
    date=dt.date(2023, 2, 21),
    date_evidence=STATED,
    lang="en",
    path="seeds/harbour.txt",
    record=None,
    snippets=(Snippet("The ferry sank.", ((4, 9),), start=17),),
)
PAGE = ResultPage(
    query="Ferry",
    parsed="Ferry",
    total=1,
    took_ms=2.34567,
    undated_hidden=4,
    notes=("( is searched as text",),
    hits=(HIT,),
)


def test_a_page_has_exactly_the_promised_keys() -> None:
    assert json.loads(json.dumps(page_to_dict(PAGE))) == {
        "query": "Ferry",
        "parsed": "Ferry",
        "total": 1,
        "total_with_copies": None,
        "took_ms": 2.346,
        "undated_hidden": 4,
        "notes": ["( is searched as text"],
        "hits": [
            {
                "rank": 1,
                "id": "0123456789abcdef",
                "score": 3.25,
                "title": "Ferry lost",
                "outlet": "Velm Courier",
                "date": "2023-02-21",
                "path": "seeds/harbour.txt",
                "record": None,
                "copies": 0,
                "group": None,
                "snippets": [{"text": "The ferry sank.", "matches": [[4, 9]]}],
            }
        ],
    }


def test_unknown_facts_are_null() -> None:
    hit = hit_to_dict(replace(HIT, outlet=None, date=None))
    assert (hit["outlet"], hit["date"]) == (None, None)


def test_facets_stand_in_the_page_when_asked_for() -> None:
    facets = Facets(outlets=(("Velm Courier", 3), (None, 1)), months=(("2023-02", 3), (None, 1)))
    assert json.loads(json.dumps(page_to_dict(replace(PAGE, facets=facets))))["facets"] == {
        "outlet": [["Velm Courier", 3], [None, 1]],
        "month": [["2023-02", 3], [None, 1]],
    }


def test_a_batch_line_has_no_texts() -> None:
    assert batch_to_dict("q1", PAGE) == {
        "name": "q1",
        "query": "Ferry",
        "parsed": "Ferry",
        "total": 1,
        "took_ms": 2.346,
        "hits": [{"id": "0123456789abcdef", "record": None, "score": 3.25}],
    }


def test_folding_shows_in_the_page_in_its_hits_and_in_a_batch_line() -> None:
    page = replace(PAGE, total_with_copies=3, hits=(replace(HIT, copies=2, group="00ff00ff00ff00ff"),))
    shown = page_to_dict(page)
    assert (shown["total"], shown["total_with_copies"]) == (1, 3)
    assert (shown["hits"][0]["copies"], shown["hits"][0]["group"]) == (2, "00ff00ff00ff00ff")
    assert batch_to_dict(None, page)["total_with_copies"] == 3


def test_a_bad_batch_line_says_what_is_wrong_and_where() -> None:
    error = QueryError("There is no 30 February.", position=5)
    assert batch_error_to_dict("q1", "date:2023-02-30", error) == {
        "name": "q1",
        "query": "date:2023-02-30",
        "error": {"message": "There is no 30 February.", "position": 5},
    }


def test_inspect_shows_what_was_recognised_with_the_evidence(article: Make) -> None:
    found = article("# Menu", "The ferry\nsank.", title="Ferry lost")
    found = replace(
        found, date=dt.date(2023, 2, 21), date_evidence=STATED, outlet="Velm Courier", outlet_evidence=INFERRED
    )
    assert inspect_to_dict(found) == {
        "path": "seeds/harbour.txt",
        "name": "harbour",
        "record": None,
        "title": "Ferry lost",
        "outlet": "Velm Courier",
        "date": "2023-02-21",
        "lang": "en",
        "body": "The ferry sank.",
        "evidence": {
            "title": {"kind": "unknown", "rule": "", "text": ""},
            "outlet": {"kind": "inferred", "rule": "folder name", "where": "folder name", "text": "velm-courier"},
            "date": {"kind": "stated", "rule": "dateline", "line": 1, "text": "21.02.2023, Velm Courier"},
        },
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("seeds/003.txt", "003"),
        ("seeds/a/003.txt.gz", "003"),
        ("x.JSONL.GZ", "x"),
        ("2023.02.22_velm.md", "2023.02.22_velm"),
        ("README", "README"),
    ],
)
def test_the_name_is_the_files_without_suffix(path: str, name: str) -> None:
    assert file_stem(path) == name


def test_a_shown_article_has_all_that_is_known(article: Make) -> None:
    found = replace(article("# Menu", "The ferry sank."), agency="Coast Wire", other_dates=(dt.date(2023, 3, 1),))
    shown = json.loads(json.dumps(article_to_dict(found)))
    assert shown["blocks"] == [[0, 6, "chrome"], [8, 23, "body"]]
    assert (shown["text"], shown["agency"], shown["other_dates"]) == (found.text, "Coast Wire", ["2023-03-01"])
    assert shown["evidence"]["outlet"] == evidence_to_dict(Evidence(Kind.UNKNOWN))


def test_csv_has_a_row_a_hit_under_the_header() -> None:
    written = io.StringIO()
    csv.writer(written).writerows(csv_rows(PAGE))
    (row,) = csv.DictReader(io.StringIO(written.getvalue()))
    assert tuple(row) == CSV_HEADER
    assert row == {
        "rank": "1",
        "id": "0123456789abcdef",
        "score": "3.25",
        "title": "Ferry lost",
        "outlet": "Velm Courier",
        "date": "2023-02-21",
        "path": "seeds/harbour.txt",
        "record": "",
        "snippet": "The ferry sank.",
        "copies": "0",
        "group": "",
    }


@pytest.mark.parametrize("title", ["=1+1", "+49 30", "-5 degrees", "@velm", "\tindented"])
def test_no_cell_is_a_formula(title: str) -> None:
    rows = list(csv_rows(replace(PAGE, hits=(replace(HIT, title=title),))))
    assert rows[1][3] == f"'{title}"


def test_a_citation_is_one_line(article: Make) -> None:
    found = replace(
        article("…", title="Ferry\nlost"),
        outlet="Velm Courier",
        outlet_evidence=STATED,
        date=dt.date(2023, 2, 21),
        date_evidence=STATED,
        author="Mara Quill",
        url="https://velm.example/ferry",
    )
    assert citation(found) == "Mara Quill, Velm Courier, “Ferry lost”, 21 February 2023, https://velm.example/ferry"


def test_what_was_inferred_stands_in_brackets(article: Make) -> None:
    found = replace(article("…", title="Ferry lost"), outlet="Velm Courier", outlet_evidence=INFERRED, record="17")
    assert citation(found) == "[Velm Courier], “Ferry lost”, [no date], seeds/harbour.txt, record 17"


def test_a_citation_cannot_steer_the_terminal(article: Make) -> None:
    assert "\x1b" not in citation(article("…", title="\x1b]52;c;evil\x07"))
