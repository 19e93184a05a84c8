"""The passages of an article that show best what was found: whole sentences, or clauses of long ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from searchtui.articles.article import Article, Block, Part
from searchtui.results.clauses import ELLIPSIS_AFTER, ELLIPSIS_BEFORE, Excerpt, excerpt_around
from searchtui.results.page import Snippet
from searchtui.results.worth import Match, Worth, best_places, read_matches, worth_of
from searchtui.text.sentences import sentence_spans

PLACES_PER_SNIPPET = 2
"""Places looked at closely for each snippet wanted; with `CONTEXT` it bounds the work in an article of any length."""

CONTEXT = 2
"""How many snippet widths around a place are cut into sentences, to find where the first begins and the last ends."""


def snippets(
    article: Article, matches: Sequence[tuple[int, int]], *, limit: int = 3, width: int = 240
) -> tuple[Snippet, ...]:
    """At most `limit` passages of the body, the best first, none overlapping another, each at most `width` characters.

    `matches` are the ascending offsets that `Matcher.body_matches` gives. Site chrome is quoted only where a match
    stands in it, as none does unless the query asks for all text of the page. The passage that holds most different
    words and complete phrases of the query is best, then the densest, then the earliest. Without matches the only
    snippet is how the body begins. `Snippet.start` is where the passage begins in `article.text`; an ellipsis before
    it is not counted. A line break in it shows as a space, so offsets stay the same.
    """
    paragraphs = _paragraphs(article, matches)
    if not paragraphs or limit < 1:
        return ()
    if not matches:
        return (_snippet(article, _beginning(article, paragraphs[0], width), ()),)
    read = read_matches(article, matches)
    starts = [paragraph[0].start for paragraph in paragraphs]
    homes = [paragraphs[bisect_right(starts, match.start) - 1] for match in read]
    inner = width - len(ELLIPSIS_BEFORE) - len(ELLIPSIS_AFTER)
    places = best_places(read, [home[-1].end for home in homes], inner, PLACES_PER_SNIPPET * limit)
    passages: list[tuple[Worth, Excerpt]] = []
    for place in places:
        paragraph = paragraphs[bisect_right(starts, place[0]) - 1]
        passage = _passage(article, paragraph, place, _within(read, paragraph[0].start, paragraph[-1].end), width)
        passages.append((worth_of(_within(read, passage.start, passage.end), passage.start, passage.end), passage))
    chosen: list[Excerpt] = []
    for _, passage in sorted(passages, reverse=True):
        if len(chosen) < limit and all(passage.end <= other.start or other.end <= passage.start for other in chosen):
            chosen.append(passage)
    return tuple(_snippet(article, passage, _within(read, passage.start, passage.end)) for passage in chosen)


def _paragraphs(article: Article, matches: Sequence[tuple[int, int]]) -> list[tuple[Block, ...]]:
    """The body's paragraphs, and those of site chrome that hold matches, each as its blocks: several where a match
    runs over the break between them.
    """
    paragraphs: list[tuple[Block, ...]] = []
    match_starts = [start for start, _ in matches]
    for block in article.blocks:
        following = bisect_left(match_starts, block.start)
        if paragraphs and following and matches[following - 1][1] > block.start:
            paragraphs[-1] += (block,)
        elif block.part is Part.BODY or bisect_left(match_starts, block.end) > following:
            paragraphs.append((block,))
    return paragraphs


def _passage(
    article: Article, paragraph: tuple[Block, ...], place: tuple[int, int], matches: Sequence[Match], width: int
) -> Excerpt:
    """The whole sentences around `place` if they fit into `width`, else as much around it as fits."""
    sentences = _sentences(article, paragraph, place, matches, width)
    ends = [sentence.end for sentence in sentences]
    first, last = bisect_right(ends, place[0]), bisect_left(ends, place[1])
    inside = _within(matches, *place)
    shown = worth_of(inside, *place).different
    while first < last and sentences[last].end - sentences[first].start > width:
        if worth_of(inside, sentences[first].start, sentences[last - 1].end).different == shown:
            last -= 1
        elif worth_of(inside, sentences[first + 1].start, sentences[last].end).different == shown:
            first += 1
        else:
            break
    run = _joined(sentences[first : last + 1])
    if run.end - run.start > width:
        kept = _within(inside, run.start, run.end)
        return excerpt_around(article.text, run, (kept[0].start, kept[-1].end), width)
    return _with_neighbours(sentences, first, last, width)


def _with_neighbours(sentences: Sequence[Excerpt], first: int, last: int, width: int) -> Excerpt:
    """A run of sentences; one that leaves half of `width` empty gets the sentence after it, else the one before."""
    run = _joined(sentences[first : last + 1])
    for neighbour in (last + 1, first - 1):
        if run.end - run.start >= width // 2 or not 0 <= neighbour < len(sentences):
            continue
        longer = _joined(sorted((run, sentences[neighbour])))
        if longer.end - longer.start <= width and not (longer.cut_before or longer.cut_after):
            run = longer
    return run


def _sentences(
    article: Article, paragraph: tuple[Block, ...], place: tuple[int, int], matches: Sequence[Match], width: int
) -> list[Excerpt]:
    """The sentences around `place`, those joined that a match runs over; at the rim they may be cut."""
    start = max(paragraph[0].start, place[0] - CONTEXT * width)
    end = min(paragraph[-1].end, place[1] + CONTEXT * width)
    sentences: list[Excerpt] = []
    for block in paragraph:
        for sentence in _sentences_of(article, block, start, end):
            before = bisect_left(matches, (sentence.start,)) - 1
            if sentences and before >= 0 and matches[before].end > sentence.start:
                sentences[-1] = _joined((sentences[-1], sentence))
            else:
                sentences.append(sentence)
    return sentences


def _sentences_of(article: Article, block: Block, start: int, end: int) -> Iterator[Excerpt]:
    """The sentences of a block from `start` to `end`, hard wraps read as spaces."""
    first, last = max(block.start, start), min(block.end, end)
    if first >= last:
        return
    stretch = article.text[first:last].replace("\n", " ")
    for sentence_start, sentence_end in sentence_spans(stretch, article.lang):
        yield Excerpt(
            first + sentence_start,
            first + sentence_end,
            cut_before=sentence_start == 0 and first > block.start,
            cut_after=sentence_end == len(stretch) and last < block.end,
        )


def _beginning(article: Article, paragraph: tuple[Block, ...], width: int) -> Excerpt:
    start = paragraph[0].start
    sentences = _sentences(article, paragraph, (start, start), (), width)
    whole = 0
    while whole < len(sentences) and sentences[whole].end - start <= width and not sentences[whole].cut_after:
        whole += 1
    if whole:
        return _joined(sentences[:whole])
    return excerpt_around(article.text, sentences[0], (start, start), width)


def _joined(sentences: Sequence[Excerpt]) -> Excerpt:
    return Excerpt(sentences[0].start, sentences[-1].end, sentences[0].cut_before, sentences[-1].cut_after)


def _within(matches: Sequence[Match], start: int, end: int) -> Sequence[Match]:
    """The matches that begin from `start` to before `end`."""
    return matches[bisect_left(matches, (start,)) : bisect_left(matches, (end,))]  # (n,) comes before (n, anything)


def _snippet(article: Article, passage: Excerpt, matches: Sequence[Match]) -> Snippet:
    before = ELLIPSIS_BEFORE if passage.cut_before else ""
    after = ELLIPSIS_AFTER if passage.cut_after else ""
    text = before + article.text[passage.start : passage.end].replace("\n", " ") + after
    shift = len(before) - passage.start
    marks = tuple((match.start + shift, min(match.end, passage.end) + shift) for match in matches)
    return Snippet(text, marks, passage.start)
