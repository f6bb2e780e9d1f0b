"""Reactions: denials and non-confirmations join the claim they answer and take from it what they leave unsaid."""

from collections.abc import Callable

from schemas.slots import Actor, Answers, Carried, Occurred
from schemas.statement import Statement
from schemas.vocabulary import STATE, ActorKind, EventType, SpeechAct, Stance, TimePrecision, stance

__all__ = ["KindOf", "answerable", "completed", "own_words", "reacts", "unsaid"]

KindOf = Callable[[str], ActorKind | None]
"""The kind of the actor with this id, if there is one."""

_SLOTS = ("initiator", "target", "place", "occurred")


def reacts(statement: Statement) -> bool:
    """Whether a statement answers a claim instead of making one: it opens nothing of its own."""
    return stance(statement.speech_act) is not Stance.SUPPORTS


def own_words(statement: Statement) -> bool:
    """Whether it takes back what its own claimant said."""
    return statement.speech_act in (SpeechAct.RETRACTS, SpeechAct.CORRECTS)


def answerable(claim: Statement, reaction: Statement, kind_of: KindOf) -> bool:
    """Whether a statement is a claim that this reaction may answer: of another claimant, unless it takes back its own.

    A claimant that the reaction names is the only one it answers. A state speaks through its offices and forces: who
    names the state answers any of them, and who names one of them what is told as the state's.
    """
    if reacts(claim):
        return False
    own = claim.claimant.key == reaction.claimant.key
    named = reaction.answers.claimant if reaction.answers else None
    if named is None:
        return own == own_words(reaction)
    return claim.claimant.key == named or (not own and _of_one_state(claim.claimant, named, kind_of))


def _of_one_state(claimant: Actor, named: str, kind_of: KindOf) -> bool:
    """Whether one is a state and the other of its own. The id of an office begins with its state's, but so may that of
    an armed group, which speaks for no state."""
    if claimant.id is None or claimant.kind not in STATE:
        return False
    return claimant.id.startswith(f"{named}.") or (named.startswith(f"{claimant.id}.") and kind_of(named) in STATE)


def unsaid(slot: object) -> bool:
    """Whether a slot is empty, or a day that only stands in for one that is not told."""
    return slot is None or (isinstance(slot, Occurred) and slot.precision is TimePrecision.UNKNOWN)


def completed(reaction: Statement, claim: Statement) -> Statement:
    """The reaction with what it answers, and the slots it leaves unsaid taken from there.

    What it takes is listed in `carried` with the claim it was taken from.
    """
    answers = reaction.answers or Answers()
    changes: dict[str, object] = {
        "answers": Answers(statement=claim.id, claimant=answers.claimant or claim.claimant.key, aspect=answers.aspect)
    }
    for slot in _SLOTS:
        if unsaid(getattr(reaction, slot)) and not unsaid(getattr(claim, slot)):
            changes[slot] = getattr(claim, slot)
    if reaction.event_type is EventType.OTHER and claim.event_type is not EventType.OTHER:
        changes["event_type"] = claim.event_type
    taken = tuple(Carried(slot=slot, statement=claim.id) for slot in changes if slot != "answers")
    changes["carried"] = (*(one for one in reaction.carried if one.slot not in changes), *taken)
    return reaction.model_copy(update=changes)
