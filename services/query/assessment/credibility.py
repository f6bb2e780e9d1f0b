"""Admiralty credibility of each claim (STANAG 2511, AJP-2.1), with the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocabulary import ActorKind, Credibility, SpeechAct, Stance
from services.query.assessment.account import Account, called
from services.query.assessment.claims import Claim
from services.query.assessment.denial import party_denials
from services.query.assessment.independence import voices
from services.query.assessment.standing import Ending
from services.query.assessment.support import admission

__all__ = ["Judgement", "judge"]

Judgement = tuple[Credibility, str]
"""The grade and the reason for it."""

_ENDED = {
    Ending.RETRACTED: "its source took it back",
    Ending.TAKEN_BACK: "its claimant took it back",
    Ending.AMENDED: "its claimant amended it later",
}


@dataclass(frozen=True)
class _Beside:
    """What there is beside a claim."""

    admitted: Account | None
    voices: tuple[tuple[Claim, ...], ...]
    denials: tuple[Account, ...]
    undenied: str
    """How it is said that none of these is there: there may be denials of a detail, or of what the denier grants."""


def judge(claims: Sequence[Claim]) -> tuple[Judgement, ...]:
    """How credible each claim of an incident is beside the others, in their order."""
    undenied = "no denial of it stands" if any(claim.denials for claim in claims) else "nobody denied it"
    beside = _Beside(admission(claims), voices(claims), tuple(party_denials(claims)), undenied)
    return tuple(_judged(claim, beside) for claim in claims)


def _judged(claim: Claim, beside: _Beside) -> Judgement:
    if claim.ending:
        return Credibility.IMPROBABLE, _ENDED[claim.ending]
    if claim.stance == Stance.CANNOT_CONFIRM:
        return Credibility.CANNOT_BE_JUDGED, "it says neither yes nor no"
    return _denial(claim, beside) if claim.stance == Stance.DENIES else _supporting(claim, beside)


def _denial(claim: Claim, beside: _Beside) -> Judgement:
    if not claim.denials:
        return Credibility.CANNOT_BE_JUDGED, "it only takes earlier words back"
    if beside.admitted:
        return Credibility.IMPROBABLE, f"{called(beside.admitted.statement.claimant)} admitted what it denies"
    against = [group for group in beside.voices if claim.side is None or group[0].side != claim.side]
    if len(against) > 1:
        return Credibility.DOUBTFUL, f"{len(against)} independent voices say otherwise"
    return Credibility.POSSIBLY_TRUE, "one side's word against another's"


def _supporting(claim: Claim, beside: _Beside) -> Judgement:
    admitted = beside.admitted
    if admitted and admitted.id in {account.id for account in claim.accounts}:
        return Credibility.PROBABLY_TRUE, "it speaks against its own side"
    if admitted:
        return Credibility.CONFIRMED, f"{called(admitted.statement.claimant)}, whom it speaks against, admitted it"
    others = [group for group in beside.voices if claim not in group and not _same_side(claim, group)]
    denied = [account for account in beside.denials if account.claimant != claim.key]
    if len(others) == 1 and _hearsay(claim):
        return _passed_on(called(others[0][0].claimant), denied)
    if others and not denied:
        return Credibility.CONFIRMED, f"{called(others[0][0].claimant)} said so independently and {beside.undenied}"
    if others:
        who = called(denied[0].statement.claimant)
        return (
            Credibility.PROBABLY_TRUE,
            f"{called(others[0][0].claimant)} said so independently, though {who} denied it",
        )
    if denied:
        return Credibility.DOUBTFUL, f"nobody else said so and {called(denied[0].statement.claimant)} denied it"
    if _hearsay(claim):
        return Credibility.CANNOT_BE_JUDGED, "a medium says so without naming who told it"
    return Credibility.POSSIBLY_TRUE, f"nobody else said so, and {beside.undenied}"


def _same_side(claim: Claim, group: Sequence[Claim]) -> bool:
    return claim.side is not None and any(other.side == claim.side for other in group)


def _hearsay(claim: Claim) -> bool:
    """Whether a medium says so that saw nothing of it: it is no voice beside the one that it may have heard."""
    observed = any(account.statement.speech_act == SpeechAct.OBSERVES for account in claim.live)
    return claim.claimant.kind == ActorKind.MEDIA and not observed


def _passed_on(heard: str, denied: Sequence[Account]) -> Judgement:
    """Of what a medium may have from the only other voice."""
    reason = f"a medium says so that may have it from {heard}"
    if denied:
        return Credibility.DOUBTFUL, f"{reason}, and {called(denied[0].statement.claimant)} denied it"
    return Credibility.CANNOT_BE_JUDGED, reason
