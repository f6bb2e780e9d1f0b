"""The loop that folds decisions."""

import time
from collections.abc import Sequence
from typing import Final

from chassis.errors import Retry
from chassis.log.port import Log, LogRecord
from chassis.log.topics import CONTROL, SPECS, decisions, decisions_spec
from chassis.postgres import Pool, open_pool
from chassis.process.garbage import lasting
from chassis.telemetry import metrics
from services.query.projection.assessor import Assessor
from services.query.projection.folding import Folding
from services.query.projection.generation import live_decisions
from services.query.projection.store import Folded, Overtaken, Store, live_generation, live_generation_of
from services.query.projection.worker import FoldingWorker

__all__ = ["DecisionsWorker", "Swapped"]

_BATCH: Final = 100
"""Decisions a transaction, at most: few, since the next are assessed while these are written."""

_REST_S: Final = 0.1

_COUNT_EVERY_S: Final = 5.0
"""How often open suggestions are counted, which takes the longer the more there are."""

_MOST_STATEMENTS: Final = 50_000
"""How many statements the picture may hold before it is begun anew."""


class Swapped(Retry):
    """The generation that was folded into is not the one that is served any more: go on in that one."""


class DecisionsWorker(FoldingWorker):
    """Folds the live decisions into the live generation, and follows when another one is swapped in."""

    def __init__(
        self, log: Log, dsn: str, decisions_generation: str, batch: int = _BATCH, rest_s: float = _REST_S
    ) -> None:
        """`decisions_generation` is the one to fold as long as the log names none; `batch` decisions a transaction."""
        super().__init__("projector", decisions(decisions_generation), log, batch, rest_s)
        self._dsn = dsn
        self._decisions = decisions_generation
        self._rows: Pool | None = None
        self._store: Store | None = None
        self.assessor: Assessor | None = None
        """It starts with the worker."""
        self._folding: Folding | None = None
        self._counted_at = 0.0

    def start(self) -> None:
        """As `chassis.process.worker`."""
        super().start()
        self.assessor = Assessor()

    def check(self) -> None:
        """The topics are as they must be."""
        self._log.check([spec for spec in SPECS if spec.name == CONTROL])
        self._decisions = live_decisions(self._log) or self._decisions
        self.topic = decisions(self._decisions)
        self._log.check([decisions_spec(self._decisions)])

    async def open_pool(self) -> Pool:
        """A pool that knows no generation."""
        return await open_pool(self._dsn, application="projector", size=1)

    async def resume(self, pool: Pool) -> dict[int, int]:
        """Begin with an empty picture at the stored position of the generation, whichever it is by now."""
        self.check()
        self._lookup = pool
        generation = await self.find_generation(pool)
        if self._store is None or self._store.generation != generation:
            await self._let_generation_go()
            self._rows = await open_pool(self._dsn, application="projector", size=2, schema=generation)
            self._store = Store(self._rows, generation)
        assert self.assessor is not None
        folded = await self._store.prepare(self.topic)
        self._folding = Folding(self._store, self.assessor, folded)
        return {0: folded.next_offset}

    async def find_generation(self, pool: Pool) -> str:
        """The generation to fold into: the one that is served."""
        return await live_generation(pool)

    async def is_due(self) -> bool:
        """Whether it still is the one to fold into."""
        assert self._store is not None
        return await live_generation_of(self._lookup) == self._store.generation

    async def idle(self) -> None:
        """Write what was begun, and see whether all stands as it did."""
        assert self.assessor is not None
        assert self._folding is not None
        self.assessor.check()
        await self._folding.finish()
        await self.see_due()

    async def see_due(self) -> None:
        """See whether another generation was swapped in."""
        if not await self.is_due():
            raise Swapped("another generation is served by now")

    async def fold(self, records: Sequence[LogRecord], positions: dict[int, int]) -> None:
        """Fold a batch of decisions."""
        assert self._store is not None
        assert self._folding is not None
        try:
            with lasting():
                await self._folding.take(records, positions[0])
                is_full = self._folding.statements > _MOST_STATEMENTS
                if is_full or not self.batch_waits():
                    await self._folding.finish()
        except Overtaken:
            await self.see_due()
            raise
        if is_full:
            self.forget()
        metrics.STATE_SIZE.labels(self.name, "statements").set(self._folding.statements)
        if time.monotonic() - self._counted_at > _COUNT_EVERY_S:
            self._counted_at = time.monotonic()
            metrics.SUGGESTIONS_OPEN.labels(self.name).set(await self._store.open_suggestions())

    @property
    def folded(self) -> Folded | None:
        """How far all is written; None while it waits for the database."""
        return self._folding.written if self._folding else None

    def stop(self) -> None:
        """As `chassis.process.worker`."""
        if self.assessor is not None:
            self.assessor.close()
        if self._rows is not None:
            self._run(self._let_generation_go())
        super().stop()

    async def _let_generation_go(self) -> None:
        if self._rows is not None:
            await self._rows.close()
            self._store = self._rows = None

    def forget(self) -> None:
        """Begin the picture anew: what is needed of it is learned again."""
        if self._folding is not None:
            self._folding.forget()

    @property
    def partitions(self) -> Sequence[int]:
        """Decisions have one."""
        return (0,)
