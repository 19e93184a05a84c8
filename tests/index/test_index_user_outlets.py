"""Outlets of the user's own, from the settings to the index and back."""

from __future__ import annotations

from .conftest import Shelf

PAGE = (
    "The river rises\n\n22 February 2023\n\n"
    "The river Tove rose by three metres on Sunday night and carried off the footbridge at Millbrook, said officials.\n"
    "\nEngineers will look at the river banks on Thursday. Until then the footbridge remains closed to everybody.\n\n"
    "More from Tove Evening\n\ntoveevening.example\n"
)
OUTLET = '[[outlets]]\nname = "Harbour Post"\naliases = ["Tove Evening"]\ndomains = ["toveevening.example"]\n'


def set_up(shelf: Shelf, toml: str) -> None:
    (shelf.root / "searchtui.toml").write_text(toml, encoding="utf-8")


def test_an_outlet_named_in_the_settings_is_recognised(shelf: Shelf) -> None:
    set_up(shelf, OUTLET)
    shelf.write("one.txt", PAGE)
    shelf.reindex()
    assert shelf.found('outlet:"harbour post"') == {"one.txt"}


def test_worker_processes_know_it_too(shelf: Shelf) -> None:
    set_up(shelf, OUTLET)
    shelf.write("one.txt", PAGE)
    shelf.reindex(jobs=2)
    assert shelf.found('outlet:"harbour post"') == {"one.txt"}


def test_it_is_found_by_its_alias(shelf: Shelf) -> None:
    set_up(shelf, OUTLET)
    shelf.write("one.txt", PAGE)
    shelf.reindex()
    assert shelf.found("outlet:evening") == {"one.txt"}


def test_articles_are_recognised_anew_when_outlets_change(shelf: Shelf) -> None:
    shelf.write("one.txt", PAGE)
    shelf.reindex()
    set_up(shelf, OUTLET)
    shelf.reindex()
    assert shelf.found('outlet:"harbour post"') == {"one.txt"}


def test_settings_that_stay_build_nothing_anew(shelf: Shelf) -> None:
    set_up(shelf, OUTLET)
    shelf.write("one.txt", PAGE)
    shelf.reindex()
    assert shelf.reindex().notes == ()
