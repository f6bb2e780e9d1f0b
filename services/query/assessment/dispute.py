"""Dispute: whether the accounts of an incident stand against each other."""

from collections.abc import Sequence
from itertools import combinations
from operator import itemgetter

from schemas.vocabulary import Aspect, CasualtyCategory, Dispute, EventType
from services.query.assessment.account import Account, Order, called, named_side
from services.query.assessment.casualties import meet, phrase
from services.query.assessment.claims import Claim, Figure, growing, once
from services.query.assessment.denial import aspect_of, party_denials

__all__ = ["dispute_of"]

_ATTACKS = frozenset(
    {
        EventType.SHOOTING,
        EventType.SHELLING,
        EventType.DRONE_STRIKE,
        EventType.AIR_STRIKE,
        EventType.EXPLOSIVE_DEVICE,
        EventType.GROUND_ASSAULT,
        EventType.INFRASTRUCTURE_DAMAGE,
        EventType.OTHER,
    }
)
"""One act, with whatever weapon, known or not, it is said to have been done."""

_Attacks = frozenset[tuple[str | None, str | None]]

_UNTIL_FOUND = frozenset({CasualtyCategory.CAPTURED, CasualtyCategory.MISSING})
"""What people are only for a time."""


def dispute_of(claims: Sequence[Claim]) -> tuple[Dispute, tuple[str, ...]]:
    """The grade and every reason for it in words. Denying the act or its authorship outranks any contest.

    In the past, which is one for a ministry and for armed forces.
    """
    if denied := party_denials(claims):
        return Dispute.DENIED, tuple(dict.fromkeys(_denial(account) for account in denied))
    reasons = [*_lesser_denials(claims), *_initiators(claims), *_figures(claims)]
    return (Dispute.CONTESTED, tuple(dict.fromkeys(reasons))) if reasons else (Dispute.NONE, ())


_DENIED = {
    Aspect.HAPPENING: "denied that it happened",
    Aspect.AUTHORSHIP: "denied having done it",
    Aspect.DETAIL: "disputed a detail",
}


def _denial(account: Account) -> str:
    return f"{called(account.statement.claimant)} {_DENIED[aspect_of(account)]}"


def _lesser_denials(claims: Sequence[Claim]) -> list[str]:
    """What is left where no party's denial stands: those of who is no party, of a detail, or of what is granted."""
    return [
        f"{called(account.statement.claimant)} {_DENIED[Aspect.DETAIL]}" if account.by_party else _denial(account)
        for claim in claims
        for account in claim.denials
    ]


def _initiators(claims: Sequence[Claim]) -> list[str]:
    """Pairs of claimants that name different initiators. Naming several, as in return fire, meets any of them.

    Only of one act: who shot a drone down, or withdrew, is not said to have sent it, or to have attacked. Who names
    itself alone and tells of being attacked by somebody unnamed returned the fire, and may have begun with anybody.
    """
    telling = [claim for claim in claims if claim.supports]
    named = [(claim, who) for claim in telling for who in _named_initiators(claim).items() if not _returns_fire(claim)]
    return [
        f"{called(a.claimant)} named {_names(who_a)}, {called(b.claimant)} named {_names(who_b)} as the one who began"
        for (a, (act_a, who_a)), (b, (act_b, who_b)) in combinations(named, 2)
        if a.key != b.key and act_a == act_b and not who_a.keys() & who_b.keys()
    ]


@once
def _named_initiators(claim: Claim) -> dict[str, dict[str, str]]:
    """By act, the parties that a claim says did it, and what it calls them, in the order in which they are named."""
    named: dict[str, dict[str, str]] = {}
    for (act, accused), (_, name) in sorted(_named_first(claim).items(), key=itemgetter(1)):
        named.setdefault(act, {})[accused] = name
    return named


@growing
def _named_first(
    claim: Claim, before: dict[tuple[str, str], tuple[Order, str]] | None
) -> dict[tuple[str, str], tuple[Order, str]]:
    """By act and party said to have done it, when it is named first and what it is called then."""
    named = dict(before or {})
    for account in claim.further(before):
        statement = account.statement
        if statement.initiator and account.accused and not account.mutual:
            act = "attack" if statement.event_type in _ATTACKS else statement.event_type.value
            said = account.order, called(statement.initiator)
            named[act, account.accused] = min(said, named.get((act, account.accused), said))
    return named


def _returns_fire(claim: Claim) -> bool:
    """Whether it tells of attacks by its own side alone and of one upon it by somebody whom it does not name."""
    attacks = _attacks(claim)
    return (
        claim.side is not None
        and all(accused in (None, claim.side) for accused, _ in attacks)
        and (None, claim.side) in attacks
    )


@growing
def _attacks(claim: Claim, before: _Attacks | None) -> _Attacks:
    """Of each attack that a claim tells of, the party that did it and the side that it was upon."""
    attacks = [account for account in claim.further(before) if account.statement.event_type in _ATTACKS]
    return (before or frozenset()).union([(one.accused, named_side(one.alignment.target)) for one in attacks])


def _names(who: dict[str, str]) -> str:
    return " and ".join(who.values())


def _figures(claims: Sequence[Claim]) -> list[str]:
    """Pairs of claimants whose figures for the same side and category cannot both be right."""
    figures = [(claim, figure) for claim in claims if claim.live for figure in claim.figures]
    return [
        f"{called(a.claimant)} said {phrase(of_a.casualty)}, {called(b.claimant)} said {phrase(of_b.casualty)}"
        for (a, of_a), (b, of_b) in combinations(figures, 2)
        if a.key != b.key and not meet(of_a.casualty, of_b.casualty) and not _fewer_left(of_a, of_b)
    ]


def _fewer_left(a: Figure, b: Figure) -> bool:
    """Whether the lower figure may be what is left of the higher: captives come free and the missing are found."""
    if a.category not in _UNTIL_FOUND:
        return False
    fewer, more = sorted((a, b), key=lambda figure: figure.casualty.min)
    return _first(fewer).said_at > more.account.said_at


def _first(figure: Figure) -> Account:
    return figure.history[0][1] if figure.history else figure.account
