"""What reviews share: refusing, naming statements, and setting a slot."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from reference import Reference
from schemas.events.decisions import StatementChanged
from schemas.events.evidence import Evidence
from schemas.events.statements import ReviewSubmitted
from schemas.statement import Statement
from services.dedup.incidents.draft import Draft
from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import StatementRow
from services.dedup.incidents.stamps import Stamps

__all__ = ["Refused", "change", "known", "says", "with_slot"]


class Refused(Exception):
    """A review cannot hold. `why` is one of the words of `ReviewRejected`."""

    def __init__(self, why: str, detail: str, current_n: int | None = None) -> None:
        super().__init__(detail)
        self.why = why
        self.detail = detail
        self.current_n = current_n


def known(record: Record, statement: UUID) -> StatementRow:
    row = record.statements.get(statement)
    if row is None or row.withdrawn is not None:
        raise Refused("unknown", f"statement {statement} is {'gone' if row else 'not on record'}")
    return row


def with_slot(statement: Statement, slot: str, value: Any) -> Statement:
    try:
        return Statement.model_validate({**statement.model_dump(), slot: value})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused("invalid", f"{where}: {first['msg']}") from None


def change(draft: Draft, given: ReviewSubmitted, row: StatementRow, changed: Statement, reference: Reference) -> None:
    published = draft.record.report(row.report).published_at
    alignment, theatre = Stamps(reference, published.date() if published else None).of(changed)
    draft.add(
        StatementChanged(statement=changed, alignment=alignment, theatre=theatre, seed=row.seed, evidence=says(given))
    )


def says(given: ReviewSubmitted) -> Evidence:
    return Evidence(cause="review", sentence=f"{given.author} reviewed it ({given.action.type}).")
