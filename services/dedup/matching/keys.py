"""Blocking keys: what a statement or a report can be found by. Two that share no key are never compared.

A key is a 64-bit number. It is `hash` of its parts, which differs from process to process, so keys live in memory only.
"""

from collections.abc import Iterator
from math import floor

from schemas.features import Features
from services.dedup.matching.facts import Facts

__all__ = ["asked", "held", "of_report"]

_MAX_DAYS = 3
_CELL_DEGREES = 0.5
_TERMS = 16
_NEIGHBOURS = (-1, 0, 1)


def held(facts: Facts) -> set[int]:
    """The keys a statement is filed under."""
    return {hash(key) for key in _statement(facts, _days(facts), _cell(facts))}


def asked(facts: Facts) -> set[int]:
    """The keys under which statements like this one may be filed: also of the day before and after, and round about."""
    days = sorted({day + step for day in _days(facts) for step in _NEIGHBOURS})
    return {hash(key) for key in _statement(facts, days, _cells_round(facts))}


def of_report(features: Features) -> set[int]:
    """The keys a report is filed and looked for under, by its words."""
    return {hash(key) for key in _report(features)}


def _statement(facts: Facts, days: list[int], cells: list[tuple[int, int]]) -> Iterator[tuple[object, ...]]:
    kinds = min(one.value for one in facts.family)
    for day in days:
        if facts.place is not None:
            yield "place day", facts.place, day
            yield "name day", facts.place_name, day
        for cell in cells:
            yield "cell day", cell, day
        if facts.country is not None:
            yield "country day kind", facts.country, day, kinds
            if facts.admin1 is not None:
                yield "admin day", facts.country, facts.admin1, day
        for side in (facts.initiator, facts.target):
            if side is not None:
                yield "side day kind", side, day, kinds
        for (category, side), (least, most) in facts.figures.items():
            if least:
                yield "figure day", category, side, least, most, day
    if facts.place is not None:
        yield "place kind", facts.place, kinds
        yield "name kind", facts.place_name, kinds
    for (category, _), (least, _most) in facts.figures.items():
        if least and facts.country is not None:
            yield "figure country", category, least, facts.country
    # A reaction is looked for by who is said to have done what, where no place or day is given.
    if facts.answers_claimant is not None and facts.reacts:
        yield "claimant kind", facts.answers_claimant, kinds
    elif not facts.reacts:
        yield "claimant kind", facts.claimant, kinds
    if facts.initiator is not None:
        yield "side kind", facts.initiator, kinds


def _report(features: Features) -> Iterator[tuple[object, ...]]:
    for kind, hashes in (
        ("name", features.names),
        ("named age", features.named_ages),
        ("street", features.streets),
        ("block", features.blocks),
        ("capital", features.capitals),
    ):
        for one in hashes:
            yield kind, one
    for term in features.terms[:_TERMS]:
        yield "term", term.hash
    if features.event_day is not None:
        day = features.event_day.toordinal()
        for town in features.towns:
            for step in _NEIGHBOURS:
                yield "town day", town, day + step
        if features.state is not None:
            for age in features.ages:
                yield "state age day", features.state, age, day
    for town in features.towns:
        for age in features.ages:
            yield "town age", town, age


def _days(facts: Facts) -> list[int]:
    if facts.first is not None and facts.last is not None:
        return list(range(facts.first, min(facts.last, facts.first + _MAX_DAYS - 1) + 1))
    # Without a day of its own it is most likely of the day before its report, or of that day.
    return [facts.published - 1, facts.published] if facts.published is not None else []


def _cell(facts: Facts) -> list[tuple[int, int]]:
    if facts.lat is None or facts.lon is None:
        return []
    return [(floor(facts.lat / _CELL_DEGREES), floor(facts.lon / _CELL_DEGREES))]


def _cells_round(facts: Facts) -> list[tuple[int, int]]:
    if facts.lat is None or facts.lon is None:
        return []
    north, east = facts.lat / _CELL_DEGREES, facts.lon / _CELL_DEGREES
    return sorted({(floor(north + dn), floor(east + de)) for dn in (-0.5, 0.5) for de in (-0.5, 0.5)})
