"""Whose the fallen are where no word beside them says it: not of who struck them, nor of whom they are told beside.

"Repelled an attack, killing thirty" are the attackers'; "a soldier was martyred and six Indian troops were killed" are
of two sides, or one number would count them; and whoever counts fallen of its own kind without saying whose counts its
own.
"""

from collections.abc import Sequence
from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, Victims
from services.ingest.extraction.casualties.elided import bare
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.discourse import side
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.scene import GROUPS
from services.ingest.extraction.syntax.grammar import is_passive, subjects
from services.ingest.extraction.syntax.phrases import core, words
from services.ingest.extraction.syntax.tree import Node

__all__ = ["assailants", "beside", "carried_on", "counts_its_own", "men_hit", "of_either", "on_side"]

_PLAIN: Final = word_set("plain_soldiers")
_MEMBERS: Final = word_set("of_a_group")
_IRREGULAR: Final = (*GROUPS, ActorKind.UNKNOWN)
_REPEL: Final = "repel"
_TWO: Final = frozenset({"both", "each", "either"})


def assailants(toll: Toll, frame: Frame) -> Actor | None:
    """Those who attacked, where who threw them back killed some: who is named for it, or whoever it was."""
    repelling = [n for n, sense in zip(frame.nodes, frame.senses, strict=False) if sense.frame == _REPEL]
    counted = toll.person is None or toll.person.armed or toll.people is toll.predicate
    if not counted or not any(_by_the_same(toll.predicate, verb) for verb in repelling):
        return None
    if frame.initiator is not None and frame.target is not None and side(frame.initiator) != side(frame.target):
        return frame.initiator
    return Actor(name="attackers", kind=ActorKind.UNIDENTIFIED_ARMED)


def _by_the_same(verb: Node, repelling: Node) -> bool:
    """Whether a word tells what came of throwing somebody back: "killing thirty", "inflicting losses of ten dead"."""
    if not verb.is_verb:
        # "… and inflicted heavy losses: 60 dead": the word before it, wherever the parser hangs the dead
        before: Node | None = verb
        while before is not None and not before.is_verb:
            before = before.previous
        if before is None or before.verb_lemma != "inflict":
            return False
        verb = before
    if verb.verb_lemma == "lose" or not verb.is_verb or is_passive(verb) or verb.child("nsubj") is not None:
        return False
    return verb.dep in ("advcl", "conj", "xcomp") and repelling in verb.ancestors()


def beside(toll: Toll, told: Sequence[tuple[Toll, str | None]], target: Actor | None) -> bool:
    """Whether soldiers are told beside those of a state that was hit, as others than these."""
    if toll.people is None or toll.people.noun_lemma not in _PLAIN or toll.predicate.child("dobj") is not None:
        return False
    return any(
        whose is not None
        and len(whose) == 2
        and whose == side(target)
        and other.people is not None
        and other.people.noun_lemma in _PLAIN
        and (toll.people.i < other.people.i or toll.category is other.category)
        for other, whose in told
    )


def carried_on(told: Sequence[tuple[Toll, str | None]]) -> list[tuple[Toll, str | None]]:
    """Counts with whose they are, where those without a noun of their own are whose the last before them are: "a Hamas
    commander and five others"."""
    found: list[tuple[Toll, str | None]] = []
    for toll, whose in told:
        at = toll.people
        if whose is None and at is not None and bare(at) and toll.figure.max != 0:
            ahead = [(o.people.i, w) for o, w in told if o.people is not None and o.people.i < at.i]
            whose = max(ahead, key=lambda one: one[0])[1] if ahead else None
        found.append((toll, whose))
    return found


def on_side(toll: Toll) -> str:
    """The words for the side that people are counted on: "both sides", "each side", "Kyrgyz side"."""
    preps = [prep for up in (toll.people, toll.predicate) if up is not None for prep in up.all("prep")]
    sides = [n for prep in preps for n in prep.all("pobj")]
    sides += subjects(toll.predicate) if toll.predicate.verb_lemma == "lose" else []
    told = next((n for n in sides if n.noun_lemma == "side"), None)
    return words([*(c for c in told.children if c.lower in _TWO), *core(told)]) if told is not None else ""


def of_either(toll: Toll, frame: Frame) -> bool:
    """Whether people fell between two who fought each other, of neither that is told: "clashes of A and B killed 8"."""
    fought = any(sense.frame == "mutual" for sense in frame.senses)
    people = toll.person is None or toll.person.kind in (ActorKind.UNKNOWN, ActorKind.CIVILIAN)
    return fought and people and frame.initiator is not None


def men_hit(frame: Frame) -> Actor | None:
    """Who was hit where all that fell are a force's men: not the common people that "men" mean by themselves."""
    men = all(cell.victims is Victims.MILITARY for cell in frame.casualties)
    common = frame.target is not None and frame.target.kind is ActorKind.CIVILIAN
    own = frame.loser is not None and side(frame.loser) != side(frame.initiator)
    return frame.loser if common and own and men else frame.target


def counts_its_own(toll: Toll, speaker: Actor | None, initiator: Actor | None) -> bool:
    """Whether a speaker counts its own, a state its soldiers, a group its members: not those that it says it struck."""
    if speaker is None or side(initiator) == side(speaker):
        return False
    kind = toll.person.kind if toll.person is not None else ActorKind.UNKNOWN
    if speaker.kind in STATE:
        return toll.person is None or kind is ActorKind.MILITARY
    member = toll.people is not None and toll.people.noun_lemma in _MEMBERS
    return speaker.kind in GROUPS and speaker.id is not None and member and kind in _IRREGULAR
