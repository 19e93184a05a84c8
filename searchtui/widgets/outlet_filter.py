"""Putting an outlet into the text of a query, and taking it out again."""

from __future__ import annotations

import re

from searchtui.query.nodes import Node, Or


def toggle_outlet(query: str, outlet: str | None, node: Node) -> str:
    """`query` with `outlet:"…"` added, or taken out if it is there; `node` is what the query means.

    An outlet is added to the whole query: one that consists of alternatives is put in brackets first.
    """
    clause = "outlet:?" if outlet is None else 'outlet:"{}"'.format(" ".join(outlet.replace('"', " ").split()))
    found = re.search(rf"(?<![\w-]){re.escape(clause)}(?=\s|$)\s*", query, re.IGNORECASE)
    if found:
        return (query[: found.start()] + query[found.end() :]).strip()
    typed = query.strip()
    if isinstance(node, Or):
        typed = f"({typed})"
    return f"{typed} {clause}".strip()
