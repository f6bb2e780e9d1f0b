"""The record: the whole of what was decided, as the fold leaves it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.dedup.incidents.rows import (
    ConstraintRow,
    CorrectionRow,
    LinkRow,
    ReportRow,
    Retraction,
    ReviewRow,
    SeedRow,
    StatementRow,
)
from services.dedup.incidents.tables import Counts, MemberLists, MemoryTables, Table, Tables

__all__ = ["Head", "Record", "link_key"]


@dataclass
class Head:
    """Where the fold stands: the next decision number and input offset, and the counters."""

    next_n: int = 0
    last_id: UUID | None = None
    next_offset: int = 0
    known_at: datetime | None = None
    statements: int = 0
    seeds: int = 0
    joined: int = 0
    origins: int = 0
    active: int = 0
    """Reports with a statement that counts."""
    rules: list[str] = field(default_factory=list)
    """Fingerprints of extraction rules in the order they were first met."""

    def as_row(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


class Record:
    """Rows by table. `fold` alone writes; everything else reads."""

    def __init__(self, tables: Tables | None = None, head: Head | None = None) -> None:
        source = tables or MemoryTables()
        self.head = head or Head()
        self.reports: Table[UUID, ReportRow] = source.table("report")
        self.aliases: Table[UUID, UUID] = source.table("alias")
        self.erased: Table[UUID, int] = source.table("erased")
        self.retractions: Table[UUID, tuple[Retraction, ...]] = source.table("retraction")
        self.statements: Table[UUID, StatementRow] = source.table("statement")
        self.seeds: Table[UUID, SeedRow] = source.table("seed")
        self.links: Table[str, LinkRow] = source.table("link")
        self.caused: Table[UUID, tuple[str, ...]] = source.table("caused")
        self.constraints: Table[UUID, ConstraintRow] = source.table("constraint")
        self.corrections: Table[UUID, CorrectionRow] = source.table("correction")
        self.reviews: Table[UUID, ReviewRow] = source.table("review")
        self.suggested: Table[str, int] = source.table("suggested")
        self.members: MemberLists = source.members()
        self.frequencies: Counts = source.frequencies()
        self.components: dict[int, tuple[UUID, ...]] = {}
        """Of seeds that are linked: what `links.component` has found. Whoever changes a link forgets it."""
        self.shifts = 0
        """Goes up when a statement that was on record comes to stand elsewhere or to count otherwise, and when a link
        changes: where the known stand can be remembered until then."""

    def statement(self, id: UUID) -> StatementRow:
        """A statement that is known. Raises KeyError otherwise."""
        row = self.statements.get(id)
        if row is None:
            raise KeyError(id)
        return row

    def seed(self, id: UUID) -> SeedRow:
        """A seed that is known. Raises KeyError otherwise."""
        row = self.seeds.get(id)
        if row is None:
            raise KeyError(id)
        return row

    def report(self, id: UUID) -> ReportRow:
        """A report that is known. Raises KeyError otherwise."""
        row = self.reports.get(id)
        if row is None:
            raise KeyError(id)
        return row


def link_key(a: UUID, b: UUID) -> str:
    """The key of the link between two seeds, in either order."""
    return f"{min(a, b)}/{max(a, b)}"
