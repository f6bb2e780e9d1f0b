"""What the writer remembers, as rows. All are values: a change is a new row under the same key.

Tuples, for a row is made, changed and read back from JSON in half the time that a dataclass takes.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from schemas.events.decisions import Alignments, SetAsideWhy, WithdrawnWhy
from schemas.features import Features
from schemas.statement import Statement

__all__ = [
    "ConstraintRow",
    "CorrectionRow",
    "LinkRow",
    "Moved",
    "ReportRow",
    "Retraction",
    "ReviewRow",
    "RevisionPlace",
    "SeedRow",
    "Standing",
    "StatementRow",
]


class RevisionPlace(NamedTuple):
    """Where in `reports` a revision lay when it was first accepted, and the decision that did."""

    topic: str
    partition: int
    offset: int
    n: int


class Standing(NamedTuple):
    """The set of a report that stands."""

    revision: UUID
    rules: str
    updated_at: datetime | None
    failed: bool


class ReportRow(NamedTuple):
    """A report. `statements` are those it makes now, in the order they came; `origin` is the family of its text.

    `voice` is the publisher's name in lower case, `counts` whether any of its statements counts.
    """

    source: str
    voice: str
    standing: Standing
    places: dict[UUID, RevisionPlace]
    statements: tuple[UUID, ...] = ()
    origin: UUID | None = None
    published_at: datetime | None = None
    features: Features = Features()
    retracted_by: UUID | None = None
    erased: bool = False
    counts: bool = False


class Retraction(NamedTuple):
    """A report was taken back before it came."""

    by: UUID
    source: str
    reason: str | None


class StatementRow(NamedTuple):
    """A statement: in a seed, or set aside with why, or withdrawn. Its row is kept for ever, so that its id resolves.

    `seq` counts statements in the order they were met, `joined` the order in which members joined their seeds.
    """

    statement: Statement
    report: UUID
    seq: int
    alignment: Alignments
    theatre: str | None
    seed: UUID | None = None
    joined: int = 0
    why: SetAsideWhy | None = None
    about: UUID | None = None
    retracted_by: UUID | None = None
    withdrawn: WithdrawnWhy | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands for its incident: placed, not retracted, not withdrawn."""
        return self.seed is not None and self.retracted_by is None and self.withdrawn is None


class SeedRow(NamedTuple):
    """A seed. `seq` counts seeds in the order they were opened; `changed_n` is the decision that changed who belongs.

    `links` are the seeds it is linked with, `moved_to` where its last member went.
    """

    founding: UUID
    seq: int
    changed_n: int
    size: int = 0
    moved_to: UUID | None = None
    links: tuple[UUID, ...] = ()


class LinkRow(NamedTuple):
    """Why two seeds are of one incident: reviews and statements. Without a cause there is no link."""

    causes: tuple[UUID, ...]


class ConstraintRow(NamedTuple):
    """What reviews say of pairs with one statement: (the other, the review)."""

    must: tuple[tuple[UUID, UUID], ...] = ()
    cannot: tuple[tuple[UUID, UUID], ...] = ()


class CorrectionRow(NamedTuple):
    """Slots of a statement that a review has set, as JSON: (value, what was extracted, review)."""

    slots: dict[str, tuple[Any, Any, UUID]]


class Moved(NamedTuple):
    """A statement that a review re-homed, and where from: a seed, or the reason it was set aside."""

    statement: UUID
    came_from: UUID | None
    why: SetAsideWhy | None = None


class ReviewRow(NamedTuple):
    """A review that was decided, with what it did, so that it can be undone."""

    n: int
    applied: bool
    kind: str
    linked: tuple[tuple[UUID, UUID], ...] = ()
    unlinked: tuple[tuple[UUID, UUID], ...] = ()
    moved: tuple[Moved, ...] = ()
    must: tuple[tuple[UUID, UUID], ...] = ()
    cannot: tuple[tuple[UUID, UUID], ...] = ()
    corrected: tuple[UUID, str] | None = None
    undone_by: UUID | None = None
