"""The groups of copies as published for readers: a small JSON file, replaced atomically."""

from __future__ import annotations

import json
import os
from pathlib import Path

from searchtui.articles.copy_groups import CopyGroups

FORMAT = 1


def write_groups(path: Path, groups: CopyGroups) -> None:
    """Replace the file so that after a crash at any moment it holds either these groups or those before."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        content = {"format": FORMAT, "version": groups.version, "groups": groups.groups}
        json.dump(content, file, separators=(",", ":"))
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


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(article_id, str) for article_id in group)
