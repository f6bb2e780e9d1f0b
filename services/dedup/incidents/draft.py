"""A decision in the making: each event is folded as it is drawn up, so that the next one sees it."""

from collections.abc import Sequence
from uuid import UUID

from schemas.events.decisions import (
    DecisionEvent,
    IncidentsUnlinked,
    ReportDecided,
    StatementRetracted,
    StatementWithdrawn,
    WithdrawnWhy,
)
from services.dedup.incidents.fold import apply, begin
from services.dedup.incidents.record import Record

__all__ = ["Draft"]


class Draft:
    """The events of one decision so far. The record already holds what they say."""

    def __init__(self, record: Record, report: ReportDecided | None = None, accepted: bool = True) -> None:
        self.record = record
        self.report = report
        self.events: list[DecisionEvent] = []
        self._step = begin(record, record.head.next_n, report, accepted)

    @property
    def n(self) -> int:
        """The number of the decision."""
        return self._step.n

    def add(self, *events: DecisionEvent) -> None:
        """Add events in order."""
        for event in events:
            self.events.append(event)
            apply(self.record, self._step, event)

    def withdraw(self, statement: UUID, why: WithdrawnWhy) -> None:
        """The report no longer makes a statement, and what it linked is linked no more by it."""
        self.add(StatementWithdrawn(statement=statement, why=why))
        self.unlink(statement)

    def retract(self, statements: Sequence[UUID], by: UUID) -> None:
        """The source took these statements back. They stay where they are and count for nothing."""
        for statement in statements:
            if self.record.statement(statement).retracted_by is None:
                self.add(StatementRetracted(statement=statement, by=by))
                self.unlink(statement)

    def unlink(self, cause: UUID) -> None:
        """Take a cause from every link it made."""
        for key in self.record.caused.get(cause) or ():
            a, b = key.split("/")
            self.add(IncidentsUnlinked(a=UUID(a), b=UUID(b), cause=cause))
