"""A small menu: what of the article to copy."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from searchtui.commands.command import Command
from searchtui.commands.leaving import Dialog
from searchtui.commands.reading import CopyArticleText, CopyCitation, CopyPath
from searchtui.widgets.content import content

CHOICES: tuple[type[Command], ...] = (CopyArticleText, CopyPath, CopyCitation)


class _Choice(Static):
    """A line of the menu, which can be clicked."""

    def __init__(self, command: type[Command]) -> None:
        line = f" {command.keys}   {command.help()}"
        super().__init__(content(line, marks=[(1, 2)], mark_style="bold $text-warning"))
        self._command = command

    async def on_click(self) -> None:
        """Choose this line."""
        await self.screen.run_action(self._command.action())


class CopyMenu(Dialog[str | None]):
    """Asks what to copy; its answer is the action to run, or None."""

    DEFAULT_CSS = """
    CopyMenu {
        align: center middle;
        Vertical {
            width: 72; max-width: 96%; height: auto; padding: 1 2;
            border: round $border; border-title-color: $text; background: $surface;
        }
        _Choice { width: 100%; }
        _Choice:hover { background: $block-hover-background; }
        #cancel { color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(choice.binding() for choice in CHOICES),
        Binding("escape,q,y", "cancel", "Cancel", id="cancel-copy"),
    ]

    def compose(self) -> ComposeResult:
        """One line a choice."""
        with Vertical() as menu:
            menu.border_title = "Copy"
            for choice in CHOICES:
                yield _Choice(choice)
            yield Static(" esc cancels", id="cancel", markup=False)

    def action_copy_article_text(self) -> None:
        """Answer: the text."""
        self.dismiss(CopyArticleText.action())

    def action_copy_path(self) -> None:
        """Answer: the path."""
        self.dismiss(CopyPath.action())

    def action_copy_citation(self) -> None:
        """Answer: a citation."""
        self.dismiss(CopyCitation.action())

    def action_cancel(self) -> None:
        """Answer: nothing."""
        self.dismiss(None)
