"""Denials beside what their claimant says itself: one that grants the act denies a detail of it.

"Denying only to have fired first, disputing on which side of a line it happened, or admitting the act under a harmless
description is contested, never denied": a denier shows such a denial by its own account of the act. An account that
names nobody who did it and nobody it hit tells what happened instead ("it was thunder") and grants nothing; nor does
one of an act without force ("our drones only watched") grant an attack. The offices of one state are one party: what
the army says that it did, the foreign ministry cannot deny.
"""

from collections.abc import Hashable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Aspect, EventType, SpeechAct, Stance
from services.query.assessment.account import Account, named_side
from services.query.assessment.claims import Claim, growing, once

__all__ = ["aspect_of", "party_denials", "tells_of_the_act"]

_OFFICES: Final = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
"""Of a state. Sub-state authorities are actors of their own."""

_WITHOUT_FORCE: Final = frozenset(
    {
        EventType.FORCE_BUILDUP,
        EventType.DRONE_ACTIVITY,
        EventType.WITHDRAWAL_DISARMAMENT,
        EventType.THREAT,
        EventType.CEASEFIRE_AGREEMENT,
        EventType.OBSERVER_ACCESS,
    }
)


class _Act(NamedTuple):
    """What an account tells was done. `accused` is the party said to have done it, `by` the side that party is of."""

    event_type: EventType
    mutual: bool
    accused: str | None
    by: str | None
    alleged: bool


def party_denials(claims: Sequence[Claim]) -> list[Account]:
    """The denials, by a party, that it happened or that it did it; of those that say the same, the first.

    Where nobody on record tells of it, a denial is all there is, and counts whoever makes it.
    """
    denials = [denial for claim in claims if claim.denials for denial in _of_the_act(claim)]
    if not denials:
        return denials
    told = any(claim.stance is Stance.SUPPORTS for claim in claims)
    own = [claim for claim in claims if claim.supports]
    return [denial for denial in denials if (denial.by_party or not told) and not _granted(denial, own)]


@once
def _of_the_act(claim: Claim) -> tuple[Account, ...]:
    return tuple(sorted(_alike(claim).values(), key=attrgetter("order")))


@growing
def _alike(claim: Claim, before: dict[Hashable, Account] | None) -> dict[Hashable, Account]:
    """The first denial of the act of each kind: by all that is said of it and that tells whether it is granted."""
    first = dict(before or {})
    for denial in claim.further(before):
        aspect = aspect_of(denial)
        if denial.statement.speech_act is SpeechAct.DENIES and aspect is not Aspect.DETAIL and not _of_figures(denial):
            office = denial.statement.claimant
            who = office.name, office.country, office.kind, denial.alignment.claimant
            what = (*who, denial.statement.event_type, denial.accused, aspect)
            known = first.get(what)
            first[what] = denial if known is None or denial.order < known.order else known
    return first


def _of_figures(denial: Account) -> bool:
    """Whether it is that anybody was hurt or lost."""
    return any(figure.max == 0 for figure in denial.statement.casualties)


def aspect_of(denial: Account) -> Aspect:
    """What its report shows it to be about; where nothing shows it, that it happened."""
    answers = denial.statement.answers
    return answers.aspect if answers else Aspect.HAPPENING


def tells_of_the_act(account: Account) -> bool:
    """Whether it names somebody who did it or somebody whom it hit."""
    statement = account.statement
    return bool(statement.initiator or statement.target or statement.casualties)


def _granted(denial: Account, claims: Sequence[Claim]) -> bool:
    """Whether a claim of the denier's own, or of another office of its state, has the act in it."""
    own = [claim for claim in claims if claim.key == denial.claimant]
    if any(_grants(act, denial) for claim in own for act in _like(denial, claim)):
        return True
    side = denial.claimant_side
    if side is None or denial.accused != denial.party:
        return False
    office = denial.statement.claimant
    others = [claim for claim in claims if claim.key != denial.claimant and _same_state(office, claim.claimant)]
    return any(
        act.by == side and not act.alleged for claim in others if claim.side == side for act in _like(denial, claim)
    )


def _same_state(one: Actor, other: Actor) -> bool:
    """Whether both are offices of one state."""
    return one.country is not None and one.country == other.country and one.kind in _OFFICES and other.kind in _OFFICES


def _like(denial: Account, claim: Claim) -> Iterator[_Act]:
    """The acts that a claim tells of and that may be what is denied."""
    denied = denial.statement.event_type
    return (act for act in _told_acts(claim) if act.event_type is denied or act.event_type not in _WITHOUT_FORCE)


@growing
def _told_acts(claim: Claim, before: frozenset[_Act] | None) -> frozenset[_Act]:
    acts = [
        _Act(
            account.statement.event_type,
            account.mutual,
            account.accused,
            named_side(account.alignment.initiator),
            account.statement.speech_act is SpeechAct.ALLEGES,
        )
        for account in claim.further(before)
        if tells_of_the_act(account)
    ]
    return (before or frozenset()).union(acts)


def _grants(act: _Act, denial: Account) -> bool:
    """Whether a denier's own account has the denied act in it. To accuse the accuser in turn grants nothing."""
    if act.mutual or act.accused == denial.party:
        return True
    if denial.accused == denial.party or aspect_of(denial) is Aspect.AUTHORSHIP:
        return False
    return act.accused is None or denial.accused in (None, act.accused)
