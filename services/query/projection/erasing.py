"""What an erasure has to reach: the addresses of a report and its postings, as far as they were folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from chassis.postgres import Connection, load_queries
from services.query.projection.store import SQL, NothingServed, live_generation_of

__all__ = ["Posting", "addresses_of", "is_erased", "look_in", "postings_under"]

_QUERIES: Final = load_queries(SQL / "erasing.sql")


@dataclass(frozen=True, slots=True)
class Posting:
    """One act of posting, under the id that it named the report by."""

    report_id: UUID
    submission_id: UUID


async def look_in(connection: Connection) -> None:
    """Look reports up in the generation that is served now.

    Raises:
        NothingServed: there is none yet.
    """
    if (generation := await live_generation_of(connection)) is None:
        raise NothingServed("nothing is served yet")
    await connection.execute("select set_config('search_path', $1, false)", generation)


async def addresses_of(connection: Connection, report: UUID) -> list[UUID]:
    """The ids under which it was posted; none if nothing is known of it."""
    return sorted(row["address"] for row in await connection.fetch(_QUERIES["addresses"], report))


async def postings_under(connection: Connection, addresses: Sequence[UUID]) -> list[Posting]:
    """All postings under these ids, the oldest first."""
    return [Posting(**dict(row)) for row in await connection.fetch(_QUERIES["submissions"], addresses)]


async def is_erased(connection: Connection, addresses: Sequence[UUID]) -> bool:
    """Whether no reader has words of them any more."""
    return bool(await connection.fetchval(_QUERIES["erased"], addresses))
