"""The transaction in which the next generation takes the place of the live one."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from asyncpg.transaction import Transaction

from chassis.errors import Fatal
from chassis.postgres import Connection
from services.query.projection.changes import change_row
from services.query.projection.incidents import tombstone
from services.query.projection.rebuilding.between import Between
from services.query.projection.rows import VersionRow
from services.query.projection.writing import add_changes, numbered

__all__ = ["Swap", "Telling"]

_FROZEN_S: Final = 60
"""A swap that stands still under its lock is ended by the database after so long, and the projector goes on."""

_PART: Final = 1000
"""Rows of the feed that are written at once."""


class Telling(StrEnum):
    """How followers hear of incidents that are served otherwise after the swap."""

    CHANGES = "changes"
    """By a row of the feed each."""
    ANEW = "anew"
    """By a feed that begins anew: cursors answer 410, and readers take a snapshot."""


class Swap:
    """One swap, on a connection of its own.

    1. `look`, while both generations go on: which incidents they serve otherwise.
    2. `lock`: the projector stands still, and the next generation is folded as far as the live one.
    3. `commit`: what was found otherwise, or has changed since, is compared once more, told, and the live generation
       flipped. Or `release`: nothing has happened.
    """

    def __init__(self, connection: Connection, between: Between) -> None:
        self._connection = connection
        self._between = between
        self._transaction: Transaction | None = None
        self._seen = -1
        self._found: Sequence[UUID] = ()
        self._other_decisions = False

    async def look(self) -> int:
        """Compare as of the last decision that both have folded; how many incidents are served otherwise.

        Raises:
            Fatal: the generation is not the live one any more.
        """
        live = await self._connection.fetchrow(self._between["live_position"])
        if live is None:
            raise self._swapped_out()
        next = await self._connection.fetchrow(self._between["next_position"])
        assert next is not None
        self._other_decisions = live["topic"] != next["topic"]
        self._seen = min(live["next_n"], next["next_n"]) - 1
        self._found = await self._differing(self._seen, None)
        return len(self._found)

    async def lock(self) -> int:
        """Begin the transaction and keep the projector from going on; the decision that it would fold next.

        Raises:
            Fatal: the generation is not the live one any more.
        """
        self._transaction = self._connection.transaction()
        await self._transaction.start()
        await self._connection.execute(f"set local idle_in_transaction_session_timeout = '{_FROZEN_S}s'")
        due = await self._connection.fetchval(self._between["lock_live"])
        if due is None:
            raise self._swapped_out()
        return int(due)

    def _swapped_out(self) -> Fatal:
        return Fatal(f"{self._between.live} was swapped out by another rebuild")

    async def release(self) -> None:
        """Let the projector go on."""
        assert self._transaction is not None
        await self._transaction.rollback()

    async def commit(self, telling: Telling) -> int:
        """Swap; how many rows of the feed that took."""
        assert self._transaction is not None
        connection, queries = self._connection, self._between
        told = 0
        if telling is Telling.ANEW:
            await connection.execute(queries["begin_anew"])
        else:
            told = await self._tell()
        if self._other_decisions:
            await connection.execute(queries["keep_seeds"])
        await connection.execute(queries["retire_live"])
        await connection.execute(queries["flip"], queries.next)
        await connection.execute(queries["announce"], queries.next)
        await self._transaction.commit()
        return told

    async def _tell(self) -> int:
        changed = await self._connection.fetch(self._between["changed_since"], self._seen)
        among = {row["incident_id"] for row in changed}.union(self._found)
        changes = await self._changes(await self._differing(None, list(among)))
        for start in range(0, len(changes), _PART):
            part = changes[start : start + _PART]
            live, generation = self._between.live, self._between.next
            await add_changes(
                self._connection, await numbered(self._connection, part, live=live, generation=generation)
            )
        return len(changes)

    async def _differing(self, n: int | None, among: Sequence[UUID] | None) -> list[UUID]:
        rows = await self._connection.fetch(self._between["differing"], n, among, self._other_decisions)
        return [row["incident_id"] for row in rows]

    async def _changes(self, ids: Sequence[UUID]) -> list[dict[str, Any]]:
        last = await self._connection.fetchrow(self._between["last_decision"])
        if last is None:
            return []
        n, known_at = last["n"], last["known_at"]
        before = {row.key: row for row in await self._versions("live_versions", ids)}
        after = await self._versions("next_versions", ids)
        kept = {row.key for row in after}
        gone = [row for row in before.values() if row.key not in kept and row.state == "open"]
        heirs = await self._heirs(row.key for row in gone)
        after += [_gone(row, heirs.get(row.key), n, known_at) for row in gone]
        now = datetime.now(UTC)
        told = (
            (before.get(row.key), row)
            for row in after
            # Of a tombstone that nobody knew the incident of there is nothing to tell.
            if row.state == "open" or row.key in before
        )
        return [
            change | {"at": now, "before": one.written if one else None, "after": other.written}
            for one, other in told
            if (change := change_row(one, other, n=n))
        ]

    async def _versions(self, query: str, ids: Sequence[UUID]) -> list[VersionRow]:
        rows = await self._connection.fetch(self._between[query], ids)
        return [VersionRow.read(dict(row)) for row in rows]

    async def _heirs(self, gone: Iterable[UUID]) -> dict[UUID, UUID]:
        rows = await self._connection.fetch(self._between["heirs"], list(gone))
        return {row["gone"]: row["heir"] for row in rows}


def _gone(before: VersionRow, heir: UUID | None, n: int, known_at: datetime) -> VersionRow:
    """What is left of an incident that the next generation does not have."""
    state, reason = ("merged", "it is the same happening as another incident")
    if heir is None:
        state, reason = ("withdrawn", "other rules make no incident of its statements")
    return tombstone(before.incident_id, before.opened_at, state, heir, reason, n=n, known_at=known_at)
