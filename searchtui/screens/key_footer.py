"""The keys at the bottom of a screen: as many as there is room for, and always how to get help."""

from __future__ import annotations

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Footer

from searchtui.commands.application import Help


class KeyFooter(Footer):
    """A footer that leaves whole keys out instead of cutting one off, and has help at its right end."""

    DEFAULT_CSS = """
    KeyFooter .-help { dock: right; }
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    async def recompose(self) -> None:
        """Show the keys that mean something now."""
        await super().recompose()
        for key in self.children:
            key.set_class(_is_help(key), "-help")
        self._leave_out()

    def on_resize(self) -> None:
        """See what there is room for."""
        self._leave_out()

    def _leave_out(self) -> None:
        """Show the keys, and groups of keys, that are in view as a whole; a screen behind another is not laid out."""
        room = self.app.size.width - sum(_cells(key) for key in self.children if _is_help(key))
        for key in self.children:
            if not _is_help(key):
                room -= _cells(key)
                key.visible = room >= 0


def _is_help(key: Widget) -> bool:
    return getattr(key, "action", "").rpartition(".")[2] == Help.action()


def _cells(part: Widget) -> int:
    """The width of a key, a group of keys or the words about a group."""
    around = part.styles.gutter.width + part.styles.margin.width
    return around + (sum(map(_cells, part.children)) if part.children else cell_len(str(part.render())))
