import gzip
import random
from pathlib import Path

import pytest

from searchtui.cli.reindex import progress_line
from searchtui.files.find import FoundFile
from searchtui.index.meter import Meter
from searchtui.index.progress import Phase, Progress

TEXT = random.Random(1).randbytes(50_000).hex().encode()


@pytest.fixture
def packed(tmp_path: Path) -> FoundFile:
    (tmp_path / "many.jsonl.gz").write_bytes(gzip.compress(TEXT))
    return FoundFile("many.jsonl.gz", (tmp_path / "many.jsonl.gz").stat().st_size, 0)


def test_a_large_file_moves_on_article_by_article(tmp_path: Path, packed: FoundFile) -> None:
    meter = Meter([packed], tmp_path)
    for _ in range(10):
        meter.articles_read(packed, 1, 4_880)
    report = meter.report()
    assert (report.done, report.total, report.articles) == (0, 1, 10)
    assert report.fraction == pytest.approx(0.5)


def test_a_file_never_counts_for_more_than_it_is(tmp_path: Path, packed: FoundFile) -> None:
    meter = Meter([packed, FoundFile("other.txt", len(TEXT), 0)], tmp_path)
    meter.articles_read(packed, 1, 10 * len(TEXT))
    assert meter.report().fraction == pytest.approx(0.5)


def test_it_ends_at_the_whole(tmp_path: Path, packed: FoundFile) -> None:
    meter = Meter([packed], tmp_path)
    meter.articles_read(packed, 1, 10)
    meter.file_read(packed, failed=True)
    report = meter.report()
    assert (report.done, report.failed, report.fraction) == (1, 1, 1.0)


def test_nothing_to_read_has_no_fraction(tmp_path: Path) -> None:
    assert Meter([], tmp_path).report().fraction is None


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(Phase.SCANNING), "Looking for changes …"),
        (Progress(Phase.REMOVING, done=0, total=1200), "Removing 0 of 1,200 files that are gone …"),
        (
            Progress(Phase.READING, 1200, 2400, 3000, failed=2, rate=450.2, fraction=0.456, seconds_left=72.3),
            "46% · 1,200 of 2,400 files · 3,000 articles · 450/s · 1:12 left · 2 failed",
        ),
        (Progress(Phase.READING, 0, 1), "0 of 1 files · 0 articles"),
    ],
)
def test_progress_is_told_in_words(progress: Progress, line: str) -> None:
    assert progress_line(progress) == line
