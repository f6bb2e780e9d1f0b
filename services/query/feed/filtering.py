"""Filters over the feed: which changes a follower of some incidents is told, and as what.

The conditions are those of `api/sql/filters.sql`, over the filter columns that a change carries by value. A filter
that time alone would change, and one over words that the database indexes, is none of these.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from pydantic_core import to_json

from services.query.feed.box import Box
from services.query.feed.circle import Circle

__all__ = ["CONDITIONS", "passage", "words_of"]

Columns = Mapping[str, Any]

_MOST_WORDS: Final = 3
"""As many as the query `candidates` looks for."""


def _has(column: str) -> Callable[[Columns, Any], bool]:
    return lambda columns, value: value in (columns.get(column) or ())


def _is(column: str) -> Callable[[Columns, Any], bool]:
    return lambda columns, value: columns.get(column) == value


def _is_any(column: str) -> Callable[[Columns, Any], bool]:
    return lambda columns, values: columns.get(column) in values


def _from(columns: Columns, value: datetime) -> bool:
    return bool(columns.get("occurred_to")) and datetime.fromisoformat(columns["occurred_to"]) >= value


def _until(columns: Columns, value: datetime) -> bool:
    return bool(columns.get("occurred_from")) and datetime.fromisoformat(columns["occurred_from"]) <= value


def _killed(columns: Columns, value: int) -> bool:
    return columns.get("killed") is not None and columns["killed"] >= value


def _within(columns: Columns, area: Box | Circle) -> bool:
    lat, lon = columns.get("lat"), columns.get("lon")
    return lat is not None and lon is not None and area.holds(lat, lon)


CONDITIONS: Final[Mapping[str, Callable[[Columns, Any], bool]]] = {
    "country": _has("countries"),
    "theatre": _is("theatre"),
    "event_type": _is_any("event_type"),
    "actor": _has("actors"),
    "claimant": _has("claimants"),
    "source": _has("sources"),
    "support": _is_any("support"),
    "dispute": _is_any("dispute"),
    "occurred_from": _from,
    "occurred_to": _until,
    "min_killed": _killed,
    "bbox": _within,
    "near": _within,
}
"""Whether an incident with these filter columns is among those that a filter with this value finds."""


_WORDS: Final = frozenset({"country", "theatre", "actor", "claimant", "source"})
_ANY_WORD: Final = frozenset({"event_type", "support", "dispute"})


def words_of(filters: Mapping[str, Any]) -> list[str]:
    """What stands in the JSON of filter columns that pass: of the words asked for the longest three, as JSON."""
    words = [value for name, value in filters.items() if name in _WORDS]
    words += [value[0] for name, value in filters.items() if name in _ANY_WORD and len(value) == 1]
    return sorted((to_json(word).decode() for word in words), key=len, reverse=True)[:_MOST_WORDS]


def passage(filters: Mapping[str, Any], before: Columns | None, after: Columns | None) -> str | None:
    """What a change is to who follows these filters: within, entered or left; None: nothing.

    `before` and `after` are filter columns, None where there is no open incident.
    """
    was, now = _passes(filters, before), _passes(filters, after)
    if was:
        return "within" if now else "left"
    return "entered" if now else None


def _passes(filters: Mapping[str, Any], columns: Columns | None) -> bool:
    return columns is not None and all(CONDITIONS[name](columns, value) for name, value in filters.items())
