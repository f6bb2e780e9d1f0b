"""Of what kind those are who are counted without a noun, after others that have one: "killed two soldiers and wounded
nine", "wounding nine others", "and maimed another" are soldiers all, "seized nine lorries and burned four" no people.

People at large are told anew or not at all, so it is those under arms whose word is left out.
"""

from collections.abc import Sequence
from typing import Final

from schemas.vocabulary import ActorKind, Victims
from services.ingest.extraction.casualties.figures import rank
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax.phrases import classes, of_object, people
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["bare", "of_one_kind", "without_things"]

_MORE: Final = frozenset({"others", "another", "more"})
_THINGS: Final = word_set("uncounted_classes")
_TO_THINGS_TOO: Final = word_set("done_to_things_too")
"""What is done to things as well as to people."""


def of_one_kind(tolls: Sequence[Toll]) -> None:
    """Give those counted without a noun the kind of all that are counted before them in the sentence, in place."""
    for toll in tolls:
        called = toll.person is not None and toll.person.kind is not ActorKind.UNKNOWN
        if called or toll.people is None or toll.figure.max == 0 or not bare(toll.people):
            continue
        before = {t.person for t in tolls if t.person is not None and _ahead(t, toll)}
        if len(before) == 1 and {person.victims for person in before} == {Victims.MILITARY}:
            toll.person, toll.victims = before.pop(), Victims.MILITARY


def without_things(tolls: Sequence[Toll], tree: Tree, lexicon: Lexicon) -> list[Toll]:
    """The tolls without those of things: what is counted without a noun is what the last noun with a count before it
    is, where the same may be done to either."""
    kept: list[Toll] = []
    for toll in sorted(tolls, key=lambda one: one.people.i if one.people is not None else -1):
        if not (_either(toll) and toll.people is not None and _after_things(toll.people, kept, tree, lexicon)):
            kept.append(toll)
    return [toll for toll in tolls if toll in kept]


def _either(toll: Toll) -> bool:
    unnamed = toll.people is not None and toll.person is None and bare(toll.people)
    return unnamed and not _TO_THINGS_TOO.isdisjoint((toll.predicate.verb_lemma, toll.predicate.lower))


def _after_things(node: Node, tolls: Sequence[Toll], tree: Tree, lexicon: Lexicon) -> bool:
    """Whether the last that is counted before a number are things."""
    counted = {one.people.i for one in tolls if one.people is not None}
    for before in reversed(tree.nodes[: node.i]):
        if before.i in counted or (before.is_noun and people(before, lexicon) is not None):
            return False
        if before.is_noun and before.child("nummod", "det") is not None and classes(before, lexicon) & _THINGS:
            return before.child("nummod") is not None or any(c.lower in ("a", "an") for c in before.all("det"))
    return False


def _ahead(one: Toll, other: Toll) -> bool:
    return one.people is not None and other.people is not None and one.people.i < other.people.i


def bare(node: Node) -> bool:
    """Whether a count leaves out what it counts."""
    counts = node.tag == "CD" or node.lower in _MORE or rank(node.lower) is not None
    return counts and of_object(node) is None
