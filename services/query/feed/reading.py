"""The feed as it is read: pages of changes after a cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from chassis.errors import Invalid
from chassis.postgres import Pool, load_queries, retrying
from services.query.feed.cursor import FeedCursor
from services.query.feed.differences import changed_members

__all__ = ["Gone", "Head", "Page", "changes_after", "head"]

_QUERIES: Final = load_queries(files("services.query.feed.sql") / "queries.sql")

_REASONS: Final = {"merged": "merged_into", "withdrawn": "withdrawn"}
"""Why an incident is a tombstone."""


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
    """Changes as they are served, the cursor after the last one, and the traces that wrote them."""

    changes: Sequence[dict[str, Any]]
    next: FeedCursor
    traces: Sequence[str]


async def head(pool: Pool) -> Head:
    """Where the feed stands now."""
    with retrying():
        row = await pool.fetchrow(_QUERIES["head"])
    assert row is not None
    return Head(**dict(row))


async def changes_after(pool: Pool, cursor: FeedCursor, limit: int) -> Page:
    """At most `limit` changes after the cursor, in order. The cursor must be of the feed's epoch."""
    with retrying():
        rows = await pool.fetch(_QUERIES["changes"], cursor.seq, limit)
    changes = [_change(row, cursor.epoch) for row in rows]
    last = FeedCursor(cursor.epoch, rows[-1]["seq"]) if rows else cursor
    return Page(changes, last, [row["trace"] for row in rows if row["trace"]])


def _change(row: Any, epoch: UUID) -> dict[str, Any]:
    return {
        "cursor": str(FeedCursor(epoch, row["seq"])),
        "at": row["at"],
        "incident_id": row["incident_id"],
        "kind": row["kind"],
        "changed": changed_members(row["before"], row["after"]),
        "reason": _REASONS.get(row["kind"]),
        "before": row["before"],
        "after": row["after"],
        "generation": row["generation"],
        "version": row["n"],
    }
