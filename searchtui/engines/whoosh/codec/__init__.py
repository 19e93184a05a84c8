"""The index on the disk: segments of flat arrays that numpy maps, and the Whoosh codec that adapts them.

Reading (no Whoosh, no pickle, nothing decoded before it is asked for):

- `commits.read_commit(storage, generation)` → `Commit.segments`: each a `segment.Segment` with `id`, `size`, `live`.
- `segment.SegmentReader(storage, segment.id)`: the two files of a segment, documents numbered from 0.
  - `.postings(field, term)` → `postings.PostingList`: `documents`, `weights`, and, read when asked for, `counts`,
    `positions`, `keys`. `EMPTY` for a word that is not there. Stems have the positions of their written forms.
  - `.field(name)` → `fields.FieldReader` or None: `.terms` (`terms.SortedBytes`: `find`, `place`, `with_prefix`,
    `between(first, last)`, `data` and `offsets` as arrays), `.frequencies` (documents that hold each term),
    `.at(number)` → `PostingList`, `.between(first, last)` → the postings of many terms at once, `.forms` (of a field of
    stems: which written word has which stem; `forms.stem(b"en/politics")` → number of the stem, -1 if unknown).
  - `.text(name)` → `documents.TextColumn` or None: `.ordinals` by document, `.values` (`SortedBytes`), `.value(n)`,
    `.documents(value)`; for `id`, `path`, `outlet`, `lang`, `known`.
  - `.documents.numbers("day")` → day ordinals, 0 where unknown; `.documents.lengths(field)` → words by document.
  - `.stored(n)` → the packed article (`stored.unpacked`).

The layers, lowest first: `ragged` and `vbyte` (lists of numbers), `container` (a checksummed file of arrays), `terms`,
`postings`, `blocks`, `lengths`, then the two files `fields` and `documents`, then `segment` and `commits`. The modules
`whoosh_*`, `fact_fields` and `plain_values` adapt them to Whoosh; `verify` reads everything.
"""
