"""Reading every byte of an index, to say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.engines.whoosh.codec.commits import AnyStorage, Commit
from searchtui.engines.whoosh.codec.damage import DAMAGE
from searchtui.engines.whoosh.schema import SCHEMA
from searchtui.engines.whoosh.search.segment_view import SegmentView
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.stored import from_values


def problems(storage: AnyStorage, snapshot: Snapshot, commit: Commit) -> Iterator[str]:
    """One sentence for each thing that is wrong; none for a sound index."""
    for name in commit.changed(storage):
        yield f"The file {name} is not what was written: it is missing, cut or changed."
    for view in snapshot.views:
        yield from _unreadable(view)
    live_ids = [snapshot.ids[number] for number in snapshot.documents.tolist()]
    if len(live_ids) != len(set(live_ids)):
        yield "An article is in the index twice."


def _unreadable(view: SegmentView) -> Iterator[str]:
    name = view.segment.segment_id()
    for number in range(view.size):
        try:
            from_values(view.stored(number))
        except DAMAGE as error:
            yield f"Article {number + 1} of segment {name} cannot be read ({error})."
    for fieldname in SCHEMA.names():
        if SCHEMA[fieldname].indexed:
            yield from _bad_postings(view, fieldname)


def _bad_postings(view: SegmentView, fieldname: str) -> Iterator[str]:
    name = view.segment.segment_id()
    try:
        for term, postings in view.terms.field_terms(fieldname):
            documents = postings.documents
            sound = (
                documents.size
                and documents[0] >= 0
                and documents[-1] < view.size
                and (documents[1:] > documents[:-1]).all()
            )
            if not sound or postings.counts.sum(dtype=int) != postings.positions.size:
                yield f"The postings of “{term.decode('utf-8', 'replace')}” in segment {name} make no sense."
    except DAMAGE as error:
        yield f"The terms of field {fieldname} in segment {name} cannot be read ({error})."
