"""The files of the record of copies, and the one that readers see: the groups as JSON, replaced atomically."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from searchtui.articles.copy_groups import CopyGroups

DATABASE_FILE: Final = "copies.db"
GROUPS_FILE: Final = "copies.json"

FORMAT: Final = 1
"""Version of the file of groups."""


def write_groups(path: Path, groups: CopyGroups) -> None:
    """Replace the file so that after a crash at any moment it holds either these groups or those before."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        content = {"format": FORMAT, "version": groups.version, "groups": groups.groups}
        file.write(json.dumps(content, separators=(",", ":")))  # at once, which is three times as fast
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_groups(path: Path) -> CopyGroups | None:
    """The groups in the file; None where it is missing or is no such file.

    Nothing is lost by that but the folding: the next reindex writes it again.
    """
    try:
        match json.loads(path.read_bytes()):
            case {"format": 1, "version": int(version), "groups": list(groups)} if all(map(_is_group, groups)):
                return CopyGroups(groups, version)
    except (OSError, ValueError, RecursionError):
        return None
    return None


class PublishedGroups:
    """The groups that a folder's file holds at the moment, read again only when it was replaced."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / GROUPS_FILE
        self._read: tuple[object, CopyGroups] = None, CopyGroups()

    def current(self) -> CopyGroups:
        """The groups; none where there is no such file."""
        signature, groups = self._read
        now = self._signature()
        if now != signature:
            groups = read_groups(self._path) or CopyGroups()
            self._read = now, groups
        return groups

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size


def delete_copies(folder: Path) -> None:
    """Delete the record of copies and the groups published from it."""
    for name in (DATABASE_FILE, f"{DATABASE_FILE}-journal", GROUPS_FILE, f"{GROUPS_FILE}.new"):
        (folder / name).unlink(missing_ok=True)


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(article_id, str) for article_id in group)
