"""Outlets of the user's own in `searchtui.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.config import UserOutlet, load_settings
from searchtui.errors import UsageError

HARBOUR_POST = """
[[outlets]]
name = "Harbour Post"
aliases = ["The Harbour Post", "HP Online"]
domains = ["harbourpost.example"]
country = "SE"
language = "sv"
"""


def outlets_of(folder: Path, toml: str) -> tuple[UserOutlet, ...]:
    (folder / "searchtui.toml").write_text(toml, encoding="utf-8")
    return load_settings(folder).outlets


def test_an_outlet_is_read_with_all_that_is_said_of_it(tmp_path: Path) -> None:
    expected = UserOutlet("Harbour Post", ("The Harbour Post", "HP Online"), ("harbourpost.example",), "SE", "sv")
    assert outlets_of(tmp_path, HARBOUR_POST) == (expected,)


def test_a_name_is_enough(tmp_path: Path) -> None:
    assert outlets_of(tmp_path, '[[outlets]]\nname = "Harbour Post"') == (UserOutlet("Harbour Post"),)


def test_other_settings_stand_beside_outlets(tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text('default_language = "sv"\n' + HARBOUR_POST, encoding="utf-8")
    assert load_settings(tmp_path).default_language == "sv"


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('outlets = "Harbour Post"', '"outlets" must be tables'),
        ("[[outlets]]", 'outlet 1 needs a "name"'),
        ('[[outlets]]\nname = ""', 'outlet 1 needs a "name"'),
        ('[[outlets]]\nname = "A"\n[[outlets]]\nname = 3', 'outlet 2 needs a "name"'),
        ('[[outlets]]\nname = "A"\ndomain = "a.example"', 'unknown key "domain"'),
        ('[[outlets]]\nname = "A"\ndomains = "a.example"', '"domains" that are no list of names'),
        ('[[outlets]]\nname = "A"\naliases = [1]', '"aliases" that are no list of names'),
        ('[[outlets]]\nname = "A"\ndomains = ["https://a.example/news"]', "leave out https://"),
        ('[[outlets]]\nname = "A"\ncountry = "Sweden"', '"country" that is no code'),
        ('[[outlets]]\nname = "A"\nlanguage = "SV"', '"language" that is no code'),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, toml: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        outlets_of(tmp_path, toml)
    assert complaint in caught.value.message
    assert str(tmp_path / "searchtui.toml") in caught.value.message
