"""Time expressions of a sentence: atoms, joined where only small words stand between them."""

import re
from dataclasses import replace

from services.ingest.extraction.dates.atoms import ATOMS, MONTHS, NAMES_DAY
from services.ingest.extraction.dates.moments import Base, Moment
from services.ingest.extraction.hints import hinted, hints_of

__all__ = ["find"]

_HINTS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("month", r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
        ("weekday", r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
        ("digit", r"\d"),
        (
            "word",
            r"day|night|week|month|year|ago|earlier|recent|clock|hour|minute|moment|just now|summer|winter|spring|"
            r"autumn|fall|back|morning|noon|evening|tomorrow|dawn|dusk|light|sunrise|sunset",
        ),
    )
)


def _hint(pattern: str) -> str:
    """What a text must hold for an atom to have a chance: saves most of the searches."""
    if "january" in pattern:
        return "month"
    if "monday" in pattern:
        return "weekday"
    if "|zero|" in pattern:
        return "word"
    return "digit" if r"\d" in pattern else "word"


_HINTED = tuple((_hint(atom.pattern.pattern), hints_of(atom.pattern.pattern.lower()), atom) for atom in ATOMS)
_GAP = re.compile(
    r"(?:[\s,(]|\b(?:on|at|in|of|the|around|about|shortly|just|before|after|early|late|a|little|and|hour|that|toward|"
    r"towards|by|local|time|since|from|between|approximately|approx\.?|same|day|some|roughly|hours|hrs|UTC|GMT)\b)*",
    re.IGNORECASE,
)
_FARTHEST_GAP = 40
_CANDIDATE = re.compile(
    r"\d|day|night|week|month|year|morning|noon|evening|dawn|dusk|today|yesterday|hour|light|sun|ago|earlier|tomorrow|"
    r"just now|summer|winter|spring|autumn|"
    + "|".join(m for m in MONTHS if len(m) > 3)
    + r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|minutes",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s(?:the\s|about\s|around\s|last\s|late\s|early\s)?$", re.IGNORECASE)


def find(text: str) -> list[Moment]:
    """The time expressions of a sentence, in order, without overlap."""
    if not _CANDIDATE.search(text):
        return []
    taken: list[Moment] = []
    present = {name for name, hint in _HINTS if hint.search(text)}
    lower = text.lower()
    for hint, hints, (pattern, make) in _HINTED:
        if hint not in present or not hinted(hints, lower):
            continue
        for m in pattern.finditer(text):
            if any(m.start() < other.end and other.start < m.end() for other in taken):
                continue
            moment = make(m)
            if moment is not None:
                since = text[moment.start : moment.start + 5].lower() == "since"
                if since or _SINCE.search(text[max(0, moment.start - 14) : moment.start]):
                    moment = replace(moment, since=True)
                taken.append(moment)
    taken.sort(key=lambda moment: moment.start)
    joined: list[Moment] = []
    for moment in taken:
        last = joined[-1] if joined else None
        if (
            last
            and moment.start - last.end < _FARTHEST_GAP
            and _GAP.fullmatch(text, last.end, moment.start)
            and not (last.clause or moment.clause)
            and (_fits(last, moment) or NAMES_DAY.search(text, last.start, last.end))
        ):
            joined[-1] = _join(last, moment, text)
        else:
            joined.append(moment)
    return joined


def _join(last: Moment, moment: Moment, text: str) -> Moment:
    day = last.day or moment.day
    if last.day and moment.day and not NAMES_DAY.search(text, moment.start, moment.end):
        day = moment.day  # "Tuesday 18 June": the weekday adds nothing to the date
    return Moment(
        last.start,
        moment.end,
        day,
        last.span or moment.span,
        last.part or moment.part,
        last.clock or moment.clock,
        last.exact and moment.exact,
        last.since or moment.since,
        last.shift or moment.shift,
        last.base if last.base is not Base.PUBLICATION else moment.base,
    )


def _fits(a: Moment, b: Moment) -> bool:
    if a.has_day and b.has_day:
        return False
    return not (a.part and b.part) and not (a.clock and b.clock)
