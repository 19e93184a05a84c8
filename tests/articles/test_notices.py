"""Lines that address the reader, and the news that only sounds like them."""

from __future__ import annotations

import pytest

from searchtui.articles.notices import is_menu_row, is_notice


@pytest.mark.parametrize(
    "line",
    [
        "Our readers make this work possible: a small donation every month keeps the lights on in Quern.",
        "The Quern letter, our free newsletter, lands in your inbox every Friday at noon.",
        "At this place you find external content. Ad blockers and refused cookies keep it away.",
        "Mit einer Spende helfen Sie uns, und mit dem Datenschutz nehmen wir es genau.",
        "__quern\t1 month\tKeeps the lamp of the harbour lit.",
        "This cookie is set by the harbour office of Quern to count the gulls.",
        "Otter elected mayor of the pond Otter elected mayor of the pond",
    ],
)
def test_appeals_cookies_rows_and_doubled_links_are_notices(line: str) -> None:
    assert is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor asked for donations for the footbridge, and by noon the hat was full.",
        "The letter arrived in the inbox of the harbour office on Monday morning, said the clerk.",
        "The bakery of Quern sold nine hundred cookies on the day of the fair.",
        "The river rose again and again and again, and nobody in Millbrook could believe it.",
    ],
)
def test_news_with_one_such_word_is_none(line: str) -> None:
    assert not is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "QuernWeatherMillbrookWeatherTove WeatherHarbourWeatherBridgeWeatherFerryWeather",
        "Quern News Millbrook Weather Harbour Prices Ferry Times Valley Sports Bridge Club Otter Watch Letters",
    ],
)
def test_entries_in_a_row_are_a_menu(line: str) -> None:
    assert is_menu_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "The river Tove rose by three metres on Sunday night and carried off the footbridge at Millbrook",
        "MacDowell of McKinley and DeVere met O'Brien of LaSalle, and they talked until the ferry came.",
        "河水一夜之间上涨三米，冲走了米尔布鲁克的人行桥。",
    ],
)
def test_running_text_is_no_menu(line: str) -> None:
    assert not is_menu_row(line)
