"""How far back a comparison goes, which is not when anything was: "the deadliest raid since July", "for the third time
this month", "the first strike in two weeks"."""

from services.ingest.extraction.dates.moments import Moment
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["compares"]

_REACH = 9
"""Words before a time among which the one that ranks stands."""
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth only worst".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset(",;:.()–—")
_PARTS = frozenset("half quarter week weeks day days hour hours month months year years of".split())
"""What is ranked and is a time itself: "in the first half of 2023", and "most of 2023"."""


def compares(moment: Moment, tree: Tree) -> bool:
    """Whether a stretch of time tells only among what something ranks first, third or worst."""
    if moment.span is None and not moment.since:
        return False
    within = tree.at(moment.start, moment.end)
    after, node = (within[0], within[0].previous) if within else (None, None)
    for _ in range(_REACH):
        if after is None or node is None or node.tag in _FINITE or node.text in _STOPS:
            return False
        if _ranks(node) and after.lower not in _PARTS:
            return True
        after, node = node, node.previous
    return False


def _ranks(node: Node) -> bool:
    counted = node.previous is not None and node.previous.lower == "at"  # "at least", "at first"
    return (node.tag in ("JJS", "RBS") or node.lower in _RANKS) and not counted
