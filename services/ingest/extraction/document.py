"""What goes into extraction and what comes out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.events.statements import EmptyReason
from schemas.features import Features
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import SourceKind

__all__ = ["Claim", "Document", "Extraction"]


@dataclass(frozen=True, slots=True)
class Document:
    """A report as the extraction needs it: `title` and `text` exactly as stored, since spans count their code points.

    `publisher` is whose voice the report is. Without `published_at` relative dates stay unknown.
    """

    report_id: UUID
    title: str | None
    text: str
    language: str | None
    published_at: datetime | None
    publisher: Actor
    publisher_kind: SourceKind


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody is said to have said: half-open code points of the text, the speaker's words, and who is meant."""

    start: int
    end: int
    words: str
    claimant: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The statements of one report in the order of the text, or `why` there are none.

    `truncated` counts statements beyond `schemas.events.statements.MAX_STATEMENTS`. `language` is ISO 639-1.
    """

    statements: tuple[Statement, ...]
    features: Features
    truncated: int
    why: EmptyReason | None
    detail: str | None
    language: str
