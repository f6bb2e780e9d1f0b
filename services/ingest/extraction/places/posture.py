"""How a name stands in its sentence: whether it can be a place there, after which preposition, and beside what.

"In Goris" is a place, "Goris said" is its government; a person, a ship and a weapon bear names of places too, and where
the wounded were flown to is not where they were hit.
"""

import re
from typing import NamedTuple

from schemas.slots import Actor
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.places.toponyms import GENERIC, KINDS, PREPOSITIONS, beside
from services.ingest.extraction.scene import is_country
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Posture", "Postures", "brings_arms"]

_STANDING = frozenset({"in", "at", "near", "outside", "around", "over", "off", "above", "inside", "within"})
"""Prepositions after which a capital is a town."""
_TOWARD = frozenset({"to", "toward", "towards"})
_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ", "NNS"})
_BESIDE = word_set("beside_a_place")
_CARRIED = word_set("carried_to")
_TAKEN = word_set("done_to_ground")
_TAKEN_FROM = word_set("taken_from")
_ARMED = frozenset({"weapon", "armed", "vehicle", "drone", "air", "ship"})
_AWAY = word_set("lengths") | {"far"}
_LYING = frozenset("come comes came is are was were remain remains remained lie lies lay stay stays stayed".split())
_HELD_IN = word_set("held_in")
_CONTESTED = word_set("contested")
_BOUND = word_set("bound")
_NAMED_BY_PLACE = word_set("named_by_place")
_TITLES = word_set("titles")
_VISITS = frozenset({"visit", "visits", "visited", "visiting"})
_VISITING = frozenset({"team", "patrol", "mission", "convoy", "delegation"})


_GOES_ON = re.compile(r" (?:al|el|ad|an|ar|as|ash|at|az|ed|es)-[A-ZÀ-Þ]")
"""What follows a word that is the first of a name: "Ain al-Tina"."""


class Posture(NamedTuple):
    """A name's last word and how it stands."""

    node: Node
    name: list[Node]
    """The words of the name, as far as the parser hangs them together."""
    prep: str
    """The preposition before it, or "" if there is none."""
    inside: bool
    """Whether it tells which one the word that follows or precedes is: "Goris district", "the outpost X"."""
    named: bool
    """Whether it is set beside the kind of place that it is: "the outpost X"."""
    taken: bool
    """Whether what is told is done to the ground it stands for, or seen there: "shelled X"."""


class Postures:
    """How the names of one report stand, which knows the report's actors."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, node: Node, scene: Scene) -> Posture | None:
        """How a name that ends with this node stands, or None where it ends with another or can be no place."""
        if not _ends_a_name(node) or _GOES_ON.match(scene.tree.text, node.end):
            return None
        before = beside(node)
        if before and before[-1] is not node:
            return None
        taken = node.child("det") is None and (_suffers(node) or self._visited(node))
        actor = self._acting(node, scene, taken)
        if actor is not None and not is_country(actor):
            return None
        prep = node.head.lower if node.dep == "pobj" else ""
        if self._other_thing(node, prep):
            return None
        part_of = bool(GENERIC.search(f" {node.head.lower}")) or node.head.lower in _BESIDE
        part_of = part_of or node.head.noun_lemma in _NAMED_BY_PLACE or node.head.noun_lemma in KINDS
        named = node.dep == "appos" and node.head.noun_lemma in KINDS and node.head.i < node.i <= node.head.i + 4
        inside = named or (node.dep in ("compound", "nmod", "amod", "poss") and part_of)
        governed = node.head if inside and node.head.dep == "pobj" else node
        prep = _governing(node, governed, prep)
        if (actor is not None and prep not in PREPOSITIONS) or self._carried(node, prep):
            return None
        return Posture(node, before or [*phrases.core(node)], _meant(node, governed, prep), inside, named, taken)

    def _acting(self, node: Node, scene: Scene, taken: bool) -> Actor | None:
        """The actor whose name it is, unless the town is meant here and not who sits in it."""
        mention = scene.mentions.get(node.i)
        if mention is None or (taken and self._names.is_seat(mention.words(scene.tree.text))):
            return None
        seated = (
            node.dep == "pobj"
            and node.head.lower in _STANDING
            and node.end == mention.end
            and (node.head.start > mention.start or (node.start == mention.start and node.text[1:].islower()))
        )
        return None if seated else mention.actor

    def _carried(self, node: Node, prep: str) -> bool:
        """Whether somebody was brought there, who was hit elsewhere; arms are brought to where they are used."""
        verb = node.head.head if node.head.head.is_verb else node.head.head.head  # "dragged off towards X"
        return prep in _TOWARD and verb.verb_lemma in _CARRIED and not brings_arms(verb, self._names.lexicon)

    def _other_thing(self, node: Node, prep: str) -> bool:
        """Whether the name is a person's, a ship's or a weapon's."""
        lexicon = self._names.lexicon
        if self._person(node) or _vessel(node, lexicon) or any(n.i < node.i for n in node.all("nummod")):
            return True  # "in two Land Cruisers"
        if node.dep == "poss" and not _ARMED.isdisjoint(phrases.classes(node.head, lexicon)):
            return True  # "on Sasun's lorry"
        if prep == "of" and node.head.head.lower == "because":
            return True
        within = prep in ("in", "at") and node.tag == "NNP"  # "in Tank"
        return not within and phrases.weapon(node, lexicon) is not None

    def _visited(self, node: Node) -> bool:
        """Whether those who observe went to see what a name stands for: "the team visited X"."""
        if node.dep != "dobj" or node.head.lower not in _VISITS:
            return False
        return any(
            "observer" in phrases.classes(n, self._names.lexicon) or n.noun_lemma in _VISITING
            for n in subjects(node.head)
        )

    def _person(self, node: Node) -> bool:
        compounds = [c for c in node.children if c.dep == "compound"]
        return any(c.noun_lemma in _TITLES for c in compounds) or (
            node.dep == "appos"
            and (node.head.noun_lemma in _TITLES or phrases.people(node.head, self._names.lexicon) is not None)
        )


def brings_arms(verb: Node, lexicon: Lexicon) -> bool:
    """Whether what is brought or flown somewhere is troops or what they fire."""
    return any(
        phrases.weapon(n, lexicon) is not None or not _ARMED.isdisjoint(phrases.classes(n, lexicon))
        for n in patients(verb)
    )


def _ends_a_name(node: Node) -> bool:
    # "Near Sagaing" is tagged as a verb; "Reading the statement, …" is one.
    noun = node.tag in _TAGS or (node.tag == "VBG" and node.dep in ("pobj", "pcomp"))
    if not noun or not node.text[:1].isupper():
        return False
    longer = node.dep in ("compound", "amod") and node.head.is_noun and node.head.text[:1].isupper()
    return not longer or node.head.i - node.i > 2


def _governing(node: Node, governed: Node, prep: str) -> str:
    """The preposition that a name depends on through what it is inside of, or through what it is listed with."""
    if governed is not node:
        return governed.head.lower
    if prep or node.dep != "conj":
        return prep
    up = node.head
    while up.dep == "conj":
        up = up.head
    if up.dep in ("compound", "nmod") and up.head.noun_lemma in KINDS and up.head.dep == "pobj":
        up = up.head  # "in the X and Y regions"
    return up.head.lower if up.dep == "pobj" else ""


def _meant(node: Node, governed: Node, prep: str) -> str:
    """What a preposition means with what is above it: "seized from X" happens in X."""
    above = (governed.head.head, governed.head.head.head)
    if prep == "from" and not _TAKEN_FROM.isdisjoint(n.verb_lemma for n in above):
        return "in"
    if prep == "for" and (node.head.head.verb_lemma in _CONTESTED or node.head.head.noun_lemma in _CONTESTED):
        return "in"  # "the battle for X"
    if prep == "for" and node.head.head.verb_lemma in _BOUND:
        return "to"  # "heading for X"
    if prep == "from" and any(n.lower in _AWAY for n in (node.head.head, node.head.previous) if n is not None):
        return "near"  # "far from X", "two miles from X"
    return prep


def _vessel(node: Node, lexicon: Lexicon) -> bool:
    """Whether a name is that of a ship: "the cruiser X", "the trawler X"."""
    kinds = [c for c in node.children if c.dep in ("compound", "amod")]
    kinds += [node.head] if node.dep == "appos" and node.head.i < node.i <= node.head.i + 2 else []
    return any("ship" in phrases.classes(c, lexicon) and c.text.islower() for c in kinds)


def _suffers(node: Node) -> bool:
    """Whether something is done to the ground that a name stands for: "shelled X", "X came under fire", "X fell to"."""
    verb = node.head
    if node.dep == "nsubj" and verb.is_verb:
        preps = {c.lower for c in verb.all("prep")}
        if verb.lower in _LYING:
            held = phrases.prep_objects(verb, "under", "in")
            return any(n.noun_lemma in _HELD_IN for n in held) or (verb.verb_lemma == "come" and "under" in preps)
        return verb.verb_lemma == "fall" and "to" in preps
    if node.dep == "dobj" and verb.verb_lemma == "take":
        return bool(phrases.prep_objects(verb, "from"))
    return node.dep in ("dobj", "nsubjpass") and verb.verb_lemma in _TAKEN
