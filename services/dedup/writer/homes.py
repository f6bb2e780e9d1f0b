"""Where what a report is compared with stands: its incidents, looked up once for all statements of the report."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from services.dedup.incidents.links import incident_of
from services.dedup.incidents.record import Record
from services.dedup.matching.rank import Option

__all__ = ["Home", "Homes"]


class Home(NamedTuple):
    """A statement that counts, the seed that holds it and the incident of that."""

    statement: UUID
    seed: UUID
    incident: UUID


class Homes:
    """Homes over the record as it stands: the statements of a report are like much the same others."""

    def __init__(self, record: Record, ids: Sequence[UUID]) -> None:
        """`ids` are the statements of the report by their places."""
        self._record = record
        self._ids = ids
        self._known: dict[int, Home | None] = {}
        self._as_of = record.shifts

    def of(self, option: Option) -> Home | None:
        """Where the nearest statement of an option stands; None when it counts for nothing now."""
        if self._as_of != self._record.shifts:
            self._known.clear()
            self._as_of = self._record.shifts
        # Siblings have places below 0, others have numbers from 0 on.
        key = option.place if option.place < 0 else option.other
        if key in self._known:
            return self._known[key]
        home = self._known[key] = self._look_up(option.statement if key >= 0 else self._ids[-1 - key])
        return home

    def _look_up(self, statement: UUID) -> Home | None:
        row = self._record.statement(statement)
        if row.seed is None or not row.counts:
            return None
        return Home(statement, row.seed, incident_of(self._record, row.seed))
