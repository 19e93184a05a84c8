"""The keys at the bottom of a screen: as many as there is room for, and always how to get help."""

from __future__ import annotations

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
        for key in self.query("FooterKey"):
            key.set_class(_is_help(key), "-help")
        self.call_after_refresh(self._leave_out)

    def on_resize(self) -> None:
        """See what there is room for."""
        self.call_after_refresh(self._leave_out)

    def _leave_out(self) -> None:
        """Show the keys, and groups of keys, that are in view as a whole."""
        room = self.size.width - sum(key.outer_size.width for key in self.children if _is_help(key))
        fits = True
        for key in self.children:
            if not _is_help(key):
                fits = fits and key.virtual_region_with_margin.right <= room
                key.visible = fits


def _is_help(key: Widget) -> bool:
    return getattr(key, "action", "").rpartition(".")[2] == Help.action()
