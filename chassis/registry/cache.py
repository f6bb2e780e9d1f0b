"""The registry in the memory of an API: read at start, refreshed in the background, kept while Postgres is away."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from chassis.errors import Retry
from chassis.registry.records import Key, Session, Snapshot, normalized_name
from chassis.registry.tokens import Prefix, hash_of
from schemas.events.reports import Source

__all__ = ["RegistryCache", "Snapshot"]

_log = logging.getLogger(__name__)
_REFRESH_SECONDS: Final = 10.0
_FIRST_RETRY_SECONDS: Final = 0.5
_LOOK_AGAIN_SECONDS: Final = 1.0
_NOTHING: Final = Snapshot()


def _now() -> datetime:
    return datetime.now(UTC)


class RegistryCache:
    """Sources, keys and sessions as last loaded. Used from one event loop.

    A revoked key lets in for at most `refresh_seconds` more. A key or session that is not known is looked for in the
    database at once, at most once a second, so that a new one works as soon as it is shown.
    """

    def __init__(
        self,
        load: Callable[[], Awaitable[Snapshot]],
        *,
        refresh_seconds: float = _REFRESH_SECONDS,
        clock: Callable[[], float] = monotonic,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """`load` gives the registry or raises a `Retry`, after which the cache goes on with what it has."""
        self._load = load
        self._refresh_seconds = refresh_seconds
        self._clock = clock
        self._now = now
        self._snapshot: Snapshot | None = None
        self._trouble: str | None = "the registry was not read yet"
        self._tried_at = float("-inf")
        self._loading = asyncio.Lock()
        self._begun = 0

    async def find_key(self, token: str) -> Key | None:
        """The valid key with this token."""
        if (hashed := hash_of(token)) is None:
            return None
        await self._look_for(lambda known: hashed in known.keys)
        return self._known.keys.get(hashed)

    async def find_session(self, token: str) -> Session | None:
        """The session with this token that has not ended yet."""
        if (hashed := hash_of(token, Prefix.SESSION)) is None:
            return None
        await self._look_for(lambda known: hashed in known.sessions)
        session = self._known.sessions.get(hashed)
        return session if session and session.expires_at > self._now() else None

    def source(self, source_id: str) -> Source | None:
        """The source with this id."""
        return self._snapshot.sources.get(source_id) if self._snapshot else None

    @property
    def changed_at(self) -> datetime | None:
        """When any source was added or changed last, as far as is known here."""
        return self._snapshot.changed_at if self._snapshot else None

    def source_by_words(self, words: str) -> Source | None:
        """The source that has `words` for its id, else for its name."""
        if self._snapshot is None:
            return None
        return self._snapshot.sources.get(words) or self._snapshot.by_name.get(normalized_name(words))

    def not_ready(self) -> str | None:
        """Why nobody can be let in yet, or None once the registry was read."""
        return self._trouble if self._snapshot is None else None

    async def refresh(self) -> bool:
        """Have what was so when this was called, or later; whether it worked.

        Calls that come while one is loading share the next one: the one under way may have read before them.
        """
        begun = self._begun
        async with self._loading:
            if self._begun > begun:
                return self._trouble is None
            self._begun += 1
            self._tried_at = self._clock()
            try:
                self._snapshot = await self._load()
            except Retry as error:
                if self._trouble != str(error):
                    _log.warning("registry not refreshed: %s", error)
                self._trouble = str(error)
                return False
            self._trouble = None
            return True

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """Load now, whether or not that works, and go on refreshing until left."""
        await self.refresh()
        async with asyncio.TaskGroup() as tasks:
            refreshing = tasks.create_task(self._refresh_forever(), name="registry refresh")
            try:
                yield
            finally:
                refreshing.cancel()

    async def _refresh_forever(self) -> None:
        while True:
            await asyncio.sleep(self._refresh_seconds if self._snapshot else _FIRST_RETRY_SECONDS)
            await self.refresh()

    async def _look_for(self, is_there: Callable[[Snapshot], bool]) -> None:
        if not is_there(self._known) and self._clock() - self._tried_at >= _LOOK_AGAIN_SECONDS:
            await self.refresh()

    @property
    def _known(self) -> Snapshot:
        return self._snapshot or _NOTHING
