"""The list of themes, in a palette of its own."""

from __future__ import annotations

from collections.abc import Callable

from textual.theme import ThemeProvider

from searchtui.themes import BY_SETTING


class Themes(ThemeProvider):
    """Offers the themes; those that the setting `theme` names otherwise by that name, too."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """A label and what to do, the named ones first."""
        names = {theme: setting for setting, theme in BY_SETTING.items()}
        found = [(f"{names[name]} ({name})" if name in names else name, take) for name, take in super().commands]
        return sorted(found, key=lambda pair: "(" not in pair[0])
