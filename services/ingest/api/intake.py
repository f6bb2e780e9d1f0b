"""Taking one posting in: validate, make the record, append it, and only then say so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from chassis.http import BadJson, FieldError, Problem, invalid, read_object, scope_missing
from chassis.log.encoding import partition_for
from chassis.log.errors import Full, TooLarge, Unavailable
from chassis.log.port import AsyncAppender, Outgoing
from chassis.log.topics import REPORT_PARTITIONS, REPORTS
from chassis.telemetry.headers import event_headers
from chassis.telemetry.messaging import sending
from schemas.events.envelope import Envelope, pack
from schemas.events.reports import Source
from schemas.ids import act_id
from schemas.vocabulary import Scope
from services.ingest.api.coded import Known
from services.ingest.api.fields import InvalidFields
from services.ingest.api.record import SourceByWords, retracted, submitted
from services.ingest.api.submission import MAX_TEXT_BYTES, Submission, TextTooLong, at_once, retraction, submission

__all__ = ["UNAVAILABLE", "Accepted", "Intake"]

UNAVAILABLE: Final = "unavailable"
"""The kind of problem there is while the log does not answer."""

_RETRY_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is durable now. A retraction has no revision."""

    report_id: UUID
    revision: UUID | None
    status_url: str

    def members(self) -> dict[str, str]:
        """As it is answered."""
        revision = {} if self.revision is None else {"revision": str(self.revision)}
        return {"report_id": str(self.report_id), **revision, "status_url": self.status_url}


class Intake:
    """Takes postings in. Holds no state: whatever it says is durable lies in the log."""

    def __init__(
        self,
        appender: AsyncAppender,
        by_words: SourceByWords,
        query_url: str,
        clock: Callable[[], datetime],
        known: Known,
    ) -> None:
        """`query_url` is the base of the addresses in answers, without a slash at the end; `known` is what
        the world has."""
        self._appender = appender
        self._by_words = by_words
        self._query_url = query_url
        self._clock = clock
        self._known = known

    async def post(self, source: Source, body: bytes, coded: bool) -> Accepted:
        """Take in one report, as JSON; with statements of its own only where `coded` says that the caller may.

        Raises:
            Problem: 400, 403, 413 or 422, and nothing was appended; or 503: post again, it may have been appended
                after all.
        """
        now = self._clock()
        try:
            posted = at_once(body, now, self._known)
            if posted is None or (posted.statements is not None and not coded):
                posted = self._closely(_object(body), now, coded)
            event = submitted(posted, source, self._by_words, act_id(), now)
        except InvalidFields as error:
            raise invalid(error.errors) from error
        except TextTooLong as error:
            named = [FieldError(("text",), f"is over {MAX_TEXT_BYTES} bytes").members()]
            raise Problem(413, str(error), kind="too-large", errors=named) from error
        await self._append(event, event.data.report_id)
        return self._accepted(event.data.report_id, event.data.revision)

    async def retract(self, source: Source, report: UUID, body: bytes) -> Accepted:
        """Take `report` back, by JSON that may hold a reason, or by nothing. Raises as `post`."""
        try:
            reason = retraction(_object(body)).reason if body.strip() else None
        except InvalidFields as error:
            raise invalid(error.errors) from error
        event = retracted(report, reason, source, act_id(), self._clock())
        await self._append(event, report)
        return self._accepted(report, None)

    def _closely(self, given: dict[str, Any], now: datetime, coded: bool) -> Submission:
        if given.get("statements") is not None and not coded:
            raise scope_missing(Scope.INGEST_CODED, "Posting statements")
        return submission(given, now, self._known)

    async def _append(self, event: Envelope[Any], report: UUID) -> None:
        with sending(REPORTS, event_headers(event.type)) as going:
            record = Outgoing(
                topic=REPORTS,
                key=f"{report}/{event.id}".encode(),
                value=pack(event),
                headers=going.headers,
                partition=partition_for(str(report).encode(), REPORT_PARTITIONS),
            )
            try:
                going.at(await self._appender.append(record))
            except TooLarge as error:
                raise Problem(413, f"The report is too large: {error}.", kind="too-large") from error
            except Full as error:
                raise Problem(
                    503, "Too much is waiting to be written.", kind="busy", retry_after=_RETRY_SECONDS
                ) from error
            except Unavailable as error:
                detail = "The log did not answer. Post again: if this was written after all, that changes nothing."
                raise Problem(503, detail, kind=UNAVAILABLE, retry_after=_RETRY_SECONDS) from error

    def _accepted(self, report: UUID, revision: UUID | None) -> Accepted:
        return Accepted(report, revision, f"{self._query_url}/v1/reports/{report}")


def _object(body: bytes) -> dict[str, Any]:
    try:
        return read_object(body)
    except BadJson as error:
        if error.field is not None:
            raise InvalidFields([FieldError((error.field,), str(error))]) from error
        raise Problem(400, str(error), kind="bad-json", title="Not a JSON object") from error
