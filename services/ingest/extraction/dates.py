"""Dates and times in English news text, relative to the day of publication.

Own grammar: atoms (day, part of day, clock, wide period) found by one pattern each, joined where only small words
stand between them, then resolved. "Overnight" and "last night" start on the evening before; a weekday is the last
one on or before publication unless the clause is about the future; a date without a year is the nearest such date.
Without an anchor only fully dated expressions resolve. All times are taken as UTC, for news rarely names a zone.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from schemas.slots import Occurred
from schemas.vocabulary import TimePrecision

__all__ = ["HISTORICAL_AFTER", "Moment", "days_named", "find", "is_historical", "resolve"]

HISTORICAL_AFTER = timedelta(days=25)
"""What lies further back than this before publication is background."""

_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: n
    for n, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_SMALL = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "several": 4, "couple": 2}

_PARTS: dict[str, tuple[int, int]] = {
    # hours from midnight of the day; beyond 24 is the next day
    "dawn": (4, 7), "daybreak": (4, 7), "sunrise": (4, 7), "first light": (4, 7), "daylight": (6, 19),
    "small hours": (0, 5), "early hours": (0, 6), "early morning": (4, 9), "morning": (5, 12), "midday": (11, 14),
    "noon": (11, 13), "afternoon": (12, 18), "dusk": (17, 20), "sunset": (17, 20), "nightfall": (18, 21),
    "evening": (17, 23), "night": (19, 30), "overnight": (19, 30), "midnight": (23, 25), "nighttime": (19, 30),
}  # fmt: skip

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = (
    "(?:"
    + "|".join(sorted((p.replace(" ", r"\s") for p in _PARTS if p not in ("overnight",)), key=len, reverse=True))
    + ")"
)
_N = r"(\d{1,3}|" + "|".join(_SMALL) + r")"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: half-open offsets, and the parts it gives. `day` is a function of the anchor date."""

    start: int
    end: int
    day: "Callable[[date, bool], date | None] | None" = None
    span: tuple[TimePrecision, "Callable[[date], tuple[date, date] | None]"] | None = None
    part: str | None = None
    clock: tuple[time, time | None] | None = None
    exact: bool = True
    since: bool = False
    shift: int = 0

    @property
    def has_day(self) -> bool:
        return self.day is not None or self.span is not None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _minus(anchor: date, days: int) -> date | None:
    try:
        return anchor - timedelta(days=days)
    except OverflowError:
        return None


def _nearest(month: int, day: int) -> "Callable[[date, bool], date | None]":
    def pick(anchor: date, _: bool) -> date | None:
        options = [
            found
            for year in (anchor.year - 1, anchor.year, anchor.year + 1)
            if 1 <= year <= 9999 and (found := _safe(year, month, day))
        ]
        return min(options, key=lambda d: abs((d - anchor).days), default=None)

    return pick


def _fixed(found: date | None) -> "Callable[[date, bool], date | None]":
    return lambda _anchor, _future: found


def _ago(days: int) -> "Callable[[date, bool], date | None]":
    return lambda anchor, _: _minus(anchor, days)


def _weekday(n: int, which: str) -> "Callable[[date, bool], date | None]":
    def pick(anchor: date, future: bool) -> date | None:
        back = (anchor.weekday() - n) % 7
        if which == "next" or (future and which != "last"):
            return _minus(anchor, -((n - anchor.weekday()) % 7 or (7 if which == "next" else 0)))
        if which == "last" and back == 0:
            back = 7
        return _minus(anchor, back)

    return pick


def _month_span(month: int, year: int | None, last: bool = False) -> "Callable[[date], tuple[date, date] | None]":
    def pick(anchor: date) -> tuple[date, date] | None:
        y = year
        if y is None:
            y = anchor.year if month < anchor.month or (month == anchor.month and not last) else anchor.year - 1
        if not 1 <= y <= 9999:
            return None
        return date(y, month, 1), date(y, month, monthrange(y, month)[1])

    return pick


def _year_span(year: int) -> "Callable[[date], tuple[date, date] | None]":
    return lambda _: (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def _back_span(first: int, last: int) -> "Callable[[date], tuple[date, date] | None]":
    def pick(anchor: date) -> tuple[date, date] | None:
        start, end = _minus(anchor, first), _minus(anchor, last)
        return (start, end) if start and end else None

    return pick


def _week(offset: int) -> "Callable[[date], tuple[date, date] | None]":
    """Monday to Sunday of the anchor's week, or of one beside it."""

    def pick(anchor: date) -> tuple[date, date] | None:
        monday = _minus(anchor, anchor.weekday() - 7 * offset)
        sunday = _minus(monday, -6) if monday else None
        return (monday, sunday) if monday and sunday else None

    return pick


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL[word.lower()]


def _hour(h: int, half: str) -> int:
    if half.startswith("p") and h < 12:
        return h + 12
    if half.startswith("a") and h == 12:
        return 0
    return h


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    h, m = int(hour), int(minute or 0)
    if half:
        h = _hour(h, half.lower())
    return time(h, m) if h < 24 and m < 60 else None


_Atom = tuple[re.Pattern[str], "Callable[[re.Match[str]], Moment | None]"]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _dmy(day: str, month: str, year: str | None) -> "Callable[[date, bool], date | None]":
    m = _MONTHS[month.lower().rstrip(".")]
    if year:
        return _fixed(_safe(int(year), m, int(day)))
    return _nearest(m, int(day))


def _of_words(m: re.Match[str]) -> Moment | None:
    at = _count(m[1])
    part = m[2].lower()
    hour = (
        at + 12 if part in ("afternoon", "evening") and at < 12 else at + 12 if part == "night" and 6 < at < 12 else at
    )
    return Moment(m.start(), m.end(), clock=(time(hour % 24, 0), None)) if at <= 12 else None


def _pair_clock(m: re.Match[str]) -> Moment | None:
    a, b = _clock(m[1], m[2], None), _clock(m[3], m[4], None)
    return Moment(m.start(), m.end(), clock=(a, b)) if a and b else None


def _one_clock(m: re.Match[str]) -> Moment | None:
    a = _clock(m[1], m[2], m[3])
    return Moment(m.start(), m.end(), clock=(a, None)) if a else None


def _moment(**parts: object) -> "Callable[[re.Match[str]], Moment | None]":
    return lambda m: Moment(m.start(), m.end(), **parts)  # type: ignore[arg-type]


_WEEK, _MON, _YEAR, _DAY = TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.DAY

# In this order; a later pattern never takes text that an earlier one took.
_ATOMS: tuple[_Atom, ...] = (
    (_p(r"\b(\d{4})-(\d{2})-(\d{2})\b"), lambda m: Moment(m.start(), m.end(), day=_fixed(_safe(int(m[1]), int(m[2]), int(m[3]))))),  # noqa: E501
    (_p(r"\b(\d{1,2})[-./](\d{1,2})[-./](\d{4})\b"), lambda m: Moment(m.start(), m.end(), day=_fixed(_safe(int(m[3]), int(m[2]), int(m[1]))))),  # noqa: E501
    (_p(rf"\b(?:on\s)?(?:the\s)?night\s(?:of\s|between\s|from\s)?(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:/|-|–|to|and|into)\s?\d{{1,2}}(?:st|nd|rd|th)?\s({_MONTH})(?:,?\s(\d{{4}}))?\b"), lambda m: Moment(m.start(), m.end(), day=_dmy(m[1], m[2], m[3]), part="night")),  # noqa: E501
    (_p(rf"\b(?:on\s)?(?:the\s)?night\s(?:of\s|between\s|from\s)?({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:/|-|–|to|and|into)\s?(?:{_MONTH}\s)?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s(\d{{4}}))?\b"), lambda m: Moment(m.start(), m.end(), day=_dmy(m[2], m[1], m[3]), part="night")),  # noqa: E501
    (_p(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?:,?\s(\d{{4}}))?\b"), lambda m: Moment(m.start(), m.end(), day=_dmy(m[1], m[2], m[3]))),  # noqa: E501
    (_p(rf"\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:\d)(?:,?\s(\d{{4}})\b)?"), lambda m: Moment(m.start(), m.end(), day=_dmy(m[2], m[1], m[3]))),  # noqa: E501
    (_p(rf"\b({_MONTH}),?\s(?:of\s)?(\d{{4}})\b"), lambda m: Moment(m.start(), m.end(), span=(_MON, _month_span(_MONTHS[m[1].lower().rstrip('.')], int(m[2]))))),  # noqa: E501
    (_p(rf"\blast\s({_MONTH})(?!\s\d)"), lambda m: Moment(m.start(), m.end(), span=(_MON, _month_span(_MONTHS[m[1].lower().rstrip('.')], None, True)))),  # noqa: E501
    (_p(rf"\b(?:in|since|from|until|during|by|of|(?:early|late|mid)[\s-])\s?(?:early\s|late\s|mid-|the\smonth\sof\s)?({_MONTH})(?!\s?\d)"),
     lambda m: None if m[1].lower() in ("may", "mar", "sat", "sun") and m[1].islower() else Moment(m.start(1), m.end(1), span=(_MON, _month_span(_MONTHS[m[1].lower().rstrip('.')], None)))),  # noqa: E501
    (_p(r"\b(?:in|since|from|of|during|year|early|late|mid)[\s-](?:the\syear\s|early\s|late\s|mid-)?((?:19|20)\d\d)\b(?!\s?(?:km|men|people|troops|soldiers))"), lambda m: Moment(m.start(1), m.end(1), span=(_YEAR, _year_span(int(m[1]))))),  # noqa: E501
    (_p(r"\b(?:a|one)\s(?:day|night)\s(?:ago|earlier|before)\b|\bthe\s(?:previous|preceding)\s(?:day|evening)\b|\bthe\s(?:day|night|evening)\sbefore\b(?!\syesterday)"), _moment(day=_ago(1))),  # noqa: E501
    (_p(r"\bthe\sday\sbefore\syesterday\b"), _moment(day=_ago(2))),
    (_p(r"\bthe\s(?:night|evening)\sbefore\slast\b"), _moment(day=_ago(2), part="night")),
    (_p(rf"\b{_N}\sdays?\s(?:ago|earlier|before|back)\b"), lambda m: Moment(m.start(), m.end(), day=_ago(_count(m[1])))),  # noqa: E501
    (_p(rf"\b{_N}\s(week|month|year)s?\s(?:ago|earlier|before)\b"),
     lambda m: Moment(m.start(), m.end(), span=({"week": _WEEK, "month": _MON, "year": _YEAR}[m[2].lower()], _back_span(_count(m[1]) * {"week": 7, "month": 30, "year": 365}[m[2].lower()], _count(m[1]) * {"week": 7, "month": 30, "year": 365}[m[2].lower()])))),  # noqa: E501
    (_p(rf"\b(?:in|over|during|for|within)\sthe\s(?:past|last)\s(?:{_N}\s)?(hour|day|week|month|year)s?\b"),
     lambda m: Moment(m.start(), m.end(), since=True, span=(_DAY if m[2].lower() in ("hour", "day") else {"week": _WEEK, "month": _MON, "year": _YEAR}[m[2].lower()],  # noqa: E501
        _back_span(max(1, round(_count(m[1] or "1") * {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[m[2].lower()])), 0)))),  # noqa: E501
    (_p(r"\blast\snight\b|\bovernight\b|\bduring\sthe\snight\b|\bin\sthe\snight\b"), lambda m: Moment(m.start(), m.end(), day=_ago(1), part="overnight", exact=m[0].lower() == "last night")),  # noqa: E501
    (_p(r"\byesterday\s(morning|afternoon|evening|night|noon)\b"), lambda m: Moment(m.start(), m.end(), day=_ago(1), part=m[1].lower())),  # noqa: E501
    (_p(r"\blast\s(evening)\b"), _moment(day=_ago(1), part="evening")),
    (_p(r"\b(?:this|today['’]s|early\sthis|late\sthis|earlier\sthis)\s(morning|afternoon|evening)\b"), lambda m: Moment(m.start(), m.end(), day=_ago(0), part=m[1].lower())),  # noqa: E501
    (_p(r"\btonight\b"), _moment(day=_ago(0), part="night")),
    (_p(r"\byesterday\b"), _moment(day=_ago(1))),
    (_p(r"\btoday\b|\bthis\sday\b"), _moment(day=_ago(0))),
    (_p(r"\btomorrow\b"), _moment(day=_ago(-1))),
    (_p(r"\bthis\sweek\b|\bearlier\sin\sthe\sweek\b|\bin\srecent\sdays\b|\bthis\sweekend\b"), _moment(span=(_WEEK, _week(0)))),  # noqa: E501
    (_p(r"\blast\sweek\b|\bthe\sprevious\sweek\b|\blast\sweekend\b"), _moment(span=(_WEEK, _week(-1)))),
    (_p(r"\bnext\sweek\b"), _moment(span=(_WEEK, _week(1)))),
    (_p(r"\blast\smonth\b|\bin\srecent\s(?:weeks|months)\b"), _moment(span=(_MON, _back_span(40, 20)))),
    (_p(r"\blast\syear\b|\bin\srecent\syears\b|\b(?:a|one)\syear\sago\b|\blast\s(?:spring|summer|autumn|winter|fall)\b|\bin\sthe\s(?:spring|summer|autumn|winter)\b"), _moment(span=(_YEAR, _back_span(500, 150)))),  # noqa: E501
    (_p(rf"\b(?:the\s)?night\s(?:of|from|to)\s({_WEEKDAY})\s(?:to|on|into)\s(?:{_WEEKDAY})\b|\b({_WEEKDAY})\sto\s{_WEEKDAY}\b"),
     lambda m: Moment(m.start(), m.end(), day=_weekday(_WEEKDAYS[(m[1] or m[2]).lower()], ""), part="night")),
    (_p(rf"\b(late|early)\s(?:on\s|in\sthe\s)?({_WEEKDAY})(?:\s({_PART}))?"),
     lambda m: Moment(m.start(), m.end(), day=_weekday(_WEEKDAYS[m[2].lower()], ""), part=m[3].lower() if m[3] else {"late": "evening", "early": "early morning"}[m[1].lower()])),  # noqa: E501
    (_p(rf"\b(?:(last|next|this|past)\s)?({_WEEKDAY})s?(?:['’]s?)?\b(?:\s(?:early\s|late\s)?({_PART}))?"),
     lambda m: Moment(m.start(), m.end(), day=_weekday(_WEEKDAYS[m[2].lower()], (m[1] or "").lower()), part=m[3].lower() if m[3] else None)),  # noqa: E501
    (_p(r"\bbetween\s(?:around\s)?(\d{1,2})[:.h](\d{2})\s(?:and|to)\s(\d{1,2})[:.h](\d{2})\b"), _pair_clock),
    (_p(r"\bfrom\s(\d{1,2})[:.h](\d{2})\s(?:to|until|till)\s(\d{1,2})[:.h](\d{2})\b"), _pair_clock),
    (_p(r"\b(\d{1,2})[:.](\d{2})\s?(a\.?m\.?|p\.?m\.?)(?!\w)"), _one_clock),
    (_p(r"\b(\d{1,2})()\s?(a\.m\.|p\.m\.|am\b|pm\b)"), _one_clock),
    (_p(r"\b(?:at|by|around|about|toward|towards|from|since|until|till|after|before|of)\s(?:around\s|about\s|approximately\s|roughly\s)?(\d{1,2})[:.h](\d{2})\b()(?!\s?(?:km|mm|per\s|million))"), _one_clock),  # noqa: E501
    (_p(r"\b(\d{2}):(\d{2})\b()"), _one_clock),
    (_p(r"\b([01]\d|2[0-3])([0-5]\d)()\s?(?:hours|hrs|UTC|GMT|Z\b|local)"), _one_clock),
    (_p(rf"\b(?:at|around|about|toward|towards|before|after|since)\s(?:around\s|about\s)?{_N}\s(?:o['’]clock\s)?(?:in\sthe|at)\s(morning|afternoon|evening|night)\b"), _of_words),  # noqa: E501
    (_p(rf"\b(?:around|about|toward|towards)\s{_N}\so['’]clock\b()"), lambda m: Moment(m.start(), m.end(), clock=(time(_count(m[1]) % 24), None)) if _count(m[1]) <= 12 else None),  # noqa: E501
    (_p(rf"\b(?:early\s|late\s)?({_PART})\b"), lambda m: Moment(m.start(), m.end(), part=re.sub(r"\s", " ", m[1].lower()))),  # noqa: E501
    (_p(r"\b(?:some\s)?(?:hours?|minutes?)\s(?:later|afterwards?)\b"), _moment(shift=1, exact=False)),
)  # fmt: skip

_HINTS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("month", r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
        ("weekday", r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
        ("digit", r"\d"),
        (
            "word",
            r"day|night|week|month|year|ago|earlier|recent|clock|hour|minute|summer|winter|spring|autumn|fall|back",
        ),
    )
)


def _hint(pattern: re.Pattern[str]) -> str:
    """What a text must hold for an atom to have a chance: saves most of the searches."""
    if "january" in pattern.pattern:
        return "month"
    if "monday" in pattern.pattern:
        return "weekday"
    if "|zero|" in pattern.pattern or "small" in pattern.pattern:
        return ""
    return "digit" if r"\d{" in pattern.pattern or r"\d]" in pattern.pattern or r"\d\d" in pattern.pattern else "word"


_GAP = re.compile(
    r"(?:[\s,(]|\b(?:on|at|in|of|the|around|about|shortly|just|before|after|early|late|a|little|and|hour|that|toward|towards|by|local|time|since|from|between|approximately|same|day)\b)*",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"\d|day|night|week|month|year|morning|noon|evening|dawn|dusk|today|yesterday|hour|light|sun|ago|earlier|"
    + "|".join(m for m in _MONTHS if len(m) > 3)
    + r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|minutes",
    re.IGNORECASE,
)


_HINTED = tuple((_hint(pattern), pattern, make) for pattern, make in _ATOMS)


def find(text: str) -> list[Moment]:
    """The time expressions of a sentence, in order, without overlap."""
    if not _CANDIDATE.search(text):
        return []
    taken: list[Moment] = []
    present = {name for name, hint in _HINTS if hint.search(text)} | {""}
    for hint, pattern, make in _HINTED:
        if hint not in present:
            continue
        for m in pattern.finditer(text):
            if any(m.start() < other.end and other.start < m.end() for other in taken):
                continue
            moment = make(m)
            if moment is not None:
                if re.search(r"\bsince\s(?:the\s)?$", text[max(0, moment.start - 12) : moment.start], re.IGNORECASE):
                    moment = replace(moment, since=True)
                taken.append(moment)
    taken.sort(key=lambda moment: moment.start)
    joined: list[Moment] = []
    for moment in taken:
        last = joined[-1] if joined else None
        if (
            last
            and moment.start - last.end < 40
            and _GAP.fullmatch(text, last.end, moment.start)
            and (_fits(last, moment) or _NAMES_DAY.search(text, last.start, last.end))
        ):
            # "Tuesday 18 June": the weekday adds nothing to the date.
            joined[-1] = Moment(
                last.start, moment.end, (moment.day if last.day and moment.day else None) or last.day or moment.day, last.span or moment.span, last.part or moment.part,  # noqa: E501
                last.clock or moment.clock, last.exact and moment.exact, last.since or moment.since, last.shift or moment.shift,  # noqa: E501
            )  # fmt: skip
        else:
            joined.append(moment)
    return joined


_NAMES_DAY = re.compile(rf"{_WEEKDAY},?$", re.IGNORECASE)


def _fits(a: Moment, b: Moment) -> bool:
    if a.has_day and b.has_day:
        return False
    return not (a.part and b.part) and not (a.clock and b.clock)


def _at(day: date, hour: float) -> datetime | None:
    try:
        return datetime.combine(day, time(0), UTC) + timedelta(hours=hour)
    except OverflowError:
        return None


def days_named(text: str, published: date | None) -> set[date]:
    """The days that a text names, relative ones counted from `published`."""
    found = (resolve(moment, published) for moment in find(text) if moment.day is not None)
    return {occurred.start.date() for occurred in found if occurred is not None}


def resolve(
    moment: Moment, anchor: date | None, *, future: bool = False, context: Occurred | None = None
) -> Occurred | None:
    """What a moment means for a report published on `anchor`.

    A part of day or a clock time alone takes the day of `context`, what was last dated in the report, else the
    anchor. None where the day cannot be known or the calendar has no such day.
    """
    base = anchor or date(2000, 1, 1)
    if moment.span is not None:
        precision, pick = moment.span
        # Only a span that does not look at the anchor may stand without one.
        if anchor is None and pick(date(2000, 6, 15)) != pick(date(1990, 6, 15)):
            return None
        found = pick(base)
        if not found:
            return None
        if future and precision is TimePrecision.MONTH and found[1] < base and found[0].year < 9999:
            found = found[0].replace(year=found[0].year + 1), found[0].replace(year=found[0].year + 1, day=28)
        start, end = _at(found[0], 0), _at(found[1], 24)
        return Occurred(start=start, end=end - timedelta(seconds=1), precision=precision) if start and end else None
    if moment.day is not None:
        if anchor is None and moment.day(date(2000, 6, 15), False) != moment.day(date(1990, 1, 3), False):
            return None
        day = moment.day(base, future)
        if day is None:
            return None
        if (moment.part == "overnight" and moment.clock and moment.clock[0].hour < 12) or (
            moment.part in ("night", "midnight") and moment.clock and moment.clock[0].hour < 6
        ):
            day = day + timedelta(days=1) if day < date.max else day
    elif context is not None:
        day = context.start.date()
        late = moment.clock is not None and moment.clock[0].hour < 6 and context.start.hour >= 17
        if late and day < date.max:
            day += timedelta(days=1)
    elif anchor is not None:
        day = anchor
    else:
        return None
    if moment.clock is not None:
        first = datetime.combine(day, moment.clock[0], UTC)
        last = datetime.combine(day, moment.clock[1], UTC) if moment.clock[1] else first
        precision = TimePrecision.MINUTE if moment.clock[0].minute or moment.clock[1] else TimePrecision.HOUR
        return Occurred(start=first, end=max(first, last), precision=precision)
    if moment.part is not None:
        low, high = _PARTS[moment.part]
        start, end = _at(day, low), _at(day, high)
        return Occurred(start=start, end=end, precision=TimePrecision.PART_OF_DAY) if start and end else None
    if moment.day is None:
        return None
    start, end = _at(day, 0), _at(day, 24)
    return Occurred(start=start, end=end - timedelta(seconds=1), precision=TimePrecision.DAY) if start and end else None


def is_historical(occurred: Occurred, published: datetime | None) -> bool:
    """Whether what happened then is background of a report: over 25 days back, or a month or year before its own."""
    if published is None:
        return False
    if occurred.precision in (TimePrecision.MONTH, TimePrecision.YEAR):
        return occurred.end.date() < published.date().replace(day=1)
    return published - occurred.end > HISTORICAL_AFTER
