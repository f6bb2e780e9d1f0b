"""Blocking keys: what a statement or a report can be found by. Two that share no key are never compared.

A key is a 64-bit number, the same in every process: hashes of tuples of integers are.
"""

from collections.abc import Iterator
from math import floor
from typing import Any, Final

from schemas.features import Features
from services.dedup.matching.facts import NEVER, Facts

__all__ = ["asked", "held", "of_report"]

_MAX_DAYS: Final = 3
_CELL_DEGREES: Final = 0.5
_TERMS: Final = 16
_ROUND: Final = (-0.5, 0.5)

(
    _PLACE_DAY, _NAME_DAY, _CELL_DAY, _COUNTRY_DAY, _ADMIN_DAY, _SIDE_DAY, _FIGURE_DAY, _PLACE_KIN, _NAME_KIN,
    _FIGURE_COUNTRY, _CLAIMANT_KIN, _SIDE_KIN, _NAME, _NAMED_AGE, _STREET, _BLOCK, _CAPITAL, _TERM, _TOWN_DAY,
    _STATE_AGE_DAY, _TOWN_AGE,
) = range(1, 22)  # fmt: skip


def held(facts: Any) -> set[int]:
    """The keys a statement is filed under. `facts` are `Facts` or a row of them."""
    first, last = int(facts[_FIRST]), int(facts[_LAST])
    return set(_statement(facts, _days(first, last, int(facts[_PUBLISHED])), _cell(facts)))


def asked(facts: Any) -> set[int]:
    """The keys under which statements like this one may be filed: also of the day before and after, and round about."""
    days = _days(int(facts[_FIRST]), int(facts[_LAST]), int(facts[_PUBLISHED]))
    around = range(days[0] - 1, days[-1] + 2) if days else ()
    return set(_statement(facts, around, _cells_round(facts)))


def of_report(features: Features) -> set[int]:
    """The keys a report is filed and looked for under, by its words."""
    return set(_report(features))


_FIELDS = Facts._fields
(
    _KIN, _REACTS, _CLAIMANT, _INITIATOR, _TARGET, _PLACE, _PLACE_NAME, _LAT, _LON, _COUNTRY, _ADMIN1, _FIRST, _LAST,
    _PUBLISHED, _ANSWERS_CLAIMANT, _CATEGORIES, _SIDES, _LEAST, _MOST,
) = (
    _FIELDS.index(name)
    for name in (
        "kin", "reacts", "claimant", "initiator", "target", "place", "place_name", "lat", "lon", "country", "admin1",
        "first", "last", "published", "answers_claimant", "categories", "sides", "least", "most",
    )
)  # fmt: skip


def _statement(facts: Any, days: Any, cells: list[tuple[int, int]]) -> Iterator[int]:
    kin, place, country, admin1 = int(facts[_KIN]), int(facts[_PLACE]), int(facts[_COUNTRY]), int(facts[_ADMIN1])
    name = int(facts[_PLACE_NAME])
    sides = {int(facts[_INITIATOR]), int(facts[_TARGET])} - {0}
    figures = [
        (int(category), int(side), int(least), int(most))
        for category, side, least, most in zip(
            facts[_CATEGORIES], facts[_SIDES], facts[_LEAST], facts[_MOST], strict=True
        )
        if least
    ]
    for day in days:
        if place:
            yield hash((_PLACE_DAY, place, day))
            yield hash((_NAME_DAY, name, day))
        for cell in cells:
            yield hash((_CELL_DAY, cell, day))
        if country:
            yield hash((_COUNTRY_DAY, country, day, kin))
            if admin1:
                yield hash((_ADMIN_DAY, country, admin1, day))
        for side in sides:
            yield hash((_SIDE_DAY, side, day, kin))
        for figure in figures:
            yield hash((_FIGURE_DAY, figure, day))
    if place:
        yield hash((_PLACE_KIN, place, kin))
        yield hash((_NAME_KIN, name, kin))
    if country:
        for category, _, least, _ in figures:
            yield hash((_FIGURE_COUNTRY, category, least, country))
    # A reaction is looked for by who is said to have done what, where no place or day is given.
    claimant = int(facts[_ANSWERS_CLAIMANT]) if facts[_REACTS] else int(facts[_CLAIMANT])
    if claimant:
        yield hash((_CLAIMANT_KIN, claimant, kin))
    if facts[_INITIATOR]:
        yield hash((_SIDE_KIN, int(facts[_INITIATOR]), kin))


def _report(features: Features) -> Iterator[int]:
    for kind, hashes in (
        (_NAME, features.names),
        (_NAMED_AGE, features.named_ages),
        (_STREET, features.streets),
        (_BLOCK, features.blocks),
        (_CAPITAL, features.capitals),
    ):
        for one in hashes:
            yield hash((kind, one))
    for term in features.terms[:_TERMS]:
        yield hash((_TERM, term.hash))
    if features.event_day is not None:
        day = features.event_day.toordinal()
        for town in features.towns:
            for near in (day - 1, day, day + 1):
                yield hash((_TOWN_DAY, town, near))
        if features.state is not None:
            for age in features.ages:
                yield hash((_STATE_AGE_DAY, features.state, age, day))
    for town in features.towns:
        for age in features.ages:
            yield hash((_TOWN_AGE, town, age))


def _days(first: int, last: int, published: int) -> range:
    if first != NEVER:
        return range(first, min(last, first + _MAX_DAYS - 1) + 1)
    # Without a day of its own it is most likely of the day before its report, or of that day.
    return range(published - 1, published + 1) if published != NEVER else range(0)


def _cell(facts: Any) -> list[tuple[int, int]]:
    lat, lon = float(facts[_LAT]), float(facts[_LON])
    if lat != lat:
        return []
    return [(floor(lat / _CELL_DEGREES), floor(lon / _CELL_DEGREES))]


def _cells_round(facts: Any) -> list[tuple[int, int]]:
    lat, lon = float(facts[_LAT]), float(facts[_LON])
    if lat != lat:
        return []
    north, east = lat / _CELL_DEGREES, lon / _CELL_DEGREES
    return sorted({(floor(north + dn), floor(east + de)) for dn in _ROUND for de in _ROUND})
