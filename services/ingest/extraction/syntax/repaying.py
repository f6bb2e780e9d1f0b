"""What is answered and what answers it: "bombed X in reply to the raid on Y" tells of two happenings."""

from itertools import pairwise

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = ["answered", "paid_back"]

_PAYING_BACK = word_set("paying_back")
_AVENGING = word_set("avenging")
_DEEP = 6
"""Arcs above a name within which what is paid back stands."""


def paid_back(node: Node) -> Node | None:
    """What a node is of, where that is answered: "in retaliation for the raid on X", "to avenge the raid on X"."""
    above = [node, *node.ancestors()][: _DEEP + 1]
    for low, high in pairwise(above):
        if answered(low):
            return low
        if low.dep == "dobj" and high.dep == "advcl" and high.verb_lemma in _AVENGING:
            return low
    return None


def answered(prep: Node) -> bool:
    """Whether what follows a preposition is answered by what it hangs on."""
    return prep.dep == "prep" and prep.lower in ("for", "to") and _pays_back(prep.head, prep)


def _pays_back(high: Node, prep: Node) -> bool:
    """Whether what follows a preposition is answered: "in reply to", "came in reply to", "retaliated for"."""
    if high.verb_lemma in _AVENGING:
        return True
    told = [high, high.child("attr"), *(c.child("pobj") for c in high.all("prep") if c.lower == "in")]
    return any(one is not None and one.i < prep.i and one.noun_lemma in _PAYING_BACK for one in told)
