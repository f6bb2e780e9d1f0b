"""Topic `reports`: what sources post. The only place, beside `text.report`, where a report's words live."""

from typing import Self
from uuid import UUID

from pydantic import model_validator

from schemas.coded import CodedStatement
from schemas.record import Country, Instant, Record
from schemas.slots import Actor
from schemas.vocabulary import Reliability, SourceKind

__all__ = [
    "TYPES",
    "Publisher",
    "Reference",
    "ReportErased",
    "ReportFields",
    "ReportRetracted",
    "ReportSubmitted",
    "Source",
]


class Source(Record):
    """The upstream that posted, as the registry knew it then."""

    id: str
    name: str
    kind: SourceKind
    country: Country | None = None
    actor: Actor
    reliability: Reliability = Reliability.F


class Publisher(Record):
    """Whose voice the report is and which grade was used for it: the source's own, or who it posts on behalf of."""

    id: str | None = None
    name: str
    actor: Actor
    grade: Reliability = Reliability.F


class Reference(Record):
    """Another report of the same source, by exactly one of its addresses."""

    external_id: str | None = None
    url: str | None = None
    report_id: UUID | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(part is not None for part in (self.external_id, self.url, self.report_id)) != 1:
            raise ValueError("give exactly one of external_id, url, report_id")
        return self


class ReportFields(Record):
    """What was posted, line ends already LF. Everything here counts towards the revision.

    With `statements`, perhaps none, the text is not extracted from, and it may be empty if there are any.
    """

    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    text: str
    published_at: Instant | None = None
    updated_at: Instant | None = None
    language: str | None = None
    on_behalf_of: str | None = None
    revises: Reference | None = None
    retracts: Reference | None = None
    statements: tuple[CodedStatement, ...] | None = None


class ReportSubmitted(Record):
    """A revision of a report was posted. The envelope's id is the submission.

    `report_id` is what the posting names it; `aliases` are its other addresses. `retracts` is the report that this
    one takes back, already resolved to an id.
    """

    report_id: UUID
    revision: UUID
    source: Source
    publisher: Publisher
    fields: ReportFields
    aliases: tuple[UUID, ...] = ()
    retracts: UUID | None = None
    received_at: Instant


class ReportRetracted(Record):
    """The source takes a report back without a text."""

    report_id: UUID
    source: str
    reason: str | None = None
    received_at: Instant


class ReportErased(Record):
    """The words of a report are gone and later revisions are refused. Lasting: the record, not the nulls, rules."""

    report_id: UUID
    reason: str
    by: str
    received_at: Instant


TYPES: dict[str, type[Record]] = {
    "report.submitted": ReportSubmitted,
    "report.retracted": ReportRetracted,
    "report.erased": ReportErased,
}
