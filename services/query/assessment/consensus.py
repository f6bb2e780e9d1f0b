"""What most claimants say of type, place, time and parties: how an incident is called, never what is true."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import EventType, PlacePrecision, TimePrecision
from services.query.assessment.account import Account, Order
from services.query.assessment.claims import Claim, growing

__all__ = ["Consensus", "consensus_of"]

T = TypeVar("T")

_UNKNOWN: Final = 99
_PLACE: Final = {precision: rank for rank, precision in enumerate(PlacePrecision)} | {PlacePrecision.UNKNOWN: _UNKNOWN}
_TIME: Final = {precision: rank for rank, precision in enumerate(TimePrecision)} | {TimePrecision.UNKNOWN: _UNKNOWN}
"""How coarse each is, the finest first; unknown stands apart."""

_place: Final = attrgetter("statement.place")
_occurred: Final = attrgetter("statement.occurred")
_initiator: Final = attrgetter("initiator", "statement.initiator")
_target: Final = attrgetter("target", "statement.target")


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


class _Ballot(NamedTuple, Generic[T]):
    """A vote. The finest sorts first, then the earliest."""

    coarseness: int
    order: Order
    key: Hashable
    value: T


class _Named(NamedTuple):
    """A party, when it was named first and when last, and as it was named then."""

    first: Order
    last: Order
    actor: Actor


class _Said(NamedTuple):
    """What one claim has to say of each slot."""

    event_type: _Ballot[EventType]
    place: _Ballot[Place] | None
    occurred: _Ballot[Occurred] | None
    initiators: dict[str, _Named]
    targets: dict[str, _Named]


@growing
def _said(claim: Claim, before: _Said | None) -> _Said:
    accounts = claim.live or claim.accounts
    further = claim.further(before) or accounts
    newest = accounts[-1]
    event_type = newest.statement.event_type
    return _Said(
        event_type=_Ballot(0, newest.order, event_type, event_type),
        place=_ballot(accounts, _place, _place_key, _PLACE),
        occurred=_ballot(accounts, _occurred, _day, _TIME),
        initiators=_named(further, _initiator, before.initiators if before else {}),
        targets=_named(further, _target, before.targets if before else {}),
    )


def _ballot(
    accounts: Sequence[Account],
    slot: Callable[[Account], T | None],
    key: Callable[[T], Hashable],
    coarse: Mapping[Any, int],
) -> _Ballot[T] | None:
    coarsest: _Ballot[T] | None = None
    for account in reversed(accounts):
        if (value := slot(account)) is not None:
            ballot = _Ballot(coarse[value.precision], account.order, key(value), value)  # type: ignore[attr-defined]
            if ballot.coarseness != _UNKNOWN:
                return ballot
            coarsest = coarsest or ballot
    return coarsest


def _most_voted(cast: Iterable[_Ballot[T] | None]) -> T | None:
    ballots = [ballot for ballot in cast if ballot is not None]
    keys = [ballot.key for ballot in ballots]
    if len(set(keys)) > 1:
        ballots = [ballot for ballot in ballots if ballot.coarseness != _UNKNOWN] or ballots
        votes = [keys.count(ballot.key) for ballot in ballots]
        most = max(votes)
        ballots = [ballot for ballot, count in zip(ballots, votes, strict=True) if count == most]
    return min(ballots).value if ballots else None


def _place_key(place: Place) -> str:
    return place.id or place.name.lower()


def _day(occurred: Occurred) -> date:
    return occurred.start.date()


def _named(
    accounts: Iterable[Account], party: Callable[[Account], tuple[str | None, Actor | None]], before: dict[str, _Named]
) -> dict[str, _Named]:
    named = dict(before)
    for account in accounts:
        key, actor = party(account)
        if key is not None and actor is not None:
            _name(named, key, _Named(account.order, account.order, actor))
    return named


def _distinct(parties: Iterable[dict[str, _Named]]) -> tuple[Actor, ...]:
    """Each party once, as it was named last, in the order in which they were named first."""
    every: dict[str, _Named] = {}
    for named in parties:
        for key, one in named.items():
            if key in every:
                _name(every, key, one)
            else:
                every[key] = one
    return tuple([one.actor for one in sorted(every.values())])


def _name(named: dict[str, _Named], key: str, one: _Named) -> None:
    known = named.get(key)
    if known is None or (one.first < known.first and one.last > known.last):
        named[key] = one
    elif one.last > known.last:
        named[key] = _Named(known.first, one.last, one.actor)
    elif one.first < known.first:
        named[key] = _Named(one.first, known.last, known.actor)
