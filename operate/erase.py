"""`deconflict erase`: the words of a report are taken away, from every reader and from the log."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

import typer
from rich.console import Console

from chassis.errors import Invalid, Retry
from chassis.log.encoding import partition_for
from chassis.log.kafka import KafkaLog
from chassis.log.port import Log, Outgoing
from chassis.log.topics import REPORT_PARTITIONS, REPORTS
from chassis.postgres import connected, retrying
from chassis.telemetry.headers import event_headers
from operate.home import DEFAULT_HOME, HomeOption, reach
from schemas.events.envelope import Envelope, pack
from schemas.events.reports import ReportErased
from schemas.ids import act_id
from services.query.projection.erasing import Posting, addresses_of, is_erased, look_in, postings_under

__all__ = ["Erased", "UnknownReport", "erase", "erase_report"]

_SOURCE: Final = "deconflict/operate"
_TYPE: Final = "report.erased"
_PATIENCE_S: Final = 30.0
_PAUSE_S: Final = 0.2


class UnknownReport(Invalid):
    """No report was posted under this id, as far as was folded."""


@dataclass(frozen=True, slots=True)
class Erased:
    """The ids that it was posted under, so many postings that were nulled, and whether every reader has obeyed yet."""

    addresses: Sequence[UUID]
    postings: int
    obeyed: bool


def erase(
    report: Annotated[UUID, typer.Argument(help="Any id that it was posted under.")],
    reason: Annotated[str, typer.Option(help="Why, for the record: it lasts, so no words of the report in it.")],
    by: Annotated[str, typer.Option(help="Who has it done, for the record.")] = "operator",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: HomeOption = DEFAULT_HOME,
) -> None:
    """Take away the words of a report for good: its title and text, and what statements kept of them.

    What was made of them stays: slots, figures, resolved names, decisions. Of later revisions nothing is taken.
    """
    settings = reach(home)
    if not yes:
        typer.confirm(f"erase the words of report {report}? This cannot be undone", abort=True)
    console = Console()
    try:
        with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log:
            done = erase_report(log, settings.postgres_dsn.get_secret_value(), report, reason, by)
    except Invalid as refused:
        raise typer.BadParameter(str(refused)) from None
    except Retry as away:
        console.print(f"[red]{away}[/red]; do it again: what was done already does no harm")
        raise typer.Exit(1) from None
    names = ", ".join(map(str, done.addresses))
    console.print(f"erased {names}: {done.postings} postings", soft_wrap=True)
    if not done.obeyed:
        console.print(f"[yellow]not every reader has come that far within {_PATIENCE_S:.0f} s[/yellow]: they will")


def erase_report(log: Log, dsn: str, report: UUID, reason: str, by: str, patience_s: float = _PATIENCE_S) -> Erased:
    """Append the lasting record under each id of the report, then a null for each posting, and see it obeyed.

    The record goes first: it is what readers obey, and a null for what was posted before a crash can be written later.

    Raises:
        UnknownReport, NothingServed: nothing was posted under this id, or nothing at all.
        Retry: the log or the database is away. To be done again.
    """
    return asyncio.run(_erase(log, dsn, report, reason, by, patience_s))


async def _erase(log: Log, dsn: str, report: UUID, reason: str, by: str, patience_s: float) -> Erased:
    with retrying():
        async with connected(dsn, application="erase") as connection:
            await look_in(connection)
            addresses = await addresses_of(connection, report)
            if not addresses:
                raise UnknownReport(f"nothing was posted under {report}, as far as was folded")
            now = datetime.now(UTC)
            records = [_record(address, reason, by, now) for address in addresses]
            await asyncio.to_thread(_append, log, records)
            postings = await postings_under(connection, addresses)
            await asyncio.to_thread(_append, log, [_null(posting) for posting in postings])
            until = time.monotonic() + patience_s
            while not (obeyed := await is_erased(connection, addresses)) and time.monotonic() < until:
                await asyncio.sleep(_PAUSE_S)
                await look_in(connection)
    return Erased(addresses, len(postings), obeyed)


def _append(log: Log, records: Sequence[Outgoing]) -> None:
    with log.appender() as appender:
        appender.append_all(records)


def _record(report: UUID, reason: str, by: str, now: datetime) -> Outgoing:
    event = Envelope[ReportErased](
        id=act_id(),
        source=_SOURCE,
        type=_TYPE,
        subject=str(report),
        time=now,
        data=ReportErased(report_id=report, reason=reason, by=by, received_at=now),
    )
    return Outgoing(REPORTS, _key(report, event.id), pack(event), event_headers(_TYPE), _partition(report))


def _null(posting: Posting) -> Outgoing:
    return Outgoing(REPORTS, _key(posting.report_id, posting.submission_id), None, (), _partition(posting.report_id))


def _key(report: UUID, act: UUID) -> bytes:
    return f"{report}/{act}".encode()


def _partition(report: UUID) -> int:
    return partition_for(str(report).encode(), REPORT_PARTITIONS)
