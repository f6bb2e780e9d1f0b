"""What became of a review: pending, applied or rejected, with why; and the list of all."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from chassis.postgres import load_queries
from schemas.events.statements import ReviewSubmitted
from services.query.api.live import Live, Moment, Row, fetch_sql
from services.query.feed.cursor import ListCursor, digest

__all__ = ["LIST", "decided_form", "decided_review", "given_review", "page", "pending_form", "until_decided"]

LIST: Final = "reviews"
QUERIES: Final = load_queries(files("services.query.api.sql") / "reviews.sql")
_PAUSES: Final = (0.05, 0.1, 0.2, 0.4)
"""Seconds between two looks at the database, the last one again and again."""


async def decided_review(moment: Moment, id: UUID) -> Row | None:
    """The row of a review that was decided."""
    rows = await fetch_sql(moment.pool, QUERIES["review"], moment.n, id)
    return rows[0] if rows else None


async def given_review(moment: Moment, id: UUID) -> ReviewSubmitted | None:
    """A review as it was submitted, if it was decided."""
    row = await decided_review(moment, id)
    return _given(row) if row else None


async def until_decided(
    live: Live, id: UUID, wait_s: float, gone: Callable[[], Awaitable[bool]]
) -> tuple[Moment, Row | None]:
    """The review once it is decided, or None after `wait_s` seconds or when the caller has `gone`; as of when."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait_s
    looks = 0
    while True:
        moment = await live.now()
        row = await decided_review(moment, id)
        left = deadline - loop.time()
        if row is not None or left <= 0 or await gone():
            return moment, row
        await asyncio.sleep(min(left, _PAUSES[min(looks, len(_PAUSES) - 1)]))
        looks += 1


async def page(
    moment: Moment, limit: int, after: ListCursor | None, filters: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], ListCursor | None, Sequence[str]]:
    """Reviews that were decided, the last first; the cursor of the next page, and the traces that wrote them."""
    place = after.number if after else None
    rows = await fetch_sql(
        moment.readers.searching, QUERIES["reviews"], moment.n, limit + 1, place, filters.get("outcome")
    )
    more, rows = len(rows) > limit, rows[:limit]
    following = None
    if more:
        last = rows[-1]
        following = ListCursor(LIST, moment.generation, moment.n, last["n"], (last["id"],), digest(filters))
    return [decided_form(row) for row in rows], following, [row["trace"] for row in rows if row["trace"]]


def decided_form(row: Row) -> dict[str, Any]:
    """A review that was decided, as it is served."""
    document = row["document"]
    return {
        "review_id": row["id"],
        "status": row["outcome"],
        **_submitted(_given(row)),
        "why": row["why"],
        "detail": row["detail"],
        "current_n": document.get("current_n"),
        "decision": {
            "n": row["n"],
            "known_at": row["known_at"],
            "events": [event["type"] for event in row["events"]],
        },
        "must_link": document.get("must_link", []),
        "cannot_link": document.get("cannot_link", []),
        "undone_by": row["undone_by"],
    }


def pending_form(given: ReviewSubmitted) -> dict[str, Any]:
    """A review that awaits its decision, as it is served."""
    return {"review_id": given.id, "status": "pending", **_submitted(given)}


def _given(row: Row) -> ReviewSubmitted | None:
    document = row["document"]
    given = document["review"] if row["outcome"] == "applied" else document.get("given")
    return ReviewSubmitted.model_validate(given) if given else None


def _submitted(given: ReviewSubmitted | None) -> dict[str, Any]:
    names = {"author", "reason", "seen_n", "action", "received_at"}
    return given.model_dump(mode="json", include=names) if given else dict.fromkeys(sorted(names))
