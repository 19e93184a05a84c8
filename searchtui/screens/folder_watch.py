"""Watching the folder of articles from a thread, for a screen that brings the index up to date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event

from textual.message import Message
from textual.screen import Screen

from searchtui.library import Library

FOLDER = "folder"
"""The worker group."""


@dataclass
class FilesChanged(Message):
    """Files of articles have changed and are settled; also told once at the beginning, for what changed before."""


@dataclass
class WatchTold(Message):
    """What the user should know about the watching."""

    words: str


@dataclass
class WatchFailed(Message):
    """The folder cannot be watched; it is not any more."""

    error: Exception


class FolderWatch:
    """Watches for a screen, which receives its messages. Nothing is imported for it before it starts."""

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self._screen = screen
        self._library = library
        self._stop: Event | None = None

    @property
    def running(self) -> bool:
        """Whether the folder is being watched."""
        return self._stop is not None

    def start(self) -> None:
        """Begin, unless it is going on already."""
        if self._stop is None:
            self._stop = Event()
            work = partial(self._watch, self._stop)
            self._screen.run_worker(work, thread=True, group=FOLDER, exit_on_error=False)

    def stop(self) -> None:
        """End within a moment."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _watch(self, stop: Event) -> None:
        post = self._screen.post_message

        def told(words: str) -> None:
            post(WatchTold(words))

        try:
            for _ in self._library.watch(stop, told=told):
                if not stop.is_set():
                    post(FilesChanged())
        except Exception as error:  # noqa: BLE001 -- a thread's error would vanish; the screen shows it
            post(WatchFailed(error))
