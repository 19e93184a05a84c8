"""Conditions on where an article's file is: by a part of its path, or by a pattern."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.engines.whoosh.search.paths import Paths
from searchtui.text.patterns import wildcard_regex

NAMES = st.text("aAé/.ß中 \n", max_size=8)


def fitting(paths: list[str], pattern: str) -> list[str]:
    return [path for path, fits in zip(paths, Paths(paths).like(pattern, lambda: None), strict=True) if fits]


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("2023/*", ["seeds/2023/a.txt", "2023/b.txt", "seeds/2023/02/c.txt"]),
        ("2023/?.txt", ["seeds/2023/a.txt", "2023/b.txt"]),
        ("seeds/*/?.txt", ["seeds/2023/a.txt", "seeds/2023/02/c.txt"]),
        ("c.*", ["seeds/2023/02/c.txt"]),
        ("023/*", []),
        ("*23/*", ["seeds/2023/a.txt", "2023/b.txt", "seeds/2023/02/c.txt", "x/old-2023/d.txt"]),
        ("*", ["seeds/2023/a.txt", "2023/b.txt", "seeds/2023/02/c.txt", "x/old-2023/d.txt"]),
        ("SEEDS/2023/A*", ["seeds/2023/a.txt"]),
        ("2023/*.md", []),
    ],
)
def test_a_pattern_fits_a_path_or_its_end_from_any_slash_on(pattern: str, fits: list[str]) -> None:
    assert fitting(["seeds/2023/a.txt", "2023/b.txt", "seeds/2023/02/c.txt", "x/old-2023/d.txt"], pattern) == fits


def test_without_wildcards_any_part_of_the_path_is_enough() -> None:
    assert fitting(["seeds/Clips/a.txt", "eclipse.txt", "b.txt"], "clip") == ["seeds/Clips/a.txt", "eclipse.txt"]


def test_accents_written_in_two_ways_are_the_same() -> None:
    paths = ["re\u0301sume\u0301/a.txt", "r\u00e9sum\u00e9/b.txt"]
    assert fitting(paths, "r\u00e9sum\u00e9/*") == paths


@settings(deadline=None)
@given(st.lists(NAMES, max_size=4), st.text("aAé/.ß中* ?\n", max_size=6))
def test_all_paths_at_once_fit_as_one_at_a_time(paths: list[str], pattern: str) -> None:
    def fits(path: str) -> bool:
        path, wanted = path.casefold(), pattern.casefold()
        if not {"*", "?"} & set(wanted):
            return wanted in path
        return any(wildcard_regex(wanted).match(path[n:]) for n in range(len(path) + 1) if n == 0 or path[n - 1] == "/")

    assert fitting(paths, pattern) == [path for path in paths if fits(path)]
