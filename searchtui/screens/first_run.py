"""The screen shown while a library holds no articles: what to do about it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from searchtui.commands.application import LookAgain
from searchtui.commands.command import bindings
from searchtui.commands.leaving import LeftOnce
from searchtui.files.readers import READERS
from searchtui.screens.key_footer import KeyFooter
from searchtui.widgets.content import content


class FirstRunScreen(LeftOnce[bool]):
    """Says where articles go. Answers true when the user asks to look again."""

    DEFAULT_CSS = """
    FirstRunScreen {
        align: center middle;
        Vertical {
            width: 76; max-width: 96%; height: auto; padding: 1 3;
            border: round $border; border-title-color: $text;
        }
        #folder { margin: 1 0; color: $text-primary; text-style: bold; }
        #formats { color: $text-muted; margin-bottom: 1; }
    }
    """

    BINDINGS = bindings((LookAgain,))

    def __init__(self, seeds: Path, *, has_files: bool) -> None:
        super().__init__()
        self._seeds = seeds
        self._has_files = has_files

    def compose(self) -> ComposeResult:
        """Welcome, the folder, the formats, the key."""
        with Vertical() as box:
            box.border_title = "Welcome to searchtui"
            yield Static(
                "The files in this folder hold no article that could be read:"
                if self._has_files
                else "There are no articles yet. Put saved articles into this folder, at any depth:",
                markup=False,
            )
            yield Static(content(str(self._seeds)), id="folder", markup=False)
            yield Static(f"{'  '.join(READERS)}  and .gz of them", id="formats", markup=False)
            yield Static("Then press r to look again. q leaves.", markup=False)
        yield KeyFooter()

    def action_look_again(self) -> None:
        """Look again."""
        self.dismiss(True)
