"""The loop that folds the words of reports."""

import logging
from collections.abc import Sequence
from typing import Final

from chassis.log.port import Log, LogRecord
from chassis.log.topics import REPORT_PARTITIONS, REPORTS, SPECS
from chassis.postgres import Pool, load_queries, migrate, open_pool, retrying
from services.query.projection.store import SQL, TEXT, Overtaken
from services.query.projection.words import words_of
from services.query.projection.worker import FoldingWorker

__all__ = ["TextsWorker"]

_LOG: Final = logging.getLogger(__name__)
_BATCH: Final = 200
_REST_S: Final = 0.5
"""Long, since a decision can be read before its words: quotes are pending until then."""

_QUERIES: Final = load_queries(SQL / "queries.sql")


class TextsWorker(FoldingWorker):
    """Folds `reports` into the schema `text`."""

    def __init__(self, log: Log, dsn: str, rest_s: float = _REST_S) -> None:
        super().__init__("projector-texts", REPORTS, log, _BATCH, rest_s)
        self._dsn = dsn
        self._positions: dict[int, int] = {}

    def check(self) -> None:
        """The topic is as it must be."""
        self._log.check([spec for spec in SPECS if spec.name == REPORTS])

    async def open_pool(self) -> Pool:
        """A pool of one."""
        return await open_pool(self._dsn, application=self.name, size=1)

    async def resume(self, pool: Pool) -> dict[int, int]:
        """Go on at the stored positions."""
        self._connections = pool
        with retrying():
            async with pool.acquire() as connection:
                await migrate(connection, TEXT, SQL / "text")
                rows = await connection.fetch(_QUERIES["text_positions"])
        self._positions = dict.fromkeys(self.partitions, 0) | {row["partition"]: row["next_offset"] for row in rows}
        return dict(self._positions)

    async def fold(self, records: Sequence[LogRecord], positions: dict[int, int]) -> None:
        """Store and take away words in one transaction with the positions."""
        words = words_of(records)
        for what in words.unreadable:
            _LOG.warning("no words to store: %s", what)
        moves = [
            {"partition": partition, "before": self._positions[partition], "after": after}
            for partition, after in positions.items()
        ]
        with retrying():
            async with self._connections.acquire() as connection, connection.transaction():
                taken = await connection.fetch(_QUERIES["advance_texts"], moves)
                if len(taken) != len(moves):
                    raise Overtaken("another projector has folded these reports")
                if words.texts:
                    await connection.execute(_QUERIES["add_texts"], words.texts)
                if words.erased:
                    await connection.execute(_QUERIES["erase_texts"], words.erased)
                await connection.execute(_QUERIES["blank_texts"], words.submissions, words.reports)
        self._positions |= positions

    async def idle(self) -> None:
        """There is but one `text`: nothing to look for."""

    @property
    def partitions(self) -> Sequence[int]:
        """All of them."""
        return range(REPORT_PARTITIONS)
