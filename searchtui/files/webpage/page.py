"""A web page as a document: its visible text laid out, and what it declares of itself."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import html

from searchtui.errors import FileReadError
from searchtui.files.document import RawDocument
from searchtui.files.webpage.body import located, main_paragraphs
from searchtui.files.webpage.declared import PageFacts, page_facts
from searchtui.files.webpage.fallback import guessed_date
from searchtui.files.webpage.flat import flat_text, head_of
from searchtui.files.webpage.layout import laid_out, line_of_title
from searchtui.files.webpage.render import Rendered, render
from searchtui.files.webpage.tree import drop_unseen, is_large, lightened, parse

_LITTLE = 250
"""Characters below which what was found is no article if the page declares a longer one (trafilatura's own limit)."""

_NO_FACTS: Mapping[str, tuple[str, str]] = {}


def page_document(
    markup: str,
    name: str,
    record: str | None = None,
    *,
    address: str = "",
    facts_outside: Mapping[str, tuple[str, str]] = _NO_FACTS,
    is_message: bool = False,
) -> RawDocument:
    """Return the document of a page's markup.

    `address` is where the page was taken from, and `facts_outside` (our name to value and place) is what its container
    says; the page's own declarations go before both, except in a message, which knows itself best.

    The text is the visible text in order, with the article's stretches marked. Paragraphs of the article that are not
    part of that text are added at its end. Where the page has no main part, or is nested or grown beyond what can be
    searched for one, the layout is left open. Raises `FileReadError` where there is no text.
    """
    markup = lightened(markup)
    root = parse(markup)
    head = parse(head_of(markup)) if root is None else root
    facts = PageFacts() if head is None or is_message else page_facts(head, address)
    for field, (value, place) in facts_outside.items():
        facts.state(field, value, place)
    if root is None:
        return _document(name, record, Rendered(flat_text(markup), ()), facts, None)
    drop_unseen(root)
    if "date" not in facts.fields and not is_message:
        _guess_date(root, facts)
    rendered = render(root)
    paragraphs = [] if is_large(root) else main_paragraphs(root)
    if sum(map(len, paragraphs)) < min(_LITTLE, len(facts.article_body)):
        paragraphs = [line for line in facts.article_body.split("\n") if line.strip()]
    return _document(name, record, rendered, facts, paragraphs or None)


def _guess_date(root: html.HtmlElement, facts: PageFacts) -> None:
    guess = guessed_date(root, facts.fields.get("url", ""))
    if guess is not None:
        facts.state("date", guess, "htmldate")
        facts.inferred |= {"date"}


def _document(
    name: str, record: str | None, rendered: Rendered, facts: PageFacts, paragraphs: list[str] | None
) -> RawDocument:
    text, layout = rendered.text, None
    if paragraphs is not None:
        body, missing = located(paragraphs, text)
        for paragraph in missing:
            added = " ".join(paragraph.split())
            text = f"{text}\n\n{added}" if text else added
            body.append((len(text) - len(added), len(text)))
        before = body[0][0] if body else 0
        title = line_of_title(text, facts.fields.get("title", ""), rendered.headings, before)
        layout = laid_out(text, body, title)
    if not text.strip() and "title" not in facts.fields:
        raise FileReadError(
            "The page has no text.", hint="It may be built by a script; save it from the browser once it is shown."
        )
    return RawDocument(
        name,
        record,
        text,
        facts.fields,
        facts.places,
        layout=layout,
        inferred=facts.inferred,
        other_dates=facts.other_dates,
        is_page=True,
    )
