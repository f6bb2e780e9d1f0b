"""The feed as it is read: pages of changes after a cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from chassis.errors import Invalid
from chassis.postgres import Pool, load_queries, retrying
from services.query.erasure import shown
from services.query.feed.cursor import FeedCursor
from services.query.feed.differences import changed_members
from services.query.feed.filtering import passage

__all__ = ["Gone", "Head", "Page", "Written", "changes_after", "head", "page_after", "served", "way_of"]

_QUERIES: Final = load_queries(files("services.query.feed.sql") / "queries.sql")
_REASONS: Final = {"merged": "merged_into", "withdrawn": "withdrawn"}
"""Why an incident is a tombstone."""

_MOST_SCANNED: Final = 5000
"""How many changes one page may look at, however few pass its filters."""
_SCANNED: Final = 500
"""How many at a time. Of those that do not pass the filter columns alone are read."""

Written = Mapping[str, Any]
"""A row of the feed."""


class Gone(Invalid):
    """What the cursor stands for is not there any more: read the incidents anew and follow from there."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the feed stands."""

    epoch: UUID
    first_seq: int
    last_seq: int
    live_generation: str | None

    @property
    def beginning(self) -> FeedCursor:
        """Before the first change that is kept."""
        return FeedCursor(self.epoch, self.first_seq - 1)

    @property
    def end(self) -> FeedCursor:
        """After the last change there is."""
        return FeedCursor(self.epoch, self.last_seq)

    def holds(self, cursor: FeedCursor) -> None:
        """Raises: Gone unless everything after the cursor is still to be had."""
        if cursor.epoch != self.epoch:
            raise Gone("the feed was begun anew since this cursor was given")
        if cursor.seq < self.first_seq - 1:
            raise Gone("the changes after this cursor are not kept any more")
        if cursor.seq > self.last_seq:
            raise Gone("the feed has lost changes that this cursor had seen")


@dataclass(frozen=True, slots=True)
class Page:
    """Changes as they are served, the cursor after all that was looked at, and the traces that wrote them."""

    changes: Sequence[dict[str, Any]]
    next: FeedCursor
    traces: Sequence[str]


async def head(pool: Pool) -> Head:
    """Where the feed stands now."""
    with retrying():
        row = await pool.fetchrow(_QUERIES["head"])
    assert row is not None
    return Head(**dict(row))


async def changes_after(pool: Pool, seq: int, limit: int) -> list[Written]:
    """At most `limit` rows after a number, in order."""
    with retrying():
        return [dict(row) for row in await pool.fetch(_QUERIES["changes"], seq, limit)]


async def page_after(pool: Pool, cursor: FeedCursor, limit: int, filters: Mapping[str, Any]) -> Page:
    """At most `limit` changes after the cursor that pass the filters, in order. The cursor is of the feed's epoch."""
    if filters:
        seq, ways, rows = await _passing(pool, cursor.seq, limit, filters)
    else:
        rows = await changes_after(pool, cursor.seq, limit)
        seq, ways = rows[-1]["seq"] if rows else cursor.seq, dict.fromkeys((row["seq"] for row in rows), "within")
    found = [served(row, cursor.epoch, ways[row["seq"]], bool(filters)) for row in rows]
    return Page(found, FeedCursor(cursor.epoch, seq), [row["trace"] for row in rows if row["trace"]])


async def _passing(
    pool: Pool, seq: int, limit: int, filters: Mapping[str, Any]
) -> tuple[int, dict[int, str], list[Written]]:
    """The number up to which changes were looked at, and how those of them pass that do, with their rows."""
    ways: dict[int, str] = {}
    scanned = 0
    # One moment for both questions: the rows of what passes are there when they are read.
    with retrying():
        async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            while len(ways) < limit and scanned < _MOST_SCANNED:
                looked_at = await connection.fetch(_QUERIES["filter_columns"], seq, _SCANNED)
                for row in map(dict, looked_at):
                    seq, scanned = row["seq"], scanned + 1
                    if way := way_of(row, filters):
                        ways[seq] = way
                    if len(ways) == limit:
                        break
                if len(looked_at) < _SCANNED:
                    break
            rows = await connection.fetch(_QUERIES["these_changes"], list(ways)) if ways else []
    return seq, ways, [dict(row) for row in rows]


def way_of(row: Written, filters: Mapping[str, Any]) -> str | None:
    """What a change is to who follows these filters: within, entered or left; None: it is not told."""
    return passage(filters, row["before_filters"], row["after_filters"]) if filters else "within"


def served(row: Written, epoch: UUID, way: str, filtered: bool) -> dict[str, Any]:
    """A change as it is told to whom it passes in this way; `filtered` is whether they have filters."""
    before, after = _shown(row["before"], row), _shown(row["after"], row)
    return {
        "cursor": str(FeedCursor(epoch, row["seq"])),
        "at": row["at"],
        "incident_id": row["incident_id"],
        "kind": row["kind"],
        "changed": changed_members(before, after or {}),
        "reason": _REASONS.get(row["kind"]) or ("filter" if way == "left" else None),
        **({"filter": way} if filtered else {}),
        "before": before,
        "after": after,
        "generation": row["generation"],
        "version": row["n"],
    }


def _shown(summary: dict[str, Any] | None, row: Written) -> dict[str, Any] | None:
    return shown(summary, row["up_to_n"]) if summary else None
