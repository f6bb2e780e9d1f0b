"""Incident versions: a component of seeds and its statements, assessed and put into a row."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from schemas.events.decisions import Decision
from services.query.assessment import Account, assess_docket
from services.query.erasure import without_words
from services.query.projection.casefile import CaseFile, Told
from services.query.projection.picture import Picture
from services.query.projection.rows import ReportRow, SeedRow, StatementRow, VersionRow
from services.query.projection.summary import filters_of, summary_of

__all__ = ["accounts_of", "refold", "tombstone"]

_STAMPS = frozenset({"opened_at", "updated_at", "version"})
"""Members of a summary that say which version it is, not what it says."""


def refold(picture: Picture, touched: Iterable[UUID], decision: Decision) -> list[tuple[VersionRow | None, VersionRow]]:
    """Bring the versions of all incidents with a touched seed up to date; those that changed, before and after.

    A tombstone leads to wherever that to which its last statement went is now: linked, apart, or filled again.
    """
    changes: list[tuple[VersionRow | None, VersionRow]] = []
    done: set[UUID] = set()
    touched = set(touched)
    touched |= {seed for seed in picture.led_to(touched) if _is_tombstone(picture, seed)}
    for seed in sorted(touched, key=lambda id: picture.seeds[id].age):
        if seed in done:
            continue
        component = picture.component(seed)
        done.update(row.id for row in component)
        for row in _versions(picture, component, decision):
            before = picture.versions.get(row.key)
            if before is None or before.digest != row.digest or _served(before) != _served(row):
                picture.versions.put(row)
                changes.append((before, row))
    return changes


def accounts_of(picture: Picture, statements: Iterable[UUID]) -> list[Account]:
    """The statements as assessment takes them."""
    rows = [picture.statements[id] for id in statements]
    return [_account(row, picture.reports[row.report_id]) for row in rows]


def _file(picture: Picture, component: Sequence[SeedRow]) -> CaseFile:
    """The file of an incident, brought up to date. Other seeds than before are another incident."""
    seeds = tuple([seed.id for seed in component])
    file = picture.files.get(seeds[0])
    if file is None or file.seeds != seeds:
        file = CaseFile(seeds)
        for seed in seeds:
            picture.files.pop(seed, None)
            picture.untold[seed] = set(picture.members[seed])
        picture.files[seeds[0]] = file
    for statement in {statement for seed in seeds for statement in picture.untold.pop(seed, ())}:
        if picture.seed_of(statement) in seeds:
            file.put(_told(picture, statement))
        else:
            file.drop(statement)
    return file


def _told(picture: Picture, statement: UUID) -> Told:
    row = picture.statements[statement]
    report = picture.reports[row.report_id]
    return Told(_account(row, report), report.header.source.id, row.theatre, row.said + report.stamp)


def _account(row: StatementRow, report: ReportRow) -> Account:
    return Account(
        statement=without_words(row.statement) if report.status == "erased" else row.statement,
        alignment=row.alignment,
        report_id=row.report_id,
        origin_id=report.origin_id,
        publisher=report.header.publisher.actor,
        grade=report.header.publisher.grade,
        said_at=report.said_at,
        n=row.first_n,
        retracted=row.retracted_by is not None,
    )


def _versions(picture: Picture, component: Sequence[SeedRow], decision: Decision) -> list[VersionRow]:
    file = _file(picture, component)
    if not file.told:
        return [_gone(picture, seed, decision) for seed in component if _was_shown(picture, seed)]
    losers = [seed for seed in component[1:] if _was_shown(picture, seed)]
    return [*(_merged(seed, component[0].id, decision) for seed in losers), _open(component[0], file, decision)]


def _is_tombstone(picture: Picture, seed: UUID) -> bool:
    version = picture.versions.get(seed)
    return version is not None and version.state != "open"


def _was_shown(picture: Picture, seed: SeedRow) -> bool:
    return seed.id in picture.versions


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


def _gone(picture: Picture, seed: SeedRow, decision: Decision) -> VersionRow:
    """All its statements went elsewhere, or there are none any more."""
    target, passed = seed.moved_to, {seed.id}
    while target and target not in passed and target in picture.seeds:
        passed.add(target)
        component = picture.component(target)
        if any(picture.members.get(row.id) for row in component):
            return _merged(seed, component[0].id, decision)
        target = picture.seeds[target].moved_to
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
