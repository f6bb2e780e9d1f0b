"""Filters of incidents as conditions of SQL: what is looked up first, and what the database is asked by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any, Final, NamedTuple
from uuid import UUID

from chassis.postgres import load_queries
from services.query.api.conditions import Condition
from services.query.api.live import Moment, fetch_sql
from services.query.feed.box import Box
from services.query.feed.circle import Circle
from services.query.feed.cursor import PageCursor
from services.query.feed.curve import RANGES, ranges

__all__ = [
    "MOST_QUOTING",
    "after_page",
    "area_of",
    "called",
    "filter_conditions",
    "is_for_index",
    "is_rare",
    "leaves_out",
    "planned_once",
    "quoted",
    "quoting_query",
    "within_stretches",
]

_SQL: Final = files("services.query.api.sql")
_CONDITIONS: Final = load_queries(_SQL / "filters.sql")
_QUOTES: Final = load_queries(_SQL / "quotes.sql")
_OCCURRED: Final = {"occurred_from": "start", "occurred_to": "end"}
_NOT: Final = re.compile(r"(?<!\w)-")
_LETTERS: Final = "abcdefgh"[:RANGES]

MOST_QUOTING: Final = 200
"""Words that more reports than this have are looked for in what incidents are called by alone, not in quotes."""


async def filter_conditions(moment: Moment, filters: Mapping[str, Any], *, cells: bool = True) -> list[Condition]:
    """The conditions of filters, for a query over `incident_facets v`; of an area also what leads to it, with `cells`.

    A time does not end before it begins.
    """
    during = {bound: filters[name] for name, bound in _OCCURRED.items() if name in filters}
    conditions = [_condition("occurred", {"start": None, "end": None} | during)] if during else []
    for name, value in filters.items():
        if isinstance(value, Box | Circle):
            conditions += [_condition("cells", _cells(value))] if cells else []
            conditions.append(_condition(name, asdict(value)))
        elif name == "text":
            rare, quoting = await _quoting(moment, value)
            conditions.append(
                _condition("text_quoted", {"value": value, "quoted": quoting})
                if rare
                else _condition("text", {"value": value})
            )
        elif isinstance(value, list) and len(value) == 1:
            conditions.append(_condition(f"{name}_alone", {"value": value[0]}))
        elif name not in _OCCURRED:
            conditions.append(_condition(name, {"value": value}))
    return conditions


class _Quoting(NamedTuple):
    """Whether few reports have some words, and the incidents that are quoted with them but not called by them."""

    rare: bool
    incidents: Sequence[UUID]


def leaves_out(words: str) -> bool:
    """Whether some of these words are not to be there. No quote alone can say so of all that is told of an incident."""
    return _NOT.search(words) is not None


async def _quoting(moment: Moment, words: str) -> _Quoting:
    if leaves_out(words) or words.lower() in (await moment.widespread.words(moment.pool)).reports:
        return _Quoting(False, ())
    # Planned for any words: for some that many reports have, reading those one by one would seem the shortest way.
    (row,) = await fetch_sql(moment.pool, *quoting_query(moment.n, words))
    return _Quoting(**row)


def quoting_query(n: int, words: str) -> list[Any]:
    """The query of whether few reports have words and who is quoted with them as of decision `n`, and its arguments."""
    sql, *arguments = quoted(n, words)
    return [f"{sql}\n{_QUOTES['quoting']}", *arguments]


def quoted(n: int, words: str) -> list[Any]:
    """The beginning of a query that knows who is quoted with words as of decision `n`, and its arguments."""
    return [_QUOTES["quoted"], n, words, MOST_QUOTING]


def called(words: str) -> Condition:
    """Called by these words, for a plan that is made once for any of them."""
    return _condition("text_once", {"value": words})


def after_page(cursor: PageCursor) -> Condition:
    """The rest of a list."""
    return _condition("after", {"from_n": cursor.from_n, "value": cursor.incident_id})


def is_for_index(condition: Condition) -> bool:
    """Whether it only leads to where another condition may hold."""
    return condition[0] == _CONDITIONS["cells"]


def is_rare(conditions: Sequence[Condition]) -> bool:
    """Whether they find little, by what was looked up for them: words that few reports have few incidents have."""
    return any(condition == _CONDITIONS["text_quoted"] for condition, _ in conditions)


def planned_once(conditions: Sequence[Condition]) -> list[Condition]:
    """The exact ones of these, of one filter, for a plan that is made once for any value. They must not be rare."""
    return [
        (_CONDITIONS["text_once"] if condition == _CONDITIONS["text"] else condition, values)
        for condition, values in conditions
        if condition != _CONDITIONS["cells"]
    ]


def area_of(filters: Mapping[str, Any]) -> Box | Circle | None:
    """The area that is looked in, if there is one."""
    return next((value for value in filters.values() if isinstance(value, Box | Circle)), None)


def within_stretches(filters: Mapping[str, Any], stretches: Sequence[int]) -> Condition:
    """Told in one of these stretches of decisions, for a query that has the conditions of `filters`."""
    return _condition("stretches_of_cells" if area_of(filters) else "stretches", {"value": list(stretches)})


def _condition(name: str, parameters: Mapping[str, Any]) -> Condition:
    return _CONDITIONS[name], parameters


def _cells(area: Box | Circle) -> dict[str, int]:
    found = ranges(area.rectangles)
    cells = {f"from_{letter}": first for letter, (first, _) in zip(_LETTERS, found, strict=True)}
    return cells | {f"to_{letter}": last for letter, (_, last) in zip(_LETTERS, found, strict=True)}
