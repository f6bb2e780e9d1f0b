"""The loop that folds decisions."""

import time
from collections.abc import Sequence
from typing import Final

from chassis.log.port import Log, LogRecord
from chassis.log.topics import CONTROL, SPECS, decisions, decisions_spec
from chassis.postgres import Pool, open_pool
from chassis.telemetry import metrics
from services.query.projection.folding import fold_batch
from services.query.projection.generation import live_decisions
from services.query.projection.picture import Picture
from services.query.projection.store import Folded, Store, live_generation
from services.query.projection.worker import FoldingWorker

__all__ = ["DecisionsWorker"]

_BATCH: Final = 500
"""Decisions a transaction, at most."""

_REST_S: Final = 0.03

_COUNT_EVERY_S: Final = 5.0
"""How often open suggestions are counted, which takes the longer the more there are."""

_MOST_STATEMENTS: Final = 50_000
"""How many statements the picture may hold before it is begun anew."""


class DecisionsWorker(FoldingWorker):
    """Folds the live decisions into the live generation."""

    def __init__(self, log: Log, dsn: str, decisions_generation: str) -> None:
        """`decisions_generation` is the one to fold as long as the log names none."""
        super().__init__("projector", decisions(decisions_generation), log, _BATCH, _REST_S)
        self._dsn = dsn
        self._decisions = decisions_generation
        self._picture = Picture()
        self._store: Store | None = None
        self._folded: Folded | None = None
        self._counted_at = 0.0

    def check(self) -> None:
        """The topics are as they must be."""
        self._log.check([spec for spec in SPECS if spec.name == CONTROL])
        self._decisions = live_decisions(self._log) or self._decisions
        self.topic = decisions(self._decisions)
        self._log.check([decisions_spec(self._decisions)])

    async def open_pool(self) -> Pool:
        """A pool whose names are looked up in the generation that is live."""
        lookup = await open_pool(self._dsn, application="projector", size=1)
        try:
            self._generation = await live_generation(lookup)
        finally:
            await lookup.close()
        return await open_pool(self._dsn, application="projector", size=2, schema=self._generation)

    async def resume(self, pool: Pool) -> dict[int, int]:
        """Begin with an empty picture at the stored position."""
        self.forget()
        self._store = Store(pool, self._generation)
        self._folded = await self._store.prepare(self.topic)
        return {0: self._folded.next_offset}

    async def fold(self, records: Sequence[LogRecord], positions: dict[int, int]) -> None:
        """Fold a batch of decisions."""
        assert self._store is not None
        assert self._folded is not None
        self._folded = await fold_batch(self._store, self._picture, records, self._folded, positions[0])
        if len(self._picture.statements) > _MOST_STATEMENTS:
            self.forget()
        metrics.STATE_SIZE.labels(self.name, "statements").set(len(self._picture.statements))
        if time.monotonic() - self._counted_at > _COUNT_EVERY_S:
            self._counted_at = time.monotonic()
            metrics.SUGGESTIONS_OPEN.set(await self._store.open_suggestions())

    def forget(self) -> None:
        """Begin the picture anew: what is needed of it is learned again."""
        self._picture = Picture()

    @property
    def partitions(self) -> Sequence[int]:
        """Decisions have one."""
        return (0,)
