"""Dates and times of a report: RFC 3339, always with an offset, never far in the future."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["LEEWAY", "not_ahead", "parse_instant"]

LEEWAY: Final = timedelta(days=1)
"""How far ahead of us a source's clock may be."""

# Seconds may be left out, as ISO 8601 allows and some sources do.
_WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?(?P<offset>[Zz]|[+-]\d\d:?\d\d)?", re.ASCII)


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


def not_ahead(moment: datetime, now: datetime) -> datetime:
    """`moment`, if it is at most `LEEWAY` after `now`.

    Raises:
        ValueError: it is later.
    """
    if moment - now > LEEWAY:
        raise ValueError("is more than a day ahead")
    return moment
