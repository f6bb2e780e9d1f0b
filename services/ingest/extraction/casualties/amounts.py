"""What a count is told through: "a total of nine guards", "a handful of men", "half of the crew"."""

from typing import Final

from schemas.vocabulary import Qualifier
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.lexicon import word_table
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.phrases import of_object
from services.ingest.extraction.syntax.tree import Node

__all__ = ["amount", "asked", "bearer", "undated", "weighed"]

_AMOUNTS: Final = word_table("amounts")
"""Nouns that stand before a count, by what they make of it; of "part" of a number nobody knows how many it is."""
_AGED: Final = frozenset({"aged", "age", "ages"})
_BETWEEN_AGES: Final = frozenset({"and", ",", "to", "between", "or", "-", "–", "from"})
_WHEN: Final = frozenset({"on", "at", "by", "in", "since", "until", "before", "after", "around", "from"})


def amount(node: Node) -> tuple[str, Node] | None:
    """What a noun makes of the count behind it, and whom that counts."""
    meaning = _AMOUNTS.get(node.lower)
    counted = of_object(node) if meaning is not None else None
    return (meaning, counted) if meaning is not None and counted is not None else None


def weighed(figure: Figure, meaning: str) -> Figure:
    """A figure as such a noun tells it."""
    match meaning:
        case "at_least":
            return Figure(figure.min, None, Qualifier.AT_LEAST)
        case "at_most":
            return Figure(0, figure.max, Qualifier.AT_MOST)
        case "vague":
            return Figure(0, None, Qualifier.VAGUE)
        case _:
            return figure


def asked(node: Node) -> bool:
    """Whether a number is asked for and not given: "how many had been killed"."""
    return any(n.lower == "how" and n.head.lower in ("many", "few") for n in node.subtree() if n.i < node.i)


def bearer(node: Node) -> Node | None:
    """Who is counted where the parser takes an age for a count ("two boys aged nine and twelve were killed"): whose
    age it is, or the node itself; None where nobody is."""
    at: Node | None = node
    while at is not None and (at.tag == "CD" or at.lower in _BETWEEN_AGES):
        at = at.previous
    if node.tag != "CD" or at is None or at.lower not in _AGED or at.i == node.i:
        return node
    before = at.previous
    while before is not None and before.text == ",":
        before = before.previous
    return before if before is not None and before.is_noun else None


def undated(nodes: list[Node]) -> list[Node]:
    """The words of a count without a day or hour that the parser hangs on it: "on 12 May three men", "at 0600 nine"."""
    months = [at for at, node in enumerate(nodes) if node.lower in CALENDAR and node.text[:1].isupper()]
    after = nodes[months[-1] + 1 :] if months else nodes
    if len(after) > 1 and after[0].tag == "CD" and after[1].tag == "CD":
        before = after[0].previous
        if months or (before is not None and before.lower in _WHEN):
            after = after[1:]
    return after if any(node.tag == "CD" for node in after[:-1]) or not months else nodes
