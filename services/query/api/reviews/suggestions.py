"""Links that the dedup writer suggests and nobody has judged, the most doubtful first."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.query.api.incidents import incidents_of_seeds
from services.query.api.live import Moment, Row, fetch_sql
from services.query.api.reviews.reading import QUERIES
from services.query.erasure import shown
from services.query.feed.cursor import ListCursor, digest

__all__ = ["LIST", "suggestions"]

LIST: Final = "suggestions"


async def suggestions(
    moment: Moment, limit: int, after: ListCursor | None
) -> tuple[list[dict[str, Any]], ListCursor | None, Sequence[str]]:
    """A page of open suggestions, the cursor of the next, and the traces that wrote them."""
    place = (after.number, *after.ids) if after else (None, None, None)
    rows = await fetch_sql(moment.readers.searching, QUERIES["suggestions"], moment.n, limit + 1, *place)
    more, rows = len(rows) > limit, rows[:limit]
    following = None
    if more:
        last = rows[-1]
        ends = (last["a"], last["b"])
        following = ListCursor(LIST, moment.generation, moment.n, last["hundredths"], ends, digest({}))
    sides = await _incidents(moment, [seed for row in rows for seed in (row["a"], row["b"])])
    return [_form(row, sides) for row in rows], following, [row["trace"] for row in rows if row["trace"]]


async def _incidents(moment: Moment, seeds: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The summary of the incident that each seed is of."""
    of = await incidents_of_seeds(moment, seeds)
    rows = await fetch_sql(moment.pool, QUERIES["summaries"], moment.n, list(of.values()))
    found = {row["incident_id"]: shown(row["summary"], row["up_to_n"]) for row in rows}
    return {seed: found[incident] for seed, incident in of.items()}


def _form(row: Row, sides: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    a, b = sides[row["a"]], sides[row["b"]]
    return {
        "bits": row["score"],
        "suggested_at": row["known_at"],
        "n": row["from_n"],
        "statement": row["statement_id"],
        "a": {"seed": row["a"], "incident": a},
        "b": {"seed": row["b"], "incident": b},
        "evidence": row["evidence"],
        # What to post as the action of a review.
        "answers": {
            "same": {"type": "merge", "a": a["id"], "b": b["id"]},
            "different": {"type": "undo", "link": [row["a"], row["b"]]},
        },
    }
