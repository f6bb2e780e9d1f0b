"""What the words of a happening leave no choice of, whatever else the report tells: who did it to each other, whose the
dead are, what one denies to have done, that it was no fight.
"""

from typing import Final

from schemas.vocabulary import EventType
from services.ingest.extraction.discourse import side
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import cleft
from services.ingest.extraction.syntax.tree import Node

__all__ = ["settled"]

_SCRAMBLING: Final = frozenset({"scramble"})
_BREACHES: Final = frozenset({"violation"})
_OVERHEAD: Final = frozenset({"overflight", "flyover"})
_LAYING: Final = word_set("laying")
_ENTERING: Final = word_set("entering")
_NO_FIGHT: Final = frozenset({"act", "suffer"})
"""Frames of rows that name the type of what is no fight: mishaps, rammings, attacks on computers."""


def settled(frame: Frame, lexicon: Lexicon) -> frozenset[str]:
    """The slots of a statement that are settled by the words of its happening alone."""
    return _worded(frame, lexicon) | _plain(frame)


def _armed(node: Node, lexicon: Lexicon) -> bool:
    """Whether the sentence of a trigger names a weapon, by which it may be an attack all the same."""
    root = next((up for up in (node, *node.ancestors()) if up.head is up), node)
    return any(n.is_noun and phrases.weapon(n, lexicon) is not None for n in root.subtree())


def _plain(frame: Frame) -> frozenset[str]:
    """The slots that the verb itself fills: who is its subject, and where it is done."""
    told = (("initiator", frame.plain), ("place", frame.hit_place))
    return frozenset(slot for slot, plain in told if plain)


def _worded(frame: Frame, lexicon: Lexicon) -> frozenset[str]:
    if frame.mutual:
        return frozenset({"initiator", "target"})
    if frame.sense.frame == "tell" and frame.target is not None:
        return frozenset({"target"})  # "the dead were soldiers"
    if frame.sense.words[0] in _LAYING and frame.target is None and not frame.casualties:
        return frozenset({"target"})  # who lays a mine hits nobody with it
    if frame.sense.words[0] in _SCRAMBLING:
        return frozenset({"event_type"})  # jets that take off have struck nobody, whatever is told beside it
    entered = frame.sense.frame == "ground" and frame.sense.words[0] in _ENTERING and frame.weapon is None
    if entered and frame.trigger.dep == "advcl" and frame.trigger.child("nsubj", "nsubjpass") is not None:
        return frozenset({"event_type"})  # "fired after they had crossed the line": who crossed it has not fired
    if frame.sense.words[-1] in _BREACHES and frame.sense.frame == "mutual":
        return frozenset({"event_type"})  # of what breaks a truce nothing beside it tells more
    if frame.sense.words[0] in _OVERHEAD and not frame.casualties:
        return frozenset({"event_type"})  # an overflight strikes nothing
    named = frame.type is frame.sense.type is EventType.OTHER and not frame.sense.open
    mishap = frame.sense.frame in _NO_FIGHT or (frame.sense.frame in HARM and frame.sense.pos == "V")
    if named and mishap and not _armed(frame.trigger, lexicon):
        return frozenset({"event_type"})  # no word beside it makes a lorry that skidded an attack
    if frame.loser is not None:
        lost = frame.target is frame.loser and frame.initiator is None
        return frozenset({"target", "casualties"} if lost else {"casualties"})
    denier = frame.owner.denier if frame.owner is not None else None
    own = denier is not None and frame.initiator is not None and side(frame.initiator) == side(denier)
    pointed = frame.initiator is not None and cleft(frame.trigger) is not None  # "it was M23 that had fired"
    return frozenset({"initiator"}) if own or pointed else frozenset()
