"""What the interface offers where little or nothing is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from searchtui.library import Library

OpenApp = Callable[..., Any]
WIDE, NARROW = (140, 45), (80, 24)


def offers(desk: Any) -> dict[str, int]:
    return {row.words: row.count for row in desk.main.doctor.rows} if desk.main.doctor.is_open else {}


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_nothing_found_brings_the_doctor(library: Library, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(library, size) as desk:
        await desk.search('"ferry harbour" outlet:gazette')
        await desk.until(lambda: offers(desk))
        assert offers(desk)["in any form, anywhere: ferry harbour"] == 1
        assert offers(desk)['without "ferry harbour"'] == 1
        await desk.shows("alone:")
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.main.doctor.has_focus)
        number = list(offers(desk)).index("in any form, anywhere: ferry harbour") + 1
        await desk.pilot.press(str(number))
        await desk.until(lambda: desk.settled("ferry harbour outlet:gazette"))
        assert desk.main.results.has_focus


async def test_a_misspelt_word_is_put_right(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("glashouse")
        await desk.until(lambda: "did you mean glasshouse?" in offers(desk))
        await desk.pilot.press("escape", "enter")
        await desk.until(lambda: desk.settled("glasshouse"))
        assert desk.main.results.hits.total == 1


async def test_misspelt_words_of_a_phrase_are_put_right_together(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search('"harbor mastre"')
        await desk.until(lambda: offers(desk).get("did you mean harbour master?") == 1)


async def test_where_several_parts_are_wrong_each_is_offered_alone(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("ferry outlet:unheard date:1999 lang:en")
        await desk.until(lambda: offers(desk) == {"only ferry": 4, "only lang:en": 6})


async def test_a_date_that_hides_all(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("orchid date:2020")
        await desk.until(lambda: offers(desk).get("any date") == 1)


async def test_many_hits_bring_no_doctor_but_a_key_does(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "d")
        await desk.shows("Nothing near this query finds more")
        await desk.search("ferry harbour")
        await desk.until(lambda: offers(desk))
        await desk.search("ferry")
        await desk.until(lambda: not offers(desk))
        await desk.search("ferry lang:en")
        await desk.pilot.press("d")
        await desk.until(lambda: desk.main.doctor.has_focus)
        assert offers(desk) == {"without ferry": 6}
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled("lang:en"))


async def test_the_doctor_by_mouse_and_up_to_the_search_bar(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("orchid zeppelin")
        await desk.until(lambda: offers(desk))
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.main.results.has_focus or desk.main.doctor.has_focus)
        row = list(offers(desk)).index("without zeppelin")
        await desk.pilot.click("#doctor", offset=(5, row + 2))
        await desk.until(lambda: desk.settled("orchid"))


async def test_up_from_the_first_offer_goes_to_the_search_bar(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search('"bell ferry"')
        await desk.until(lambda: offers(desk))
        await desk.pilot.press("d", "up")
        await desk.until(lambda: desk.box.has_focus)


async def test_where_the_nearest_stand_in_the_filters_do_not_say_there_are_none(
    library: Library, open_app: OpenApp
) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("ferry orchid dockers")
        assert desk.main.results.hits.total
        await desk.shows("none has all the words")
        assert "no outlets" not in desk.text
        assert "no dates" not in desk.text
        await desk.search("zzzzz")
        await desk.shows("no outlets")


async def test_the_hits_above_stay_as_they_are(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (140, 40)) as desk:
        await desk.search("bridge captain date:2024")
        assert desk.main.results.size.height >= 24
        shown = desk.text.split("\n")[:10]
        await desk.until(lambda: desk.main.doctor.is_open)
        await desk.until(lambda: desk.main.results.size.height < 24)
        await desk.shows("What would find more")
        assert desk.text.split("\n")[:10] == shown


@pytest.mark.parametrize("typed", ["gaz", "gazete", '"harbor gazete"', '"=harbor gazette"'])
async def test_an_outlet_half_typed_or_misspelt_is_put_right(library: Library, open_app: OpenApp, typed: str) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search(f"ferry outlet:{typed}")
        await desk.until(lambda: offers(desk))
        assert next(iter(offers(desk).items())) == ('did you mean outlet:"Harbour Gazette"?', 1)
