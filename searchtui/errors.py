"""One family of errors: what went wrong, what to do about it, and where in the query it is."""

from __future__ import annotations


class SearchtuiError(Exception):
    """An error meant for the user's eyes.

    `message` says what is wrong in one sentence, `hint` what to do about it (may be empty), and `position` is the
    0-based character offset in the query it concerns, if any. `exit_code` is what the command line returns.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", position: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.position = position

    def __str__(self) -> str:
        where = "" if self.position is None else f" (at character {self.position + 1})"
        return f"{self.message}{where}" + (f" {self.hint}" if self.hint else "")


class UsageError(SearchtuiError):
    """A command or setting that cannot be carried out as given."""


class QueryError(SearchtuiError):
    """A query that has no sensible meaning, such as an impossible date."""


class SearchCancelledError(SearchtuiError):
    """A search that was asked to stop because its answer is no longer wanted."""


class IndexUnavailableError(SearchtuiError):
    """There is no index, or the one there is cannot be read."""

    exit_code = 3


class IndexBusyError(SearchtuiError):
    """Another process is changing the index."""

    exit_code = 3


class ArticleNotFoundError(SearchtuiError):
    """No article in the index has this identifier."""

    exit_code = 1


class FileReadError(SearchtuiError):
    """A file that could not be read as articles; the rest of the library goes on."""

    exit_code = 4
