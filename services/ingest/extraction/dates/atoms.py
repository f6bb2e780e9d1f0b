"""The smallest time expressions: one pattern each, with what it gives."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple

from schemas.vocabulary import TimePrecision
from services.ingest.extraction.dates import moments
from services.ingest.extraction.dates.moments import PARTS, Base, Day, Moment, Stretch

__all__ = ["ATOMS", "MONTHS", "NAMES_DAY", "Atom"]

MONTHS = {
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
    name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_SMALL = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "several": 4, "couple": 2}

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(_WEEKDAYS) + ")"
_PART = (
    "(?:"
    + "|".join(sorted((p.replace(" ", r"\s") for p in PARTS if p not in ("overnight",)), key=len, reverse=True))
    + ")"
)
_N = r"(\d{1,3}|" + "|".join(_SMALL) + r")"
_TH = "(?:st|nd|rd|th)"
_FIRST_NINE = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = ["twentieth", *(f"twenty-{word}" for word in _FIRST_NINE), "thirtieth", "thirty-first"]
_ORDINALS = {word: n for n, word in enumerate([*_TEENS, *_TENS], 10)}
"""From ten on: "the second" mostly counts something else than days."""
_NTH = "(" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"
_TO = r"\s?(?:/|-|–|to|and|into|till|until)\s?"
_SEASON = "(spring|summer|autumn|fall|winter)"
_OF_ITS_YEAR = (
    "(?:accord|agreement|ambush|annexation|armistice|attack|award|battle|bombing|campaign|ceasefire|clash|clashes|"
    "conflict|coup|deal|fighting|hostilities|incursion|insurgency|invasion|massacre|memorandum|offensive|operation|"
    "pact|peace|protocol|raid|revolt|revolution|ruling|siege|strike|truce|treaty|uprising|war)"
)
"""What is called by its year: "the 1971 war", "a 2019 truce"."""
_SOFT = r"(?:early\s|late\s|mid-|the\s(?:start|beginning|middle|end)\sof\s|the\smonth\sof\s|the\syear\s)?"

NAMES_DAY = re.compile(rf"{_WEEKDAY},?$", re.IGNORECASE)
"""Ends on the name of a weekday."""

_DAY, _WEEK, _MON, _YEAR = TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR
_LENGTH = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_PRECISION = {"hour": _DAY, "day": _DAY, "week": _WEEK, "month": _MON, "year": _YEAR}


class Atom(NamedTuple):
    """A pattern and what a match of it says; None: nothing after all."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Moment | None]


def _count(word: str | None) -> int:
    return int(word) if word and word.isdigit() else _SMALL[word.lower()] if word else 1


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _on(day: str, month: str, year: str | None) -> Day:
    m = _month(month)
    return moments.fixed(moments.safe(int(year), m, int(day))) if year else moments.nearest(m, int(day))


def _weekday(name: str, which: str = "") -> Day:
    return moments.weekday(_WEEKDAYS[name.lower()], which)


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    h, m = int(hour), int(minute or 0)
    if half and half.lower().startswith("p") and h < 12:
        h += 12
    elif half and half.lower().startswith("a") and h == 12:
        h = 0
    return time(h, m) if h < 24 and m < 60 else None


def _clock(m: re.Match[str]) -> Moment | None:
    at = _time(m[1], m[2], m[3])
    return Moment(m.start(), m.end(), clock=(at, None)) if at else None


def _clocks(m: re.Match[str]) -> Moment | None:
    a, b = _time(m[1], m[2], None), _time(m[3], m[4], None)
    return Moment(m.start(), m.end(), clock=(a, b)) if a and b else None


def _hour_of_part(m: re.Match[str]) -> Moment | None:
    """ "At three in the afternoon"."""
    at, part = _count(m[1]), m[2].lower()
    later = (part in ("afternoon", "evening") and at < 12) or (part == "night" and 6 < at < 12)
    return Moment(m.start(), m.end(), clock=(time((at + 12 * later) % 24), None)) if at <= 12 else None


def _o_clock(m: re.Match[str]) -> Moment | None:
    at = _count(m[1])
    return Moment(m.start(), m.end(), clock=(time(at % 24), None)) if at <= 12 else None


def _hours_ago(m: re.Match[str]) -> Moment:
    return Moment(m.start(), m.end(), day=moments.ago(_count(m[1]) // 24), exact=False)


def _bare_month(m: re.Match[str]) -> Moment | None:
    """A month's name is one after a preposition only, and "may" never in lower case."""
    return (
        None
        if m[1].lower() in ("may", "mar") and m[1].islower()
        else _over(m, _MON, moments.month_span(_month(m[1]), None), 1)
    )


def _length_ago(m: re.Match[str]) -> Moment:
    count, unit = _count(m[1]), m[2].lower()
    if unit == "year":
        return _over(m, _YEAR, moments.years_back(count))
    if unit == "month":
        return _over(m, _MON, moments.months_back(count))
    return _over(m, _WEEK, moments.back_span(7 * count, 7 * count))


def _length_after(m: re.Match[str]) -> Moment:
    """ "Two years after the raid", of the raid, told now."""
    return replace(_length_ago(m), clause=True)


def _past_length(m: re.Match[str]) -> Moment:
    unit = m[2].lower()
    days = max(1, round(_count(m[1]) * _LENGTH[unit]))
    if days == 1:
        return Moment(m.start(), m.end(), day=moments.ago(round(_count(m[1]) * _LENGTH[unit])), exact=False)
    return Moment(m.start(), m.end(), since=True, span=(_PRECISION[unit], moments.back_span(days, 0)))


def _night_before(pick: Day) -> Day:
    """The evening on which the night into a day began."""

    def earlier(anchor: date, future: bool) -> date | None:
        day = pick(anchor, future)
        return moments.ago(1)(day, future) if day is not None else None

    return earlier


def _whole(m: re.Match[str], day: Day, part: str | None = None, base: Base = Base.PUBLICATION) -> Moment:
    return Moment(m.start(), m.end(), day=day, part=part, base=base)


def _over(m: re.Match[str], precision: TimePrecision, pick: Stretch, group: int = 0) -> Moment:
    return Moment(m.start(group), m.end(group), span=(precision, pick))


def _of_that_year(m: re.Match[str], month: str) -> Moment:
    """ "That September": of the year of what was told last."""
    return Moment(m.start(), m.end(), span=(_MON, moments.months_back(0, 0, _month(month))), base=Base.ONLY_TOLD)


def _for_length(m: re.Match[str]) -> Moment:
    """ "For two weeks", of what has lasted so long."""
    days = round(_count(m[1]) * _LENGTH[m[2].lower()])
    return Moment(
        m.start(), m.end(), since=True, lasting=True, span=(_PRECISION[m[2].lower()], moments.back_span(days, 0))
    )


def _length_of(m: re.Match[str]) -> Moment | None:
    """ "Three days of fighting", of which today is the last; nothing else has its day by that."""
    days = round(_count(m[1]) * _LENGTH[m[2].lower()])
    begun = days - 1 if m[2].lower() == "day" else days
    if begun < 1:
        return None
    return Moment(m.start(), m.end(), clause=True, span=(_PRECISION[m[2].lower()], moments.back_span(begun, 0)))


def _atom(pattern: str, make: Callable[[re.Match[str]], Moment | None]) -> Atom:
    return Atom(re.compile(pattern, re.IGNORECASE), make)


ATOMS: tuple[Atom, ...] = (
    # -- dates of the calendar, and several of them: the first counts
    _atom(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda m: _whole(m, moments.fixed(moments.safe(int(m[1]), int(m[2]), int(m[3]))))),  # noqa: E501
    _atom(r"\b(\d{1,2})[-./](\d{1,2})[-./](\d{4})\b", lambda m: _whole(m, moments.fixed(moments.safe(int(m[3]), int(m[2]), int(m[1]))))),  # noqa: E501
    _atom(rf"\b(?:on\s)?(?:the\s)?(?:over)?night\s(?:of\s|between\s|from\s)?(?:the\s)?(\d{{1,2}}){_TH}?{_TO}(?:the\s)?\d{{1,2}}{_TH}?\s({_MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]), "night")),  # noqa: E501
    _atom(rf"\b(?:on\s)?(?:the\s)?(?:over)?night\s(?:of\s|between\s|from\s)?({_MONTH})\s(\d{{1,2}}){_TH}?{_TO}(?:{_MONTH}\s)?\d{{1,2}}{_TH}?(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[2], m[1], m[3]), "night")),  # noqa: E501
    _atom(rf"\b(\d{{1,2}}){_TH}?{_TO}\d{{1,2}}{_TH}?\s(?:of\s)?({_MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]))),  # noqa: E501
    _atom(rf"\b({_MONTH})\s(\d{{1,2}}){_TH}?\s?(?:-|–|to)\s?\d{{1,2}}{_TH}?(?!\d|:\d)(?:,?\s(\d{{4}})\b)?", lambda m: _whole(m, _on(m[2], m[1], m[3]))),  # noqa: E501
    _atom(rf"\b(\d{{1,2}}){_TH}?\s(?:of\s)?({_MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]))),
    _atom(rf"\b({_MONTH})\s(\d{{1,2}}){_TH}?(?!\d|:\d)(?:,?\s(\d{{4}})\b)?", lambda m: _whole(m, _on(m[2], m[1], m[3]))),  # noqa: E501
    _atom(rf"\b(?:on|of|since|from|until|by)\sthe\s(\d{{1,2}}){_TH}\b(?=\s*(?:[,.;:)]|$|(?:at|when|and|in|by|instant|inst|during|after|before|around|of\s(?:this|the)\smonth)\b))", lambda m: _whole(m, moments.of_month(int(m[1])))),  # noqa: E501
    _atom(rf"\b(?:on|for|since|until|from)\sthe\s{_NTH}\b(?=\s*(?:[,.;:)]|$|(?:at|in\sthe|of\s(?:this|the)\smonth)\b))", lambda m: _whole(m, moments.of_month(_ORDINALS[m[1].lower()]))),  # noqa: E501
    _atom(r"\bthe\sfirst\sof\s(?:this|the)\smonth\b", lambda m: _whole(m, moments.of_month(1))),
    _atom(r"(?:(?<=,\s)|(?<=\()|(?<=\bon\s))(\d{1,2})(?:\s?[–-]\s?\d{1,2})?/(0[1-9]|1[0-2])(?=\s*(?:[:;,.)]|$))", lambda m: _whole(m, moments.nearest(int(m[2]), int(m[1])))),  # noqa: E501
    # -- months and years
    _atom(rf"\bthat\s(?:same\s)?({_MONTH})(?!\s?\d)", lambda m: _of_that_year(m, m[1])),
    _atom(rf"\b({_MONTH})\s(?:of\s)?(?:that|the\ssame)\syear\b", lambda m: _of_that_year(m, m[1])),
    _atom(rf"\b({_MONTH}),?\s(?:of\s)?(\d{{4}})\b", lambda m: _over(m, _MON, moments.month_span(_month(m[1]), int(m[2])))),  # noqa: E501
    _atom(rf"\b({_MONTH}),?\s(?:of\s)?last\syear\b", lambda m: _over(m, _MON, moments.months_back(0, 1, _month(m[1])))),
    _atom(rf"\b({_MONTH}),?\s(?:of\s)?this\syear\b", lambda m: _over(m, _MON, moments.months_back(0, 0, _month(m[1])))),
    _atom(rf"\blast\s({_MONTH})(?!\s\d)", lambda m: _over(m, _MON, moments.month_span(_month(m[1]), None, True))),
    _atom(rf"\b(?:in|since|from|until|during|by|of|(?:early|late|mid)[\s-])\s?{_SOFT}({_MONTH})(?!\s?\d)", _bare_month),
    _atom(rf"\b{_SEASON}\s(?:of\s)?(\d{{4}})\b", lambda m: _over(m, _MON, moments.season(m[1], int(m[2]), False))),
    _atom(rf"\b(last|(?:in|since|during)\sthe)\s{_SEASON}\b", lambda m: _over(m, _MON, moments.season(m[2], None, m[1].lower() == "last"))),  # noqa: E501
    _atom(rf"\b(?:a|an|the|its|their|this|that)\s((?:19|20)\d\d)\s{_OF_ITS_YEAR}\b", lambda m: _over(m, _YEAR, moments.year_span(int(m[1])), 1)),  # noqa: E501
    _atom(rf"\b(?:in|since|from|of|during|between|year|early|late|mid)[\s-]{_SOFT}((?:19|20)\d\d)\b(?!\s?(?:km|men|people|troops|soldiers))", lambda m: _over(m, _YEAR, moments.year_span(int(m[1])), 1)),  # noqa: E501
    # -- counted back from publication, or from what was told
    _atom(r"\bthe\sday\sbefore\syesterday\b", lambda m: _whole(m, moments.ago(2))),
    _atom(r"\bthe\s(?:night|evening)\sbefore\slast\b", lambda m: _whole(m, moments.ago(2), "night")),
    _atom(r"\b(?:a|one)\s(?:day|night)\sago\b", lambda m: _whole(m, moments.ago(1))),
    _atom(r"\b(?:a|one)\s(?:day|night)\s(?:earlier|before)\b|\bthe\s(?:previous|preceding|prior)\sday\b|\bthe\sday\sbefore\b", lambda m: _whole(m, moments.ago(1), base=Base.BESIDE)),  # noqa: E501
    _atom(r"\bthe\s(?:previous|preceding|prior)\s(night|evening|afternoon|morning)\b|\bthe\s(night|evening|afternoon|morning)\sbefore\b", lambda m: _whole(m, moments.ago(1), (m[1] or m[2]).lower(), Base.BESIDE)),  # noqa: E501
    _atom(rf"\b(?:a\s)?{_N}\sdays?\s(?:ago|back)\b", lambda m: _whole(m, moments.ago(_count(m[1])))),
    _atom(rf"\b(?:a\s)?{_N}\sdays?\s(?:earlier|before)\b", lambda m: _whole(m, moments.ago(_count(m[1])), base=Base.BESIDE)),  # noqa: E501
    _atom(rf"\b{_N}\sdays?\s(?:later|afterwards?)\b", lambda m: _whole(m, moments.ago(-_count(m[1])), base=Base.ONLY_TOLD)),  # noqa: E501
    _atom(r"\bthe\s(?:day|morning)\safter(?=\s*(?:[.,;:)]|$))", lambda m: _whole(m, moments.ago(-1), base=Base.ONLY_TOLD)),  # noqa: E501
    _atom(rf"\b(?:{_N}\sdays?|the\sday)\safter\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(_count(m[1])), base=Base.BESIDE, clause=True)),  # noqa: E501
    _atom(r"\b(?:the|on\sthe)\s(?:next|following)\s(day|morning|afternoon|evening|night)\b", lambda m: _whole(m, moments.ago(-1), None if m[1].lower() == "day" else m[1].lower(), Base.ONLY_TOLD)),  # noqa: E501
    _atom(rf"\b(?:that|(?:on\s)?the\s(?:very\s)?same|(?:on\s)?the\svery)\s(?:(day)|({_PART}))\b", lambda m: _whole(m, moments.ago(0), m[2].lower() if m[2] else None, Base.TOLD)),  # noqa: E501
    _atom(r"\b(?:earlier|later)\s(?:in\sthe|that|(?:on\s)?the\ssame)\sday\b", lambda m: _whole(m, moments.ago(0), base=Base.TOLD)),  # noqa: E501
    _atom(rf"\b(?:a\s)?(?:{_N}|few|half\san)\s(?:hours?|minutes?)\s(?:ago|back)\b", _hours_ago),
    _atom(r"\b(?:hours|minutes|moments)\sago\b|\bjust\snow\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(0), exact=False)),  # noqa: E501
    _atom(r"\b(?:a|one)\sfortnight\s(?:ago|earlier|before)\b", lambda m: _over(m, _WEEK, moments.back_span(14, 14))),
    _atom(rf"\b{_N}\s(week|month|year)s?\s(?:ago|earlier|before)\b", _length_ago),
    _atom(rf"\b{_N}\s(week|month|year)s?\s(?:after|(?:and\s)?on\sfrom)\b", _length_after),
    _atom(rf"\b(?:in|over|during|for|within)\sthe\s(?:past|last|previous)\s(?:{_N}\s)?(hour|day|week|month|year)s?\b", _past_length),  # noqa: E501
    _atom(rf"\bfor\s(?:(?:about|some|nearly|almost|over|more\sthan|at\sleast)\s)?{_N}\s(day|week|month|year)s?\b(?!\s(?:after|before|later|earlier|ago|from))", _for_length),  # noqa: E501
    _atom(rf"\b{_N}\s(day|week|month|year)s?\sof\b(?=\s[a-z])", _length_of),
    # -- nights, which begin on the evening before
    _atom(rf"\b(?:overnight|(?:in|during|on)?\s?(?:the\s)?night)\s(?:of\s|from\s|on\s|between\s)?({_WEEKDAY}){_TO}{_WEEKDAY}\b|\b({_WEEKDAY})\sto\s{_WEEKDAY}\snight\b", lambda m: _whole(m, _weekday(m[1] or m[2]), "night")),  # noqa: E501
    _atom(rf"\bovernight\s(?:in)?to\s({_WEEKDAY})\b", lambda m: _whole(m, _night_before(_weekday(m[1])), "night")),
    _atom(rf"\b(?:overnight\son|(?:in|during)\sthe\snight\s(?:of|from))\s(?=(?:the\s)?\d|{_MONTH}\s\d|{_WEEKDAY})", lambda m: Moment(m.start(), m.end(), part="night")),  # noqa: E501
    _atom(r"\b(?:last\snight|yesternight)\b|\bovernight\b|\b(?:during|in|over)\sthe\s(?:past\s|last\s)?night\b|\b(?:this|the)\spast\snight\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(1), part="overnight", exact=m[0].lower() in ("last night", "yesternight"))),  # noqa: E501
    _atom(r"\b(?:yesterday['’]?s?|last)\s(morning|afternoon|evening|night|noon)\b", lambda m: _whole(m, moments.ago(1), m[1].lower())),  # noqa: E501
    _atom(r"\b(?:this|today['’]?s?|early\sthis|late\sthis|earlier\sthis)\s(morning|afternoon|evening)\b", lambda m: _whole(m, moments.ago(0), m[1].lower())),  # noqa: E501
    _atom(r"\btonight\b", lambda m: _whole(m, moments.ago(0), "night")),
    _atom(r"\byesterday\b", lambda m: _whole(m, moments.ago(1))),
    _atom(r"\btoday\b|\bthis\sday\b", lambda m: _whole(m, moments.ago(0))),
    _atom(r"\btomorrow\b", lambda m: _whole(m, moments.ago(-1))),
    # -- weeks, months, years beside the present
    _atom(rf"\b(?:on\s)?({_WEEKDAY})\s(?:of\s)?last\sweek\b|\blast\sweek['’]s\s({_WEEKDAY})\b", lambda m: _whole(m, _weekday(m[1] or m[2], "last week"))),  # noqa: E501
    _atom(r"\b(?:over|at|on|during)\s(?:the|this)\s(?:past\s)?weekend\b|\b(?:last|this)\sweekend\b", lambda m: _over(m, _WEEK, moments.weekend)),  # noqa: E501
    _atom(r"\bthis\sweek\b|\bearlier\sin\sthe\sweek\b|\bin\srecent\sdays\b", lambda m: _over(m, _WEEK, moments.week(0))),  # noqa: E501
    _atom(r"\blast\sweek\b|\bthe\sprevious\sweek\b", lambda m: _over(m, _WEEK, moments.week(-1))),
    _atom(r"\bnext\sweek\b", lambda m: _over(m, _WEEK, moments.week(1))),
    _atom(r"\b(?:since\sthe\s(?:start|beginning)\sof\s(?:the|this)|so\sfar\sthis|earlier\sthis|(?<!\btime\s)this)\s(month|year)\b", lambda m: _over(m, _PRECISION[m[1].lower()], moments.months_back(0) if m[1].lower() == "month" else moments.years_back(0))),  # noqa: E501
    _atom(r"\blast\smonth\b|\bthe\sprevious\smonth\b", lambda m: _over(m, _MON, moments.months_back(1))),
    _atom(r"\bin\srecent\s(?:weeks|months)\b", lambda m: _over(m, _MON, moments.back_span(40, 20))),
    _atom(r"\blast\syear\b|\bthe\sprevious\syear\b", lambda m: _over(m, _YEAR, moments.years_back(1))),
    _atom(r"\bin\srecent\syears\b", lambda m: _over(m, _YEAR, moments.back_span(500, 150))),
    # -- weekdays
    _atom(rf"\b(?:between|from)\s({_WEEKDAY})\s(?:and|to)\s{_WEEKDAY}\b", lambda m: _whole(m, _weekday(m[1]))),
    _atom(rf"\b({_WEEKDAY})\sto\s{_WEEKDAY}\b", lambda m: _whole(m, _weekday(m[1]), "night")),
    _atom(rf"\b(late|early)\s(?:on\s|in\sthe\s)?({_WEEKDAY})(?:\s({_PART}))?", lambda m: _whole(m, _weekday(m[2]), m[3].lower() if m[3] else {"late": "evening", "early": "early morning"}[m[1].lower()])),  # noqa: E501
    _atom(rf"\b({_WEEKDAY})\s(last|next)\b(?!\s(?:week|month|year))", lambda m: _whole(m, _weekday(m[1], "" if m[2].lower() == "last" else "next"))),  # noqa: E501
    _atom(rf"\b(?:(last|next|this|past)\s)?({_WEEKDAY})s?(?:['’]s?)?\b(?:\s(?:early\s|late\s)?({_PART}))?", lambda m: _whole(m, _weekday(m[2], (m[1] or "").lower()), m[3].lower() if m[3] else None)),  # noqa: E501
    # -- times of day
    _atom(r"\bbetween\s(?:around\s)?(\d{1,2})[:.h](\d{2})\s(?:and|to)\s(\d{1,2})[:.h](\d{2})\b", _clocks),
    _atom(r"\bfrom\s(\d{1,2})[:.h](\d{2})\s(?:to|until|till)\s(\d{1,2})[:.h](\d{2})\b", _clocks),
    _atom(r"\b(\d{1,2})[:.](\d{2})\s?(a\.?m\.?|p\.?m\.?)(?!\w)", _clock),
    _atom(r"\b(\d{1,2})()\s?(a\.m\.|p\.m\.|am\b|pm\b)", _clock),
    _atom(r"\b(?:at|by|around|about|toward|towards|from|since|until|till|after|before|of)\s(?:around\s|about\s|approximately\s|roughly\s)?(\d{1,2})[:.h](\d{2})\b()(?!\s?(?:km|mm|per\s|million))", _clock),  # noqa: E501
    _atom(r"\b(\d{2}):(\d{2})\b()", _clock),
    _atom(r"\b([01]\d|2[0-3])([0-5]\d)()(?:\s?(?:hours|hrs?|UTC|GMT|Z\b|local|h\b))", _clock),
    _atom(rf"\b(?:at|around|about|toward|towards|before|after|since)\s(?:around\s|about\s)?{_N}\s(?:o['’]clock\s)?(?:in\sthe|at)\s(morning|afternoon|evening|night)\b", _hour_of_part),  # noqa: E501
    _atom(rf"\b(?:around|about|toward|towards)\s{_N}\so['’]clock\b()", _o_clock),
    _atom(rf"\b(?:early\s|late\s)?({_PART})\b", lambda m: Moment(m.start(), m.end(), part=re.sub(r"\s", " ", m[1].lower()))),  # noqa: E501
    _atom(r"\b(?:some\s)?(?:hours?|minutes?)\s(?:later|afterwards?)\b", lambda m: Moment(m.start(), m.end(), shift=1, exact=False)),  # noqa: E501
)  # fmt: skip
"""In this order; a later pattern never takes text that an earlier one took."""
