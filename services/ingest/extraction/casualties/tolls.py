"""One counted group of people and what became of them."""

from dataclasses import dataclass

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.lexicon import Person
from services.ingest.extraction.syntax.tree import Node

__all__ = ["NONE", "ONE", "Toll", "negated", "zero"]

NONE = Figure(0, 0, Qualifier.EXACT)
ONE = Figure(1, 1, Qualifier.EXACT)


@dataclass(eq=False)
class Toll:
    """`predicate` says what happened to them, `people` is the noun or number that counts them.

    A `total` is what an earlier count was brought to. A `nameless` figure does not say what it counts.
    """

    category: CasualtyCategory
    figure: Figure
    victims: Victims
    predicate: Node
    people: Node | None
    person: Person | None
    words: str
    explicit: bool
    total: bool = False
    nameless: bool = False


def zero(node: Node, category: CasualtyCategory) -> Toll:
    """A stated zero at a noun."""
    return Toll(category, NONE, Victims.UNKNOWN, node, None, None, node.text, True)


def negated(node: Node) -> bool:
    """Whether a noun of harm is denied: "no casualties", "without causing victims", "neither dead nor wounded"."""
    if any(
        c.lower in ("no", "zero", "neither") and c.dep in ("det", "nummod", "amod", "preconj", "cc", "advmod")
        for c in node.children
    ):
        return True
    head = node.head
    if node.dep == "pobj" and head.lower == "without":
        return True
    if not head.is_verb or node.dep not in ("dobj", "attr", "nsubj", "nsubjpass"):
        return False
    if head.dep == "pcomp" and head.head.lower == "without":
        return True
    return any(c.dep == "neg" for c in head.children) and any(c.lower == "any" for c in node.children)
