"""Origins: whether a report's text is a copy of one that is known, decided before anything is matched."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from schemas.events.decisions import OriginCause
from schemas.features import Features
from schemas.statement import Statement
from services.dedup.incidents.pairing import pair
from services.dedup.incidents.record import Record

__all__ = ["Likeness", "Resemblances", "counterparts", "origin_of"]

_DAYS_APART = 1


class Likeness(NamedTuple):
    """A known original text and its resemblance, from 0 to 1."""

    report: UUID
    resemblance: float


class Resemblances(NamedTuple):
    """What the sketches say: known originals that resemble a text, and from where on resemblance makes a copy."""

    found: tuple[Likeness, ...]
    copy: float
    declared: float


def origin_of(record: Record, report: UUID, features: Features, alike: Resemblances) -> tuple[UUID, OriginCause]:
    """The origin of a report that comes for the first time: itself, unless its text is a copy.

    `declared`: it credits a wire and resembles, if loosely, a text of that wire's or one with the same credit.
    `sketch`: it resembles a known text so closely that it is a copy, whatever it says of itself.
    """
    credit = features.credit
    declared, best = None, None
    for likeness in sorted(alike.found, key=lambda one: (-one.resemblance, str(one.report))):
        row = record.reports.get(likeness.report)
        if row is None or likeness.report == report:
            continue
        credited = credit is not None and credit in (row.features.credit, row.voice)
        if credited and declared is None and likeness.resemblance >= alike.declared:
            declared = likeness.report
        if best is None and likeness.resemblance >= alike.copy:
            best = likeness.report
    for found, cause in ((declared, OriginCause.DECLARED), (best, OriginCause.SKETCH)):
        if found is not None:
            return record.report(found).origin or found, cause
    return report, OriginCause.OWN


def counterparts(record: Record, origin: UUID, given: Sequence[Statement]) -> dict[int, UUID]:
    """For statements of a copy, by index: the statement of the original that says the same of the same day."""
    original = record.reports.get(origin)
    if original is None or original.retracted_by is not None:
        return {}
    held = [record.statement(one).statement for one in original.statements]
    days = {one.id: one for one in held}
    return {index: id for index, id in pair(held, given).items() if _same_day(days[id], given[index])}


def _same_day(a: Statement, b: Statement) -> bool:
    if a.occurred is None or b.occurred is None:
        return True
    return abs((a.occurred.day - b.occurred.day).days) <= _DAYS_APART
