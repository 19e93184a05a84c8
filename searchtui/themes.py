"""Colours: the themes of ours, and the user's choice, remembered beside the library."""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import Theme

from searchtui.config import THEMES_FOLDER

CHOICE_FILE = "theme"

BY_SETTING = {"dark": "searchtui-dark", "light": "searchtui-light", "terminal": "ansi-dark"}
"""The theme for each value of the setting `theme` in searchtui.toml."""

OURS = (
    Theme(
        name="searchtui-dark",
        primary="#7aa2c8",
        secondary="#8fb0a9",
        accent="#d9a662",
        warning="#e0b25c",
        error="#e07a78",
        success="#8ab886",
        foreground="#d6d8dc",
        background="#15181d",
        surface="#1c2027",
        panel="#262b34",
        variables={
            "border": "#7aa2c8",
            "border-blurred": "#39414d",
            "footer-background": "#1c2027",
            "scrollbar": "#39414d",
            "scrollbar-hover": "#4b5563",
            "scrollbar-active": "#7aa2c8",
            "scrollbar-background": "#15181d",
            "scrollbar-background-hover": "#15181d",
            "scrollbar-background-active": "#15181d",
            "footer-key-foreground": "#e0b25c",
            "input-cursor-background": "#e0b25c",
        },
    ),
    Theme(
        name="searchtui-light",
        primary="#25557f",
        secondary="#3b6d64",
        accent="#9a5b00",
        warning="#965a00",
        error="#a8302d",
        success="#2f6b34",
        foreground="#22262c",
        background="#faf9f6",
        surface="#f0eee9",
        panel="#e4e1da",
        dark=False,
        variables={
            "border": "#25557f",
            "border-blurred": "#c9c5bc",
            "footer-background": "#f0eee9",
            "scrollbar": "#c9c5bc",
            "scrollbar-hover": "#a9a498",
            "scrollbar-active": "#25557f",
            "scrollbar-background": "#faf9f6",
            "scrollbar-background-hover": "#faf9f6",
            "scrollbar-background-active": "#faf9f6",
            "footer-key-foreground": "#965a00",
        },
    ),
    Theme(
        name="high-contrast",
        primary="#66ccff",
        secondary="#00ffcc",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff6666",
        success="#66ff66",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        text_alpha=1.0,
        variables={
            "border": "#ffff00",
            "border-blurred": "#a0a0a0",
            "text-muted": "#e0e0e0",
            "text-disabled": "#c0c0c0",
            "footer-background": "#000000",
            "scrollbar": "#a0a0a0",
            "scrollbar-hover": "#ffffff",
            "scrollbar-active": "#ffff00",
            "scrollbar-background": "#000000",
            "scrollbar-background-hover": "#000000",
            "scrollbar-background-active": "#000000",
            "footer-key-foreground": "#ffff00",
            "primary-muted": "#003355",
            "warning-muted": "#333300",
        },
    ),
    # The colours of Okabe and Ito (2008), which are told apart with any kind of colour vision.
    Theme(
        name="colour-safe",
        primary="#56b4e9",
        secondary="#009e73",
        accent="#e69f00",
        warning="#f0e442",
        error="#d55e00",
        success="#56b4e9",
        foreground="#f2f2f2",
        background="#101418",
        surface="#181e24",
        panel="#222a33",
        variables={
            "border": "#56b4e9",
            "border-blurred": "#4a5560",
            "footer-background": "#181e24",
            "scrollbar": "#4a5560",
            "scrollbar-hover": "#6b7885",
            "scrollbar-active": "#56b4e9",
            "scrollbar-background": "#101418",
            "scrollbar-background-hover": "#101418",
            "scrollbar-background-active": "#101418",
            "footer-key-foreground": "#f0e442",
        },
    ),
)

_COLOURS = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background", "surface", "panel",
)  # fmt: skip


def user_themes(user_folder: Path) -> tuple[list[Theme], list[str]]:
    """The themes of the user's own, and a sentence for each file that is none.

    A file `themes/NAME.toml` gives colours by their names (`primary` at least), `dark = false` for a light theme, and
    a table `[variables]` of Textual's theme variables.
    """
    found: list[Theme] = []
    wrong: list[str] = []
    for path in sorted((user_folder / THEMES_FOLDER).glob("*.toml")):
        try:
            found.append(_theme(path.stem, tomllib.loads(path.read_text(encoding="utf-8-sig"))))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
            wrong.append(f"{path.name} is no theme: {error}.")
    return found, wrong


def _theme(name: str, values: dict[str, Any]) -> Theme:
    """The theme that a file describes. Raises `ValueError` for what it cannot mean."""
    variables, dark = values.pop("variables", {}), values.pop("dark", True)
    if strange := next((key for key in values if key not in _COLOURS), None):
        raise ValueError(f'it has no use for "{strange}"')
    if "primary" not in values:
        raise ValueError('it needs the colour "primary"')
    if not isinstance(dark, bool) or not isinstance(variables, dict):
        raise ValueError('"dark" is true or false, and "variables" a table')  # noqa: TRY004 -- of a file, not of a call
    for key, value in (*values.items(), *variables.items()):
        try:
            Color.parse(value)
        except (ColorParseError, TypeError, AttributeError):
            raise ValueError(f'"{key}" is no colour such as "#56b4e9"') from None
    return Theme(name=name, dark=dark, variables=variables, **values)


def remembered_theme(user_folder: Path, setting: str) -> str:
    """The theme to begin with: the last one chosen, unless searchtui.toml has been given another setting since."""
    try:
        chosen, _, then = (user_folder / CHOICE_FILE).read_text(encoding="utf-8").strip().partition("\n")
    except (OSError, UnicodeDecodeError):
        chosen = then = ""
    return chosen if chosen and then == setting else BY_SETTING.get(setting, setting)


def remember_theme(user_folder: Path, theme: str, setting: str) -> None:
    """Remember a choice, whole or not at all. Raises `OSError` where the folder cannot be written."""
    user_folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=user_folder, prefix=".theme-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{theme}\n{setting}\n")
        Path(name).replace(user_folder / CHOICE_FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
