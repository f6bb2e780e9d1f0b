"""Durable appends for an event loop.

Three threads meet here. The event loop hands over what was given in one of its turns, and each caller awaits the
outcome of its own record: the lines of a batch wake the other threads once, and not in the midst of its reading. A
sending thread owns the producer: it connects, looks topics up and sends, all of which may block. The producer's own
thread reports the outcome, which is handed back to the loop. What is in flight is counted from the giving to the
outcome, not to the moment the caller gives up, for until then the record takes memory.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kafka import KafkaProducer

from chassis.errors import Fatal, Retry
from chassis.log.encoding import require_size
from chassis.log.errors import Full, Unavailable
from chassis.log.kafka.appending import PRODUCE, end, position_of, send
from chassis.log.kafka.connection import CLOSE_S, Connection, translated
from chassis.log.port import AsyncAppender, Outgoing
from schemas.events.position import Position

__all__ = ["KafkaAsyncAppender"]

_CONNECT_MS: Final = 2_000
_LOOK_UP_MS: Final = 1_000
_IDLE_S: Final = 0.5
_LINGER_MS: Final = 5
"""What many callers append meanwhile goes in one request: to handle one costs broker and client more than a record."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    record: Outgoing
    outcome: "asyncio.Future[Position]"
    deadline: float


class KafkaAsyncAppender(AsyncAppender):
    """`AsyncAppender` on an idempotent producer, replaced when it has failed: its sequence numbers are in doubt."""

    def __init__(self, connection: Connection, topics: Sequence[str], max_in_flight: int, timeout_s: float) -> None:
        self._connection = connection
        self._topics = tuple(topics)
        self._max = max_in_flight
        self._timeout_s = timeout_s
        self._in_flight = 0
        self._given: list[_Waiting] = []
        self._queue: queue.SimpleQueue[list[_Waiting] | None] = queue.SimpleQueue()
        self._producer: KafkaProducer | None = None
        self._doubtful = threading.Event()
        self._ready = False
        self._closed = False
        self._thread = threading.Thread(target=self._send_all, name="async-appender", daemon=True)
        self._thread.start()

    async def append(self, record: Outgoing) -> Position:
        """See the port."""
        require_size(record)
        if self._closed:
            raise Unavailable("this appender is closed")
        if self._in_flight >= self._max:
            raise Full(f"{self._max} appends are in flight")
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Position] = loop.create_future()
        outcome.add_done_callback(_seen)
        self._in_flight += 1
        if not self._given:
            loop.call_soon(self._hand_over)
        self._given.append(_Waiting(record, outcome, time.monotonic() + self._timeout_s))
        # Waiting cancels nothing: the outcome still arrives and is counted when the caller has gone.
        await asyncio.wait((outcome,), timeout=self._timeout_s)
        if not outcome.done():
            self._ready = False
            raise Unavailable(f"not durable within {self._timeout_s} s")
        return outcome.result()

    def ready(self) -> bool:
        """See the port."""
        return self._ready and not self._closed

    async def close(self) -> None:
        """See the port."""
        if not self._closed:
            self._closed = True
            self._hand_over()
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _hand_over(self) -> None:
        """On the event loop."""
        given, self._given = self._given, []
        if given:
            self._queue.put(given)

    def _send_all(self) -> None:
        """The sending thread."""
        while True:
            self._keep_producer()
            try:
                given = self._queue.get(timeout=_IDLE_S)
            except queue.Empty:
                continue
            if given is None:
                break
            for waiting in given:
                self._keep_producer()
                self._send(waiting)
        self._drop_producer(CLOSE_S)

    def _keep_producer(self) -> None:
        if self._doubtful.is_set():
            self._doubtful.clear()
            self._drop_producer(0)
        if self._producer is not None:
            return
        try:
            with translated("connecting to append"):
                self._producer = KafkaProducer(
                    **self._connection.client(_CONNECT_MS),
                    **PRODUCE,
                    linger_ms=_LINGER_MS,
                    max_block_ms=_LOOK_UP_MS,
                    request_timeout_ms=max(1000, int(self._timeout_s * 1000) - 500),
                    delivery_timeout_ms=max(1500, int(self._timeout_s * 1000)),
                )
                for topic in self._topics:
                    self._producer.partitions_for(self._connection.outer(topic))
            self._ready = True
        except Retry as error:
            _log.warning("cannot append yet: %s", error)
            self._drop_producer(0)

    def _drop_producer(self, timeout_s: float) -> None:
        producer, self._producer = self._producer, None
        self._ready = False
        if producer is not None:
            end(producer, timeout_s)

    def _send(self, waiting: _Waiting) -> None:
        if self._producer is None or time.monotonic() > waiting.deadline:
            self._fail(waiting, Unavailable("the broker is away"))
            return
        try:
            with translated("appending"):
                future = send(self._producer, self._connection, waiting.record)
        except (Retry, Fatal, ValueError) as error:
            self._fail(waiting, error)
            return
        future.add_callback(lambda metadata: self._tell(waiting, position_of(self._connection, metadata)))
        future.add_errback(lambda error: self._doubt(waiting, error))

    def _doubt(self, waiting: _Waiting, error: BaseException) -> None:
        self._doubtful.set()
        self._fail(waiting, Unavailable(f"appending: {error}"))

    def _fail(self, waiting: _Waiting, error: BaseException) -> None:
        self._ready = False
        self._tell(waiting, error)

    def _tell(self, waiting: _Waiting, outcome: Position | BaseException) -> None:
        """Hand an outcome over to the event loop, from any thread."""
        loop = waiting.outcome.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._settle, waiting, outcome)

    def _settle(self, waiting: _Waiting, outcome: Position | BaseException) -> None:
        """On the event loop."""
        self._in_flight -= 1
        if waiting.outcome.done():
            return
        if isinstance(outcome, Position):
            self._ready = True
            waiting.outcome.set_result(outcome)
        else:
            waiting.outcome.set_exception(outcome)


def _seen(outcome: "asyncio.Future[Position]") -> None:
    """An outcome that nobody awaits any more is not an error that nobody has seen."""
    if not outcome.cancelled():
        outcome.exception()
