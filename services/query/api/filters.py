"""Filters of incidents as conditions of SQL: what is looked up first, and what the database is asked by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from chassis.http import Problem
from chassis.postgres import load_queries
from services.query.api.conditions import Condition
from services.query.api.live import Moment, fetch_sql
from services.query.feed.box import Box
from services.query.feed.circle import Circle
from services.query.feed.cursor import PageCursor
from services.query.feed.curve import RANGES, ranges

__all__ = ["MOST_QUOTING", "after_page", "condition_of", "filter_conditions"]

_SQL: Final = files("services.query.api.sql")
_CONDITIONS: Final = load_queries(_SQL / "filters.sql")
_QUOTES: Final = load_queries(_SQL / "quotes.sql")
_OCCURRED: Final = {"occurred_from": "start", "occurred_to": "end"}
_LETTERS: Final = "abcdefgh"[:RANGES]

MOST_QUOTING: Final = 200
"""Words that more reports than this have are looked for in what incidents are called by alone, not in quotes."""


async def filter_conditions(moment: Moment, filters: Mapping[str, Any]) -> list[Condition]:
    """The conditions of filters, for a query over `incident_facets v`.

    Raises:
        Problem: 400, a time that ends before it begins.
    """
    quoted = await _quoting(moment, filters["text"]) if "text" in filters else ()
    together = {bound: filters[name] for name, bound in _OCCURRED.items() if name in filters}
    if len(together) == len(_OCCURRED) and together["end"] < together["start"]:
        detail = "is before occurred_from"
        raise Problem(400, f"occurred_to: {detail}", kind="bad-parameter", parameter="occurred_to")
    occurred = [condition_of("occurred", together)] if together else []
    return occurred + [
        condition_of(name, value, quoted) for name, value in filters.items() if name not in _OCCURRED
    ]  # fmt: skip


def condition_of(name: str, value: Any, quoted: Sequence[UUID] = ()) -> Condition:
    """The condition of this name; `quoted` are incidents of which a quote has the words that are looked for."""
    return _CONDITIONS[name], _PARAMETERS.get(name, _alone)(value) | ({"quoted": quoted} if name == "text" else {})


def after_page(cursor: PageCursor) -> Condition:
    """The rest of a list."""
    return _CONDITIONS["after"], {"from_n": cursor.from_n, "value": cursor.incident_id}


def _alone(value: Any) -> dict[str, Any]:
    return {"value": value}


def _within(area: Box | Circle) -> dict[str, Any]:
    found = ranges(area.rectangles)
    cells = {f"from_{letter}": first for letter, (first, _) in zip(_LETTERS, found, strict=True)}
    cells |= {f"to_{letter}": last for letter, (_, last) in zip(_LETTERS, found, strict=True)}
    return cells | asdict(area)


def _during(bounds: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": None, "end": None} | dict(bounds)


_PARAMETERS: Final[Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    "bbox": _within,
    "near": _within,
    "occurred": _during,
}


async def _quoting(moment: Moment, words: str) -> list[UUID]:
    """The incidents of which a quote or the title of a report has the words; none where too many reports have them."""
    rows = await fetch_sql(moment.pool, _QUOTES["quoting"], moment.n, words, MOST_QUOTING)
    return [row["incident_id"] for row in rows]
