"""Topic `statements`: the one order of everything that the dedup writer decides on."""

from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from schemas.events.position import Position
from schemas.events.reports import Publisher, ReportErased, ReportRetracted, Source
from schemas.features import Features
from schemas.record import Instant, Record
from schemas.statement import Statement

__all__ = [
    "MAX_STATEMENTS",
    "TYPES",
    "Correct",
    "EmptyReason",
    "Merge",
    "Move",
    "ReportHeader",
    "ReviewAction",
    "ReviewSubmitted",
    "Rules",
    "Split",
    "StatementsPublished",
    "Undo",
]

MAX_STATEMENTS = 300
"""More statements of one report than this are counted, not published."""


class EmptyReason(StrEnum):
    """Why a report has no statements."""

    NOTHING_FOUND = "nothing_found"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    FAILED = "failed"


class ReportHeader(Record):
    """A report without its words."""

    source: Source
    publisher: Publisher
    external_id: str | None = None
    url: str | None = None
    published_at: Instant | None = None
    updated_at: Instant | None = None
    received_at: Instant
    language: str | None = None


class Rules(Record):
    """What extraction was done with; `fingerprint` is the hash of the parts and stands for them."""

    fingerprint: str
    code: str
    model: str
    reference: str
    overlay: str = ""


class StatementsPublished(Record):
    """The whole set of statements of one report revision under one set of extraction rules, perhaps empty with why.

    `position` is where the revision lies in `reports`. `truncated` counts statements beyond `MAX_STATEMENTS`.
    """

    report_id: UUID
    revision: UUID
    aliases: tuple[UUID, ...] = ()
    retracts: UUID | None = None
    position: Position
    header: ReportHeader
    extraction_rules: Rules
    features: Features = Features()
    statements: tuple[Statement, ...] = ()
    truncated: int = 0
    why: EmptyReason | None = None
    detail: str | None = None


class Merge(Record):
    """These two incidents are one."""

    type: Literal["merge"] = "merge"
    a: UUID
    b: UUID


class Split(Record):
    """These statements are not of this incident but make one of their own."""

    type: Literal["split"] = "split"
    incident: UUID
    statements: Annotated[tuple[UUID, ...], Field(min_length=1)]


class Move(Record):
    """These statements are of another incident."""

    type: Literal["move"] = "move"
    statements: Annotated[tuple[UUID, ...], Field(min_length=1)]
    to: UUID


class Correct(Record):
    """A slot of a statement was extracted wrongly; `value` is of the slot's own type."""

    type: Literal["correct"] = "correct"
    statement: UUID
    slot: str
    value: Any = None


class Undo(Record):
    """Take back an earlier review, or a link that was made automatically."""

    type: Literal["undo"] = "undo"
    review: UUID | None = None
    link: tuple[UUID, UUID] | None = None


ReviewAction = Annotated[Merge | Split | Move | Correct | Undo, Field(discriminator="type")]


class ReviewSubmitted(Record):
    """An analyst's instruction. `seen_n` is the decision number of what the analyst was looking at."""

    id: UUID
    author: str
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    seen_n: Annotated[int, Field(ge=0)]
    action: ReviewAction
    received_at: Instant


TYPES: dict[str, type[Record]] = {
    "statements.published": StatementsPublished,
    "review.submitted": ReviewSubmitted,
    # Passed on by the normalizer, so that taking back and erasing stand in the same order as the statements.
    "report.retracted": ReportRetracted,
    "report.erased": ReportErased,
}
