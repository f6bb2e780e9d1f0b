"""Parties told elsewhere: who struck and who was hit, taken over from the same happening in another sentence.

Only from a statement whose kind, place, day and parties agree, and who struck only from the same claimant: that one
side accuses another says nothing of whom a third means. What is taken over is marked as carried.
"""

from schemas.vocabulary import ActorKind, EventType, SpeechAct, Temporal, family
from services.ingest.extraction.discourse import ATTACKS, Draft, side
from services.ingest.extraction.parties.standing import Standing

__all__ = ["complete", "turn"]

_LEAST = 3.2
_ANSWERING = frozenset({SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS, SpeechAct.CORRECTS})


def turn(drafts: list[Draft], names: Standing) -> None:
    """Read once more who brought down whose, in place, where the words of another happening turned out to tell it: one
    who is named alone there is whose drone it was, and whoever tells of it did it."""
    for draft in drafts:
        whose = draft.initiator
        if draft.type is not EventType.INTERCEPTION or draft.target is not None or whose is None:
            continue
        if draft.rule.partition("+")[0].endswith(":down") or side(whose) == side(draft.claimant):
            continue
        own = names.own_forces(draft.claimant, wide=True)
        army = own is not None and own.kind is ActorKind.MILITARY  # of which a press office is a part
        draft.initiator, draft.target = (names.military(own.country) or own) if army and own else own, whose
        if "initiator" in draft.carried:
            draft.carried["target"] = draft.carried.pop("initiator")


def complete(drafts: list[Draft]) -> None:
    """Fill empty parties of attacks from the draft that most likely tells of the same one, in place."""
    for at, draft in enumerate(drafts):
        if draft.type not in ATTACKS or draft.temporal is not Temporal.ACTUAL or draft.act in _ANSWERING:
            continue
        if draft.initiator is not None and draft.target is not None:
            continue
        best, most = None, _LEAST
        for other_at, other in enumerate(drafts):
            if other is draft or other.temporal is not Temporal.ACTUAL or other.act in _ANSWERING:
                continue
            score = _alike(draft, other, abs(other_at - at))
            if score > most:
                best, most = other, score
        if best is not None:
            if draft.claimant.key == best.claimant.key:
                draft.inherit(best, ("initiator",))
            draft.inherit(best, ("target",))


def _alike(draft: Draft, other: Draft, apart: int) -> float:
    """How likely two drafts tell of one attack, with parties that do not clash."""
    if other.type not in family(draft.type):
        return 0.0
    for mine, theirs in ((draft.initiator, other.initiator), (draft.target, other.target)):
        if mine is not None and theirs is not None and side(mine) != side(theirs):
            return 0.0
    score = 1.5 - 0.15 * apart
    if draft.place is not None and other.place is not None:
        if draft.place.name != other.place.name:
            return 0.0
        score += 2.0 if "place" not in draft.carried else 0.8
    if draft.occurred is not None and other.occurred is not None:
        if draft.occurred.day != other.occurred.day:
            return 0.0
        score += 0.6
    if draft.claimant.key == other.claimant.key:
        score += 1.0
    if draft.unit.paragraph == other.unit.paragraph:
        score += 0.7
    if draft.unit.item != other.unit.item:
        score -= 2.0
    return score
