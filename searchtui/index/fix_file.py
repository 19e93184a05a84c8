"""The file of the user's fixes, `.searchtui/fixes.jsonl`: read as it is, changed by one process at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from searchtui.articles.fix_lines import FixBook, latest, read_book, write_book
from searchtui.articles.fixes import Fix
from searchtui.errors import IndexBusyError, UsageError
from searchtui.userdata.durable import replace_file

FIXES_FILE: Final = "fixes.jsonl"
LOCK_FILE: Final = "fixes.lock"
LONGEST_WAIT: Final = 10.0
"""Seconds to wait for another process that writes the file, which takes it milliseconds."""

PROBLEMS_TOLD: Final = 5

Signature = tuple[int, int, int]
"""Inode, modification time (ns) and size: differs whenever the file has changed."""


class FixFile:
    """The fixes of a library. The file is the truth: what is not in it is not fixed."""

    def __init__(self, user_folder: Path) -> None:
        self.path = user_folder / FIXES_FILE

    def signature(self) -> Signature | None:
        """What tells whether the file has changed; None where there is none."""
        try:
            stat = self.path.stat()
        except OSError:  # reading it tells why, if it is more than missing
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def read(self) -> FixBook:
        """What the user fixed so far. Raises `UsageError` where the file cannot be read."""
        try:
            return read_book(self.path.read_bytes())
        except FileNotFoundError:
            return FixBook()
        except OSError as error:
            raise UsageError(
                f"Your fixes cannot be read: {self.path}: {error.strerror or error}.", hint="Look at its permissions."
            ) from error

    def add(self, fixes: Iterable[Fix]) -> None:
        """Add fixes to those in the file, each in place of an earlier one of the same fact.

        They are written to the disk when this returns, and after a crash at any moment the file holds either all of
        them or what it held before. Raises `UsageError` where it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.parent / LOCK_FILE, timeout=LONGEST_WAIT):
                book = self.read()
                new = [_after_all_before(fix, book) for fix in fixes]
                content = write_book(replace(book, fixes=latest([*book.fixes.values(), *new])))
                replace_file(self.path, content)
        except Timeout as error:
            raise IndexBusyError(f"Another process is writing {self.path}.", hint="Try again in a moment.") from error
        except OSError as error:
            raise UsageError(
                f"Your fixes cannot be written: {self.path}: {error.strerror or error}.",
                hint="Make room or allow writing there.",
            ) from error


def problem_notes(book: FixBook) -> tuple[str, ...]:
    """What the user should know about lines that are not understood."""
    told = [f"{FIXES_FILE}, {problem}. The line is kept." for problem in book.problems[:PROBLEMS_TOLD]]
    if len(book.problems) > PROBLEMS_TOLD:
        told.append(
            f"{FIXES_FILE}: {len(book.problems) - PROBLEMS_TOLD:,} more lines are not understood. They are kept."
        )
    return tuple(told)


def _after_all_before(fix: Fix, book: FixBook) -> Fix:
    """The fix, made later than the one it is to replace even where that comes of a machine whose clock is ahead."""
    before = book.fixes.get((fix.article_id, fix.fact))
    if before is None or before.fixed < fix.fixed:
        return fix
    return replace(fix, fixed=(before.fixed + dt.timedelta(microseconds=1)).astimezone(fix.fixed.tzinfo))
