"""The page of a search: where the newest incidents are that filters find.

What is common is found among the newest few, what is rare by an index that has every row of it. For what lies between,
of which an index has thousands of rows and the newest none, the newest stretches of decisions are looked through. Of
one filter alone all this is one question, whose plan is made once. Of several, whose values alone say which of them to
go by, it is up to four, each with as many stretches as should fill the page by what was found so far.
"""

import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Final, NamedTuple
from uuid import UUID

from chassis.postgres import ReadingPool, load_queries
from chassis.telemetry.messaging import is_traced
from services.query.api.conditions import Condition, compose, enclosed
from services.query.api.filters import (
    MOST_QUOTING,
    after_page,
    area_of,
    called,
    filter_conditions,
    is_for_index,
    is_rare,
    leaves_out,
    planned_once,
    quoted,
    within_stretches,
)
from services.query.api.live import Moment, Row, fetch, fetch_sql
from services.query.api.widespread import NOTHING, Words
from services.query.feed.cursor import PageCursor
from services.query.feed.curve import ranges

__all__ = ["Page", "all_query", "alone_query", "newest_query", "page_of", "page_of_any", "within_query", "words_query"]

_QUERIES: Final = load_queries(files("services.query.api.sql") / "queries.sql")

_NEWEST: Final = 1000
"""Versions that are looked at one by one; of one filter alone, decisions whose versions are."""

_STRETCH_BITS: Final = 12
"""Decisions of a stretch, as in the indexes."""

_NEAR_STRETCHES: Final = 4
"""Of so few the index of words has all rows in no time."""

_MOST_STRETCHES: Final = 48
"""Of more of them the index of words has as much to read as of all."""

_SAMPLE: Final = 12
"""Stretches that are looked through at first for a word that is not widespread, of which the newest may have none."""

_MOST_SAMPLED: Final = 80
_PAYING: Final = 24
"""Of such a word all there is has been read sooner than twice as many stretches more."""

_ATTEMPTS: Final = 2
"""The second with what the first has found, which is more than the newest have."""

_BY_ANY_WORD: Final = _NEWEST, _NEAR_STRETCHES, _MOST_STRETCHES, None
_BY_RARE_WORD: Final = 0, _SAMPLE, _MOST_SAMPLED, _PAYING
"""How far the query `incidents_by_word` goes before it looks everywhere."""

_SPARE: Final = 1.5
"""What is found is not spread evenly: so many times as much is looked through as would do if it were."""

_DENSE: Final = 4
"""Versions of a stretch in an area, of which fewer are looked for everywhere."""

_AREA_RANGES: Final = 16
"""Ranges of cells, where nothing has to be planned for each of them."""

_AREA_STRETCHES: Final = 32
"""Of ranges of cells the index has a stretch in no time, if there is nothing."""

_BY_STRETCH: Final = frozenset({"country", "actor", "claimant", "source", "text", "bbox", "near"})
"""What is looked for by an index that has stretches. Others have the order of the list, or all that the list needs."""


_NOT_AMONG_NEWEST: Final = frozenset({"occurred_to", "unplaced", "undated"})
"""What ended long ago was told long ago; what has no place or no time is little, and has indexes of its own."""


class Page(NamedTuple):
    """What lists say of incidents, as lists of one length: their keys, summaries as JSON, and the number up to which
    their words are erased; who reports on them and the traces that wrote them, which are none unless somebody asks.
    """

    ids: Sequence[UUID]
    numbers: Sequence[int]
    summaries: Sequence[str]
    erased: Sequence[int | None]
    sources: Sequence[Sequence[str] | None]
    traces: Sequence[str | None]


async def page_of(
    moment: Moment, filters: Mapping[str, Any], limit: int, after: PageCursor | None, *, sources: bool = False
) -> Page:
    """What lists say of at most `limit` open incidents, the last changed first."""
    rest = [after_page(after)] if after else []
    last = min(moment.n, after.from_n) if after else moment.n
    told = sources, is_traced()
    if filters.keys() == {"text"}:
        known = await moment.widespread.words(moment.pool)
        return await _told(moment.pool, words_query(moment.n, filters["text"], rest, limit, last, known), told)
    conditions = [*await filter_conditions(moment, filters, cells=len(filters) > 1), *rest]
    if search := _planned_once(moment.n, filters, conditions, limit, last):
        return await _told(moment.pool, search, told)
    if filters.keys().isdisjoint(_BY_STRETCH) or not filters.keys().isdisjoint(_NOT_AMONG_NEWEST):
        return await _told(moment.readers.searching, all_query(moment.n, conditions, limit), told)
    keys = () if is_rare(conditions) else await _among_newest(moment, filters, conditions, limit, last)
    if len(keys) < limit:
        return await _told(moment.readers.searching, within_query(moment.n, conditions, limit), told)
    ids, numbers = [key["incident_id"] for key in keys], [key["from_n"] for key in keys]
    return _page(await fetch(moment.pool, "summaries", ids, numbers, *told))


async def page_of_any(
    moment: Moment, alternatives: Sequence[Mapping[str, Any]], limit: int, after: PageCursor | None, *, sources: bool
) -> Page:
    """The same of the incidents that pass the filters of one of the alternatives; none passes those of two."""
    pages = [await page_of(moment, filters, limit, after, sources=sources) for filters in alternatives]
    keys = [
        (number, id, page, place)
        for page in pages
        for place, (number, id) in enumerate(zip(page.numbers, page.ids, strict=True))
    ]
    newest = sorted(keys, key=lambda key: key[:2], reverse=True)[:limit]

    def told(member: int) -> list[Any]:
        return [page[member][place] for *_, page, place in newest if page[member]]

    return Page(*map(told, range(len(Page._fields))))


async def _told(pool: ReadingPool, search: Sequence[Any], told: tuple[bool, bool]) -> Page:
    """What lists say of the incidents that a search finds, asked with it: their sources, and the traces, where told."""
    return _page(await fetch_sql(pool, *enclosed([_QUERIES["searched"], *told], search=search)))


def _page(rows: Sequence[Row]) -> Page:
    return Page(**{name: found or () for name, found in rows[0].items()})


def _planned_once(
    n: int, filters: Mapping[str, Any], conditions: Sequence[Condition], limit: int, last: int
) -> list[Any] | None:
    """The query of a page, where one plan is as good as any for all values, and its arguments."""
    if not filters:
        return all_query(n, conditions, limit)
    if len(filters) > 1:
        return None
    return None if filters.keys().isdisjoint(_BY_STRETCH) else alone_query(n, filters, conditions, limit, last)


async def _among_newest(
    moment: Moment, filters: Mapping[str, Any], conditions: Sequence[Condition], limit: int, last: int
) -> Sequence[Row]:
    """A page, if it lies among what was told last before decision `last`; else less than a page."""
    pool, newest = moment.readers.searching, last >> _STRETCH_BITS
    found = await fetch_sql(pool, *newest_query(moment.n, conditions, limit, last))
    seen = _NEWEST
    for _ in range(_ATTEMPTS):
        count = _enough(limit, len(found), seen, last)
        if len(found) == limit or count > newest:
            break
        some = within_stretches(filters, range(newest, newest - count, -1))
        found = await fetch_sql(pool, *within_query(moment.n, [*conditions, some], limit))
        seen = last - (newest - count + 1 << _STRETCH_BITS) + 1
    return found


def all_query(n: int, conditions: Sequence[Condition], limit: int) -> list[Any]:
    """The query of a page of open incidents as of decision `n`, and its arguments."""
    return compose(_QUERIES["incidents"], conditions, (n, limit))


def alone_query(
    n: int, filters: Mapping[str, Any], conditions: Sequence[Condition], limit: int, last: int
) -> list[Any]:
    """The same of what one filter finds, from decision `last` back."""
    exact = planned_once(conditions)
    if (area := area_of(filters)) is None:
        return compose(_QUERIES["incidents_by_word"], exact, (n, limit, last, *_BY_ANY_WORD))
    cells = [part for part in ranges(area.rectangles, _AREA_RANGES) if part[0] >= 0]
    fixed = (n, limit, last, _DENSE, _AREA_STRETCHES, *map(list, zip(*cells, strict=True)))
    return compose(_QUERIES["incidents_by_place"], exact, fixed)


def words_query(
    n: int, words: str, rest: Sequence[Condition], limit: int, last: int, known: Words = NOTHING
) -> list[Any]:
    """The same of what is called by words or quoted with them, from decision `last` back.

    `known` are those that are widespread. Of one that is not, the newest have next to nothing, and few have it at all.
    """
    word = words.lower()
    bounds = _BY_RARE_WORD if word.isalnum() and word not in known.names else _BY_ANY_WORD
    by_word = compose(_QUERIES["incidents_by_word"], [called(words), *rest], (n, limit, last, *bounds))
    if word in known.reports or leaves_out(words):
        return by_word
    page = compose(_QUERIES["incidents_by_words"], rest, (n, limit, MOST_QUOTING))
    return enclosed(page, quoted=quoted(n, words), by_word=by_word)


def newest_query(n: int, conditions: Sequence[Condition], limit: int, last: int) -> list[Any]:
    """The same of the newest alone, from decision `last` back."""
    exact = [condition for condition in conditions if not is_for_index(condition)]
    return compose(_QUERIES["incidents_newest"], exact, (n, limit, _NEWEST, last))


def within_query(n: int, conditions: Sequence[Condition], limit: int) -> list[Any]:
    """The same of what is too rare to come upon, within stretches if a condition names them."""
    return compose(_QUERIES["incidents_within"], conditions, (n, limit))


def _enough(limit: int, found: int, seen: int, last: int) -> int:
    """Stretches from `last` back that should have `limit`, where the `seen` newest had `found`; no more than pay."""
    wanted = math.ceil(seen * limit * _SPARE / max(found, 0.5))
    return min((last >> _STRETCH_BITS) - (last - wanted >> _STRETCH_BITS) + 1, _MOST_STRETCHES)
