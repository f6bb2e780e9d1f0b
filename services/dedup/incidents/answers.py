"""Reactions: denials and non-confirmations join the claim they answer and take from it what they leave unsaid."""

from schemas.slots import Answers, Carried
from schemas.statement import Statement
from schemas.vocabulary import EventType, SpeechAct, Stance, stance

__all__ = ["answerable", "completed", "own_words", "reacts"]

_SLOTS = ("initiator", "target", "place", "occurred")


def reacts(statement: Statement) -> bool:
    """Whether a statement answers a claim instead of making one: it opens nothing of its own."""
    return stance(statement.speech_act) is not Stance.SUPPORTS


def own_words(statement: Statement) -> bool:
    """Whether it takes back what its own claimant said."""
    return statement.speech_act in (SpeechAct.RETRACTS, SpeechAct.CORRECTS)


def answerable(claim: Statement, reaction: Statement) -> bool:
    """Whether a statement is a claim that this reaction may answer: of another claimant, unless it takes back its own.

    A claimant that the reaction names is the only one it answers.
    """
    if reacts(claim):
        return False
    named = reaction.answers.claimant if reaction.answers else None
    if named is not None:
        return claim.claimant.key == named
    return (claim.claimant.key == reaction.claimant.key) == own_words(reaction)


def completed(reaction: Statement, claim: Statement) -> Statement:
    """The reaction with what it answers, and the slots it leaves unsaid taken from there.

    What it takes is listed in `carried` with the claim it was taken from.
    """
    answers = reaction.answers or Answers()
    changes: dict[str, object] = {
        "answers": Answers(statement=claim.id, claimant=answers.claimant or claim.claimant.key, aspect=answers.aspect)
    }
    for slot in _SLOTS:
        if getattr(reaction, slot) is None and getattr(claim, slot) is not None:
            changes[slot] = getattr(claim, slot)
    if reaction.event_type is EventType.OTHER and claim.event_type is not EventType.OTHER:
        changes["event_type"] = claim.event_type
    taken = tuple(Carried(slot=slot, statement=claim.id) for slot in changes if slot != "answers")
    changes["carried"] = (*reaction.carried, *taken)
    return reaction.model_copy(update=changes)
