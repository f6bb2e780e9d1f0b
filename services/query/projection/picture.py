"""What the fold knows of the record: the incidents that recent decisions touched, whole, and nothing else.

Whatever is in the picture is there with its whole component: linked seeds, their statements, those statements'
reports, and the incidents' current versions. `missing` says what must be learned before decisions can be applied.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from schemas.events import decisions as d
from schemas.events.decisions import Decision
from services.query.projection.casefile import CaseFile
from services.query.projection.rows import (
    LinkRow,
    PlacementRow,
    ReportRow,
    SeedRow,
    StatementRow,
    SuggestionRow,
    VersionRow,
)
from services.query.projection.table import Table

__all__ = ["Missing", "Picture"]


@dataclass(frozen=True)
class Missing:
    """Ids that decisions name and the picture does not know. They may be new to the record altogether."""

    statements: frozenset[UUID] = frozenset()
    seeds: frozenset[UUID] = frozenset()
    reports: frozenset[UUID] = frozenset()


@dataclass
class Picture:
    """Tables, and the ways through them that the fold takes."""

    reports: Table[ReportRow] = field(default_factory=Table)
    statements: Table[StatementRow] = field(default_factory=Table)
    placements: Table[PlacementRow] = field(default_factory=Table)
    seeds: Table[SeedRow] = field(default_factory=Table)
    links: Table[LinkRow] = field(default_factory=Table)
    suggestions: Table[SuggestionRow] = field(default_factory=Table)
    versions: Table[VersionRow] = field(default_factory=Table)
    members: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    linked: dict[UUID, dict[UUID, int]] = field(default_factory=lambda: defaultdict(dict))
    emptied: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """By seed, the seeds whose last statement went there."""
    suggested: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    said_in: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    whole_reports: set[UUID] = field(default_factory=set)
    files: dict[UUID, CaseFile] = field(default_factory=dict)
    """Of incidents, by their oldest seed."""
    untold: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """By seed, the statements that came, left or changed since the file of its incident was brought up to date."""

    def missing(self, batch: Iterable[Decision]) -> Missing:
        """What must be learned before the batch can be applied."""
        statements: set[UUID] = set()
        seeds: set[UUID] = set()
        reports: set[UUID] = set()
        for decision in batch:
            if decision.report:
                reports.add(decision.report.report_id)
            for event in decision.events:
                statements.update(_statements(event))
                seeds.update(_seeds(event))
                if isinstance(event, _ABOUT_REPORTS):
                    reports.add(event.report_id)
        return Missing(
            frozenset(id for id in statements if id not in self.statements),
            frozenset(id for id in seeds if id not in self.seeds),
            frozenset(reports - self.whole_reports),
        )

    def learn_seeds(self, rows: Iterable[SeedRow]) -> None:
        """Take in seeds."""
        for row in rows:
            if row.key not in self.seeds:
                self._lead(row)
            self.seeds.learn([row])

    def put_seed(self, row: SeedRow) -> None:
        """A seed stands as in `row`."""
        if (old := self.seeds.get(row.id)) and old.moved_to:
            self.emptied[old.moved_to].discard(row.id)
        self._lead(row)
        self.seeds.put(row)

    def learn_placements(self, rows: Iterable[PlacementRow]) -> None:
        """Take in where statements belong."""
        for row in rows:
            if row.key not in self.placements and row.seed_id:
                self._join(row.seed_id, row.statement_id)
            self.placements.learn([row])

    def learn_links(self, rows: Iterable[LinkRow]) -> None:
        """Take in links."""
        for row in rows:
            if row.key not in self.links:
                self._tie(row.a, row.b, 1)
            self.links.learn([row])

    def learn_suggestions(self, rows: Iterable[SuggestionRow]) -> None:
        """Take in suggested links."""
        for row in rows:
            if row.key not in self.suggestions:
                self._suggest(row)
            self.suggestions.learn([row])

    def learn_statements(self, rows: Iterable[StatementRow]) -> None:
        """Take in statements."""
        for row in rows:
            self.said_in[row.report_id].add(row.key)
            self.statements.learn([row])

    def put_statement(self, row: StatementRow) -> None:
        """A statement stands as in `row`."""
        self.said_in[row.report_id].add(row.key)
        self._tell_anew(row.key)
        self.statements.put(row)

    def put_report(self, row: ReportRow) -> None:
        """A report stands as in `row`."""
        for statement in self.said_in.get(row.key, ()):
            self._tell_anew(statement)
        self.reports.put(row)

    def end_statement(self, statement: UUID, n: int) -> None:
        """A statement is no more, and belongs nowhere."""
        if row := self.statements.end(statement, n):
            self.said_in[row.report_id].discard(statement)
        self._leave(statement)
        self.placements.end(statement, n)

    def place(self, row: PlacementRow) -> None:
        """A statement belongs where `row` says."""
        self._leave(row.statement_id)
        self.placements.put(row)
        if row.seed_id:
            self._join(row.seed_id, row.statement_id)

    def link(self, row: LinkRow) -> None:
        """Two seeds are linked by one more cause."""
        if row.key not in self.links:
            self._tie(row.a, row.b, 1)
        self.links.put(row)

    def unlink(self, key: tuple[UUID, UUID, UUID], n: int) -> bool:
        """A cause of a link is gone; whether it was there."""
        if self.links.end(key, n) is None:
            return False
        self._tie(key[0], key[1], -1)
        return True

    def suggest(self, row: SuggestionRow) -> None:
        """Two seeds may be of one incident."""
        self._suggest(row)
        self.suggestions.put(row)

    def settle(self, one: UUID, other: UUID, n: int) -> None:
        """Nobody need judge any more whether these two seeds are of one incident."""
        self.suggested[one].discard(other)
        self.suggested[other].discard(one)
        self.suggestions.end((min(one, other), max(one, other)), n)

    def seed_of(self, statement: UUID) -> UUID | None:
        """The seed that a statement belongs to, if it is placed."""
        placement = self.placements.get(statement)
        return placement.seed_id if placement else None

    def component(self, seed: UUID) -> list[SeedRow]:
        """The seeds of one incident, the oldest first."""
        if not self.linked.get(seed):
            return [self.seeds[seed]]
        seen, ahead = {seed}, [seed]
        while ahead:
            for other in self.linked.get(ahead.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return sorted((self.seeds[id] for id in seen), key=lambda row: row.age)

    def led_to(self, seeds: Iterable[UUID]) -> set[UUID]:
        """The empty seeds whose ids lead to one of these: those emptied into it or into one that it is linked with,
        and on from there."""
        found: set[UUID] = set()
        ahead = [row.id for seed in seeds for row in self.component(seed)]
        while ahead:
            for one in self.emptied.get(ahead.pop(), ()):
                if one not in found:
                    found.add(one)
                    ahead.extend(row.id for row in self.component(one))
        return found

    def _lead(self, row: SeedRow) -> None:
        if row.moved_to:
            self.emptied[row.moved_to].add(row.id)

    def _join(self, seed: UUID, statement: UUID) -> None:
        self.members[seed].add(statement)
        self.untold[seed].add(statement)

    def _leave(self, statement: UUID) -> None:
        if seed := self.seed_of(statement):
            self.members[seed].discard(statement)
            self.untold[seed].add(statement)

    def _tell_anew(self, statement: UUID) -> None:
        if seed := self.seed_of(statement):
            self.untold[seed].add(statement)

    def _suggest(self, row: SuggestionRow) -> None:
        self.suggested[row.a].add(row.b)
        self.suggested[row.b].add(row.a)

    def _tie(self, a: UUID, b: UUID, by: int) -> None:
        for one, other in ((a, b), (b, a)):
            causes = self.linked[one].get(other, 0) + by
            if causes:
                self.linked[one][other] = causes
            else:
                del self.linked[one][other]


_ABOUT_REPORTS = (d.ReportOrigin, d.ReportRetractedDecided, d.ReportErasedDecided)


def _statements(event: d.DecisionEvent) -> Iterator[UUID]:
    match event:
        case d.StatementPlaced() | d.StatementChanged() | d.StatementSetAside():
            yield event.statement.id
        case d.StatementMoved() | d.StatementWithdrawn() | d.StatementRetracted():
            yield event.statement
        case d.ReviewApplied():
            yield from (statement for pair in event.cannot_link for statement in pair)


def _seeds(event: d.DecisionEvent) -> Iterator[UUID]:
    match event:
        case d.StatementPlaced() | d.IncidentOpened() | d.StatementMoved():
            yield event.seed
        case d.IncidentsLinked() | d.IncidentsUnlinked() | d.LinkSuggested():
            yield from (event.a, event.b)
