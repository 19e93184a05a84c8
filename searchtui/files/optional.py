"""Libraries of the extra `formats`: what to tell a user who has not installed them."""

from __future__ import annotations

from searchtui.errors import FileReadError


def missing(kind: str) -> FileReadError:
    """Return the error for a file of a `kind` whose library is not installed."""
    return FileReadError(
        f"{kind} cannot be read without a further library.", hint="Install with: pip install 'searchtui[formats]'"
    )
