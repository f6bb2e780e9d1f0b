"""Of what kind those are who are counted without a noun, after others that have one: "killed two soldiers and wounded
nine", "wounding nine others", "and maimed another" are soldiers all.

People at large are told anew or not at all, so it is those under arms whose word is left out.
"""

from collections.abc import Sequence
from typing import Final

from schemas.vocabulary import ActorKind, Victims
from services.ingest.extraction.casualties.figures import rank
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.syntax.phrases import of_object
from services.ingest.extraction.syntax.tree import Node

__all__ = ["of_one_kind"]

_MORE: Final = frozenset({"others", "another", "more"})


def of_one_kind(tolls: Sequence[Toll]) -> None:
    """Give those counted without a noun the kind of all that are counted before them in the sentence, in place."""
    for toll in tolls:
        called = toll.person is not None and toll.person.kind is not ActorKind.UNKNOWN
        if called or toll.people is None or toll.figure.max == 0 or not _bare(toll.people):
            continue
        before = {t.person for t in tolls if t.person is not None and _ahead(t, toll)}
        if len(before) == 1 and {person.victims for person in before} == {Victims.MILITARY}:
            toll.person, toll.victims = before.pop(), Victims.MILITARY


def _ahead(one: Toll, other: Toll) -> bool:
    return one.people is not None and other.people is not None and one.people.i < other.people.i


def _bare(node: Node) -> bool:
    """Whether a count leaves out what it counts."""
    counts = node.tag == "CD" or node.lower in _MORE or rank(node.lower) is not None
    return counts and of_object(node) is None
