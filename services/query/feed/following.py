"""Following the feed: each change is read once and handed to every follower, whose queue is bounded.

A follower first catches up from the database, then lives on its queue. One that is too slow to empty it is let go;
it comes back with its last cursor and has lost nothing.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import asyncpg

from chassis.errors import Retry
from chassis.postgres import NOT_MIGRATED, Pool, retrying
from services.query.feed.cursor import FeedCursor
from services.query.feed.events import Told, heartbeat
from services.query.feed.reading import Head, changes_after, head

__all__ = ["HEARTBEAT_S", "Feed"]

_LOG: Final = logging.getLogger(__name__)
HEARTBEAT_S: Final = 15.0
_BEATS: Final = 15
"""How often in that time it is seen who heard nothing: a timer for each follower costs as much as telling it."""

_LOOK_S: Final = 1.0
"""How often the feed is looked at when nothing was notified: a notification may be lost with its connection."""

_QUEUE: Final = 1000
_PAGE: Final = 500


class _Follower:
    def __init__(self) -> None:
        self._waiting: deque[Told] = deque()
        self._something = asyncio.Event()
        self._ended = False
        self._heard_at = asyncio.get_running_loop().time()

    def hand(self, change: Told) -> bool:
        """Take a change; False, and the end after those taken before, when there is no room for it."""
        if len(self._waiting) >= _QUEUE:
            self.end()
            return False
        self._waiting.append(change)
        self._something.set()
        return True

    def heard(self) -> None:
        """It was told something."""
        self._heard_at = asyncio.get_running_loop().time()

    def wake(self, silent_since: float) -> None:
        """Let it be told something, if it was told nothing since then."""
        if self._heard_at <= silent_since:
            self._something.set()

    def end(self) -> None:
        """No more will come."""
        self._ended = True
        self._something.set()

    async def next(self) -> Sequence[Told] | None:
        """All that waits, once there is anything; nothing when it was woken; None at the end."""
        await self._something.wait()
        found = tuple(self._waiting)
        self._waiting.clear()
        if not self._ended:
            self._something.clear()
        return None if self._ended and not found else found


class Feed:
    """The feed of one process. Used from one event loop."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._followers: set[_Follower] = set()
        self._look = asyncio.Event()
        self._begun = asyncio.Event()
        self._head: Head | None = None

    @property
    def followers(self) -> int:
        """How many follow now."""
        return len(self._followers)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hand out changes until left."""
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(one, name="feed") for one in (self._run(), self._beat())]
            try:
                yield
            finally:
                for task in running:
                    task.cancel()

    async def follow(self, since: FeedCursor, filters: Mapping[str, Any]) -> AsyncIterator[bytes]:
        """Events of a stream (WHATWG server-sent events) for the changes after `since`, for ever.

        Each has the cursor after it as its id; those that wait together come in one piece. With nothing told for
        `HEARTBEAT_S` there is an id alone. Ends when the follower is too slow or the feed begins anew; whoever comes
        back is told which.
        """
        # Before that it is not known from where on changes are handed out.
        await self._begun.wait()
        follower = _Follower()
        self._followers.add(follower)
        try:
            seq = since.seq
            # Whatever comes from here on is in the queue, so the database is read only up to what it has now.
            while rows := await changes_after(self._pool, seq, _PAGE):
                for row in rows:
                    seq = row["seq"]
                    if event := Told(row).event(since.epoch, filters):
                        yield event
            yield heartbeat(since.epoch, seq)
            follower.heard()
            while (following := await follower.next()) is not None:
                if following:
                    events = [change.event(since.epoch, filters) for change in following if change.seq > seq]
                    seq = max(seq, following[-1].seq)
                    told = b"".join(event for event in events if event)
                else:
                    told = heartbeat(since.epoch, seq)
                if told:
                    yield told
                    follower.heard()
        finally:
            self._followers.discard(follower)

    async def _run(self) -> None:
        while True:
            try:
                with retrying():
                    async with self._pool.acquire() as connection:
                        await connection.add_listener("feed", self._notified)
                        try:
                            await self._hand_out(connection)
                        finally:
                            with suppress(asyncpg.InterfaceError):
                                await connection.remove_listener("feed", self._notified)
            except (Retry, *NOT_MIGRATED) as error:
                _LOG.debug("the feed waits: %s", error)
                await asyncio.sleep(_LOOK_S)

    async def _hand_out(self, connection: Any) -> None:
        """As long as the connection lasts."""
        while True:
            now = await head(self._pool)
            if self._head is None or self._head.epoch != now.epoch:
                self._begin_anew()
                self._head = now
                self._begun.set()
            seq = self._head.last_seq
            while rows := await changes_after(self._pool, seq, _PAGE):
                for row in rows:
                    self._hand(Told(row))
                seq = rows[-1]["seq"]
            self._head = Head(now.epoch, now.first_seq, seq, now.live_generation)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), _LOOK_S)
            self._look.clear()
            if connection.is_closed():
                return

    def _hand(self, change: Told) -> None:
        self._followers -= {follower for follower in self._followers if not follower.hand(change)}

    def _begin_anew(self) -> None:
        for follower in self._followers:
            follower.end()
        self._followers.clear()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S / _BEATS)
            silent_since = asyncio.get_running_loop().time() - HEARTBEAT_S * (1 - 1 / _BEATS)
            for follower in self._followers:
                follower.wake(silent_since)

    def _notified(self, *_: object) -> None:
        self._look.set()
