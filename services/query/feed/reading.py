"""The feed as it is read: pages of changes after a cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from pydantic_core import from_json, to_json

from chassis.errors import Invalid
from chassis.postgres import Pool, ReadingPool, load_queries, retrying
from services.query.erasure import shown
from services.query.feed.cursor import FeedCursor
from services.query.feed.differences import changed_members
from services.query.feed.filtering import passage, words_of

__all__ = ["Gone", "Head", "Page", "Written", "changes_after", "head", "page_after", "served", "way_of"]

_QUERIES: Final = load_queries(files("services.query.feed.sql") / "queries.sql")
_REASONS: Final = {"merged": "merged_into", "withdrawn": "withdrawn"}
"""Why an incident is a tombstone."""

_MOST_SCANNED: Final = 5000
"""How many changes one page may look at, however few pass its filters."""
_AT_ONCE: Final = 500
"""How many candidates are read at a time, at most. Of those that do not pass the filter columns alone are read."""

_NOTHING: Final = "null"

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
    """Changes as JSON, the cursor after all that was looked at, and the traces that wrote them."""

    changes: Sequence[str]
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
    return await _fetched(pool, "changes", seq, limit)


async def page_after(pool: ReadingPool, head: Head, cursor: FeedCursor, limit: int, filters: Mapping[str, Any]) -> Page:
    """At most `limit` changes after the cursor that pass the filters, in order, of a feed that stands at `head`.

    The cursor is of its epoch. With filters, what has come since is left to the next page.
    """
    if filters:
        seq, ways = await _passing(pool, cursor.seq, min(head.last_seq, cursor.seq + _MOST_SCANNED), limit, filters)
        rows = await _fetched(pool, "these_changes", list(ways)) if ways else []
    else:
        rows = await _fetched(pool, "changes_told", cursor.seq, limit)
        seq, ways = rows[-1]["seq"] if rows else cursor.seq, dict.fromkeys((row["seq"] for row in rows), "within")
    found = [served(row, cursor.epoch, ways[row["seq"]], bool(filters)) for row in rows]
    return Page(found, FeedCursor(cursor.epoch, seq), [row["trace"] for row in rows if row["trace"]])


async def _passing(
    pool: ReadingPool, seq: int, end: int, limit: int, filters: Mapping[str, Any]
) -> tuple[int, dict[int, str]]:
    """The number up to which changes were looked at, at most `end`, and how those of them pass that do."""
    ways: dict[int, str] = {}
    words, at_once = words_of(filters), limit
    while True:
        found = await _fetched(pool, "candidates", seq, end, at_once, words)
        for row in found:
            seq = row["seq"]
            if way := way_of(row, filters):
                ways[seq] = way
            if len(ways) == limit:
                return seq, ways
        if len(found) < at_once:
            return end, ways
        at_once = min(2 * at_once, _AT_ONCE)


async def _fetched(pool: "Pool | ReadingPool", query: str, *arguments: Any) -> list[Written]:
    with retrying():
        return [dict(row) for row in await pool.fetch(_QUERIES[query], *arguments)]


def way_of(row: Written, filters: Mapping[str, Any]) -> str | None:
    """What a change is to who follows these filters: within, entered or left; None: it is not told."""
    return passage(filters, row["before_filters"], row["after_filters"]) if filters else "within"


def served(row: Written, epoch: UUID, way: str, filtered: bool) -> str:
    """A change as it is told to whom it passes in this way, as JSON; `filtered` is whether they have filters."""
    before, after, changed = row["before"], row["after"], row["changed"]
    if changed is None or row["up_to_n"] is not None:
        earlier, later = _shown(before, row), _shown(after, row)
        changed = changed_members(earlier, later or {})
        before, after = _json(earlier), _json(later)
    told = {
        "cursor": str(FeedCursor(epoch, row["seq"])),
        "at": row["at"],
        "incident_id": str(row["incident_id"]),
        "kind": row["kind"],
        "changed": changed,
        "reason": _REASONS.get(row["kind"]) or ("filter" if way == "left" else None),
        **({"filter": way} if filtered else {}),
    }
    where = f'"generation":"{row["generation"]}","version":{row["n"]}'
    return f'{_json(told)[:-1]},"before":{before or _NOTHING},"after":{after or _NOTHING},{where}}}'


def _shown(summary: str | None, row: Written) -> dict[str, Any] | None:
    return shown(from_json(summary), row["up_to_n"]) if summary else None


def _json(value: Any) -> str:
    return to_json(value).decode()
