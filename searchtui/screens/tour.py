"""The tour: five steps, each done by doing it. Shown when searchtui is opened over a library for the first time."""

from __future__ import annotations

from dataclasses import dataclass

from textual.widgets import Static
from textual.widgets._toast import ToastRack  # Textual has no public name for where notices stand

from searchtui.widgets.content import content


@dataclass(frozen=True, slots=True)
class Step:
    """What is shown, and the actions of which any has done it."""

    words: str
    done_by: frozenset[str]


_FOOTER = 1
"""Lines of the keys below."""

SEARCHED = "searched"
"""Not an action: that a query was answered with hits."""

STEPS = (
    Step('Type a word or two: results follow every key. "Quotes" find exact words.', frozenset({SEARCHED})),
    Step("↓ goes to the results, and enter reads the selected article on the whole screen.", frozenset({"read"})),
    Step(
        "n goes to the next marked word, ] to the next article; q goes back to the results.",
        frozenset({"next_match", "next_article", "back_to_results"}),
    ),
    Step(
        "In the list, f goes to the filters: space includes an outlet or a month, - excludes it. The query says so.",
        frozenset({"filter"}),
    ),
    Step("* stars an article, ctrl+p finds any command by its name, ? explains where you are.", frozenset({"help"})),
)


class Tour:
    """Which step one is at; `step` is None before the tour and after it."""

    def __init__(self, *, running: bool = False) -> None:
        self._number: int | None = 0 if running else None

    @property
    def step(self) -> Step | None:
        """The step shown."""
        return None if self._number is None else STEPS[self._number]

    @property
    def words(self) -> str:
        """What to show of it; empty where there is none."""
        if self._number is None or self.step is None:
            return ""
        return f"Tour {self._number + 1} of {len(STEPS)}   {self.step.words}   F2 goes on"

    def go_on(self) -> None:
        """Show the next step; begin where it is not shown, and end after the last."""
        number = 0 if self._number is None else self._number + 1
        self._number = number if number < len(STEPS) else None

    def did(self, action: str) -> bool:
        """Take note of what the user did; whether that was the step shown."""
        if self.step is None or action not in self.step.done_by:
            return False
        self.go_on()
        return True


class TourStrip(Static):
    """The step of the tour, above the keys; takes no room without one."""

    DEFAULT_CSS = """
    TourStrip { height: auto; max-height: 3; padding: 0 1; background: $primary-muted; color: $text; display: none; }
    TourStrip.-on { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def on_mount(self) -> None:
        """Begin with the step that the tour is at."""
        self.show_step()

    def on_resize(self) -> None:
        """Have notices stand above."""
        self._make_room(self.size.height)

    def on_hide(self) -> None:
        """Have notices stand where they did."""
        self._make_room(0)

    def _make_room(self, lines: int) -> None:
        for rack in self.screen.query(ToastRack):
            rack.styles.margin = (0, 0, _FOOTER + lines, 0)

    def show_step(self) -> None:
        """Show the step that the tour is at."""
        self.show(getattr(self.app, "tour_words", ""))

    def show(self, words: str) -> None:
        """Show a step, or nothing."""
        shown = content(words)
        if shown != self.content:
            self.set_class(bool(words), "-on")
            self.update(shown)
