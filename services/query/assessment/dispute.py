"""Dispute: whether the accounts of an incident stand against each other."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from schemas.vocabulary import Aspect, Dispute, EventType
from services.query.assessment.account import Account, named_side
from services.query.assessment.casualties import meet, phrase
from services.query.assessment.claims import Claim

__all__ = ["dispute_of", "party_denials"]

_MUTUAL = frozenset({EventType.EXCHANGE_OF_FIRE, EventType.CEASEFIRE_AGREEMENT})
"""Where the two parties may stand in either order, so that no initiator is meant."""


def dispute_of(claims: Sequence[Claim]) -> tuple[Dispute, tuple[str, ...]]:
    """The grade and every reason for it in words. Denying the act or its authorship outranks any contest."""
    if denied := party_denials(claims):
        return Dispute.DENIED, tuple(dict.fromkeys(_denial(account) for account in denied))
    reasons = [*_lesser_denials(claims), *_initiators(claims), *_figures(claims)]
    return (Dispute.CONTESTED, tuple(dict.fromkeys(reasons))) if reasons else (Dispute.NONE, ())


def party_denials(claims: Iterable[Claim]) -> list[Account]:
    """The denials, by a party, that it happened or who did it."""
    return [
        account
        for claim in claims
        for account in claim.denials
        if account.by_party and _aspect(account) is not Aspect.DETAIL
    ]


def _aspect(account: Account) -> Aspect:
    answers = account.statement.answers
    return answers.aspect if answers else Aspect.HAPPENING


_DENIED = {
    Aspect.HAPPENING: "denies that it happened",
    Aspect.AUTHORSHIP: "denies having done it",
    Aspect.DETAIL: "disputes a detail",
}


def _denial(account: Account) -> str:
    return f"{account.statement.claimant.name} {_DENIED[_aspect(account)]}"


def _lesser_denials(claims: Sequence[Claim]) -> list[str]:
    return [_denial(account) for claim in claims for account in claim.denials]


def _initiators(claims: Sequence[Claim]) -> list[str]:
    """Pairs of claimants that name different initiators. Naming several, as in return fire, meets any of them."""
    named = [(claim, who) for claim in claims if claim.supports and (who := _named_initiators(claim))]
    return [
        f"{a.claimant.name} names {_names(who_a)}, {b.claimant.name} names {_names(who_b)} as the one who began"
        for (a, who_a), (b, who_b) in combinations(named, 2)
        if a.claimant.key != b.claimant.key and not who_a.keys() & who_b.keys()
    ]


def _named_initiators(claim: Claim) -> dict[str, str]:
    who: dict[str, str] = {}
    for account in claim.live:
        statement = account.statement
        if statement.initiator and statement.event_type not in _MUTUAL:
            side = named_side(account.alignment.initiator) or statement.initiator.country or statement.initiator.key
            who.setdefault(side, statement.initiator.name)
    return who


def _names(who: dict[str, str]) -> str:
    return " and ".join(who.values())


def _figures(claims: Sequence[Claim]) -> list[str]:
    """Pairs of claimants whose figures for the same side and category cannot both be right."""
    figures = [(claim, figure) for claim in claims if claim.live for figure in claim.figures]
    return [
        f"{a.claimant.name} says {phrase(given_a.casualty)}, {b.claimant.name} says {phrase(given_b.casualty)}"
        for (a, given_a), (b, given_b) in combinations(figures, 2)
        if a.claimant.key != b.claimant.key and not meet(given_a.casualty, given_b.casualty)
    ]
