"""What most claimants say of type, place, time and parties: how an incident is called, never what is true."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import EventType, PlacePrecision, TimePrecision
from services.query.assessment.account import Account
from services.query.assessment.claims import Claim

__all__ = ["Consensus", "consensus_of"]

T = TypeVar("T")

_UNKNOWN: Final = 99
_PLACE: Final = {precision: rank for rank, precision in enumerate(PlacePrecision)} | {PlacePrecision.UNKNOWN: _UNKNOWN}
_TIME: Final = {precision: rank for rank, precision in enumerate(TimePrecision)} | {TimePrecision.UNKNOWN: _UNKNOWN}
"""How coarse each is, the finest first; unknown stands apart."""


@dataclass(frozen=True)
class Consensus:
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
    voting = [claim for claim in claims if claim.supports] or list(claims)
    accounts = sorted((a for claim in voting for a in claim.live or claim.accounts), key=lambda account: account.order)
    newest = [list(claim.live or claim.accounts) for claim in voting]
    return Consensus(
        event_type=_vote(newest, lambda a: a.statement.event_type, str, lambda _: 0) or EventType.OTHER,
        place=_vote(newest, lambda a: a.statement.place, _place_key, lambda place: _PLACE[place.precision]),
        occurred=_vote(newest, lambda a: a.statement.occurred, _day_key, lambda when: _TIME[when.precision]),
        initiators=_distinct(account.statement.initiator for account in accounts),
        targets=_distinct(account.statement.target for account in accounts),
    )


def _vote(
    said: Iterable[Sequence[Account]],
    slot: Callable[[Account], T | None],
    key: Callable[[T], str],
    coarseness: Callable[[T], int],
) -> T | None:
    votes: Counter[str] = Counter()
    ballots: list[tuple[int, tuple[object, ...], T]] = []
    for accounts in said:
        given = [(account, value) for account in accounts if (value := slot(account)) is not None]
        known = [(account, value) for account, value in given if coarseness(value) != _UNKNOWN]
        if given:
            account, value = (known or given)[-1]
            votes[key(value)] += 1
            ballots.append((coarseness(value), account.order, value))
    if not ballots:
        return None

    def rank(ballot: tuple[int, tuple[object, ...], T]) -> tuple[bool, int, int, tuple[object, ...]]:
        coarse, order, value = ballot
        return coarse == _UNKNOWN, -votes[key(value)], coarse, order

    return min(ballots, key=rank)[2]


def _place_key(place: Place) -> str:
    return place.id or place.name.lower()


def _day_key(occurred: Occurred) -> str:
    return occurred.day.isoformat()


def _distinct(actors: Iterable[Actor | None]) -> tuple[Actor, ...]:
    return tuple({actor.key: actor for actor in actors if actor}.values())
