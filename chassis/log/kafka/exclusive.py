"""Atomic batches by the one holder of a transactional id.

Every send's future is looked at before the commit: with futures ignored, a transaction has committed without records
that a dying broker had refused. Whatever fails, the appender is spent and the process ends; the next one's
`init_transactions` with the same id aborts what is left open at once, where another id would wait for its timeout.
"""

import queue
import threading
from collections.abc import Sequence
from typing import Final

from kafka import KafkaProducer

from chassis.log.encoding import require_size
from chassis.log.errors import Fenced, Lost
from chassis.log.kafka.appending import LINGER_MS, PRODUCE, end, send_all
from chassis.log.kafka.connection import CLOSE_S, CONNECT_MS, Connection, translated
from chassis.log.kafka.marking import write_missing_marks
from chassis.log.port import ExclusiveAppender, Outgoing
from schemas.events.position import Position

__all__ = ["TRANSACTION_MS", "KafkaExclusiveAppender"]

TRANSACTION_MS: Final = 10_000
_DELIVERY_MS: Final = 8_000
_COMMIT_S: Final = TRANSACTION_MS / 1000
"""After this long the broker has aborted what was not committed, so waiting on could only bring an error."""


class KafkaExclusiveAppender(ExclusiveAppender):
    """`ExclusiveAppender` on a transactional producer."""

    def __init__(self, connection: Connection, transactional_id: str, topics: Sequence[str]) -> None:
        self._connection = connection
        self._spent = False
        write_missing_marks(connection, transactional_id, topics)
        with translated(f"taking over {transactional_id}"):
            self._producer = KafkaProducer(
                **connection.client(),
                **PRODUCE,
                transactional_id=connection.outer(transactional_id),
                transaction_timeout_ms=TRANSACTION_MS,
                # The client waits this long on CONCURRENT_TRANSACTIONS, which a commit right after another meets.
                retry_backoff_ms=5,
                linger_ms=LINGER_MS,
                max_block_ms=CONNECT_MS,
                request_timeout_ms=_DELIVERY_MS - 1000,
                delivery_timeout_ms=_DELIVERY_MS,
            )
            try:
                self._producer.init_transactions()
                write_missing_marks(connection, transactional_id, topics)
            except BaseException:
                self.close()
                raise

    def append_batch(self, records: Sequence[Outgoing]) -> list[Position]:
        """See the port."""
        if self._spent:
            raise Lost("this appender has failed before")
        for record in records:
            require_size(record)
        if not records:
            return []
        self._spent = True
        positions = self._transaction(records)
        self._spent = False
        return positions

    def close(self) -> None:
        """See the port."""
        end(self._producer, 0 if self._spent else CLOSE_S)

    def _transaction(self, records: Sequence[Outgoing]) -> list[Position]:
        try:
            with translated("appending a batch"):
                self._producer.begin_transaction()
                written = send_all(self._producer, self._connection, records, _DELIVERY_MS / 1000 + 1)
                self._commit()
        except (Fenced, Lost):
            raise
        except Exception as error:
            raise Lost(f"a batch of {len(records)} failed: {error}") from error
        return written

    def _commit(self) -> None:
        """The client's commit takes no timeout and may never return: it gets a thread that may never end."""
        outcome: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()

        def commit() -> None:
            try:
                self._producer.commit_transaction()
            except BaseException as error:  # noqa: BLE001 - raised in the thread that waits
                outcome.put(error)
            else:
                outcome.put(None)

        threading.Thread(target=commit, name="commit", daemon=True).start()
        try:
            error = outcome.get(timeout=_COMMIT_S)
        except queue.Empty:
            raise Lost(f"no answer to a commit within {_COMMIT_S} s") from None
        if error is not None:
            raise error
