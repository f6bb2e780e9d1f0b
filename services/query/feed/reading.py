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
    found: list[dict[str, Any]] = []
    traces: list[str] = []
    seq, scanned = cursor.seq, 0
    while len(found) < limit and scanned < _MOST_SCANNED:
        asked = limit if not filters else max(limit, 200)
        rows = await changes_after(pool, seq, asked)
        for row in rows:
            seq, scanned = row["seq"], scanned + 1
            if way := way_of(row, filters):
                found.append(served(row, cursor.epoch, way, bool(filters)))
                traces += [row["trace"]] if row["trace"] else []
            if len(found) == limit:
                break
        if len(rows) < asked:
            break
    return Page(found, FeedCursor(cursor.epoch, seq), traces)


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
