"""Denials beside what their claimant says itself: one that grants the act denies a detail of it.

"Denying only to have fired first, disputing on which side of a line it happened, or admitting the act under a harmless
description is contested, never denied": a denier shows such a denial by its own account of the act. An account that
names nobody who did it and nobody it hit tells what happened instead ("it was thunder") and grants nothing.
"""

from collections.abc import Sequence

from schemas.vocabulary import Aspect
from services.query.assessment.account import Account
from services.query.assessment.claims import Claim, once

__all__ = ["aspect_of", "party_denials", "tells_of_the_act"]


def party_denials(claims: Sequence[Claim]) -> list[Account]:
    """The denials, by a party, that it happened or that it did it."""
    denials = [denial for claim in claims for denial in _of_the_act(claim)]
    if not denials:
        return denials
    own = {claim.key: claim for claim in claims if claim.supports}
    return [denial for denial in denials if not _granted(denial, own.get(denial.claimant))]


@once
def _of_the_act(claim: Claim) -> tuple[Account, ...]:
    return tuple(one for one in claim.denials if one.by_party and aspect_of(one) is not Aspect.DETAIL)


def aspect_of(denial: Account) -> Aspect:
    """What its report shows it to be about; where nothing shows it, that it happened."""
    answers = denial.statement.answers
    return answers.aspect if answers else Aspect.HAPPENING


def tells_of_the_act(account: Account) -> bool:
    """Whether it names somebody who did it or somebody whom it hit."""
    statement = account.statement
    return bool(statement.initiator or statement.target or statement.casualties)


def _granted(denial: Account, own: Claim | None) -> bool:
    """Whether the denier's own claim has the act in it."""
    return own is not None and any(_grants(mutual, accused, denial) for mutual, accused in _told_acts(own))


@once
def _told_acts(claim: Claim) -> frozenset[tuple[bool, str | None]]:
    """Of each act that the claim tells of, whether both may have begun it and who is said to have done it."""
    return frozenset((account.mutual, account.accused) for account in claim.live if tells_of_the_act(account))


def _grants(mutual: bool, accused: str | None, denial: Account) -> bool:
    """Whether a denier's own account has the denied act in it. To accuse the accuser in turn grants nothing."""
    if mutual or accused == denial.party:
        return True
    if denial.accused == denial.party or aspect_of(denial) is Aspect.AUTHORSHIP:
        return False
    return accused is None or denial.accused in (None, accused)
