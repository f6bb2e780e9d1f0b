"""What a time expression says, and the days that its words pick when an anchor is known."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import Final

from schemas.vocabulary import TimePrecision

__all__ = [
    "PARTS",
    "Base",
    "Day",
    "Moment",
    "Stretch",
    "ago",
    "back_span",
    "fixed",
    "lasting",
    "month_span",
    "months_back",
    "nearest",
    "of_month",
    "of_year",
    "safe",
    "season",
    "week",
    "weekday",
    "weekend",
    "year_span",
    "years_back",
]

Day = Callable[[date, bool], date | None]
"""A day by its anchor and whether the clause is about the future."""
Stretch = Callable[[date], tuple[date, date] | None]
"""The first and last day of a period by its anchor."""

PARTS: dict[str, tuple[int, int]] = {
    # hours from midnight of the day; beyond 24 is the next day
    "dawn": (4, 7), "daybreak": (4, 7), "sunrise": (4, 7), "first light": (4, 7), "daylight": (6, 19),
    "small hours": (0, 5), "early hours": (0, 6), "early morning": (4, 9), "mid-morning": (9, 11),
    "morning": (5, 12), "midday": (11, 14), "noon": (11, 13), "afternoon": (12, 18), "dusk": (17, 20),
    "sunset": (17, 20), "nightfall": (18, 21), "evening": (17, 23), "night": (19, 30), "overnight": (19, 30),
    "midnight": (23, 25), "nighttime": (19, 30),
}  # fmt: skip


class Base(Enum):
    """What a relative expression is counted from."""

    PUBLICATION = "publication"
    BESIDE = "beside"
    """What its paragraph dated last, else publication: "a day earlier"."""
    TOLD = "told"
    """What the report dated last, else publication: "that evening"."""
    ONLY_TOLD = "only told"
    """What the report dated last, else nothing: "the next day"."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: half-open offsets, and the parts it gives. `day` is a function of the anchor date."""

    start: int
    end: int
    day: Day | None = None
    span: tuple[TimePrecision, Stretch] | None = None
    part: str | None = None
    clock: tuple[time, time | None] | None = None
    exact: bool = True
    since: bool = False
    shift: int = 0
    base: Base = Base.PUBLICATION
    clause: bool = False
    """Whether it dates only what its last word governs: "two days after rebels took the town"."""
    lasting: bool = False
    """Whether it dates only what has lasted until now: "for two weeks"."""

    @property
    def has_day(self) -> bool:
        return self.day is not None or self.span is not None


def safe(year: int, month: int, day: int) -> date | None:
    """A date, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _minus(anchor: date, days: int) -> date | None:
    try:
        return anchor - timedelta(days=days)
    except OverflowError:
        return None


_AHEAD: Final = 31
"""Days ahead of publication that nothing is told of as having happened, however far it lies behind."""


def nearest(month: int, day: int) -> Day:
    """The day of that name nearest to the anchor; none a month and more ahead of it unless for the future."""

    def pick(anchor: date, future: bool) -> date | None:
        options = [
            found
            for year in (anchor.year - 1, anchor.year, anchor.year + 1)
            if 1 <= year <= 9999 and (found := safe(year, month, day)) and (future or (found - anchor).days < _AHEAD)
        ]
        return min(options, key=lambda d: abs((d - anchor).days), default=None)

    return pick


def of_year(back: int, month: int, day: int) -> Day:
    """A day of the year `back` years before the anchor's."""
    return lambda anchor, _: safe(anchor.year - back, month, day)


def of_month(day: int) -> Day:
    """The last such day of a month on or before the anchor, the next one for the future."""

    def pick(anchor: date, future: bool) -> date | None:
        months = range(3) if future else range(0, -3, -1)
        for step in months:
            at = anchor.year * 12 + anchor.month - 1 + step
            found = safe(at // 12, at % 12 + 1, day) if at >= 12 else None
            if found is not None and (found >= anchor if future else found <= anchor):
                return found
        return None

    return pick


def fixed(found: date | None) -> Day:
    """The same day whatever the anchor."""
    return lambda _anchor, _future: found


def ago(days: int) -> Day:
    """So many days before the anchor."""
    return lambda anchor, _: _minus(anchor, days)


def weekday(n: int, which: str) -> Day:
    """The weekday on or before the anchor; `which` is "last", "next", "last week" or nothing."""

    def pick(anchor: date, future: bool) -> date | None:
        if which == "last week":
            return _minus(anchor, anchor.weekday() + 7 - n)
        back = (anchor.weekday() - n) % 7
        if which == "next" or (future and which != "last"):
            return _minus(anchor, -((n - anchor.weekday()) % 7 or (7 if which == "next" else 0)))
        if which == "last" and back == 0:
            back = 7
        return _minus(anchor, back)

    return pick


def _whole_month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9999:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def month_span(month: int, year: int | None, last: bool = False) -> Stretch:
    """A month; without a year the last one that has begun, or with `last` the last one that is over."""

    def pick(anchor: date) -> tuple[date, date] | None:
        if year is not None:
            return _whole_month(year, month)
        past = month < anchor.month or (month == anchor.month and not last)
        return _whole_month(anchor.year if past else anchor.year - 1, month)

    return pick


def months_back(count: int, year: int = 0, month: int | None = None) -> Stretch:
    """The whole month `count` months before the anchor's, or a named month of the year `year` before it."""

    def pick(anchor: date) -> tuple[date, date] | None:
        if month is not None:
            return _whole_month(anchor.year - year, month)
        at = anchor.year * 12 + anchor.month - 1 - count
        return _whole_month(at // 12, at % 12 + 1)

    return pick


def year_span(year: int) -> Stretch:
    """A calendar year."""
    return lambda _: (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def years_back(count: int) -> Stretch:
    """The calendar year `count` years before the anchor's."""
    return lambda anchor: year_span(anchor.year - count)(anchor)


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def season(name: str, year: int | None, last: bool, back: int = 0) -> Stretch:
    """The three months of a season of the north; without a year the last one that has begun, or is over, or the one of
    the year `back` years before."""

    def pick(anchor: date) -> tuple[date, date] | None:
        month = _SEASONS[name.lower()]
        begun = anchor.month > month + 2 if last else anchor.month >= month
        own = anchor.year - (back or not begun)
        first = _whole_month(year if year is not None else own, month)
        if first is None:
            return None
        end = _whole_month(first[0].year + (month == 12), (month + 1) % 12 + 1)
        return (first[0], end[1]) if end is not None else None

    return pick


def back_span(first: int, last: int) -> Stretch:
    """From `first` to `last` days before the anchor."""

    def pick(anchor: date) -> tuple[date, date] | None:
        start, end = _minus(anchor, first), _minus(anchor, last)
        return (start, end) if start and end else None

    return pick


def lasting(count: int, unit: str, begun: int) -> Stretch:
    """The last `count` months or years until the anchor, from the first day of one on; of shorter units the last
    `begun` days."""
    first = {"month": months_back(count), "year": years_back(count)}.get(unit) or back_span(begun, begun)

    def pick(anchor: date) -> tuple[date, date] | None:
        start = first(anchor)
        return (start[0], anchor) if start else None

    return pick


def week(offset: int) -> Stretch:
    """Monday to Sunday of the anchor's week, or of one beside it."""

    def pick(anchor: date) -> tuple[date, date] | None:
        monday = _minus(anchor, anchor.weekday() - 7 * offset)
        sunday = _minus(monday, -6) if monday else None
        return (monday, sunday) if monday and sunday else None

    return pick


def weekend(anchor: date) -> tuple[date, date] | None:
    """The last Saturday that has come, and its Sunday."""
    saturday = _minus(anchor, (anchor.weekday() - 5) % 7)
    sunday = _minus(saturday, -1) if saturday else None
    return (saturday, sunday) if saturday and sunday else None
