"""Ways through a parsed query that its users share."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.query.nodes import And, Boost, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Wildcard, Word

TextLeaf = Word | Phrase | Prefix | Wildcard | Fuzzy


def leaves(node: Node) -> Iterator[Node]:
    """The terms of a query from left to right, those under NOT included: every node without children."""
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from leaves(child)
        case Near(left=left, right=right):
            yield from leaves(left)
            yield from leaves(right)
        case Not(child=child) | Boost(child=child):
            yield from leaves(child)
        case _:
            yield node


def conjuncts(node: Node) -> tuple[Node, ...]:
    """The conditions that an article must meet one and all; a query that is no conjunction is its own only one."""
    return node.children if isinstance(node, And) else (node,)
