"""One line in plain words for an incident, built from the record alone."""

from datetime import datetime
from functools import lru_cache

from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import CasualtyCategory, Dispute, EventType, PlacePrecision, Support, TimePrecision
from services.query.assessment.account import called
from services.query.assessment.casualties import Range
from services.query.assessment.consensus import Consensus

__all__ = ["headline", "sentence", "where"]

_BETWEEN = frozenset({EventType.EXCHANGE_OF_FIRE, EventType.CEASEFIRE_AGREEMENT})

_WHERE = {
    PlacePrecision.NEAR_SETTLEMENT: "near",
    PlacePrecision.BORDER: "on",
    PlacePrecision.LANDMARK: "at",
    PlacePrecision.EXACT: "at",
}

_WHEN = {
    TimePrecision.MINUTE: "%-d %B %Y, %H:%M",
    TimePrecision.HOUR: "%-d %B %Y, %H:%M",
    TimePrecision.WEEK: "week of %-d %B %Y",
    TimePrecision.MONTH: "%B %Y",
    TimePrecision.YEAR: "%Y",
    TimePrecision.UNKNOWN: "around %-d %B %Y",
}

_SUPPORT = {
    Support.ADMITTED: "admitted",
    Support.CORROBORATED: "corroborated",
    Support.SINGLE_CLAIMANT: "single claimant",
    Support.DISCOUNTED: "discounted",
}


def headline(consensus: Consensus) -> str:
    """What, where and when: "Shelling near Zenda, 12 April 2024"."""
    words = consensus.event_type.value.replace("_", " ").capitalize()
    return words + where(consensus.place) + _when(consensus.occurred)


def sentence(
    head: str,
    consensus: Consensus,
    tolls: dict[CasualtyCategory, Range],
    support: Support,
    dispute: Dispute,
    claims: int,
) -> str:
    """The headline `head`, the parties, the toll as a range, and how it stands."""
    figures = ", ".join(f"{given.words()} {category.value}" for category, given in tolls.items())
    parts = [head, _parties(consensus), figures]
    standing = [_SUPPORT[support]] + ([dispute.value] if dispute != Dispute.NONE else [])
    count = "1 claim" if claims == 1 else f"{claims} claims"
    return "; ".join(part for part in [*parts, ", ".join(standing), count] if part)


def where(place: Place | None) -> str:
    """The place with the preposition that fits how finely it is known, after a space; nothing without one.

    Of an unresolved place an erasure leaves no name.
    """
    name = (place.gazetteer_name or place.name) if place else ""
    return f" {_WHERE.get(place.precision, 'in')} {name}" if place and name else ""


def _when(occurred: Occurred | None) -> str:
    if occurred is None:
        return ", day unknown"
    return _told_from(occurred.start, occurred.precision)


@lru_cache(16_384)
def _told_from(start: datetime, precision: TimePrecision) -> str:
    # Of the same few days over and over.
    return ", " + start.strftime(_WHEN.get(precision, "%-d %B %Y"))


def _parties(consensus: Consensus) -> str:
    by, on = _names(consensus.initiators), _names(consensus.targets)
    if by and on and (consensus.event_type in _BETWEEN or {a.key for a in consensus.initiators} & _keys(consensus)):
        return f"between {_names(tuple({a.key: a for a in (*consensus.initiators, *consensus.targets)}.values()))}"
    return " ".join(part for part in (f"by {by}" if by else "", f"against {on}" if on else "") if part)


def _keys(consensus: Consensus) -> set[str]:
    return {actor.key for actor in consensus.targets}


def _names(actors: tuple[Actor, ...]) -> str:
    return " and ".join(map(called, actors))
