"""Which words of a text are a statement's."""

import re

from services.ingest.extraction.speech.attribution import Attribution
from services.ingest.extraction.syntax.repaying import paid_back
from services.ingest.extraction.syntax.tree import Node, Tree
from services.ingest.extraction.text.segment import Unit

__all__ = ["span"]


def span(unit: Unit, tree: Tree, nodes: list[Node], owner: Attribution | None) -> tuple[int, int]:
    """The clause of a trigger inside its claim, in code points of the field; of what is answered, its own words."""
    head = min(nodes, key=lambda n: n.depth)
    answered = paid_back(head)
    while not head.is_verb and head.head is not head and (owner is None or head.head.i in owner.content):
        if answered in (head, head.head):
            break
        head = head.head
    inside = [n for n in head.subtree() if owner is None or n.i in owner.content] or nodes
    if owner is None:
        inside = [n for n in inside if not (n.dep == "punct" and (n.i == 0 or n.i == len(tree.nodes) - 1))] or nodes
    first, last = min(n.start for n in (*inside, *nodes)), max(n.end for n in (*inside, *nodes))
    text = tree.text[first:last]
    trimmed = re.sub(r"[\s.,;:]+$", "", text)
    lead = len(trimmed) - len(re.sub(r"^[\s.,;:]+", "", trimmed))
    return unit.start + first + lead, unit.start + first + len(trimmed)
