"""Which figures of one clause add up to one: people who are told together, and no part of others."""

from typing import Final

from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.syntax.grammar import before_in_list

__all__ = ["adds_up"]

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_ADDED: Final = frozenset({"more", "another", "further", "additional", "others", "other"})


def adds_up(toll: Toll) -> bool:
    """ "an officer and three men" and "two more" add up; "N, including M" does not."""
    node = toll.people
    if node is not None and any(c.lower in _ADDED for c in (node, *node.children)):
        return True
    while node is not None and node.head is not node:
        if node.dep == "conj" and (node.head.is_noun or node.head.tag == "CD"):
            return True
        if before_in_list(node) is not None:
            return True
        whose = node.child("poss")
        listed = whose is not None and whose.previous is not None and whose.previous.text == ","
        if listed and node.dep in _SUBJECTS and any(one.i < node.i for one in node.head.all(*_SUBJECTS)):
            return True  # "a man, his wife and …": two subjects of one verb
        if node.dep == "pobj" and node.head.dep == "conj" and node.head.head.dep == "prep":
            return True  # "of a guard and of a seller"
        if node.lower in ("including", "among"):
            return False
        if node.is_verb:
            return False
        node = node.head
    return False
