"""Figures that a speaker gives without saying of what: "officials spoke of 79", "the army admitted to eleven", "the
police say it is thirteen". They count what was counted before, by another.
"""

from collections.abc import Iterator
from typing import Final

from schemas.vocabulary import CasualtyCategory, Victims
from services.ingest.extraction.casualties.figures import Figure
from services.ingest.extraction.casualties.headcount import figure_of
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.casualties.totals import COUNTS
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.phrases import of_object
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["nameless"]

_COUNTING: Final = word_set("counting_verbs")
_THROUGH: Final = {"of": frozenset({"speak", "talk"}), "to": frozenset({"admit", "confess", "own"})}
"""By preposition, verbs that give a figure through it."""
_OF_TIME: Final = frozenset({"%", ":", "-", "in", "when", "a.m.", "p.m.", "am", "pm", "o'clock"})
"""What follows a number that counts something else, mostly hours."""
_BE: Final = frozenset({"is", "was", "are", "were"})
_MEANT: Final = frozenset({"it", "they", "there"})


def nameless(tree: Tree) -> Iterator[Toll]:
    """Such figures of a unit, as dead until it is known what was counted."""
    for node in tree.nodes:
        after = tree.nodes[node.i + 1] if node.i + 1 < len(tree.nodes) else None
        if node.tag == "CD" and node.lower != "one" and not _counts(node, after) and _given(node):
            figure = figure_of(node)
            if figure is not None and not _year(node, figure):
                yield Toll(
                    CasualtyCategory.KILLED, figure, Victims.UNKNOWN, node, node, None, node.text, True, nameless=True
                )


def _counts(node: Node, after: Node | None) -> bool:
    """Whether a number says what it counts: "nine of them", "nine percent"."""
    return of_object(node) is not None or (after is not None and (after.is_noun or after.lower in _OF_TIME))


def _given(node: Node) -> bool:
    """Whether somebody gives the number as one of people."""
    if node.dep == "pobj":
        verb = node.head.head
        if verb.verb_lemma in _THROUGH.get(node.head.lower, ()):
            return True
        return node.head.lower == "as" and any(n.noun_lemma in COUNTS for n in verb.all("dobj", "nsubjpass"))
    if node.dep in ("dobj", "npadvmod"):
        return node.head.verb_lemma in _COUNTING
    subject = node.head.child("nsubj") if node.dep in ("attr", "acomp") and node.head.lower in _BE else None
    return subject is not None and (subject.lower in _MEANT or subject.noun_lemma in COUNTS)


def _year(node: Node, figure: Figure) -> bool:
    return node.text.isdigit() and 1900 <= figure.min <= 2100
