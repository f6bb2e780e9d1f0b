"""What a line begins with before it tells anything: a bullet, a number, the hour of a live item, an alarm, a label."""

import re
from datetime import time
from typing import NamedTuple

__all__ = ["CLOCKS", "NUMBER", "Opening", "opening"]

_ALARM = (
    r"(?:BREAKING(?: NEWS)?|LIVE(?: UPDATES?)?|UPDATED?(?: \d{1,2}(?![:.h]\d))?|JUST IN|JUST NOW|URGENT|FLASH|"
    r"NEWS ?FLASH|ALERT|DEVELOPING|EXCLUSIVE|NEWS ALERT|LATEST|THREAD|NEW)"
)
_FLASH = re.compile(
    rf"(?:#?{_ALARM}(?:\s*[:!.|]+\s*|\s+[–—-]+\s+)+|#{_ALARM}\b\s*|[\[(](?:\d(?:st|nd|rd|th)\s)?(?:{_ALARM}|LEAD|LD|CORRECTED|RECAST)[\])]\s*[:|–—-]?\s*|"
    rf"{_ALARM}\s+(?=\d{{1,2}}[:.h]\d\d)|(?-i:(?:BREAKING|JUST IN|URGENT|FLASH|ALERT|LIVE|UPDATE)\s))",
    re.IGNORECASE,
)
"""Alarms: "BREAKING: ", "#URGENT", "[UPDATE]"."""
_SLUG = re.compile(
    r"(?:(?:BRIEF|RPT|REFILE|UPDATE|WRAPUP|CORRECTED|EXPLAINER|FACTBOX|EXCLUSIVE|ANALYSIS|INSIGHT|TIMELINE|RECAP|LEAD|"
    r"FEATURE|URGENT|ALERT|SNAP)(?: \d{1,2})?\s?-\s?)+(?=[\"“'‘A-Z0-9])"
)
"""What agencies put before a headline: "UPDATE 1-Two shells …"."""
_POSTED = re.compile(r"(?:RT|R/T|QT|MT)\s@\w+\s?:\s*")
"""Whose post is passed on; its words stay the account's that passes it on."""
_ZONE = r"(?:UTC|GMT|BST|E[DES]T|CES?T|EES?T|MSK|IST|PKT|local(?: time)?)(?:[+-]\d{1,2})?"
_DAY = r"(?:(?:\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:,?\s\d{4})?,?\s)?"
_CLOCK = re.compile(
    rf"[\[(]?{_DAY}(?P<h>[01]?\d|2[0-3])(?:[:.h]|(?=\d\d\s?h))(?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?h(?:ou)?r?s?\b)?\s*"
    rf"(?P<half>[ap]\.?m\.?)?"
    rf"(?:\s*[\[(]?{_ZONE}\b[\])]?)?[\])]?\s*(?:[-–—:|/]+\s*|\s|$)(?!million|billion|per ?cent|tons|tonnes|km\b)",
    re.IGNORECASE,
)
CLOCKS = re.compile(
    r"(?<=[.!?…)\"”] )[\[(]?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?(?!\w))?"
    rf"(?:\s{_ZONE}\b)?[\])]?(?:\s*[-–—:|/]+\s*|\s)(?=[\"“A-ZÀ-Þ0-9])"
)
"""The hours of further items in a line that begins with one."""
_FULL = re.compile(
    rf"[\[(]?{_DAY}(?P<h>0?\d|1[0-2])\s?(?P<half>[ap]\.?m\.?)(?:\s*{_ZONE}\b)?[\])]?\s*(?:[-–—:|]+\s*|$)", re.IGNORECASE
)
"""A full hour: "6am: ", "11 p.m. – "."""
_BULLET = re.compile(
    r"(?:[•*▪‣◦●○■►▶>·–—|-]\s+|//\s+|\+{2,3}\s+|\(?\d{1,2}[.)]\s+|\(\d{1,2}/\d{1,2}\)\s+|"
    r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-Þ])|"
    r"\d{1,2}/(?:\d{1,2})?\s+(?=[A-ZÀ-Þ])|\(?[a-z]\)\s+|(?:[a-h]|[ivx]{1,5})\.\s+(?=[A-ZÀ-Þ]))"
)
NUMBER = re.compile(r"\d{1,2}/(?:\d{1,2})?\s+(?=[A-ZÀ-Þ])")
"""Where the next post of a thread begins that was put into one paragraph."""
_MOST = 6
"""Signs before a line, of whatever kind."""


class Opening(NamedTuple):
    """Where a line begins to tell something, the hour that it gives, and whether it is an item of a list."""

    end: int
    clock: time | None = None
    listed: bool = False


def opening(line: str) -> Opening:
    """What stands before the first word of a line; each kind may follow another: "🔴 UPDATE | 23:50 | …"."""
    at = len(line) - len(line.lstrip())
    clock: time | None = None
    listed = False
    for _ in range(_MOST):
        if clock is None and (found := _CLOCK.match(line, at) or _FULL.match(line, at)):
            clock = _time(found)
        elif not listed and (found := _BULLET.match(line, at)):
            listed = True
        else:
            found = _SLUG.match(line, at) or _FLASH.match(line, at) or _POSTED.match(line, at)
        if found is None:
            break
        at = found.end()
    return Opening(at, clock, listed)


def _time(found: re.Match[str]) -> time:
    hour = int(found["h"]) % 24
    if (found["half"] or "").lower().startswith("p") and hour < 12:
        hour += 12
    minute = found.groupdict().get("m")
    return time(hour, int(minute) if minute else 0)
