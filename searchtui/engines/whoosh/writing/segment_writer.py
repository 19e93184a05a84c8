"""Writing one segment from runs and other segments, a bounded number of postings at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise, repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.blocks import BlocksWriter, learnt_dictionary
from searchtui.engines.whoosh.codec.container import ContainerWriter
from searchtui.engines.whoosh.codec.documents import DOCUMENTS_KIND, DocumentFacts, write_facts
from searchtui.engines.whoosh.codec.fields import TERMS_KIND, Forms, TermsFileWriter
from searchtui.engines.whoosh.codec.lengths import LENGTHS
from searchtui.engines.whoosh.codec.postings import Layout, Weighing
from searchtui.engines.whoosh.codec.segment import DOCUMENTS_SUFFIX, TERMS_SUFFIX, Segment, file_name, new_id
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.writing.joining import Numbers, joined, renumbered
from searchtui.engines.whoosh.writing.sources import FieldSource, Source

_NUMBERS_AT_ONCE: Final = 1 << 19
"""Document numbers and positions worked on at a time (some 50 bytes of memory each), unless one term has more."""


class WritingStoppedError(Exception):
    """The segment being written is not wanted any more."""


ENOUGH_TO_PACK: Final = 500
_ENOUGH_TO_LEARN: Final = 2_000
"""Documents worth a dictionary, which takes some 100 KB, and of which a good one can be made."""

_EXAMPLES: Final = 1_500


def write_segment(
    storage: AnyStorage,
    sources: Sequence[Source],
    segment_id: str = "",
    stopped: Callable[[], bool] = lambda: False,
    dictionary: bytes = b"",
) -> Segment:
    """Write a segment with the live documents of `sources`, in their order.

    Stored documents are packed with the dictionary, else with that of the largest source that has one, so that all
    segments of an index come to have the same, and blocks are copied as they are.

    Raises `WritingStoppedError` soon after `stopped()` turns true.
    """
    segment_id = segment_id or new_id()
    size = sum(int(np.count_nonzero(source.live)) for source in sources)
    with storage.create_file(file_name(segment_id, DOCUMENTS_SUFFIX)) as file:
        out = ContainerWriter(file, DOCUMENTS_KIND)
        _write_documents(out, BlocksWriter(out, dictionary or _dictionary(sources, size)), sources, size)
    with storage.create_file(file_name(segment_id, TERMS_SUFFIX)) as file:
        _write_terms(TermsFileWriter(ContainerWriter(file, TERMS_KIND)), sources, stopped)
    return Segment(segment_id, size)


def new_numbers(sources: Sequence[Source]) -> list[Numbers]:
    """For each source the number that each of its documents gets, -1 for those left out."""
    found: list[Numbers] = []
    first = 0
    for source in sources:
        found.append(np.where(source.live, first + np.cumsum(source.live) - 1, -1).astype(np.int32))
        first += int(np.count_nonzero(source.live))
    return found


def _dictionary(sources: Sequence[Source], size: int) -> bytes:
    """The dictionary of the largest source that has one; else, for many documents, one made of some."""
    if size < ENOUGH_TO_PACK:
        return b""
    largest = max(sources, key=lambda source: (bool(source.dictionary), source.size))
    if largest.dictionary or size < _ENOUGH_TO_LEARN:
        return largest.dictionary
    shares = (source.examples(max(1, _EXAMPLES * source.size // size)) for source in sources)
    return learnt_dictionary(chain.from_iterable(shares))


def _write_documents(out: ContainerWriter, blocks: BlocksWriter, sources: Sequence[Source], size: int) -> None:
    for source in sources:
        source.store(blocks)
    blocks.end()
    facts = DocumentFacts(size)
    facts.texts = {name: _joined_texts(sources, name) for name in _names(source.text_names for source in sources)}
    facts.numbers = {
        name: np.concatenate([source.numbers(name)[source.live] for source in sources])
        for name in _names(source.number_names for source in sources)
    }
    facts.lengths = {
        name: np.concatenate([source.length_bytes(name)[source.live] for source in sources])
        for name in _names(source.length_names for source in sources)
    }
    facts.length_sums = {name: int(LENGTHS[lengths].sum(dtype=np.int64)) for name, lengths in facts.lengths.items()}
    write_facts(out, facts)


def _joined_texts(sources: Sequence[Source], name: str) -> tuple[list[bytes], NDArray[Any]]:
    """The distinct values of a fact over the live documents of all sources, and which of them each document has."""
    columns = []
    for source in sources:
        values, ordinals = source.texts(name)
        live = ordinals[source.live]
        used = np.unique(live)
        columns.append(([values[number] for number in used.tolist()], np.searchsorted(used, live)))
    distinct = sorted(set().union(*(values for values, _ in columns)))
    numbers = {value: number for number, value in enumerate(distinct)}
    return distinct, np.concatenate(
        [np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))[ordinals] for values, ordinals in columns]
    )


def _write_terms(out: TermsFileWriter, sources: Sequence[Source], stopped: Callable[[], bool]) -> None:
    numbers = new_numbers(sources)
    for name in _names(source.field_names for source in sources):
        fields = [(field, own) for source, own in zip(sources, numbers, strict=True) if (field := source.field(name))]
        out.begin(name, _common_layout([field.layout for field, _ in fields]))
        written: list[bytes] = []
        for edges in _pieces([field for field, _ in fields]):
            if stopped():
                raise WritingStoppedError
            parts = [
                renumbered(field.between(first, last), own)
                for (field, own), (first, last) in zip(fields, edges, strict=True)
            ]
            together = joined(parts)
            written += together.terms
            out.add(together)
        out.end(_joined_forms([field.forms for field, _ in fields], [field.terms for field, _ in fields], written))
    out.finish()


def _common_layout(layouts: Sequence[Layout]) -> Layout:
    positions = any(layout.positions for layout in layouts)
    if any(layout.weighing is Weighing.FLOATS for layout in layouts) or len({one.positions for one in layouts}) > 1:
        weighing = Weighing.FLOATS
    else:
        weighing = Weighing.COUNTS if positions else Weighing.WHOLE
    return Layout(weighing, positions, min(layout.base for layout in layouts))


def _pieces(fields: Sequence[FieldSource]) -> Iterator[list[tuple[int, int]]]:
    """Stretches of terms, the same in every field, none holding many more than `_NUMBERS_AT_ONCE` numbers.

    For each stretch, the numbers of its first and behind its last term in each field.
    """
    largest = max(fields, key=lambda field: int(field.ends[-1]))
    total = sum(int(field.ends[-1]) for field in fields)
    share = max(1, int(largest.ends[-1]) * _NUMBERS_AT_ONCE // max(1, total))
    cuts = np.unique(np.searchsorted(largest.ends, np.arange(share, int(largest.ends[-1]), share)))
    edges = [largest.terms[cut] for cut in cuts.tolist() if 0 < cut < len(largest.terms)]
    borders = [[0, *(bisect_left(field.terms, edge) for edge in edges), len(field.terms)] for field in fields]
    yield from (list(stretch) for stretch in zip(*(pairwise(border) for border in borders), strict=True))


def _joined_forms(
    forms: Sequence[Forms | None], terms: Sequence[Sequence[bytes]], written: list[bytes]
) -> Forms | None:
    """The written words behind the stems of several fields, as far as the stems are among the terms `written`."""
    numbers = {term: number for number, term in enumerate(written)}
    stems: dict[bytes, int] = {}
    fields: tuple[str, ...] = ()
    for own, own_terms in zip(forms, terms, strict=True):
        if own is not None:
            fields = own.fields
            renumbering = np.fromiter(map(numbers.get, own_terms, repeat(-1)), np.int64, len(own_terms))
            stems.update(zip(own.words, renumbering[own.stems].tolist(), strict=True))
    if not fields:
        return None
    words = sorted(stems if -1 not in stems.values() else (word for word, stem in stems.items() if stem >= 0))
    return Forms(words, np.fromiter(map(stems.__getitem__, words), np.int64, len(words)), fields)


def _names(lists: Iterator[list[str]]) -> list[str]:
    return sorted(set().union(*lists))
