"""Accounts for assessment, from statements as `tests.histories` makes them."""

from datetime import timedelta

from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import Reliability
from services.query.assessment import Account
from tests.histories import DAY, HERALD, alignments, named


def account(
    said: Statement,
    *,
    hour: float = 12,
    report: str | None = None,
    origin: str | None = None,
    publisher: Actor = HERALD,
    retracted: bool = False,
) -> Account:
    """The statement, said at that hour of the day in a report of its own and of an origin of its own."""
    report = report or str(said.id)
    return Account(
        statement=said,
        alignment=alignments(said),
        report_id=named("report", report),
        origin_id=named("report", origin or report),
        publisher=publisher,
        grade=Reliability.C,
        said_at=DAY + timedelta(hours=hour),
        n=0,
        retracted=retracted,
    )
