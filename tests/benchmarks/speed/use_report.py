"""Tables of what was measured on a folder of files and in the interface."""

from __future__ import annotations

from speed.folder import FolderFigures
from speed.interface import InterfaceFigures
from speed.report import machine, megabytes, percentile, table


def folder_report(figures: FolderFigures) -> str:
    """searchtui beside Recoll."""
    head = ["", "seconds to index", "processor seconds", "memory, MB", "index / text", "whole search, ms"]
    rows = [
        [
            each.program,
            f"{each.build.seconds:.1f}",
            f"{each.build.cpu_seconds:.1f}",
            megabytes(each.build.peak_bytes),
            f"{each.index_bytes / figures.text_bytes:.2f}",
            f"{each.search * 1000:.0f}",
        ]
        for each in figures.programs
    ]
    missing = f"\n{figures.missing}\n" if figures.missing else ""
    return (
        f"# A folder of {figures.files:,} text files\n\n{machine()}\n\n{table(head, rows)}{missing}"
        f"\nOne changed file is found {figures.changed:.1f} s after it was saved.\n"
    )


def interface_report(figures: InterfaceFigures) -> str:
    """What people feel, in milliseconds."""
    held = figures.held
    rows = [
        ("first paint", _ms(figures.first_paint)),
        ("first paint of a bare Textual app", _ms(figures.bare_paint)),
        ("first results", _ms(figures.ready)),
        (f"key to painted results, 95 % of {len(figures.keys)}", _ms(percentile(figures.keys, 0.95))),
        ("key to painted results, median", _ms(percentile(figures.keys, 0.5))),
        ("processor time a key", "–" if figures.key_cpu is None else _ms(figures.key_cpu)),
        (f"opening an article, 95 % of {len(figures.openings)}", _ms(percentile(figures.openings, 0.95))),
        ("opening an article, median", _ms(percentile(figures.openings, 0.5))),
        (f"holding down {held.keys:,} times, frames a second", f"{held.frames_a_second:.0f}"),
        (
            "frames a second of the processor",
            "–" if not held.frames_a_cpu_second else f"{held.frames_a_cpu_second:.0f}",
        ),
        ("longest time between two frames", _ms(held.longest_frame)),
        ("from the last key to rest", _ms(held.left_behind)),
        *((f"memory, {when}", f"{megabytes(count)} MB") for when, count in figures.memory.items()),
    ]
    return f"# The interface over {figures.articles:,} articles\n\n{machine()}\n\n{table(['', 'measured'], rows)}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
