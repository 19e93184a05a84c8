"""A queue between two threads, bounded by the bytes in it."""

from __future__ import annotations

from collections import deque
from threading import Condition
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What a mailbox holds: anything that knows how big it is."""

    @property
    def size(self) -> int:
        """Bytes, about."""


M = TypeVar("M", bound=Sized)


class Mailbox(Generic[M]):
    """Messages of one thread to another. One that waits for room, or for a message, wakes up when it is closed."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._messages: deque[M] = deque()
        self._changed = Condition()
        self._closed = False

    def put(self, message: M) -> bool:
        """Add a message, as soon as there is room: false if the box has been closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._taken < self._room)
            if self._closed:
                return False
            self._messages.append(message)
            self._taken += message.size
            self._changed.notify_all()
            return True

    def get(self, seconds: float) -> M | None:
        """The oldest message; None if there is none within so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._messages) or self._closed, seconds)
            if not self._messages:
                return None
            message = self._messages.popleft()
            self._taken -= message.size
            self._changed.notify_all()
            return message

    def close(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
