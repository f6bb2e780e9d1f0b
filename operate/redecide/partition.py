"""Which statement belongs to which incident, and by which decision: as little of the record as comparing two takes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from schemas.events import decisions as d
from schemas.events.decisions import Decision

__all__ = ["Join", "Partition", "Pointer"]

Pointer: TypeAlias = tuple[int, UUID, UUID | None]
"""Where a reason stands: the offset of its decision, and the statement that was placed, or the two linked seeds."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two statements that are of one incident because of each other, and where the reason stands."""

    one: UUID
    other: UUID
    why: Pointer


class Partition:
    """A fold of decisions. It takes them as they are and judges nothing."""

    def __init__(self) -> None:
        self.decisions = 0
        self.events: Counter[str] = Counter()
        self._seeds: dict[UUID, UUID] = {}
        self._reasons: dict[UUID, tuple[int, UUID | None]] = {}
        self._opened: dict[UUID, None] = {}
        self._links: dict[tuple[UUID, UUID], dict[UUID, int]] = {}

    def fold(self, decision: Decision, offset: int) -> None:
        """The next decision, which lies at `offset`."""
        self.decisions += 1
        for event in decision.events:
            self.events[event.type] += 1
            match event:
                case d.IncidentOpened():
                    self._opened[event.seed] = None
                case d.StatementPlaced():
                    self._place(event.statement.id, event.seed, event, offset)
                case d.StatementMoved():
                    self._place(event.statement, event.seed, event, offset)
                case d.StatementSetAside():
                    self._seeds.pop(event.statement.id, None)
                case d.StatementWithdrawn():
                    self._seeds.pop(event.statement, None)
                case d.IncidentsLinked():
                    self._links.setdefault(_ends(event), {})[event.cause] = offset
                case d.IncidentsUnlinked():
                    self._unlink(event)

    def incidents(self) -> dict[UUID, UUID]:
        """The incident of every statement that is placed; it is called by its oldest seed."""
        age = {seed: number for number, seed in enumerate(self._opened)}
        parent: dict[UUID, UUID] = {}

        def root(seed: UUID) -> UUID:
            while (up := parent.get(seed, seed)) != seed:
                parent[seed] = parent.get(up, up)
                seed = up
            return seed

        for one, other in self._links:
            older, younger = sorted((root(one), root(other)), key=lambda seed: age[seed])
            parent[younger] = older
        return {statement: root(seed) for statement, seed in self._seeds.items()}

    def joins(self) -> Iterator[Join]:
        """Why statements are together: each with the one it was nearest to, and the seeds that are linked."""
        first: dict[UUID, UUID] = {}
        for statement, seed in self._seeds.items():
            first.setdefault(seed, statement)
        for statement, seed in self._seeds.items():
            offset, nearest = self._reasons[statement]
            other = nearest if nearest in self._seeds else first[seed]
            if other != statement:
                yield Join(statement, other, (offset, statement, None))
        for (a, b), causes in self._links.items():
            if a in first and b in first:
                yield Join(first[a], first[b], (min(causes.values()), a, b))

    def _place(self, statement: UUID, seed: UUID, event: d.StatementPlaced | d.StatementMoved, offset: int) -> None:
        self._seeds[statement] = seed
        chosen = event.evidence.chosen
        self._reasons[statement] = (offset, chosen.statement if chosen else None)

    def _unlink(self, event: d.IncidentsUnlinked) -> None:
        causes = self._links.get(_ends(event), {})
        causes.pop(event.cause, None)
        if not causes:
            self._links.pop(_ends(event), None)


def _ends(event: d.IncidentsLinked | d.IncidentsUnlinked) -> tuple[UUID, UUID]:
    return min(event.a, event.b), max(event.a, event.b)
