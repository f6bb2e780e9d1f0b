"""Folding decisions into a generation that nobody reads yet."""

from typing import Final

from chassis.log.port import Log
from chassis.log.topics import decisions_spec
from chassis.postgres import Pool
from services.query.projection.decisions import DecisionsWorker

__all__ = ["BATCH", "Building"]

BATCH: Final = 100


class Building(DecisionsWorker):
    """The projector's loop on the next generation. It may be killed and made again like any other.

    It writes nothing of the feed, for its generation is not the live one. Two of them cannot fold the same one: the
    second is `Overtaken`.
    """

    def __init__(self, log: Log, dsn: str, decisions_generation: str, generation: str, batch: int = BATCH) -> None:
        super().__init__(log, dsn, decisions_generation, batch)
        self._generation = generation

    def check(self) -> None:
        """Its topic is as it must be, whichever is live."""
        self._log.check([decisions_spec(self._decisions)])

    async def find_generation(self, pool: Pool) -> str:
        """Its own, whichever is served."""
        return self._generation

    async def is_due(self) -> bool:
        """Until it is done."""
        return True

    @property
    def next_n(self) -> int:
        """The decision that it has not folded yet."""
        return self.folded.next_n if self.folded else 0

    def progress(self) -> tuple[int, int] | None:
        """How far it is in the topic and where that ends by now; None while it waits for the database."""
        return None if self._reader is None else (self._reader.position(0), self._reader.end(0))
