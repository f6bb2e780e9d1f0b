"""What is counted over a time whose beginning has no date: "47 have been killed since the war began", "to date".

Such a sum is background though it lasts until now, and no happening of the day that was told before it.
"""

import re
from typing import Final

from schemas.vocabulary import Temporal
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.syntax.tree import Tree

__all__ = ["counts_on", "lasts", "sums_up"]

_STRUGGLE: Final = (
    r"(?:(?:current|latest|renewed|civil|full-scale|wider) )*(?:war|conflict|fighting|hostilities|violence|escalation|"
    r"crisis|insurgency|uprising|invasion|ceasefire|truce|clashes|unrest|blockade|siege)"
)
_BEGINNING: Final = r"(?:start|beginning|outbreak|onset|eruption|resumption)"
_BEGAN: Final = r"(?:began|started|erupted|broke out|resumed|escalated|took effect)"
_OVER: Final = re.compile(
    rf"\bsince (?:the )?{_BEGINNING} of (?:the |this |its )?(?:{_STRUGGLE}|year)\b"
    rf"|\bsince (?:the |this |its )?{_STRUGGLE} (?:\w+ )?{_BEGAN}\b|\bto date\b",
    re.IGNORECASE,
)
_HAVE: Final = frozenset({"have", "has", "'ve", "’ve"})
_RANKED: Final = re.compile(r"\b(?:first|second|third|fourth|only|most|\w+est)\b[^.;]*$", re.IGNORECASE)
"""What is only the first or worst since then was of one day."""


def sums_up(frame: Frame, tree: Tree) -> bool:
    """Whether a frame counts what a sentence tells of such a time."""
    found = _OVER.search(tree.text)
    if found is None or _RANKED.search(tree.text, 0, found.start()):
        return False
    node = frame.trigger
    counts = any(sense.frame in HARM for sense in frame.senses) or node.child("nummod") is not None
    over = tree.at(*found.span())
    if any(n is node for n in over):
        return True  # the invasion since whose beginning they are counted
    verb = next((n for n in (node, *node.ancestors()) if n.is_verb), tree.root)
    return counts and verb is not None and (not over or any(n.within(verb) for n in over))


def lasts(frame: Frame) -> bool:
    """Whether a frame is told as what has gone on until now: "have kept lorries from reaching the city"."""
    verbs = [own if own.is_verb else own.head for own in frame.nodes]
    verbs += [verb.head for verb in verbs if verb.dep in ("conj", "xcomp")]
    return any(child.dep == "aux" and child.lower in _HAVE for verb in verbs for child in verb.children)


def counts_on(frame: Frame) -> bool:
    """Whether a frame goes on with what was summed up before it: "… and eighteen soldiers have died on this side"."""
    return frame.temporal is Temporal.ACTUAL and frame.sense.frame in HARM and lasts(frame)
