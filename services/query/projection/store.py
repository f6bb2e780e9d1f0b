"""A generation in Postgres: what the fold learns from it, and the one transaction that takes a batch."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

import asyncpg

from chassis.errors import Fatal, Invalid, Retry
from chassis.postgres import Connection, Pool, load_queries, migrate, retrying
from services.query.projection.picture import Learned, Missing, Picture
from services.query.projection.writing import Taking

__all__ = [
    "FEED",
    "FIRST_GENERATION",
    "SQL",
    "TEXT",
    "Folded",
    "NothingServed",
    "OtherDecisions",
    "Overtaken",
    "Store",
    "live_generation",
    "live_generation_of",
    "reading_as",
]

SQL: Final = files("services.query.projection.sql")
FEED: Final = "feed"
TEXT: Final = "text"
FIRST_GENERATION: Final = "g1"
_QUERIES: Final = load_queries(SQL / "queries.sql")


class Overtaken(Fatal):
    """Another projector has folded what this one was about to: only one may, and it is not this one."""


class NothingServed(Invalid):
    """There is no generation yet: the projector makes the first one by itself."""


class OtherDecisions(Retry):
    """The generation was folded from another topic than the one that is live. Served it can be, but not folded on."""


@dataclass(frozen=True, slots=True)
class Folded:
    """How far the fold has come: the decision number and offset to take next, and the id of the last decision."""

    topic: str
    next_n: int
    last_id: UUID | None
    next_offset: int


async def live_generation(pool: Pool) -> str:
    """The generation that is served; the first one on an empty database. Makes the schema `feed` if need be."""
    with retrying():
        async with pool.acquire() as connection:
            await migrate(connection, FEED, SQL / "feed")
        return await live_generation_of(pool) or FIRST_GENERATION


async def live_generation_of(pool: "Pool | Connection") -> str | None:
    """The generation that is served, if there is one yet."""
    generation = await pool.fetchval(_QUERIES["live_generation"])
    return str(generation) if generation else None


def reading_as(generation: str) -> str:
    """What those who read a generation call themselves to the database, so that one can see whether any is left."""
    return f"query-api {generation}"


class Store:
    """One generation. `pool` looks names up in its schema.

    Every method raises `DatabaseAway` when the database cannot be had. A write that failed so may have been taken:
    what the picture then knows is not to be trusted any more.
    """

    def __init__(self, pool: Pool, generation: str) -> None:
        self._pool = pool
        self._generation = generation

    @property
    def generation(self) -> str:
        """Its name, which is that of its schema."""
        return self._generation

    async def prepare(self, topic: str) -> Folded:
        """Make the schema if need be; how far its fold has come.

        Raises:
            OtherDecisions: the generation was folded from another topic.
        """
        with retrying():
            async with self._pool.acquire() as connection:
                await migrate(connection, self._generation, SQL / "generation")
                await connection.execute(_QUERIES["start_position"], topic)
                await connection.execute(_QUERIES["claim_feed"], self._generation)
                row = await connection.fetchrow(_QUERIES["position"])
        assert row is not None
        if row["topic"] != topic:
            raise OtherDecisions(f"{self._generation} was folded from {row['topic']}, not from {topic}: rebuild it")
        return Folded(**dict(row))

    @asynccontextmanager
    async def taking(self, before: Folded, after: Folded) -> AsyncIterator["Taking"]:
        """One transaction that takes what lies from `before` up to `after`; it commits when the body ends well.

        The position is moved first: nobody else can take the same.

        Raises:
            Overtaken: the position is not `before` any more. Nothing was written.
        """
        with retrying():
            async with self._pool.acquire() as connection, connection.transaction():
                if not await _advance(connection, before, after):
                    raise Overtaken(f"another projector has folded decision {before.next_n} into {self._generation}")
                yield Taking(connection, self._generation)

    async def stored(self, picture: Picture, missing: Missing, at: Sequence[Folded]) -> Learned:
        """What is stored of the missing at one of these positions, each thing with its whole component.

        Raises:
            Overtaken: the position is none of `at` any more.
        """
        with retrying():
            async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
                if await _position(connection) not in at:
                    raise Overtaken(f"another projector has folded decision {at[0].next_n} into {self._generation}")
                return await _stored(connection, picture, missing)

    async def open_suggestions(self) -> int:
        """How many suggested links nobody has judged."""
        with retrying():
            return int(await self._pool.fetchval(_QUERIES["open_suggestions"]))


async def _position(connection: Connection) -> Folded | None:
    """How far the fold has come. A generation that was swapped out has no position, or is gone altogether."""
    try:
        row = await connection.fetchrow(_QUERIES["position"])
    except asyncpg.UndefinedTableError:
        return None
    return Folded(**dict(row)) if row else None


async def _advance(connection: Connection, before: Folded, after: Folded) -> bool:
    """Whether the position was `before`."""
    try:
        taken = await connection.fetchval(
            _QUERIES["advance"],
            before.next_n, before.last_id, before.next_offset,
            after.next_n, after.last_id, after.next_offset,
        )  # fmt: skip
    except asyncpg.UndefinedTableError:
        return False
    return taken is not None


async def _stored(connection: Connection, picture: Picture, missing: Missing) -> Learned:
    async def fetch(query: str, *ids: Iterable[UUID]) -> list[dict[str, Any]]:
        return [dict(row) for row in await connection.fetch(_QUERIES[query], *(list(each) for each in ids))]

    statements = await fetch("statements_named", missing.statements, missing.reports)
    placements = await fetch("placements_named", (row["id"] for row in statements)) if statements else []
    named = missing.seeds | {row["seed_id"] for row in placements if row["seed_id"]}
    seeds = await fetch("components", named) if named else []
    links, suggestions, versions = [], [], []
    if new := [row["id"] for row in seeds if row["id"] not in picture.seeds]:
        links = await fetch("links_of", new)
        suggestions = await fetch("suggestions_of", new)
        versions = await fetch("versions_of", new)
        placements += await fetch("members_of", new)
    known = {row["id"] for row in statements}
    belonging = {row["statement_id"] for row in placements}
    if further := {id for id in belonging - known if id not in picture.statements}:
        statements += await fetch("statements_named", further, ())
    reports = await fetch("reports_named", missing.reports | {row["report_id"] for row in statements})
    return Learned(reports, statements, placements, seeds, links, suggestions, versions)
