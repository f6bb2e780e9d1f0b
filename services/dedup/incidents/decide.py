"""Deciding: one input gives one decision. What it decides is folded into the record as it is drawn up.

A pure function of the record, the input, the weights behind `matcher` and the reference data: the same log gives the
same decisions. When it raises, the record may be half changed and must be thrown away.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reference import Reference
from schemas.events.decisions import Decision, InputParked, InputRef, ReportErasedDecided
from schemas.events.position import Position
from schemas.events.reports import ReportErased, ReportRetracted
from schemas.events.statements import ReviewSubmitted, StatementsPublished
from schemas.ids import decision_id
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.fold import end
from services.dedup.incidents.matcher import Matcher
from services.dedup.incidents.precedents import Precedent, review_again
from services.dedup.incidents.publishing import NotTheSource, publish, retract
from services.dedup.incidents.record import Record
from services.dedup.incidents.reports import standing_id
from services.dedup.incidents.reviewing import review

__all__ = ["Input", "Unread", "decide"]

Unread = str
"""Why an input could not be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One record of `statements`. `id` is its envelope's, or that of its bytes; `appended_at` the broker's time."""

    id: UUID
    position: Position
    appended_at: datetime
    data: StatementsPublished | ReviewSubmitted | ReportRetracted | ReportErased | Unread


def decide(
    record: Record,
    given: Input,
    matcher: Matcher,
    reference: Reference,
    deciding_rules: str,
    precedent: Precedent | None = None,
) -> Decision:
    """The decision on the next input; the record holds it afterwards.

    `precedent` is what another generation decided on the same input, if that is a review.
    """
    try:
        draft = _draft(record, given, matcher, reference, precedent)
    except NotTheSource as refusal:
        draft = Draft(record)
        draft.add(InputParked(error=str(refusal), report_id=refusal.report))
    head = record.head
    decision = Decision(
        id=decision_id(head.last_id, given.id, deciding_rules),
        n=head.next_n,
        known_at=max(head.known_at, given.appended_at) if head.known_at else given.appended_at,
        input=InputRef(position=given.position, id=given.id),
        deciding_rules=deciding_rules,
        report=draft.report,
        events=tuple(draft.events),
    )
    end(record, decision)
    return decision


def _draft(record: Record, given: Input, matcher: Matcher, reference: Reference, precedent: Precedent | None) -> Draft:
    match given.data:
        case StatementsPublished():
            return publish(record, matcher, reference, given.data, given.id)
        case ReviewSubmitted() if precedent is not None:
            return review_again(record, reference, given.data, precedent)
        case ReviewSubmitted():
            return review(record, reference, given.data)
        case ReportRetracted():
            return _take_back(record, given.data, given.id)
        case ReportErased():
            draft = Draft(record)
            draft.add(ReportErasedDecided(report_id=standing_id(record, given.data.report_id)))
            return draft
        case str():
            draft = Draft(record)
            draft.add(InputParked(error=given.data))
            return draft


def _take_back(record: Record, given: ReportRetracted, by: UUID) -> Draft:
    report = standing_id(record, given.report_id)
    row = record.reports.get(report)
    if row is not None and row.source != given.source:
        raise NotTheSource(report, given.source, "take back")
    draft = Draft(record)
    retract(draft, given.report_id, given.source, by, given.reason)
    return draft
