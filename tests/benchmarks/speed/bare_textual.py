"""The least that Textual can show, to compare first paints with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("bare")


if __name__ == "__main__":
    Bare().run()
