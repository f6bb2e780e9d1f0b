"""What is told of another beside what somebody says: "A said X, as B accused C of Y"."""

from collections.abc import Sequence
from typing import Final

from services.ingest.extraction.speech.claims import Attribution
from services.ingest.extraction.syntax.tree import Node

__all__ = ["TO_A_HEARER", "keep_apart", "tells_its_own"]

TO_A_HEARER: Final = frozenset({"tell", "inform", "assure", "remind", "notify"})
"""Verbs of speech whose object is who hears it."""
_BESIDE: Final = frozenset({"as", "while", "whereas"})
_ONCE: Final = frozenset({"after", "before", "when", "since"})


def keep_apart(found: Sequence[Attribution]) -> None:
    """Take out of what somebody says what is told beside it of another, in place: the reporter tells that."""
    beside = [item.cue for item in found if item.cue is not None and _told_beside(item.cue)]
    for item in found:
        for cue in beside:
            if item.cue is not None and item.cue is not cue and not item.cue.within(cue):
                item.content -= {n.i for n in cue.subtree()}
        for clause in _said_after(item.cue) if item.cue is not None else ():
            item.content -= {n.i for n in clause.subtree()}


def _said_after(cue: Node) -> list[Node]:
    """What had happened when somebody spoke: "…, the president said on Tuesday after gunmen killed two"."""
    said = cue.child("ccomp", "parataxis")
    if said is not None and said.i > cue.i:
        return []  # what follows may be of what is said
    clauses = (clause for clause in cue.all("advcl") if clause.i > cue.i and clause.tag != "VBG")
    return [clause for clause in clauses if any(mark.lower in _ONCE for mark in clause.all("mark", "advmod"))]


def _told_beside(cue: Node) -> bool:
    """Whether somebody else's words are told beside a clause, or of somebody in it, with what they are."""
    mark = cue.child("mark")
    joined = cue.dep == "advcl" and mark is not None and mark.lower in _BESIDE
    relative = cue.dep == "relcl" and cue.child("ccomp") is not None  # "M23, which the UN says has killed"
    joined = joined or relative or cue.dep == "conj"  # "the army denied it, and the rebels said that"
    subject = next((c for c in cue.all("nsubj") if c.tag not in ("PRP", "DT")), None)
    if subject is None or (subject.tag in ("WP", "WDT") and not (relative and _aside(subject))):
        return False
    return joined and tells_its_own(cue)


def _aside(who: Node) -> bool:
    """Whether a relative clause only adds to whom it is of: "residents, who said so"."""
    return any(c.i == who.i - 1 and c.text == "," for up in who.ancestors() for c in up.children)


def tells_its_own(cue: Node) -> bool:
    """Whether a verb of speech has with it what is said: "as Baku accused Yerevan of it", not "as Baku put it"."""
    told = cue.child("dobj")
    if cue.child("ccomp") is not None:
        return True
    return told is not None and told.tag != "PRP" and cue.verb_lemma not in TO_A_HEARER
