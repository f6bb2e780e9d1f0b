"""Dates and times of a report: RFC 3339, always with an offset, within the time that news are of."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["EARLIEST", "LEEWAY", "in_time", "parse_instant"]

LEEWAY: Final = timedelta(days=1)
"""How far ahead of us a source's clock may be."""

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
"""What is said to be older is a slip: a year left out, or a system's day zero."""

# Seconds may be left out, as ISO 8601 allows and some sources do.
_WRITTEN: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?(?P<offset>[Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)?", re.ASCII
)


def parse_instant(value: object) -> datetime:
    """The moment that `value`, a string, names, in UTC.

    Raises:
        ValueError: it is no string, not of that form, has no offset or is no moment there was.
    """
    if not isinstance(value, str):
        raise ValueError("must be a string such as 2024-04-12T09:30:00Z")
    if (found := _WRITTEN.fullmatch(value)) is None:
        raise ValueError("must be a date and time such as 2024-04-12T09:30:00Z (RFC 3339)")
    if found["offset"] is None:
        raise ValueError("needs an offset from UTC, such as Z or +04:00")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"is no date and time: {error}") from error


def in_time(moment: datetime, now: datetime) -> datetime:
    """`moment`, if it is from `EARLIEST` on and at most `LEEWAY` after `now`.

    Raises:
        ValueError: it is not.
    """
    if moment < EARLIEST:
        raise ValueError(f"is before {EARLIEST.year}")
    if moment - now > LEEWAY:
        raise ValueError("is more than a day ahead")
    return moment
