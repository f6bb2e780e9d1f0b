"""One decision applied to the picture: what it says, event by event, as changes of rows. Pure.

Nothing is guessed and nothing skipped: an event that speaks of what the record does not have is `Unappliable`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from chassis.errors import Fatal
from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.events.statements import EmptyReason
from services.query.projection.picture import Picture
from services.query.projection.rows import LinkRow, PlacementRow, ReportRow, SeedRow, StatementRow, SuggestionRow
from services.query.projection.suggestions import settle
from services.query.projection.written import evidence_as_written

__all__ = ["Outcome", "Unappliable", "apply"]


class Unappliable(Fatal):
    """The decision does not follow from those before it. The message names it."""


@dataclass
class Outcome:
    """What a decision did beside changing rows of the picture."""

    touched: set[UUID]
    """Seeds whose incidents may be others now."""
    reviews: list[dict[str, Any]]
    """Rows that are only ever added."""
    erased: list[UUID]
    """Reports whose words are gone."""


@dataclass
class _Fold:
    picture: Picture
    decision: Decision
    touched: set[UUID] = field(default_factory=set)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    apart: list[tuple[UUID, UUID]] = field(default_factory=list)
    erased: list[UUID] = field(default_factory=list)
    opened: int = 0

    @property
    def n(self) -> int:
        return self.decision.n

    def held(self, statement: UUID) -> StatementRow:
        if (row := self.picture.statements.get(statement)) is None:
            raise Unappliable(f"decision {self.n} speaks of statement {statement}, which the record does not have")
        return row

    def touch(self, seed: UUID) -> None:
        if seed not in self.picture.seeds:
            raise Unappliable(f"decision {self.n} speaks of seed {seed}, which was never opened")
        self.touched.add(seed)

    def touch_statement(self, statement: UUID) -> None:
        if seed := self.picture.seed_of(statement):
            self.touch(seed)


def apply(picture: Picture, decision: Decision) -> Outcome:
    """Change the picture as the decision says.

    Raises:
        Unappliable: the picture, which must know all that the decision names and the record has, does not allow it.
    """
    fold = _Fold(picture, decision)
    _report(fold)
    # Seeds first: the statement that founds one may stand before the event that opens it.
    for event in sorted(decision.events, key=lambda event: event.type != "incident.opened"):
        _HANDLERS[event.type](fold, event)
    settle(picture, fold.touched, fold.apart, fold.n)
    return Outcome(fold.touched, fold.reviews, fold.erased)


_UNCHANGING: Final = {"report.duplicate", "report.stale", "input.parked"}


def _report(fold: _Fold) -> None:
    decided = fold.decision.report
    if decided is None:
        return
    fold.picture.whole_reports.add(decided.report_id)
    if not _UNCHANGING.isdisjoint([event.type for event in fold.decision.events]):
        return
    status, why, detail = _standing(decided, fold.picture.reports.get(decided.report_id))
    _put_report(
        fold,
        ReportRow(
            id=decided.report_id,
            revision=decided.revision,
            from_n=fold.n,
            posted_as=decided.posted_as,
            aliases=decided.aliases,
            header=decided.header,
            origin_id=decided.origin_id,
            extraction_rules=decided.extraction_rules.fingerprint,
            position=decided.position.model_dump(mode="json"),
            truncated=decided.truncated,
            status=status,
            why=why,
            detail=detail,
        ),
    )


def _standing(decided: d.ReportDecided, before: ReportRow | None) -> tuple[str, str | None, str | None]:
    """Status, why and detail. A retraction is final: a later revision is retracted too, for the same reason."""
    if before is not None and before.status == "retracted":
        return before.status, before.why, before.detail
    status = "parked" if decided.why == EmptyReason.FAILED else "decided"
    return status, decided.why.value if decided.why else None, decided.detail


def _put_report(fold: _Fold, row: ReportRow) -> None:
    before = fold.picture.reports.get(row.id)
    fold.picture.put_report(row)
    if before and _assessed_by(before) != _assessed_by(row):
        for statement in fold.picture.said_in[row.id]:
            fold.touch_statement(statement)


def _assessed_by(report: ReportRow) -> object:
    publisher = report.header.publisher
    return report.origin_id, publisher.grade, publisher.actor, report.said_at, report.status == "erased"


def _change_report(fold: _Fold, report: UUID, **changes: Any) -> None:
    """Change a report that the record has. One it never had is only named in the decision itself."""
    row = fold.picture.reports.get(report)
    if row and any(getattr(row, name) != value for name, value in changes.items()):
        _put_report(fold, replace(row, from_n=fold.n, to_n=None, **changes))


def _put_statement(fold: _Fold, event: d.StatementPlaced | d.StatementChanged | d.StatementSetAside) -> None:
    statement = event.statement
    held, report = fold.picture.statements.get(statement.id), fold.decision.report
    if held is None and report is None:
        raise Unappliable(f"decision {fold.n} brings statement {statement.id} but no report that makes it")
    report_id = held.report_id if held else report.report_id  # type: ignore[union-attr]
    newer = report.revision if report and report.report_id == report_id else None
    fold.picture.put_statement(
        StatementRow(
            from_n=fold.n,
            statement=statement,
            alignment=event.alignment,
            theatre=event.theatre,
            report_id=report_id,
            revision=newer or held.revision,  # type: ignore[union-attr]
            first_n=held.first_n if held else fold.n,
            # Placing a statement anew takes it in again; changing one that was retracted does not.
            retracted_by=held.retracted_by if held and event.type == "statement.changed" else None,
        )
    )


def _place(fold: _Fold, statement: UUID, seed: UUID | None, **more: Any) -> None:
    came_from = fold.picture.place(PlacementRow(statement_id=statement, seed_id=seed, from_n=fold.n, **more))
    if came_from and came_from != seed:
        fold.touch(came_from)
        if seed and not fold.picture.members[came_from]:
            _move_seed(fold, came_from, seed)
    if seed:
        fold.touch(seed)
        _move_seed(fold, seed, None)


def _move_seed(fold: _Fold, seed: UUID, target: UUID | None) -> None:
    row = fold.picture.seeds[seed]
    if row.moved_to != target:
        fold.picture.put_seed(replace(row, from_n=fold.n, to_n=None, moved_to=target))


def _placed(fold: _Fold, event: d.StatementPlaced) -> None:
    _put_statement(fold, event)
    if event.seed not in fold.picture.seeds:
        raise Unappliable(f"decision {fold.n} places a statement in seed {event.seed}, which was never opened")
    _place(fold, event.statement.id, event.seed, evidence=evidence_as_written(event.evidence))


def _changed(fold: _Fold, event: d.StatementChanged) -> None:
    fold.held(event.statement.id)
    _put_statement(fold, event)
    fold.touch_statement(event.statement.id)


def _moved(fold: _Fold, event: d.StatementMoved) -> None:
    fold.held(event.statement)
    if event.seed not in fold.picture.seeds:
        raise Unappliable(f"decision {fold.n} moves a statement to seed {event.seed}, which was never opened")
    _place(fold, event.statement, event.seed, evidence=evidence_as_written(event.evidence))


def _withdrawn(fold: _Fold, event: d.StatementWithdrawn) -> None:
    fold.held(event.statement)
    fold.touch_statement(event.statement)
    fold.picture.end_statement(event.statement, fold.n)


def _retracted(fold: _Fold, event: d.StatementRetracted) -> None:
    row = fold.held(event.statement)
    fold.picture.put_statement(replace(row, from_n=fold.n, to_n=None, retracted_by=event.by))
    fold.touch_statement(event.statement)


def _set_aside(fold: _Fold, event: d.StatementSetAside) -> None:
    _put_statement(fold, event)
    _place(
        fold,
        event.statement.id,
        None,
        why=event.why.value,
        about=event.about,
        evidence=evidence_as_written(event.evidence),
    )


def _origin(fold: _Fold, event: d.ReportOrigin) -> None:
    _change_report(fold, event.report_id, origin_id=event.origin_id)


def _report_retracted(fold: _Fold, event: d.ReportRetractedDecided) -> None:
    row = fold.picture.reports.get(event.report_id)
    # What was erased before has no words still.
    if row is None or row.status != "erased":
        _change_report(fold, event.report_id, status="retracted", why=None, detail=event.reason)


def _report_erased(fold: _Fold, event: d.ReportErasedDecided) -> None:
    _change_report(fold, event.report_id, status="erased", why=None, detail=None)
    fold.erased.append(event.report_id)


def _opened(fold: _Fold, event: d.IncidentOpened) -> None:
    if event.seed in fold.picture.seeds:
        raise Unappliable(f"decision {fold.n} opens seed {event.seed} again")
    fold.picture.put_seed(
        SeedRow(
            id=event.seed,
            founding_statement=event.statement,
            opened_n=fold.n,
            opened_ordinal=fold.opened,
            opened_at=fold.decision.known_at,
            from_n=fold.n,
        )
    )
    fold.opened += 1
    fold.touch(event.seed)


def _linked(fold: _Fold, event: d.IncidentsLinked) -> None:
    a, b = sorted((event.a, event.b))
    fold.touch(a)
    fold.touch(b)
    fold.picture.link(LinkRow(a=a, b=b, cause=event.cause, evidence=evidence_as_written(event.evidence), from_n=fold.n))


def _unlinked(fold: _Fold, event: d.IncidentsUnlinked) -> None:
    a, b = sorted((event.a, event.b))
    fold.touch(a)
    fold.touch(b)
    if not fold.picture.unlink((a, b, event.cause), fold.n):
        raise Unappliable(f"decision {fold.n} takes back a link of {a} and {b} that {event.cause} never made")


def _suggested(fold: _Fold, event: d.LinkSuggested) -> None:
    a, b = sorted((event.a, event.b))
    fold.touch(a)
    fold.touch(b)
    fold.picture.suggest(
        SuggestionRow(
            a=a,
            b=b,
            score=event.bits,
            statement_id=event.statement,
            evidence=evidence_as_written(event.evidence),
            from_n=fold.n,
        )
    )


def _review_applied(fold: _Fold, event: d.ReviewApplied) -> None:
    fold.reviews.append(
        {"id": event.review.id, "n": fold.n, "outcome": "applied", "why": None, "detail": None, "document": event}
    )
    fold.apart += event.cannot_link
    for pair in event.cannot_link:
        for statement in pair:
            fold.touch_statement(statement)


def _review_rejected(fold: _Fold, event: d.ReviewRejected) -> None:
    fold.reviews.append(
        {
            "id": event.review,
            "n": fold.n,
            "outcome": "rejected",
            "why": event.why,
            "detail": event.detail,
            "document": event,
        }
    )


def _nothing(fold: _Fold, event: object) -> None:
    """The decision's own row says it."""


_HANDLERS: Final[dict[str, Callable[[_Fold, Any], None]]] = {
    "statement.placed": _placed,
    "statement.changed": _changed,
    "statement.moved": _moved,
    "statement.withdrawn": _withdrawn,
    "statement.retracted": _retracted,
    "statement.set_aside": _set_aside,
    "report.origin": _origin,
    "report.retracted": _report_retracted,
    "report.erased": _report_erased,
    "incident.opened": _opened,
    "incidents.linked": _linked,
    "incidents.unlinked": _unlinked,
    "link.suggested": _suggested,
    "review.applied": _review_applied,
    "review.rejected": _review_rejected,
    "report.duplicate": _nothing,
    "report.stale": _nothing,
    "input.parked": _nothing,
}
"""What each event changes; a test holds it against the list of all event types."""
