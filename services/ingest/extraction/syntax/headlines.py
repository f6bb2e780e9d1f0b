"""Passives without an auxiliary, as headlines and posts have them, set right in a tree: "clinic hit", "boy shot dead".

The parser makes whoever suffers it the doer. A verb that asks for an object and has none is passive where its subject
is what such things are done to.
"""

from typing import Final

from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["set_passive"]

_OF_PEOPLE: Final = word_set("headline_passives_of_people")
_OF_THINGS: Final = word_set("headline_passives_of_things")
_OF_CRAFT: Final = word_set("headline_passives_of_craft")
_THINGS: Final = word_set("headline_things")
"""Classes of what is hit, seized and set on fire, and does nothing of the kind."""
_BY_WHAT_MOVES: Final = frozenset({"struck", "shelled", "bombed", "attacked", "targeted", "raided", "ambushed"})
_MOVING: Final = frozenset({"vehicle", "ship"})
_CLAUSES: Final = frozenset({"ROOT", "conj", "ccomp", "advcl", "dep", "parataxis"})
_COMPLETE: Final = frozenset({"dobj", "dative", "aux", "auxpass", "agent", "prt", "xcomp", "nsubjpass", "oprd"})
_AIMED: Final = frozenset({"at", "into", "onto", "on", "upon", "toward", "towards", "back", "out", "first"})
"""What follows a verb that has no object and is not passive: "shot into the crowd", "hit back"."""


def set_passive(tree: Tree, lexicon: Lexicon) -> None:
    """Change relations and tags in place."""
    for node in tree.nodes:
        if node.tag not in ("VBD", "VBN") or node.dep not in _CLAUSES:
            continue
        people, things = node.lower in _OF_PEOPLE, node.lower in _OF_THINGS
        craft = node.lower in _OF_CRAFT
        subject = node.child("nsubj") if people or things or craft else None
        if subject is None or subject.i > node.i or any(c.lower == "the" for c in subject.children):
            continue
        if any(c.text == ":" and c.i < subject.i for c in node.children):
            continue  # "… and inflicted losses: 60 dead and nine lorries destroyed"
        for item in node.all("dobj"):
            if _apart(item):
                item.dep = "dep"
        dead = any(c.lower == "dead" and c.dep != "dobj" for c in node.children)
        down = (craft and phrases.weapon(subject, lexicon) is not None) or node.lower == "gunned"
        if not _bare(node, dead=dead, down=down):
            continue
        some = subject.child("nummod") is not None
        hit = some if people else some and things and phrases.people(subject, lexicon) is not None
        hit = hit or (people and phrases.people(subject, lexicon) is not None)
        if dead or hit or down or (things and _suffers(subject, node, lexicon)):
            node.tag, subject.dep = "VBN", "nsubjpass"
            for later in node.all("advcl"):
                if later.tag == "VBZ" and later.child("nsubj", "mark") is None:
                    later.dep = "conj"  # "soldier shot on Monday loses leg"


def _suffers(thing: Node, verb: Node, lexicon: Lexicon) -> bool:
    """Whether a thing is what is hit rather than what hits: tanks strike, and ships shell."""
    found = phrases.classes(thing, lexicon)
    moves = verb.lower in _BY_WHAT_MOVES and not _MOVING.isdisjoint(found)
    return not _THINGS.isdisjoint(found) and not moves and phrases.weapon(thing, lexicon) is None


def _bare(verb: Node, *, dead: bool, down: bool) -> bool:
    """Whether a verb has nothing that makes it a whole active or passive one; "shot dead at" aims at nothing, and
    "drones shot down" at none."""
    after = () if dead else _AIMED
    return all(
        (c.dep not in _COMPLETE or c.lower == "dead" or (down and c.lower == "down"))
        and not (
            c.i > verb.i
            and (c.dep == "ccomp" or (c.lower in after and not _dates(c)) or (c.dep == "prep" and _behind_comma(c)))
        )
        for c in verb.children
    )


def _dates(prep: Node) -> bool:
    """Whether a preposition has a day: "two wounded on Monday" are shot at by nobody."""
    return any(n.lower in CALENDAR for n in prep.all("pobj"))


def _apart(noun: Node) -> bool:
    """Whether a noun behind a comma is an item by itself: "two hurt at A, guard killed"."""
    told = noun.child("nummod") is not None or any(c.tag == "VBN" for c in noun.all("acl"))
    return told and _behind_comma(phrases.core(noun)[0])


def _behind_comma(node: Node) -> bool:
    return node.previous is not None and node.previous.text == ","
