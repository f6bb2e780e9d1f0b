"""Deciding on a published set: whose report it is, whether it stands, its origin, and what it changes."""

from uuid import UUID

from reference import Reference
from schemas.events.decisions import (
    DuplicateCause,
    ReportDecided,
    ReportDuplicate,
    ReportErasedDecided,
    ReportOrigin,
    ReportRetractedDecided,
    ReportStale,
    WithdrawnWhy,
)
from schemas.events.position import Position
from schemas.events.statements import EmptyReason, StatementsPublished
from schemas.features import Features
from schemas.statement import Statement
from services.dedup.incidents.answers import reacts
from services.dedup.incidents.background import set_aside_why
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.links import component, members
from services.dedup.incidents.matcher import Matcher
from services.dedup.incidents.origins import counterparts, origin_of
from services.dedup.incidents.placing import Placer
from services.dedup.incidents.record import Record
from services.dedup.incidents.reports import (
    Verdict,
    earlier_retraction,
    is_erased,
    place_of,
    standing_id,
    verdict,
)
from services.dedup.incidents.rows import ReportRow
from services.dedup.incidents.sets import compare
from services.dedup.incidents.stamps import Stamps

__all__ = ["NotTheSource", "publish", "retract"]


class NotTheSource(ValueError):
    """A source speaks of `report`, which another source posted."""

    def __init__(self, report: UUID, source: str, to: str) -> None:
        super().__init__(_not_theirs(report, source, to))
        self.report = report


def publish(record: Record, matcher: Matcher, reference: Reference, given: StatementsPublished, by: UUID) -> Draft:
    """Decide on a published set, which is input `by`.

    Raises:
        NotTheSource: the report it names is another source's. Nothing was changed.
    """
    report = standing_id(record, given.report_id)
    row = record.reports.get(report)
    if row is not None and row.source != given.header.source.id:
        raise NotTheSource(report, given.header.source.id, "revise")
    if is_erased(record, row, given):
        draft = Draft(record, _about(record, row, report, given, report), accepted=False)
        draft.add(ReportErasedDecided(report_id=report))
        return draft
    found = verdict(record, row, given)
    if found is not Verdict.STANDS:
        return _changes_nothing(record, row, report, given, found)
    return _stands(record, matcher, reference, row, report, given, by)


def _changes_nothing(
    record: Record, row: ReportRow | None, report: UUID, given: StatementsPublished, found: Verdict
) -> Draft:
    origin = row.origin if row is not None and row.origin is not None else report
    draft = Draft(record, _about(record, row, report, given, origin), accepted=False)
    if found is Verdict.STALE:
        draft.add(ReportStale(report_id=report))
    else:
        cause = DuplicateCause.REDELIVERED if found is Verdict.REDELIVERED else DuplicateCause.REPOSTED
        draft.add(ReportDuplicate(report_id=report, cause=cause))
    return draft


def _stands(
    record: Record,
    matcher: Matcher,
    reference: Reference,
    row: ReportRow | None,
    report: UUID,
    given: StatementsPublished,
    by: UUID,
) -> Draft:
    failed = given.why is EmptyReason.FAILED
    same_revision = row is not None and row.standing.revision == given.revision
    if row is not None and row.origin is not None:
        origin, cause = row.origin, None
    else:
        origin, cause = origin_of(record, report, given.features, matcher.copies(given))
    retraction = earlier_retraction(record, given) if row is None else None
    about = _about(record, row, report, given, origin, given.features)
    draft = Draft(record, about)
    if cause is not None and not failed:
        draft.add(ReportOrigin(report_id=report, origin_id=origin, cause=cause))
    if not failed:
        _place_all(draft, matcher, reference, report, given, origin, same_revision, by)
    if retraction is not None:
        draft.add(
            ReportRetractedDecided(
                report_id=report, by=retraction.by, source=retraction.source, reason=retraction.reason
            )
        )
    held = record.report(report)
    if held.retracted_by is not None:
        draft.retract(held.statements, held.retracted_by)
    if given.retracts is not None:
        retract(draft, given.retracts, given.header.source.id, by, None)
    return draft


def retract(draft: Draft, address: UUID, source: str, by: UUID, reason: str | None) -> None:
    """Take back the report at this address, if it is the source's own. One that is not known yet is remembered."""
    record = draft.record
    report = standing_id(record, address)
    row = record.reports.get(report)
    if row is not None and (row.source != source or row.retracted_by is not None):
        return
    draft.add(ReportRetractedDecided(report_id=report, by=by, source=source, reason=reason))
    if row is not None:
        draft.retract(row.statements, by)


def _place_all(
    draft: Draft,
    matcher: Matcher,
    reference: Reference,
    report: UUID,
    given: StatementsPublished,
    origin: UUID,
    same_revision: bool,
    by: UUID,
) -> None:
    record = draft.record
    change = compare(record, report, record.report(report).statements, given.statements)
    bereft: dict[UUID, None] = {}
    for id in change.withdrawn:
        seed = record.statement(id).seed
        draft.withdraw(id, WithdrawnWhy.RULES if same_revision else WithdrawnWhy.REVISED)
        if seed is not None:
            bereft[seed] = None
    published = given.header.published_at
    stamps = Stamps(reference, published.date() if published else None)
    kept = record.report(report).statements
    subjects = [(one, stamps.of(one)[0]) for one in (*change.changed, *change.new)]
    placer = Placer(draft, matcher.report(report, given, subjects), matcher.bar, stamps, by, kept)
    for statement in change.changed:
        placer.reconsider(statement)
    copied = counterparts(record, origin, change.new) if origin != report else {}
    for index in sorted(range(len(change.new)), key=lambda number: _turn(change.new[number])):
        placer.place(change.new[index], copied.get(index))
    for seed in bereft:
        for reaction in _orphans(record, seed):
            placer.orphaned(reaction)


def _turn(statement: Statement) -> int:
    """Claims before the reactions that answer them, background last."""
    return 2 if set_aside_why(statement) is not None else 1 if reacts(statement) else 0


def _orphans(record: Record, seed: UUID) -> list[Statement]:
    """The reactions of an incident without a claim that they could stand beside."""
    left = []
    for one in members(record, seed):
        row = record.statement(one)
        if not reacts(row.statement):
            return []
        left.append(row.statement)
    return left if any(record.seed(one).size for one in component(record, seed)) else []


def _about(
    record: Record,
    row: ReportRow | None,
    report: UUID,
    given: StatementsPublished,
    origin: UUID,
    features: Features | None = None,
) -> ReportDecided:
    place = place_of(row, given.revision, given.position, record.head.next_n)
    return ReportDecided(
        report_id=report,
        posted_as=given.report_id,
        aliases=given.aliases,
        revision=given.revision,
        position=Position(topic=place.topic, partition=place.partition, offset=place.offset),
        extraction_rules=given.extraction_rules,
        header=given.header,
        origin_id=origin,
        features=features or Features(),
        truncated=given.truncated,
        why=given.why,
        detail="; ".join(part for part in (given.detail, _not_taken_back(record, given)) if part) or None,
    )


def _not_taken_back(record: Record, given: StatementsPublished) -> str | None:
    """Why a report that a set takes back stays as it is, if it is another source's."""
    if given.retracts is None:
        return None
    report, source = standing_id(record, given.retracts), given.header.source.id
    row = record.reports.get(report)
    return None if row is None or row.source == source else _not_theirs(report, source, "take back")


def _not_theirs(report: UUID, source: str, to: str) -> str:
    return f"report {report} is not {source}'s to {to}: nothing of it was changed"
