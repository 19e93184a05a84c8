"""The file in which readers find the groups of copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.index import copies
from searchtui.index.copy_file import read_groups


@pytest.mark.parametrize(
    "groups", ['[["a"]]', '[["a", 1]]', '"a"', '[["a", "b"], null]'], ids=["lone", "number", "text", "null"]
)
def test_a_file_of_groups_that_is_none_is_not_read(tmp_path: Path, groups: str) -> None:
    path = tmp_path / copies.GROUPS_FILE
    path.write_text(f'{{"format": 1, "version": 1, "groups": {groups}}}')

    assert read_groups(path) is None
