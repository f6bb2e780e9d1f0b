"""Incident versions: a component of seeds and its statements, assessed and put into a row."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from schemas.events.decisions import Decision
from services.query.assessment import Account, assess_docket
from services.query.erasure import without_words
from services.query.projection.casebook import Casebook
from services.query.projection.casefile import CaseFile, Told
from services.query.projection.fold import apply
from services.query.projection.picture import Picture
from services.query.projection.rows import ReportRow, SeedRow, StatementRow, VersionRow
from services.query.projection.summary import filters_of, summary_of

__all__ = ["accounts_of", "follow", "tombstone"]

_STAMPS = frozenset({"opened_at", "updated_at", "version"})
"""Members of a summary that say which version it is, not what it says."""


def follow(book: Casebook, decision: Decision) -> list[tuple[VersionRow | None, VersionRow]]:
    """Apply a decision and bring the versions of all incidents that it touches up to date; those that changed, before
    and after.

    A tombstone leads to wherever that to which its last statement went is now: linked, apart, or filled again.

    Raises:
        Unappliable: as `apply`.
    """
    touched = apply(book, decision).touched
    changes: list[tuple[VersionRow | None, VersionRow]] = []
    done: set[UUID] = set()
    touched |= {seed for seed in book.led_to(touched) if _is_tombstone(book, seed)}
    for seed in sorted(touched, key=lambda id: book.seeds[id].age):
        if seed in done:
            continue
        component = book.component(seed)
        done.update(row.id for row in component)
        for row in _versions(book, component, decision):
            before = book.versions.get(row.key)
            if before is None or before.digest != row.digest or _served(before) != _served(row):
                book.versions.put(row)
                changes.append((before, row))
    return changes


def accounts_of(picture: Picture, statements: Iterable[UUID]) -> list[Account]:
    """The statements as assessment takes them."""
    rows = [picture.statements[id] for id in statements]
    return [_account(row, picture.reports[row.report_id]) for row in rows]


def _file(book: Casebook, component: Sequence[SeedRow]) -> CaseFile:
    """The file of an incident, brought up to date. Other seeds than before are another incident."""
    seeds = tuple([seed.id for seed in component])
    file = book.files.get(seeds[0])
    if file is None or file.seeds != seeds:
        file = CaseFile(seeds)
        for seed in seeds:
            book.files.pop(seed, None)
            book.untold[seed] = set(book.members[seed])
        book.files[seeds[0]] = file
    for statement in {statement for seed in seeds for statement in book.untold.pop(seed, ())}:
        if book.seed_of(statement) in seeds:
            file.put(_told(book, statement))
        else:
            file.drop(statement)
    return file


def _told(book: Casebook, statement: UUID) -> Told:
    row = book.statements[statement]
    report = book.reports[row.report_id]
    said = book.said.get(statement) or row.said
    return Told(_account(row, report), report.header.source.id, row.theatre, said + report.stamp)


def _account(row: StatementRow, report: ReportRow) -> Account:
    return Account(
        statement=without_words(row.whole) if report.status == "erased" else row.whole,
        alignment=row.alignment,
        report_id=row.report_id,
        origin_id=report.origin_id,
        publisher=report.header.publisher.actor,
        grade=report.header.publisher.grade,
        said_at=report.said_at,
        n=row.first_n,
        retracted=row.retracted_by is not None,
    )


def _versions(book: Casebook, component: Sequence[SeedRow], decision: Decision) -> list[VersionRow]:
    file = _file(book, component)
    if not file.told:
        return [_gone(book, seed, decision) for seed in component if _was_shown(book, seed)]
    losers = [seed for seed in component[1:] if _was_shown(book, seed)]
    return [*(_merged(seed, component[0].id, decision) for seed in losers), _open(component[0], file, decision)]


def _is_tombstone(book: Casebook, seed: UUID) -> bool:
    version = book.versions.get(seed)
    return version is not None and version.state != "open"


def _was_shown(book: Casebook, seed: SeedRow) -> bool:
    return seed.id in book.versions


def _open(eldest: SeedRow, file: CaseFile, decision: Decision) -> VersionRow:
    assessment = assess_docket(file.docket)
    summary = summary_of(eldest, assessment, file.theatre, decision)
    return VersionRow(
        incident_id=eldest.id,
        from_n=decision.n,
        state="open",
        updated_at=decision.known_at,
        opened_at=eldest.opened_at,
        summary=summary,
        digest=file.digest,
        filters=filters_of(assessment, summary, file.sources),
    )


def _gone(book: Casebook, seed: SeedRow, decision: Decision) -> VersionRow:
    """All its statements went elsewhere, or there are none any more."""
    target, passed = seed.moved_to, {seed.id}
    while target and target not in passed and target in book.seeds:
        passed.add(target)
        component = book.component(target)
        if any(book.members.get(row.id) for row in component):
            return _merged(seed, component[0].id, decision)
        target = book.seeds[target].moved_to
    return _withdrawn(seed, decision)


def _withdrawn(seed: SeedRow, decision: Decision) -> VersionRow:
    reason = "none of its statements stands any more"
    return tombstone(seed.id, seed.opened_at, "withdrawn", None, reason, n=decision.n, known_at=decision.known_at)


def _merged(seed: SeedRow, into: UUID, decision: Decision) -> VersionRow:
    reason = "it is the same happening as another incident"
    return tombstone(seed.id, seed.opened_at, "merged", into, reason, n=decision.n, known_at=decision.known_at)


def tombstone(
    id: UUID, opened_at: datetime, state: str, into: UUID | None, reason: str, *, n: int, known_at: datetime
) -> VersionRow:
    """The version from decision `n` on of an incident that is no more: merged `into` another, or withdrawn."""
    summary = {
        "id": str(id),
        "state": state,
        "merged_into": str(into) if into else None,
        "reason": reason,
        "opened_at": opened_at,
        "updated_at": known_at,
        "version": n,
    }
    return VersionRow(
        incident_id=id,
        from_n=n,
        state=state,
        merged_into=into,
        updated_at=known_at,
        opened_at=opened_at,
        summary=summary,
        digest=f"{state} {into}",
        filters={},
    )


def _served(version: VersionRow) -> dict[str, Any]:
    """All that followers of an incident would see change, but for what `digest` is of."""
    return {name: value for name, value in version.summary.items() if name not in _STAMPS}
