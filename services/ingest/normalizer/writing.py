"""What the normalizer writes: sets of statements, the absence of one, and notes of what was parked.

The same input under the same rules gives the same event to the byte, so that writing one twice is harmless.
"""

from datetime import datetime
from typing import Any

from chassis.log.port import LogRecord
from schemas import ids
from schemas.events.envelope import Envelope
from schemas.events.parked import Parked
from schemas.events.reports import ReportSubmitted
from schemas.events.statements import EmptyReason, ReportHeader, Rules, StatementsPublished
from services.ingest.extraction import Extraction
from services.ingest.normalizer.reading import Revision

__all__ = ["SOURCE", "absent", "parked", "published"]

SOURCE = "deconflict/normalizer"


def published(revision: Revision, extraction: Extraction, rules: Rules) -> Envelope[StatementsPublished]:
    """The whole set of statements of a revision, perhaps empty with why."""
    return _set(
        revision,
        rules,
        {
            "features": extraction.features,
            "statements": extraction.statements,
            "truncated": extraction.truncated,
            "why": extraction.why,
            "detail": extraction.detail,
        },
    )


def absent(revision: Revision, reason: str, rules: Rules) -> Envelope[StatementsPublished]:
    """An empty set saying that extraction failed and why. Any later set of the revision replaces it."""
    return _set(revision, rules, {"why": EmptyReason.FAILED, "detail": reason})


def parked(
    record: LogRecord, reason: str, now: datetime, revision: Revision | None = None, trace: str | None = None
) -> Envelope[Parked]:
    """Where an input lies that was not processed, and why. Without a `revision` it could not even be read."""
    where = record.position
    report = revision.event.data if revision else None
    return Envelope[Parked](
        id=ids.parked_id(where.topic, where.partition, where.offset),
        source=SOURCE,
        type="input.parked",
        subject=str(report.report_id) if report else None,
        time=record.appended_at,
        data=Parked(
            position=where,
            report_id=report.report_id if report else None,
            revision=report.revision if report else None,
            reason=reason,
            trace=trace,
            parked_at=now,
        ),
    )


def _set(revision: Revision, rules: Rules, found: dict[str, Any]) -> Envelope[StatementsPublished]:
    report = revision.event.data
    return Envelope[StatementsPublished](
        id=ids.published_id(report.revision, rules.fingerprint),
        source=SOURCE,
        type="statements.published",
        subject=str(report.report_id),
        time=revision.record.appended_at,
        data=StatementsPublished(
            report_id=report.report_id,
            revision=report.revision,
            aliases=report.aliases,
            retracts=report.retracts,
            position=revision.record.position,
            header=_header(report),
            extraction_rules=rules,
            **found,
        ),
    )


def _header(report: ReportSubmitted) -> ReportHeader:
    fields = report.fields
    return ReportHeader(
        source=report.source,
        publisher=report.publisher,
        external_id=fields.external_id,
        url=fields.url,
        published_at=fields.published_at,
        updated_at=fields.updated_at,
        received_at=report.received_at,
        language=fields.language,
    )
