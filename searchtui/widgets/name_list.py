"""A few names that fit what is being typed, each with its number of articles; a click takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from searchtui.text.counted import counted
from searchtui.widgets.content import content


class NameList(Static):
    """A line a name. It never has the keyboard: the box above tells it which name is taken."""

    DEFAULT_CSS = """
    NameList { height: auto; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    @dataclass
    class Picked(Message):
        """The name with this number was clicked; `twice` is the second half of a double click."""

        number: int
        twice: bool

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._names: Sequence[tuple[str, int]] = ()

    def show(self, names: Sequence[tuple[str, int]], taken: int) -> None:
        """Show names; the one with the number `taken` is marked, -1 marks none."""
        self._names = names
        self.update(Content("\n").join(_line(*pair, taken=number == taken) for number, pair in enumerate(names)))

    def on_click(self, event: events.Click) -> None:
        """Tell which name is under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._names):
            event.stop()
            self.post_message(self.Picked(offset.y, twice=event.chain >= 2))


def _line(name: str, articles: int, *, taken: bool) -> Content:
    held = f"   {counted(articles, 'article')}" if articles else ""
    return content(f"{'▌' if taken else ' '} {name}{held}", "$text bold" if taken else "$text")
