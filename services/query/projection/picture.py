"""What the fold knows of the record: the incidents that recent decisions touched, whole, and nothing else.

Whatever is in the picture is there with its whole component: linked seeds, their statements and those statements'
reports. `missing` says what must be learned before decisions can be applied.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from schemas.events.decisions import Decision
from services.query.projection.rows import LinkRow, PlacementRow, ReportRow, SeedRow, StatementRow, SuggestionRow
from services.query.projection.table import Table
from services.query.projection.taking import Columns

__all__ = ["Learned", "Missing", "Picture", "in_full"]


@dataclass(frozen=True)
class Missing:
    """Ids that decisions name and the picture does not know. They may be new to the record altogether."""

    statements: frozenset[UUID] = frozenset()
    seeds: frozenset[UUID] = frozenset()
    reports: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.statements or self.seeds or self.reports)


@dataclass(frozen=True, slots=True)
class Learned:
    """Rows as they are stored, as columns."""

    reports: Columns
    statements: Columns
    placements: Columns
    seeds: Columns
    links: Columns
    suggestions: Columns
    versions: Columns


@dataclass
class Picture:
    """Tables, and the ways through them that the fold takes."""

    reports: Table[ReportRow] = field(default_factory=Table)
    statements: Table[StatementRow] = field(default_factory=Table)
    placements: Table[PlacementRow] = field(default_factory=Table)
    seeds: Table[SeedRow] = field(default_factory=Table)
    links: Table[LinkRow] = field(default_factory=Table)
    suggestions: Table[SuggestionRow] = field(default_factory=Table)
    members: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    linked: dict[UUID, dict[UUID, int]] = field(default_factory=lambda: defaultdict(dict))
    emptied: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """By seed, the seeds whose last statement went there."""
    suggested: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    said_in: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    whole_reports: set[UUID] = field(default_factory=set)

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """All of them."""
        return self.reports, self.statements, self.seeds, self.placements, self.links, self.suggestions

    def missing(self, batch: Iterable[Decision]) -> Missing:
        """What must be learned before the batch can be applied."""
        statements: set[UUID] = set()
        seeds: set[UUID] = set()
        reports: set[UUID] = set()
        for decision in batch:
            if decision.report:
                reports.add(decision.report.report_id)
            for event in decision.events:
                if named := _STATEMENTS.get(event.type):
                    statements.update(named(event))
                if named := _SEEDS.get(event.type):
                    seeds.update(named(event))
                if event.type in _ABOUT_REPORTS:
                    reports.add(event.report_id)  # type: ignore[arg-type,union-attr]
        return Missing(
            frozenset(id for id in statements if id not in self.statements),
            frozenset(id for id in seeds if id not in self.seeds),
            frozenset(reports - self.whole_reports),
        )

    def learn(self, learned: Learned) -> None:
        """Take in what is stored, each thing with its whole component. What is known is not replaced."""
        self.reports.learn(map(ReportRow.read, learned.reports))
        for seed in self.seeds.learn(map(SeedRow.read, learned.seeds)):
            self._lead(seed)
        for link in self.links.learn(map(LinkRow.read, learned.links)):
            self._tie(link.a, link.b, 1)
        for suggestion in self.suggestions.learn(map(SuggestionRow.read, learned.suggestions)):
            self._suggest(suggestion)
        for statement in self.statements.learn(map(self._statement, learned.statements)):
            self.said_in[statement.report_id].add(statement.key)
        for placement in self.placements.learn(map(PlacementRow.read, learned.placements)):
            if placement.seed_id:
                self._join(placement.seed_id, placement.statement_id)

    def put_seed(self, row: SeedRow) -> None:
        """A seed stands as in `row`."""
        if (old := self.seeds.get(row.id)) and old.moved_to:
            self.emptied[old.moved_to].discard(row.id)
        self._lead(row)
        self.seeds.put(row)

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

    def place(self, row: PlacementRow) -> UUID | None:
        """A statement belongs where `row` says; the seed that it belonged to before, if any."""
        before = self._leave(row.statement_id)
        self.placements.put(row)
        if row.seed_id:
            self._join(row.seed_id, row.statement_id)
        return before

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

    def _statement(self, columns: dict[str, Any]) -> StatementRow:
        """As it is stored. Whoever looks into statements reads them whole."""
        return StatementRow.read(columns)

    def _lead(self, row: SeedRow) -> None:
        if row.moved_to:
            self.emptied[row.moved_to].add(row.id)

    def _join(self, seed: UUID, statement: UUID) -> None:
        self.members[seed].add(statement)
        self._tell(seed, statement)

    def _leave(self, statement: UUID) -> UUID | None:
        if seed := self.seed_of(statement):
            self.members[seed].discard(statement)
            self._tell(seed, statement)
        return seed

    def _tell_anew(self, statement: UUID) -> None:
        if seed := self.seed_of(statement):
            self._tell(seed, statement)

    def _tell(self, seed: UUID, statement: UUID) -> None:
        """A statement came to a seed, left it or changed. Whoever keeps more than the picture has to know."""

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


def in_full(decision: Decision) -> list[UUID]:
    """The statements that a decision tells in full, in the order of its events."""
    return [event.statement.id for event in decision.events if _STATEMENTS.get(event.type) is _whole]  # type: ignore[union-attr]


_Named = Callable[[Any], Iterable[UUID]]


def _whole(event: Any) -> Iterable[UUID]:
    return (event.statement.id,)


def _statement(event: Any) -> Iterable[UUID]:
    return (event.statement,)


def _apart(event: Any) -> Iterable[UUID]:
    return (statement for pair in event.cannot_link for statement in pair)


def _seed(event: Any) -> Iterable[UUID]:
    return (event.seed,)


def _ends(event: Any) -> Iterable[UUID]:
    return event.a, event.b


_STATEMENTS: Final[dict[str, _Named]] = {
    "statement.placed": _whole,
    "statement.changed": _whole,
    "statement.set_aside": _whole,
    "statement.moved": _statement,
    "statement.withdrawn": _statement,
    "statement.retracted": _statement,
    "review.applied": _apart,
}
"""By type of event, the statements that it names."""

_SEEDS: Final[dict[str, _Named]] = {
    "statement.placed": _seed,
    "incident.opened": _seed,
    "statement.moved": _seed,
    "incidents.linked": _ends,
    "incidents.unlinked": _ends,
    "link.suggested": _ends,
}
"""The same of seeds."""

_ABOUT_REPORTS: Final = {"report.origin", "report.retracted", "report.erased"}
