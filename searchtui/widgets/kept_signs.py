"""What the user keeps of an article, in a few signs: ★ starred, #tag, ✎ notes, ✓ read."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.userdata.kept import Kept
from searchtui.widgets.evidence import QUOTE_LENGTH, Fact

STAR, NOTED, READ = "★", "✎", "✓"
TAGS_SHOWN = 3
"""Tags that a list names; the reader names all."""


def signs(kept: Kept, *, tags: int | None = None) -> str:
    """The signs with a space between two: at most `tags` tags named, the others counted; "" where nothing is kept."""
    shown = [STAR] if kept.star else []
    shown += [f"#{tag}" for tag in kept.tags[:tags]]
    if tags is not None and len(kept.tags) > tags:
        shown.append(f"+{len(kept.tags) - tags}" if tags else f"#{len(kept.tags)}")
    if kept.notes:
        shown.append(NOTED if len(kept.notes) == 1 else f"{NOTED}{len(kept.notes)}")
    if kept.read:
        shown.append(READ)
    return " ".join(shown)


def kept_facts(kept: Kept) -> Iterator[Fact]:
    """What the user keeps of an article, for the reader: star and tags, then each note."""
    marks = [*([f"{STAR} starred"] if kept.star else []), *(f"#{tag}" for tag in kept.tags)]
    if marks:
        yield Fact("Marks", " ".join(marks))
    for note in kept.notes:
        passage = "" if note.passage is None else f"on “{_cut(note.passage.quote)}”"
        yield Fact("Note", note.words or "a passage kept", passage)


def _cut(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LENGTH else quote[: QUOTE_LENGTH - 1].rstrip() + "…"
