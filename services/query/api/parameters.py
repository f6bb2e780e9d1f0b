"""Query parameters: what each may hold, and the 400 that names the one that does not."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from starlette.datastructures import QueryParams

from chassis.http import Problem
from schemas.vocabulary import Dispute, EventType, Support
from services.query.feed.box import Box
from services.query.feed.circle import FARTHEST_KM, Circle
from services.query.feed.cursor import BadCursor, FeedCursor, ListCursor, PageCursor

__all__ = [
    "FILTERS",
    "LIMIT",
    "MOST",
    "Parse",
    "as_of",
    "bad_parameter",
    "bbox",
    "end_instant",
    "feed_cursor",
    "instant",
    "limit",
    "list_cursor",
    "number",
    "one",
    "one_of",
    "page_cursor",
    "read_parameters",
    "require_order",
    "uuid",
    "words",
    "words_in_lower_case",
]

MOST: Final = 500
LIMIT: Final = 50

Parse = Callable[[str], Any]
"""The value of a parameter; ValueError says in words what it must be."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?")


def read_parameters(given: QueryParams, known: Mapping[str, Parse]) -> dict[str, Any]:
    """The values of the parameters that were given.

    Raises:
        Problem: 400 naming the parameter that is unknown, given twice or wrong, or ends before it begins.
    """
    values: dict[str, Any] = {}
    for name, word in given.multi_items():
        if name not in known:
            raise bad_parameter(
                name, f"is not a parameter of this address; it knows {', '.join(sorted(known)) or 'none'}"
            )
        if name in values:
            raise bad_parameter(name, "is given twice")
        try:
            values[name] = known[name](word)
        except ValueError as error:
            raise bad_parameter(name, str(error)) from error
    require_order(values)
    return values


def require_order(values: Mapping[str, Any]) -> None:
    """Raises: Problem, 400, of a time that ends before it begins."""
    start, end = values.get("occurred_from"), values.get("occurred_to")
    if start and end and end < start:
        raise bad_parameter("occurred_to", "is before occurred_from")


def bad_parameter(name: str, detail: str) -> Problem:
    """The 400 that names a parameter, and says what it must be or what is wrong with it."""
    shown = name[:100]
    return Problem(
        400,
        f"{shown}: {detail}",
        kind="bad-parameter",
        title="Bad parameter",
        parameter=shown,
        errors=[{"field": shown, "in": "query", "detail": detail}],
    )


def limit(word: str) -> int:
    """How many, at most `MOST`."""
    if not (word.isascii() and word.isdigit() and len(word) < 5 and 1 <= int(word) <= MOST):
        raise ValueError(f"must be a whole number from 1 to {MOST}")
    return int(word)


def instant(word: str) -> datetime:
    """A day or a moment of ISO 8601; UTC where it gives no offset."""
    # In a query a plus sign that was not escaped arrives as a space.
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", word) if "T" in word else word
    if not _INSTANT.fullmatch(text):
        raise ValueError("must be a day or an instant, such as 2024-04-12 or 2024-04-12T09:30:00Z")
    try:
        given = datetime.fromisoformat(text)
        return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("is no day of the calendar") from error


def end_instant(word: str) -> datetime:
    """As `instant`; a bare day means its last moment."""
    given = instant(word)
    return given.replace(hour=23, minute=59, second=59, microsecond=999_999) if len(word) == 10 else given


as_of = instant


def number(word: str) -> int:
    """The number of a decision."""
    if not (word.isascii() and word.isdigit() and len(word) < 19):
        raise ValueError("must be the number of a decision, such as `as_of_n` of an answer")
    return int(word)


def page_cursor(word: str) -> PageCursor:
    """A cursor that an answer gave as `next`."""
    try:
        return PageCursor.parse(word)
    except BadCursor as error:
        raise ValueError(f"must be a `next` of an earlier answer: {error}") from error


def list_cursor(name: str, ids: int = 1) -> Parse:
    """A cursor that the list of this name gave as `next`; its items have so many ids."""

    def parse(word: str) -> ListCursor:
        try:
            return ListCursor.parse(name, ids, word)
        except BadCursor as error:
            raise ValueError(f"must be a `next` of an earlier answer: {error}") from error

    return parse


def feed_cursor(word: str) -> FeedCursor:
    """A cursor of the feed."""
    try:
        return FeedCursor.parse(word)
    except BadCursor as error:
        raise ValueError(f"must be a feed cursor of an earlier answer: {error}") from error


def _country(word: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", word):
        raise ValueError("must be a country code of two letters (ISO 3166-1), such as AM")
    return word.upper()


def uuid(word: str) -> UUID:
    """An id."""
    try:
        return UUID(word)
    except ValueError as error:
        raise ValueError("must be an id, such as an answer gives it") from error


def words(word: str) -> str:
    """Words of a reasonable length."""
    if not word.strip() or len(word) > 200 or "\0" in word:
        raise ValueError("must be 1 to 200 characters")
    return word.strip()


def words_in_lower_case(word: str) -> str:
    """The same in any case, as ids of actors are compared."""
    return words(word).lower()


def _count(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) <= 9):
        raise ValueError("must be a whole number of 0 or more")
    return int(word)


W = TypeVar("W", bound=StrEnum)


def one(kind: type[W]) -> Callable[[str], W]:
    """One of these words."""

    def parse(word: str) -> W:
        try:
            return kind(word)
        except ValueError as error:
            raise ValueError("must be one of " + ", ".join(kind)) from error

    return parse


def one_of(kind: type[StrEnum]) -> Parse:
    """One or several of these words, separated by commas."""
    known = [str(each) for each in kind]

    def parse(word: str) -> list[str]:
        values = word.split(",")
        if not set(values) <= set(known):
            raise ValueError("must be one or several, separated by commas, of " + ", ".join(known))
        return values

    return parse


def bbox(word: str) -> Box:
    """West, south, east, north in degrees (RFC 7946 §5); west over east crosses 180 degrees. Heights do not count."""
    try:
        numbers = [float(part) for part in word.split(",")]
        west, south, east, north = numbers if len(numbers) == 4 else (numbers[0], numbers[1], numbers[3], numbers[4])
    except (ValueError, IndexError) as error:
        raise ValueError("must be west,south,east,north in degrees") from error
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise ValueError("must be west,south,east,north in degrees")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("must have west and east within 180 degrees, and south <= north within 90")
    return Box(west, south, east, north)


def _near(word: str) -> Circle:
    """Latitude, longitude in degrees and a distance in km."""
    try:
        lat, lon, km = (float(part) for part in word.split(","))
    except ValueError as error:
        raise ValueError("must be lat,lon,km") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= FARTHEST_KM):
        raise ValueError(f"must be lat,lon,km within 90 and 180 degrees and {FARTHEST_KM:.0f} km")
    return Circle(lat, lon, km)


FILTERS: Final[Mapping[str, Parse]] = {
    "country": _country,
    "theatre": words,
    "event_type": one_of(EventType),
    "actor": words_in_lower_case,
    "claimant": words_in_lower_case,
    "source": words,
    "support": one_of(Support),
    "dispute": one_of(Dispute),
    "occurred_from": instant,
    "occurred_to": end_instant,
    "updated_since": instant,
    "min_killed": _count,
    "bbox": bbox,
    "near": _near,
    "text": words,
}
"""The filters of incidents; each has its condition of the same name in `sql/filters.sql`."""
