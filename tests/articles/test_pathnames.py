"""What file and folder names say."""

from __future__ import annotations

import datetime as dt

import pytest

from searchtui.articles.article import Kind
from searchtui.articles.gazetteer import gazetteer
from searchtui.articles.pathnames import date_of_path, outlet_of_path
from searchtui.articles.recognise import recognise
from searchtui.files.document import RawDocument


@pytest.mark.parametrize(
    ("path", "outlet"),
    [
        ("2023-02-22_dw_title.txt", "DW"),
        ("2023-02-22_valley-ledger_river-rises.txt.gz", "Valley Ledger"),
        ("20230222_valley ledger_river.txt", "Valley Ledger"),
        ("dw/a.txt", "DW"),
        ("press-tv/2023/a.txt", "Press TV"),
        ("valley-ledger/a.txt", "Valley Ledger"),
        ("bbc.co.uk/a.txt", "BBC"),
        ("clippings/a.txt", None),
        ("my news folder 2023/a.txt", None),
        ("river_rises.txt", None),
        ("2023-02-22 river rises.txt", None),
        ("sport/a.txt", None),
    ],
)
def test_outlet_of_a_path(path: str, outlet: str | None) -> None:
    found = outlet_of_path(path, gazetteer())
    assert (found.value if found else None) == outlet


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2023-02-22_dw_title.txt", dt.date(2023, 2, 22)),
        ("20230222 river.txt", dt.date(2023, 2, 22)),
        ("river-20230222.txt", None),
        ("2023-13-45_x.txt", None),
        ("20230222/river.txt", None),
    ],
)
def test_date_of_a_path(path: str, day: dt.date | None) -> None:
    found = date_of_path(path)
    assert (found[0] if found else None) == day


def test_what_a_path_says_is_inferred() -> None:
    article = recognise(RawDocument("2023-02-22_dw_river.txt", None, "River\n\nThe river rose."))
    assert (article.outlet_evidence.kind, article.date_evidence.kind) == (Kind.INFERRED, Kind.INFERRED)


def test_what_the_text_states_comes_before_what_the_path_says() -> None:
    article = recognise(RawDocument("2023-02-22_dw_river.txt", None, "River\n\n3 March 2024\n\nThe river rose."))
    assert (article.date, article.date_evidence.kind) == (dt.date(2024, 3, 3), Kind.STATED)
