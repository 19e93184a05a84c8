"""What was measured, as tables in Markdown."""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from speed.comparison import Answered, Comparison, Result
from speed.peers.registry import BUILT, OURS, PAGES, WHOOSH

MEGABYTE = 1_000_000


def machine() -> str:
    """Processor, number of processors, system and Python."""
    model = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def search_report(comparisons: Sequence[Comparison], notes: Iterable[str]) -> str:
    """All sizes, one section each, then how figures grow."""
    parts = [f"# searchtui beside other engines\n\n{machine()}\n", *(f"{note}\n" for note in notes)]
    parts += [_size(comparison) for comparison in comparisons]
    if len(comparisons) > 1:
        parts.append(_growth(comparisons))
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, all columns but the first aligned right."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def geometric_mean(values: Iterable[float]) -> float:
    """The mean that suits ratios."""
    return statistics.geometric_mean(list(values))


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that at least this share of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratios(ours: Answered, theirs: Answered) -> list[float]:
    """Our time over theirs, for each question that both have answered."""
    return [ours.seconds[number] / theirs.seconds[number] for number in ours.seconds if number in theirs.seconds]


def _size(comparison: Comparison) -> str:
    results = [comparison.results[engine] for engine in BUILT if engine in comparison.results]
    size = f"{comparison.articles:,} articles, {comparison.text_bytes / MEGABYTE:,.0f} MB of text"
    absent = "" if len(results) == len(BUILT) else f"\nNot measured here: {_missing(comparison)}.\n"
    asked = (
        f"Questions: {len(comparison.questions)}, each the median of several answers with its first 20 hits and the"
        " number of all.\n"
    )
    kinds = "Milliseconds by kind of question (geometric means; – cannot be asked).\n"
    parts = [f"## {size}\n", _building(comparison, results), asked, _answering(comparison, results), kinds]
    return "\n".join([*parts, _kinds(comparison, results), absent])


def _missing(comparison: Comparison) -> str:
    reasons = {WHOOSH: " (above --whoosh-limit it takes minutes)"}
    return ", ".join(engine + reasons.get(engine, "") for engine in BUILT if engine not in comparison.results)


def _building(comparison: Comparison, results: Sequence[Result]) -> str:
    head = [
        "",
        "articles a second",
        "a processor second",
        "ours / theirs",
        "index / text",
        "memory, MB",
        "first query, ms",
    ]
    ours = comparison.results.get(OURS)
    rows = [
        [
            result.engine,
            f"{comparison.articles / result.build.seconds:,.0f}",
            f"{comparison.articles / result.build.cpu_seconds:,.0f}",
            "" if ours is None else f"{result.build.seconds / ours.build.seconds:.2f}",
            f"{result.index_bytes / comparison.text_bytes:.2f}",
            megabytes(result.build.peak_bytes),
            f"{result.first * 1000:.0f}",
        ]
        for result in results
    ]
    more = ""
    if ours is not None and ours.process is not None and ours.changed is not None:
        more = (
            f"\n`searchtui search WORD` as a whole process: {ours.process * 1000:.0f} ms. A changed file is found"
            f" {ours.changed:.1f} s after it was saved.\n"
        )
    return table(head, rows) + more


def _answering(comparison: Comparison, results: Sequence[Result]) -> str:
    head = ["", "asked", "ours / theirs", "median, ms", "95 %, ms", "most, ms", "memory, MB"]
    ours = comparison.results.get(OURS)
    columns = [(result.engine, result.answered) for result in results]
    if comparison.pages.seconds:
        columns.insert(1, (PAGES, comparison.pages))
    rows = []
    for engine, answered in columns:
        times = [seconds * 1000 for seconds in answered.seconds.values()]
        against = ratios(ours.answered, answered) if ours is not None else []
        rows.append([
            engine,
            str(len(times)),
            f"{geometric_mean(against):.2f}" if against else "",
            f"{statistics.median(times):.2f}",
            f"{percentile(times, 0.95):.1f}",
            f"{max(times):.1f}",
            megabytes(answered.peak_bytes),
        ])  # fmt: skip
    return table(head, rows)


def _kinds(comparison: Comparison, results: Sequence[Result]) -> str:
    numbers: dict[str, list[int]] = {}
    for number, question in enumerate(comparison.questions):
        numbers.setdefault(question.kind, []).append(number)
    columns = [result.answered for result in results]
    rows = [
        [f"{kind} ({len(asked)})", *(_mean_ms(answered, asked) for answered in columns)]
        for kind, asked in numbers.items()
    ]
    return table(["", *(result.engine for result in results)], rows)


def _mean_ms(answered: Answered, asked: Sequence[int]) -> str:
    times = [answered.seconds[number] * 1000 for number in asked if number in answered.seconds]
    return f"{geometric_mean(times):.2f}" if times else "–"


def _growth(comparisons: Sequence[Comparison]) -> str:
    """How figures grow from the smallest corpus to the larger ones; what grows as the corpus does is 1."""
    smallest = comparisons[0].results.get(OURS)
    if smallest is None:
        return ""
    rows = []
    for comparison in comparisons[1:]:
        result = comparison.results[OURS]
        times = comparison.articles / comparisons[0].articles
        median = statistics.median(result.answered.seconds.values())
        memory = (
            ""
            if not (result.build.peak_bytes and smallest.build.peak_bytes)
            else (f"{result.build.peak_bytes / smallest.build.peak_bytes / times:.2f}")
        )
        rows.append([
            f"{comparisons[0].articles:,} to {comparison.articles:,}",
            f"{result.build.seconds / smallest.build.seconds / times:.2f}",
            memory,
            f"{result.index_bytes / smallest.index_bytes / times:.2f}",
            f"{median / statistics.median(smallest.answered.seconds.values()) / times:.2f}",
        ])  # fmt: skip
    head = ["from", "time to index", "memory to index", "index", "median query"]
    return f"## Growth of searchtui, in proportion to the articles\n\n{table(head, rows)}"


def megabytes(count: int | None) -> str:
    """A number of bytes in millions, a dash where it is not known."""
    return "–" if count is None else f"{count / MEGABYTE:.0f}"
