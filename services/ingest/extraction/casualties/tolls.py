"""One counted group of people and what became of them."""

from dataclasses import dataclass

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.lexicon import Person, word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = ["NONE", "ONE", "Toll", "negated", "of_some_only", "zero"]

NONE = Figure(0, 0, Qualifier.EXACT)
ONE = Figure(1, 1, Qualifier.EXACT)
_FURTHER = word_set("further")
_BY_DEGREE = word_set("by_degree")
_CAUSING = word_set("causing")
_NOTHING = frozenset({"none", "nil", "zero"})


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


def zero(node: Node, category: CasualtyCategory, victims: Victims = Victims.UNKNOWN) -> Toll:
    """A stated zero at a noun."""
    return Toll(category, NONE, victims, node, None, None, node.text, True)


def of_some_only(node: Node) -> bool:
    """Whether that there are none says only that there are no more or no grave ones: "no further deaths", "no serious
    injuries", "nobody else", "the others were unhurt"."""
    return any(n.lower in _FURTHER or n.lower in _BY_DEGREE for n in (node, *node.children))


def negated(node: Node) -> bool:
    """Whether a noun of harm is denied: "no casualties", "without causing victims", "neither dead nor wounded"."""
    if any(
        c.lower in ("no", "zero", "nil", "neither")
        and c.dep in ("det", "nummod", "amod", "preconj", "cc", "advmod", "compound")
        for c in node.children
    ):
        return True
    if any(c.lower in _NOTHING and c.dep == "appos" and c.i > node.i for c in node.children):
        return True  # "Casualties: none"
    head = node.head
    if node.dep == "pobj" and head.lower == "without":
        return True
    if node.dep == "pobj" and head.lower in ("in", "to"):
        head = head.head  # "did not result in casualties"
    elif not head.is_verb or node.dep not in ("dobj", "attr", "nsubj", "nsubjpass"):
        return False
    if head.dep == "pcomp" and head.head.lower == "without":
        return True
    bare = node.tag == "NNS" and node.child("det", "nummod", "amod", "poss") is None
    of_any = any(c.lower == "any" for c in node.children)
    return any(c.dep == "neg" for c in head.children) and (of_any or (bare and head.verb_lemma in _CAUSING))
