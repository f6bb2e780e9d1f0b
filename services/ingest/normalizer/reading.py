"""What a record of `reports` asks of the normalizer."""

from dataclasses import dataclass
from typing import Any

from chassis.log.port import LogRecord
from schemas.events import reports
from schemas.events.envelope import Envelope, unpack
from schemas.events.reports import ReportSubmitted
from services.ingest.extraction import Document
from services.ingest.normalizer.coded import CodedDocument

__all__ = ["Input", "PassOn", "Revision", "document_of", "read"]


@dataclass(frozen=True, slots=True)
class Revision:
    """A posted revision, to be turned into its set of statements."""

    record: LogRecord
    event: Envelope[ReportSubmitted]
    document: Document


@dataclass(frozen=True, slots=True)
class PassOn:
    """A retraction or an erasure: it takes its place in the order of `statements` as it is."""

    record: LogRecord
    event: Envelope[Any]


Input = Revision | PassOn


def read(record: LogRecord) -> Input | None:
    """The input in `record`; None for a tombstone, which erases words and says nothing of its own.

    Raises:
        Unreadable: the record holds no event of topic `reports`.
    """
    if record.value is None:
        return None
    event = unpack(record.value, reports.TYPES)
    if isinstance(event.data, ReportSubmitted):
        return Revision(record, event, document_of(event.data))
    return PassOn(record, event)


def document_of(report: ReportSubmitted) -> Document:
    """The report as extraction takes it, with its statements if they were posted."""
    given = report.fields
    of = (
        report.report_id,
        given.title,
        given.text,
        given.language,
        given.published_at,
        report.publisher.actor,
        report.source.kind,
    )
    return Document(*of) if given.statements is None else CodedDocument(*of, given.statements)
