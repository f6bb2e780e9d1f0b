"""Datelines: where and by whom a text says it was filed, in the forms that agencies use."""

import calendar
import re
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["CREDIT_FIRST", "Dateline", "filed"]


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, by whom and when a text says it was filed; the date as it stands."""

    place: str | None = None
    credit: str | None = None
    date: str | None = None


class Filed(NamedTuple):
    """A dateline and where it ends in the line."""

    dateline: Dateline
    end: int


_DATELINE = re.compile(
    r"^\s*(?P<place>[A-ZÀ-Þ][\w'’.À-ÿ-]+(?:[ /,-]{1,2}[A-ZÀ-Þ][\w'’.À-ÿ-]+){0,4}?)"
    r"(?:,\s*[A-Z][a-z]+(?:\s(?:of\s)?[A-Z][a-z]+){1,3}|\s\([A-Z][A-Za-z ]{2,30}\)(?=,))?"
    r"(?:,\s*(?P<date>(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}|[A-Z]{3,9})\.?(?:\s+\d{1,2})?(?:,?\s+\d{4}|\s\d{2}(?=\s*\())?))?"
    r"(?:\s*\((?P<credit>[^()\n]{2,40})\)|,\s*(?P<agency>[A-Z][A-Za-z ]{1,30}))?"
    r"\s*(?:[-–—]{1,2}|\.\s?[-–—])\s+(?:\[[A-Za-z][^\]\n]{0,60}\]\s*)*(?=[\"“A-Z0-9])"
)
"""Behind it monitors of broadcasts say in brackets what follows: "[Text]", "[Excerpts]", and who reads it."""
_MONTHS = "|".join(name.upper()[:3] for name in calendar.month_name[1:])
_DATED_FIRST = re.compile(
    r"^\s*(?P<place>[A-ZÀ-Þ][\w'’-]+(?:[ /-][A-ZÀ-Þ][\w'’-]+){0,2})(?:[.,]|,?\s[-–—])\s"
    rf"(?P<date>\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|(?:\d{{1,2}}\s)?(?i:{_MONTHS})[A-Za-z]*\.?(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?)"
    r"\.?\s*(?:[-–—]\s*)?(?:/(?P<credit>[^/\n]{2,40})/\.?|(?P<agency>[A-Z][\w]*(?: [A-Z0-9][\w]*){0,3})\.)?"
    r"\s*(?:[-–—.]\s*|(?P<colon>:)\s*)?(?<=[-–—.:]\s)(?=[\"“A-ZÀ-Þ0-9])"
)
"""Datelines of agencies that write "PLACE, 11.04.2026. /Agency/." or "Place. November 15. Agency.", and of offices that
write "Place, 3 May 2025:" or "Place - May 3, 2025:"."""
_ALONE = re.compile(
    r"^\s*(?P<place>[A-ZÀ-Þ][\w'’-]+(?:[ /-][A-ZÀ-Þ][\w'’-]+){0,2}),\s"
    rf"(?P<date>(?:\d{{1,2}}\s)?(?i:{_MONTHS})[A-Za-z]*\.?(?:\s\d{{1,2}})?,?\s\d{{4}})\s?[:.]?\s*$"
)
"""A line of its own that says where and when an office wrote: "Place, 3 May 2025:"."""
CREDIT_FIRST = re.compile(
    r"^\s*\((?:With |From |via |Source: )?(?P<credit>[A-Z][^()\n]{1,40})\)\s*(?:[-–—]\s*)?(?=[\"“A-Z0-9])"
)


def filed(line: str) -> Filed | None:
    """The dateline that a line begins with, or None."""
    found = _DATELINE.match(line)
    if found is None or not _is_dateline(found):
        found = _DATED_FIRST.match(line)
    if found is None and (alone := _ALONE.match(line)) is not None:
        where = alone["place"].title() if alone["place"].isupper() else alone["place"]
        return Filed(Dateline(where, date=alone["date"]), alone.end())
    if found is None or ("colon" in found.groupdict() and found["colon"] and not _heads_all(found)):
        return None
    place = found["place"].strip(" ,/")
    first = place.split("/")[0]
    where = first.title() if place.isupper() else first
    return Filed(Dateline(where, found["credit"] or found["agency"], found["date"]), found.end())


def _heads_all(found: re.Match[str]) -> bool:
    """Whether a place, a date and a colon head the whole text, not an item of it: in capitals, or with the year."""
    return found["place"].isupper() or re.search(r"\d{4}$", found["date"]) is not None


def _is_dateline(found: re.Match[str]) -> bool:
    return bool(found["credit"] or found["agency"] or found["date"] or found["place"].isupper())
