"""Topic `decisions.<generation>`: the record. It alone restores the writer's state and the projection."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, SerializeAsAny

from schemas.events.evidence import Evidence
from schemas.events.position import Position
from schemas.events.statements import EmptyReason, ReportHeader, ReviewSubmitted, Rules
from schemas.features import Features
from schemas.record import Instant, Record
from schemas.statement import Statement

__all__ = [
    "TYPES",
    "Alignments",
    "Decision",
    "DecisionEvent",
    "DuplicateCause",
    "IncidentOpened",
    "IncidentsLinked",
    "IncidentsUnlinked",
    "InputParked",
    "InputRef",
    "LinkSuggested",
    "OriginCause",
    "ReportDecided",
    "ReportDuplicate",
    "ReportErasedDecided",
    "ReportOrigin",
    "ReportRetractedDecided",
    "ReportStale",
    "ReviewApplied",
    "ReviewRejected",
    "SetAsideWhy",
    "StatementChanged",
    "StatementMoved",
    "StatementPlaced",
    "StatementRetracted",
    "StatementSetAside",
    "StatementWithdrawn",
    "WithdrawnWhy",
]


class OriginCause(StrEnum):
    """How a report's origin was found."""

    DECLARED = "declared"
    SKETCH = "sketch"
    OWN = "own"


class WithdrawnWhy(StrEnum):
    """Why a statement is gone."""

    REVISED = "revised"
    RULES = "rules"


class SetAsideWhy(StrEnum):
    """Why a statement opened and joined nothing."""

    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    NO_HAPPENING = "no_happening"
    UNANSWERED = "unanswered"


class DuplicateCause(StrEnum):
    """Posted again by its source, or delivered again by the log."""

    REPOSTED = "reposted"
    REDELIVERED = "redelivered"


class Alignments(Record):
    """Which party each actor of a statement stood with, in its theatre on its day. Null: none is known."""

    claimant: str | None = None
    initiator: str | None = None
    target: str | None = None


class StatementPlaced(Record):
    """A statement belongs to a seed."""

    type: Literal["statement.placed"] = "statement.placed"
    statement: Statement
    alignment: Alignments = Alignments()
    theatre: str | None = None
    seed: UUID
    evidence: Evidence


class StatementChanged(Record):
    """A placed or set-aside statement has other slots now; where it belongs is unchanged. `seed` null: set aside."""

    type: Literal["statement.changed"] = "statement.changed"
    statement: Statement
    alignment: Alignments = Alignments()
    theatre: str | None = None
    seed: UUID | None = None
    evidence: Evidence


class StatementMoved(Record):
    """A statement belongs to another seed now. `came_from` null: it was set aside."""

    type: Literal["statement.moved"] = "statement.moved"
    statement: UUID
    came_from: UUID | None = None
    seed: UUID
    evidence: Evidence


class StatementWithdrawn(Record):
    """The report no longer makes this statement."""

    type: Literal["statement.withdrawn"] = "statement.withdrawn"
    statement: UUID
    why: WithdrawnWhy


class StatementRetracted(Record):
    """The source took back the report that made this statement. `by` is the input that did."""

    type: Literal["statement.retracted"] = "statement.retracted"
    statement: UUID
    by: UUID


class StatementSetAside(Record):
    """A statement is kept but opened and joined nothing. `about` is a seed it is background to, or null."""

    type: Literal["statement.set_aside"] = "statement.set_aside"
    statement: Statement
    alignment: Alignments = Alignments()
    theatre: str | None = None
    why: SetAsideWhy
    about: UUID | None = None
    evidence: Evidence | None = None


class ReportOrigin(Record):
    """The family of near-identical texts that the report belongs to, named by its first member."""

    type: Literal["report.origin"] = "report.origin"
    report_id: UUID
    origin_id: UUID
    cause: OriginCause


class IncidentOpened(Record):
    """A statement founded a seed, and with it an incident."""

    type: Literal["incident.opened"] = "incident.opened"
    seed: UUID
    statement: UUID


class IncidentsLinked(Record):
    """Two seeds are of one incident. `cause` is the review or the statement that made the link."""

    type: Literal["incidents.linked"] = "incidents.linked"
    a: UUID
    b: UUID
    cause: UUID
    evidence: Evidence | None = None


class IncidentsUnlinked(Record):
    """A cause of a link is gone; the link itself goes with its last cause."""

    type: Literal["incidents.unlinked"] = "incidents.unlinked"
    a: UUID
    b: UUID
    cause: UUID


class LinkSuggested(Record):
    """Two seeds may be of one incident: an analyst should look. `bits` is the score."""

    type: Literal["link.suggested"] = "link.suggested"
    a: UUID
    b: UUID
    bits: float
    statement: UUID
    evidence: Evidence | None = None


class ReviewApplied(Record):
    """A review holds from here on, as constraints between statements."""

    type: Literal["review.applied"] = "review.applied"
    review: ReviewSubmitted
    must_link: tuple[tuple[UUID, UUID], ...] = ()
    cannot_link: tuple[tuple[UUID, UUID], ...] = ()


class ReviewRejected(Record):
    """A review does not hold: `why` is stale, unknown, conflict or invalid, `detail` says it in words.

    `given` is the review itself, so that whoever reads decisions alone can show what was refused.
    """

    type: Literal["review.rejected"] = "review.rejected"
    review: UUID
    given: ReviewSubmitted | None = None
    why: Literal["stale", "unknown", "conflict", "invalid"]
    detail: str = ""
    seen_n: int | None = None
    current_n: int | None = None


class ReportDuplicate(Record):
    """The set was held already."""

    type: Literal["report.duplicate"] = "report.duplicate"
    report_id: UUID
    cause: DuplicateCause


class ReportStale(Record):
    """A newer set of the report stands; this one changes nothing."""

    type: Literal["report.stale"] = "report.stale"
    report_id: UUID


class ReportRetractedDecided(Record):
    """The report is taken back by the input `by`: its source's word without a text, or a report that says so.

    `source` is who takes it back. One that comes before its report is remembered, and holds for that source alone.
    """

    type: Literal["report.retracted"] = "report.retracted"
    report_id: UUID
    by: UUID
    source: str | None = None
    reason: str | None = None


class ReportErasedDecided(Record):
    """The report's words are gone."""

    type: Literal["report.erased"] = "report.erased"
    report_id: UUID


class InputParked(Record):
    """The input could not be read, or is not its source's to send; it lies where the decision's `input` says.

    `report_id` is the report that it speaks of, where that is another source's.
    """

    type: Literal["input.parked"] = "input.parked"
    error: str
    report_id: UUID | None = None


DecisionEvent = Annotated[
    StatementPlaced
    | StatementChanged
    | StatementMoved
    | StatementWithdrawn
    | StatementRetracted
    | StatementSetAside
    | ReportOrigin
    | IncidentOpened
    | IncidentsLinked
    | IncidentsUnlinked
    | LinkSuggested
    | ReviewApplied
    | ReviewRejected
    | ReportDuplicate
    | ReportStale
    | ReportRetractedDecided
    | ReportErasedDecided
    | InputParked,
    Field(discriminator="type"),
]


class InputRef(Record):
    """The input that a decision is about: where it lies in `statements`, and its id (of its bytes if unreadable)."""

    position: Position
    id: UUID


class ReportDecided(Record):
    """The report that a decision is about, without its words.

    `report_id` is the id that stands; `posted_as` the one its posting named, and `aliases` its other addresses, all
    of which resolve to it. `position` is its revision's place in `reports`. `why` says why the set is
    empty, `detail` more of that, or why a report that it takes back was not.
    """

    report_id: UUID
    posted_as: UUID
    aliases: tuple[UUID, ...] = ()
    revision: UUID
    position: Position
    extraction_rules: Rules
    header: ReportHeader
    origin_id: UUID
    features: Features = Features()
    truncated: int = 0
    why: EmptyReason | None = None
    detail: str | None = None


class Decision(Record):
    """What the dedup writer concluded from one input: exactly one per input, numbered without gaps from 0.

    `known_at` is the later of the decision before's and the broker's append time of the input: monotone, so an
    instant is a prefix of the log.
    """

    id: UUID
    n: Annotated[int, Field(ge=0)]
    known_at: Instant
    input: InputRef
    deciding_rules: str
    report: ReportDecided | None = None
    # Each is written as what it is, without asking every member of the union first.
    events: tuple[SerializeAsAny[DecisionEvent], ...] = ()


TYPES: dict[str, type[Record]] = {"decision": Decision}
