"""What a time expression means for a report of a given day."""

from datetime import UTC, date, datetime, time, timedelta

from schemas.slots import Occurred
from schemas.vocabulary import TimePrecision
from services.ingest.extraction.dates.finding import find
from services.ingest.extraction.dates.moments import PARTS, Base, Moment

__all__ = ["HISTORICAL_AFTER", "days_named", "eve", "is_historical", "resolve"]

_PRINTED = 2
"""Days after which what was filed is printed at the latest."""
HISTORICAL_AFTER = timedelta(days=25)
"""What lies further back than this before publication is background."""


def days_named(text: str, published: date | None) -> set[date]:
    """The days that a text names, relative ones counted from `published`."""
    found = (resolve(moment, published) for moment in find(text) if moment.day is not None)
    return {occurred.start.date() for occurred in found if occurred is not None}


def eve(words: str | None, published: date | None) -> date | None:
    """The day that the words of a dateline tell, if it is one or two days before publication."""
    told = days_named(words, published) if words and published is not None else set()
    return next((day for day in told if published is not None and 0 < (published - day).days <= _PRINTED), None)


def resolve(
    moment: Moment, anchor: date | None, *, future: bool = False, context: Occurred | None = None
) -> Occurred | None:
    """What a moment means for a report published on `anchor`.

    A part of day or a clock time alone, and what is counted from it, takes the day of `context`, what was last dated
    in the report, else the anchor. None where the day cannot be known or the calendar has no such day.
    """
    if moment.span is not None:
        if moment.base is Base.ONLY_TOLD:
            return _stretch(moment, context.start.date(), future) if context is not None else None
        return _stretch(moment, anchor, future)
    day = _day(moment, anchor, future, context)
    if day is None:
        return None
    if moment.clock is not None:
        first = datetime.combine(day, moment.clock[0], UTC)
        last = datetime.combine(day, moment.clock[1], UTC) if moment.clock[1] else first
        precision = TimePrecision.MINUTE if moment.clock[0].minute or moment.clock[1] else TimePrecision.HOUR
        return Occurred(start=first, end=max(first, last), precision=precision)
    if moment.part is not None:
        low, high = PARTS[moment.part]
        if moment.part == "midnight" and moment.day is None and context is None:
            low, high = 0, 1  # "since midnight", told in the morning
        start, end = _at(day, low), _at(day, high)
        return Occurred(start=start, end=end, precision=TimePrecision.PART_OF_DAY) if start and end else None
    if moment.day is None:
        return None
    start, end = _at(day, 0), _at(day, 24)
    return Occurred(start=start, end=end - timedelta(seconds=1), precision=TimePrecision.DAY) if start and end else None


def is_historical(occurred: Occurred, published: datetime | None) -> bool:
    """Whether what happened then is background of a report: over 25 days back, or begun in a month before its own.

    What is told of months or of a year is a sum of many happenings, though it may last until now.
    """
    if published is None:
        return False
    if occurred.precision in (TimePrecision.MONTH, TimePrecision.YEAR):
        return occurred.start.date() < published.date().replace(day=1)
    return published - occurred.end > HISTORICAL_AFTER


def _stretch(moment: Moment, anchor: date | None, future: bool) -> Occurred | None:
    assert moment.span is not None
    precision, pick = moment.span
    # Only a span that does not look at the anchor may stand without one.
    if anchor is None and pick(date(2000, 6, 15)) != pick(date(1990, 6, 15)):
        return None
    base = anchor or date(2000, 1, 1)
    found = pick(base)
    if not found:
        return None
    if future and precision is TimePrecision.MONTH and found[1] < base and found[0].year < 9999:
        found = found[0].replace(year=found[0].year + 1), found[0].replace(year=found[0].year + 1, day=28)
    start, end = _at(found[0], 0), _at(found[1], 24)
    return Occurred(start=start, end=end - timedelta(seconds=1), precision=precision) if start and end else None


def _day(moment: Moment, anchor: date | None, future: bool, context: Occurred | None) -> date | None:
    told = context.start.date() if context is not None else None
    if moment.day is not None:
        if moment.base is Base.ONLY_TOLD and told is None:
            return None
        base = told if moment.base is not Base.PUBLICATION and told is not None else anchor
        if base is None and moment.day(date(2000, 6, 15), False) != moment.day(date(1990, 1, 3), False):
            return None
        day = moment.day(base or date(2000, 1, 1), future)
        early = moment.clock[0].hour if moment.clock else 24
        into = (moment.part == "overnight" and early < 12) or (moment.part in ("night", "midnight") and early < 6)
        return day + timedelta(days=1) if into and day is not None and day < date.max else day
    if told is not None and context is not None:
        late = moment.clock is not None and moment.clock[0].hour < 6 and context.start.hour >= 17
        return told + timedelta(days=1) if late and told < date.max else told
    return anchor


def _at(day: date, hour: float) -> datetime | None:
    try:
        return datetime.combine(day, time(0), UTC) + timedelta(hours=hour)
    except OverflowError:
        return None
