"""Keys that come at once, as over a slow line: each goes where the one before it has led."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.timer import Timer

_LOST = 0.25
"""Seconds after which a key counts as dealt with whose way was cut off, as by the end of the widget that had it."""

_REPEATED = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "j", "k", "backspace", "delete"})
"""Keys that are held down: a second one of the same need not wait until the list is drawn."""


class KeysInTurn:
    """Holds keys back while the one before is on its way.

    Textual hands a key to the widget that has the keyboard, and looks for a command only once the key has come back up
    from there to the app. What is read meanwhile would go to the same widget: of "/dam" in one piece, the slash would
    go to the search bar and the letters nowhere.
    """

    def __init__(self, app: App[None], deliver: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._held: deque[Key | Paste] = deque()
        self._on_its_way: Key | Paste | None = None
        self._patience: Timer | None = None

    def must_wait(self, event: Key | Paste) -> bool:
        """Whether one before is still on its way; then this one is held, and delivered in its turn."""
        before = self._on_its_way
        if before is None:
            return False
        keys = {each.key if isinstance(each, Key) else "" for each in (before, event)}
        if not self._held and len(keys) == 1 and keys <= _REPEATED:
            return False
        self._held.append(event)
        if self._patience is None:
            self._patience = self._app.set_timer(_LOST, partial(self._ended, before))
        return True

    def follow(self, event: Key | Paste, taker: DOMNode) -> None:
        """`event` was handed to `taker`: it is dealt with when all from there up to the app have seen it."""
        self._on_its_way = event
        self._ask(event, taker)

    def _ask(self, event: Key | Paste, node: DOMNode) -> None:
        """Go on upwards once `node` has seen what it was sent so far; at once if it takes no messages any more."""
        seen = partial(self._ended, event) if node is self._app else partial(self._ask_above, event, node)
        if not node.call_later(seen):
            self._app.call_later(self._ended, event)

    def _ask_above(self, event: Key | Paste, node: DOMNode) -> None:
        self._ask(event, node.parent or self._app)

    async def _ended(self, event: Key | Paste) -> None:
        if event is not self._on_its_way:
            return
        self._on_its_way = None
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        while self._held and self._on_its_way is None:
            await self._deliver(self._held.popleft())
