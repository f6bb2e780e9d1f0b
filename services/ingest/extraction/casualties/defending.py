"""Whom those killed who beat off an attack: "repulsed a raid, killing nine" tells of the raiders' dead."""

from collections.abc import Sequence

from services.ingest.extraction.casualties import Toll
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.syntax.grammar import is_passive

__all__ = ["in_defence"]


def in_defence(tolls: Sequence[Toll], frame: Frame) -> bool:
    """Whether all that are counted were hit by who beat off an attack, as a verb beside or under that says."""
    return bool(tolls) and frame.sense.frame == "repel" and all(_by_defenders(toll, frame) for toll in tolls)


def _by_defenders(toll: Toll, frame: Frame) -> bool:
    did = toll.predicate
    plain = did.is_verb and did.verb_lemma != "lose" and did.child("nsubj", "nsubjpass") is None
    return plain and not is_passive(did) and did is not frame.trigger and did.within(frame.trigger)
