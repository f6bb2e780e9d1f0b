"""Taking a review in: validate, name, append, and only then say so."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID, uuid5

from chassis.http import BadJson, FieldError, Problem, invalid, read_object
from chassis.log.errors import Full, TooLarge, Unavailable
from chassis.log.port import AsyncAppender, Outgoing
from chassis.log.topics import STATEMENTS
from chassis.registry import Key
from chassis.telemetry.headers import event_headers
from chassis.telemetry.messaging import sending
from schemas.events.envelope import Envelope, pack
from schemas.events.statements import ReviewSubmitted
from schemas.ids import act_id
from services.query.api.reviews.instruction import InvalidFields, instruction

__all__ = ["Accepted", "Decided", "Reviews"]

Decided: TypeAlias = Callable[[UUID], Awaitable[ReviewSubmitted | None]]

_SOURCE: Final = "deconflict/query-api"
_TYPE: Final = "review.submitted"
_RETRY_SECONDS: Final = 1.0
_MOST_PENDING: Final = 10_000
_MOST_KEY: Final = 200


@dataclass(frozen=True, slots=True)
class Accepted:
    """A review that is durable now."""

    review_id: UUID
    status_url: str

    def members(self) -> dict[str, str]:
        """As it is answered."""
        return {"review_id": str(self.review_id), "status_url": self.status_url}


class Reviews:
    """Takes reviews in, and knows those that it took in lately.

    An `Idempotency-Key` names the review together with the caller's key, so a repeat is the same review: the dedup
    writer decides on it once, whatever this process remembers. What is remembered only says `pending` and tells a
    repeat from another review under the same name before the record can.
    """

    def __init__(self, appender: AsyncAppender, query_url: str, clock: Callable[[], datetime]) -> None:
        """`query_url` is the base of the addresses in answers, without a slash at the end."""
        self._appender = appender
        self._query_url = query_url
        self._clock = clock
        self._taken: OrderedDict[UUID, ReviewSubmitted] = OrderedDict()
        self._durable: set[UUID] = set()

    async def submit(self, key: Key, word: str | None, body: bytes, record_n: int, decided: Decided) -> Accepted:
        """Take in a review by the holder of `key`, as JSON; `word` is the `Idempotency-Key`, if there is one.

        `record_n` is the last decision there is, `decided` looks a review up among those that were decided.

        Raises:
            Problem: 400, 413 or 422, and nothing was appended; or 503: post again, it may have been appended after all.
        """
        given = self._read(key, _name(key, word), body, record_n)
        before = None if given.id in self._taken or word is None else await decided(given.id)
        # Nothing is awaited from here to the append, so of two at once one is first.
        known = before or self._taken.setdefault(given.id, given)
        if not _same(known, given):
            raise Problem(
                422,
                "Another review was submitted with this Idempotency-Key.",
                kind="idempotency-key-reused",
                review_id=str(given.id),
            )
        if before is None and given.id not in self._durable:
            self._forget_oldest()
            await self._append(known)
            self._durable.add(given.id)
        return Accepted(given.id, f"{self._query_url}/v1/reviews/{given.id}")

    def pending(self, id: UUID) -> ReviewSubmitted | None:
        """The review with this id, if this process has appended it lately."""
        return self._taken.get(id) if id in self._durable else None

    def _read(self, key: Key, id: UUID, body: bytes, record_n: int) -> ReviewSubmitted:
        try:
            posted = instruction(_object(body))
            if posted.seen_n > record_n:
                raise InvalidFields([FieldError(("seen_n",), f"is ahead of the record, which is at {record_n}")])
        except InvalidFields as error:
            raise invalid(error.errors) from error
        return ReviewSubmitted(
            id=id,
            author=key.label or str(key.id),
            reason=posted.reason,
            seen_n=posted.seen_n,
            action=posted.as_action(),
            received_at=self._clock(),
        )

    async def _append(self, given: ReviewSubmitted) -> None:
        event = Envelope[ReviewSubmitted](
            id=given.id, source=_SOURCE, type=_TYPE, subject=str(given.id), time=given.received_at, data=given
        )
        with sending(STATEMENTS, event_headers(_TYPE)) as going:
            record = Outgoing(STATEMENTS, str(given.id).encode(), pack(event), going.headers)
            try:
                going.at(await self._appender.append(record))
            except TooLarge as error:
                self._taken.pop(given.id, None)
                raise Problem(413, f"The review is too large: {error}.", kind="too-large") from error
            except Full as error:
                self._taken.pop(given.id, None)
                raise Problem(
                    503, "Too much is waiting to be written.", kind="busy", retry_after=_RETRY_SECONDS
                ) from error
            except Unavailable as error:
                detail = "The log did not answer. Post again with the same Idempotency-Key: that makes one review."
                raise Problem(503, detail, kind="unavailable", retry_after=_RETRY_SECONDS) from error

    def _forget_oldest(self) -> None:
        while len(self._taken) > _MOST_PENDING:
            self._durable.discard(self._taken.popitem(last=False)[0])


def _name(key: Key, word: str | None) -> UUID:
    if word is None:
        return act_id()
    if not (word.isascii() and word.isprintable() and 0 < len(word) <= _MOST_KEY):
        detail = f"Idempotency-Key: must be 1 to {_MOST_KEY} printable ASCII characters"
        raise Problem(400, detail, kind="bad-parameter", parameter="Idempotency-Key")
    return uuid5(key.id, word)


def _same(one: ReviewSubmitted, other: ReviewSubmitted) -> bool:
    return (one.action, one.reason, one.seen_n) == (other.action, other.reason, other.seen_n)


def _object(body: bytes) -> dict[str, Any]:
    try:
        return read_object(body)
    except BadJson as error:
        if error.field is not None:
            raise InvalidFields([FieldError((error.field,), str(error))]) from error
        raise Problem(400, str(error), kind="bad-json", title="Not a JSON object") from error
