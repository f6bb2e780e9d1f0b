"""Holding the log against what the guarantees rest on, by an API that must live while the broker is away."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from chassis.errors import Retry
from chassis.log.port import Log, TopicSpec

__all__ = ["TopicsCheck"]

_PAUSE_SECONDS: Final = 1.0


class TopicsCheck:
    """Not ready until the topics were found as they must be."""

    def __init__(self, log: Log, specs: Sequence[TopicSpec]) -> None:
        self._log = log
        self._specs = specs
        self.reason: str | None = "the topics were not checked yet"
        """Why not ready, or None."""

    async def __call__(self) -> str | None:
        """The reason, as a check of readiness."""
        return self.reason

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look at the log in the background until it answers. If it is not as it must be, that ends what runs inside.

        Raises:
            Misconfigured: in a group, from the background.
        """
        async with asyncio.TaskGroup() as tasks:
            checking = tasks.create_task(self._until_known(), name="topics check")
            try:
                yield
            finally:
                checking.cancel()

    async def _until_known(self) -> None:
        while self.reason is not None:
            try:
                await asyncio.to_thread(self._log.check, self._specs)
                self.reason = None
            except Retry as error:
                self.reason = str(error)
                await asyncio.sleep(_PAUSE_SECONDS)
