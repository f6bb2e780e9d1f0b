"""What most claimants say of type, place, time and parties: how an incident is called, never what is true."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Final, Generic, NamedTuple, TypeVar

from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import EventType, PlacePrecision, TimePrecision
from services.query.assessment.account import Account
from services.query.assessment.claims import Claim, once

__all__ = ["Consensus", "consensus_of"]

T = TypeVar("T")

_UNKNOWN: Final = 99
_PLACE: Final = {precision: rank for rank, precision in enumerate(PlacePrecision)} | {PlacePrecision.UNKNOWN: _UNKNOWN}
_TIME: Final = {precision: rank for rank, precision in enumerate(TimePrecision)} | {TimePrecision.UNKNOWN: _UNKNOWN}
"""How coarse each is, the finest first; unknown stands apart."""


class Consensus(NamedTuple):
    """The slots by which an incident is called. Parties are listed in the order in which they were first named."""

    event_type: EventType
    place: Place | None
    occurred: Occurred | None
    initiators: tuple[Actor, ...]
    targets: tuple[Actor, ...]


def consensus_of(claims: Sequence[Claim]) -> Consensus:
    """One vote a claim for each slot, its newest word; finer beats coarser only among equals; then the earliest said.

    A place or time of unknown precision stands only where nobody gives a better one. Claims that support the happening
    vote; where none counts any more, all do.
    """
    voting = [claim for claim in claims if claim.supports] or claims
    said = [_said(claim) for claim in voting]
    return Consensus(
        event_type=_most_voted([one.event_type for one in said]) or EventType.OTHER,
        place=_most_voted([one.place for one in said]),
        occurred=_most_voted([one.occurred for one in said]),
        initiators=_distinct([one.initiators for one in said]),
        targets=_distinct([one.targets for one in said]),
    )


Order = tuple[object, ...]


class _Ballot(NamedTuple, Generic[T]):
    key: str
    coarseness: int
    order: Order
    value: T


_fineness: Final = attrgetter("coarseness", "order")


class _Named(NamedTuple):
    """A party by the account that named it first and by the one that named it last."""

    first: Account
    last: Account
    actor: Actor


class _Said(NamedTuple):
    """What one claim has to say of each slot."""

    event_type: _Ballot[EventType] | None
    place: _Ballot[Place] | None
    occurred: _Ballot[Occurred] | None
    initiators: dict[str, _Named]
    targets: dict[str, _Named]


@once
def _said(claim: Claim) -> _Said:
    accounts = claim.live or claim.accounts
    return _Said(
        event_type=_ballot(accounts, lambda a: a.statement.event_type, str, lambda _: 0),
        place=_ballot(accounts, lambda a: a.statement.place, _place_key, lambda place: _PLACE[place.precision]),
        occurred=_ballot(accounts, lambda a: a.statement.occurred, _day_key, lambda when: _TIME[when.precision]),
        initiators=_named(accounts, lambda a: a.statement.initiator),
        targets=_named(accounts, lambda a: a.statement.target),
    )


def _ballot(
    accounts: Sequence[Account],
    slot: Callable[[Account], T | None],
    key: Callable[[T], str],
    coarse: Callable[[T], int],
) -> _Ballot[T] | None:
    coarsest: _Ballot[T] | None = None
    for account in reversed(accounts):
        if (value := slot(account)) is not None:
            ballot = _Ballot(key(value), coarse(value), account.order, value)
            if ballot.coarseness != _UNKNOWN:
                return ballot
            coarsest = coarsest or ballot
    return coarsest


def _most_voted(cast: Iterable[_Ballot[T] | None]) -> T | None:
    votes: dict[str, int] = {}
    ballots = [ballot for ballot in cast if ballot is not None]
    for ballot in ballots:
        votes[ballot.key] = votes.get(ballot.key, 0) + 1
    if len(votes) == 1:
        return min(ballots, key=_fineness).value

    def rank(ballot: _Ballot[T]) -> tuple[bool, int, int, Order]:
        return ballot.coarseness == _UNKNOWN, -votes[ballot.key], ballot.coarseness, ballot.order

    return min(ballots, key=rank).value if ballots else None


def _place_key(place: Place) -> str:
    return place.id or place.name.lower()


def _day_key(occurred: Occurred) -> str:
    return occurred.start.date().isoformat()


def _named(accounts: Iterable[Account], slot: Callable[[Account], Actor | None]) -> dict[str, _Named]:
    named: dict[str, _Named] = {}
    for account in accounts:
        if (actor := slot(account)) is None:
            continue
        before = named.get(key := actor.key)
        named[key] = _Named(before.first if before else account, account, actor)
    return named


def _distinct(parties: Iterable[dict[str, _Named]]) -> tuple[Actor, ...]:
    """Each party once, as it was named last, in the order in which they were named first."""
    every: dict[str, _Named] = {}
    for named in parties:
        for key, one in named.items():
            if (known := every.get(key)) is None:
                every[key] = one
                continue
            first = one.first if one.first.order < known.first.order else known.first
            newest = one if one.last.order > known.last.order else known
            if newest is not known or first is not known.first:
                every[key] = _Named(first, newest.last, newest.actor)
    return tuple(one.actor for one in sorted(every.values(), key=attrgetter("first.order")))
