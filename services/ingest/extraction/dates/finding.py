"""Time expressions of a sentence: atoms, joined where only small words stand between them."""

import re
from dataclasses import replace

from services.ingest.extraction.dates.atoms import ATOMS
from services.ingest.extraction.dates.moments import Base, Moment
from services.ingest.extraction.dates.words import MONTHS, NAMES_DAY, SHORT_DAY, WEEKDAYS
from services.ingest.extraction.text.hints import Sieve

__all__ = ["find"]

_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_MONTHLY = tuple(dict.fromkeys(name[:3] for name in MONTHS))
_SHORT_DAY = re.compile(rf"\b{SHORT_DAY}")
_DIGIT = re.compile(r"\d")
_WORDS = (
    "day", "night", "week", "month", "year", "ago", "earlier", "recent", "clock", "hour", "minute", "moment",
    "just now", "summer", "winter", "spring", "autumn", "fall", "back", "morning", "noon", "evening", "tomorrow",
    "dawn", "dusk", "light", "sunrise", "sunset", "teenth", "tenth", "eventh", "twelfth", "twent", "thirt",
)  # fmt: skip


def _present(text: str, lower: str) -> set[str]:
    """The kinds of word for a time that a text holds, given in lower case too."""
    found = set()
    if any(name in lower for name in _MONTHLY) and _MONTH.search(lower):
        found.add("month")
    if ("day" in lower and any(name in lower for name in WEEKDAYS)) or _SHORT_DAY.search(text):
        found.add("weekday")
    if _DIGIT.search(lower):
        found.add("digit")
    if any(word in lower for word in _WORDS):
        found.add("word")
    return found


def _hint(pattern: str) -> frozenset[str]:
    """Of what a text must hold something for an atom to have a chance: saves most of the searches."""
    if "Mon|" in pattern:
        return frozenset({"weekday"})
    if "january" in pattern and "monday" in pattern:
        return frozenset({"month", "weekday", "digit"})
    if "january" in pattern:
        return frozenset({"month"})
    if "monday" in pattern:
        return frozenset({"weekday"})
    return frozenset({"digit" if r"\d" in pattern and "|zero|" not in pattern else "word"})


_HINTED = tuple((_hint(atom.pattern.pattern), atom) for atom in ATOMS)
_SIEVE = Sieve([atom.pattern.pattern.lower() for atom in ATOMS])
_GAP = re.compile(
    r"(?:[\s,(]|\b(?:on|at|in|of|the|around|about|shortly|just|before|after|early|late|a|little|and|hour|that|toward|"
    r"towards|by|local|time|since|from|between|approximately|approx\.?|same|day|some|roughly|hours|hrs|UTC|MSK|(?-i:[A-Z]{2,3}T))\b)*",
    re.IGNORECASE,
)
_FARTHEST_GAP = 40
_CANDIDATES = (
    "day", "night", "week", "month", "year", "morning", "noon", "evening", "dawn", "dusk", "hour", "light", "sun",
    "ago", "earlier", "tomorrow", "just now", "clock", "summer", "winter", "spring", "autumn", "minutes",
    "teenth", "tenth", "eventh", "twelfth", "twent", "thirt",
    *(month for month in MONTHS if len(month) > 3),
)  # fmt: skip
_SHORT_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b")
_SINCE = re.compile(r"\bsince\s(?:the\s|about\s|around\s|last\s|late\s|early\s)?$", re.IGNORECASE)


def find(text: str) -> list[Moment]:
    """The time expressions of a sentence, in order, without overlap."""
    lower = text.lower()
    present = _present(text, lower)
    if not (
        not present.isdisjoint({"digit", "weekday"})
        or any(word in lower for word in _CANDIDATES)
        or ("month" in present and _SHORT_MONTH.search(lower))
    ):
        return []
    taken: list[Moment] = []
    for number in _SIEVE.through(lower):
        hint, (pattern, make) = _HINTED[number]
        if hint.isdisjoint(present):
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
        lasting=last.lasting or moment.lasting,
    )


def _fits(a: Moment, b: Moment) -> bool:
    if a.has_day and b.has_day:
        return False
    return not (a.part and b.part) and not (a.clock and b.clock)
