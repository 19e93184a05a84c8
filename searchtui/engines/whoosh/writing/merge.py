"""Keeping segments few: which ones to merge, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from searchtui.engines.whoosh.codec.commits import Commit
from searchtui.engines.whoosh.codec.damage import damaged
from searchtui.engines.whoosh.codec.segment import Segment, SegmentReader
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.writing.segment_writer import write_segment
from searchtui.engines.whoosh.writing.sources import SegmentSource

MOST_SEGMENTS: Final = 10
"""A search looks into every segment, so there are never more."""

MERGE_WIDTH: Final = 8
"""Segments of one tier that are merged when there are so many; a tier holds segments up to this many times larger."""

SMALLEST_TIER: Final = 256
"""Segments with fewer documents than this are all of one tier."""

_SPARSE: Final = 0.5
"""A segment with fewer live documents than this share of its own is rewritten."""


def segments_to_merge(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Groups of segments to be merged now, each into one.

    Tiered: segments of about the same size are merged once there are `MERGE_WIDTH` of them, and where there are more
    than `MOST_SEGMENTS` in all, those of the lowest tier that has two. What is merged is of one tier, so an article is
    rewritten at most `MERGE_WIDTH` times before it rises to the next, a logarithmic number of times altogether, and a
    small batch never touches a large segment.
    """
    tiers: dict[int, list[Segment]] = {}
    groups = []
    for segment in segments:
        tiers.setdefault(_tier(segment.live_count), []).append(segment)
    for members in tiers.values():
        if len(members) >= MERGE_WIDTH:
            groups.append(members)
        else:
            groups.extend([segment] for segment in members if segment.live_count < _SPARSE * segment.size)
    if not groups and len(segments) > MOST_SEGMENTS:
        groups.append(_cheapest(tiers))
    return groups


def merge_segments(
    storage: AnyStorage,
    segments: Sequence[Segment],
    commit: Commit,
    segment_id: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> Segment:
    """Write one segment with the live documents of `segments`, in their order.

    Raises `IndexUnavailableError` rather than copy files that are not what `commit` says into one with new checksums,
    and `WritingStoppedError` soon after `stopped()` turns true.
    """
    names = {name for segment in segments for name in segment.file_names}
    if changed := commit.changed(storage, names):
        raise damaged(f"{changed[0]} is not what was written")
    sources = [SegmentSource(SegmentReader(storage, segment.id), segment.live) for segment in segments]
    return write_segment(storage, sources, segment_id, stopped)


def _cheapest(tiers: Mapping[int, list[Segment]]) -> list[Segment]:
    """The lowest tier with more than one segment; where each has one only, the two smallest segments."""
    for tier in sorted(tiers):
        if len(tiers[tier]) > 1:
            return tiers[tier]
    return [segment for tier in sorted(tiers)[:2] for segment in tiers[tier]]


def _tier(documents: int) -> int:
    tier = 0
    while documents >= SMALLEST_TIER:
        documents //= MERGE_WIDTH
        tier += 1
    return tier
