"""The smallest time expressions: one pattern each, with what it gives."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple

from schemas.vocabulary import TimePrecision
from services.ingest.extraction.dates import moments
from services.ingest.extraction.dates.moments import Base, Day, Moment, Stretch
from services.ingest.extraction.dates.words import (
    MONTH,
    MONTHS,
    NTH,
    OF_ITS_YEAR,
    ORDINALS,
    PART,
    SEASON,
    SHORT_DAY,
    SHORT_DAYS,
    SMALL,
    SOFT,
    TH,
    TO,
    WEEKDAY,
    N,
)

__all__ = ["ATOMS", "Atom"]

_DAY, _WEEK, _MON, _YEAR = TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR
_LENGTH = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_PRECISION = {"hour": _DAY, "day": _DAY, "week": _WEEK, "month": _MON, "year": _YEAR}


class Atom(NamedTuple):
    """A pattern and what a match of it says; None: nothing after all."""

    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], Moment | None]


def _count(word: str | None) -> int:
    return int(word) if word and word.isdigit() else SMALL[word.lower()] if word else 1


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _on(day: str, month: str, year: str | None) -> Day:
    m = _month(month)
    return moments.fixed(moments.safe(int(year), m, int(day))) if year else moments.nearest(m, int(day))


def _last_year(day: str, month: str) -> Day:
    return moments.of_year(1, _month(month), int(day))


def _numeric(m: re.Match[str]) -> Moment:
    """Day, month and year, or as Americans write them where that is no date."""
    first, second, year = int(m[1]), int(m[2]), int(m[3])
    return _whole(m, moments.fixed(moments.safe(year, second, first) or moments.safe(year, first, second)))


def _weekday(name: str, which: str = "") -> Day:
    return moments.weekday(SHORT_DAYS[name[:3].lower()], which)


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
    return Moment(m.start(), m.end(), since=True, span=(_PRECISION[unit], moments.lasting(_count(m[1]), unit, days)))


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
    count, unit = _count(m[1]), m[2].lower()
    begun = moments.lasting(count, unit, round(count * _LENGTH[unit]))
    return Moment(m.start(), m.end(), since=True, lasting=True, span=(_PRECISION[unit], begun))


def _length_of(m: re.Match[str]) -> Moment | None:
    """ "Three days of fighting", of which today is the last; nothing else has its day by that."""
    count, unit = _count(m[1]), m[2].lower()
    begun = count - 1 if unit == "day" else round(count * _LENGTH[unit])
    if begun < 1:
        return None
    return Moment(m.start(), m.end(), clause=True, span=(_PRECISION[unit], moments.lasting(count, unit, begun)))


def _atom(pattern: str, make: Callable[[re.Match[str]], Moment | None]) -> Atom:
    return Atom(re.compile(pattern, re.IGNORECASE), make)


def _cased(pattern: str, make: Callable[[re.Match[str]], Moment | None]) -> Atom:
    return Atom(re.compile(pattern), make)


ATOMS: tuple[Atom, ...] = (
    # -- dates of the calendar, and several of them: the first counts
    _atom(r"\b(\d{4})-(\d{2})-(\d{2})\b", lambda m: _whole(m, moments.fixed(moments.safe(int(m[1]), int(m[2]), int(m[3]))))),  # noqa: E501
    _atom(r"\b(\d{1,2})[-./](\d{1,2})[-./](\d{4})\b", _numeric),
    _atom(rf"\b(?:on\s)?(?:the\s)?(?:over)?night\s(?:of\s|between\s|from\s)?(?:the\s)?(\d{{1,2}}){TH}?{TO}(?:the\s)?\d{{1,2}}{TH}?\s({MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]), "night")),  # noqa: E501
    _atom(rf"\b(?:on\s)?(?:the\s)?(?:over)?night\s(?:of\s|between\s|from\s)?({MONTH})\s(\d{{1,2}}){TH}?{TO}(?:{MONTH}\s)?\d{{1,2}}{TH}?(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[2], m[1], m[3]), "night")),  # noqa: E501
    _atom(rf"\b(\d{{1,2}}){TH}?{TO}\d{{1,2}}{TH}?\s(?:of\s)?({MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]))),  # noqa: E501
    _atom(rf"\b({MONTH})\s(\d{{1,2}}){TH}?\s?(?:-|–|to)\s?\d{{1,2}}{TH}?(?!\d|:\d)(?:,?\s(\d{{4}})\b)?", lambda m: _whole(m, _on(m[2], m[1], m[3]))),  # noqa: E501
    _atom(rf"\b(?:in|during)\sthe\snight\sto\s(?:the\s)?(\d{{1,2}}){TH}?\s({MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _night_before(_on(m[1], m[2], m[3])), "night")),  # noqa: E501
    _atom(rf"\b(\d{{1,2}}){TH}?\s(?:of\s)?({MONTH}),?\s(?:of\s)?last\syear\b", lambda m: _whole(m, _last_year(m[1], m[2]))),  # noqa: E501
    _atom(rf"\b({MONTH})\s(\d{{1,2}}){TH}?,?\s(?:of\s)?last\syear\b", lambda m: _whole(m, _last_year(m[2], m[1]))),
    _atom(rf"\b(\d{{1,2}}){TH}?\s(?:of\s)?({MONTH})(?:,?\s(\d{{4}}))?\b", lambda m: _whole(m, _on(m[1], m[2], m[3]))),
    _atom(rf"\b({MONTH})\s(\d{{1,2}}){TH}?(?!\d|:\d)(?:,?\s(\d{{4}})\b)?", lambda m: _whole(m, _on(m[2], m[1], m[3]))),
    _atom(rf"\b(?:on|of|since|from|until|by)\sthe\s(\d{{1,2}}){TH}\b(?=\s*(?:[,.;:)]|$|(?:at|when|and|in|by|instant|inst|during|after|before|around|of\s(?:this|the)\smonth)\b))", lambda m: _whole(m, moments.of_month(int(m[1])))),  # noqa: E501
    _atom(rf"\b(?:on|for|since|until|from)\sthe\s{NTH}\b(?=\s*(?:[,.;:)]|$|(?:at|in\sthe|of\s(?:this|the)\smonth)\b))", lambda m: _whole(m, moments.of_month(ORDINALS[m[1].lower()]))),  # noqa: E501
    _atom(r"\bthe\sfirst\sof\s(?:this|the)\smonth\b", lambda m: _whole(m, moments.of_month(1))),
    _atom(r"(?:(?<=,\s)|(?<=\()|(?<=\bon\s))(\d{1,2})(?:\s?[–-]\s?\d{1,2})?/(0[1-9]|1[0-2])(?=\s*(?:[:;,.)]|$))", lambda m: _whole(m, moments.nearest(int(m[2]), int(m[1])))),  # noqa: E501
    # -- months and years
    _atom(rf"\bthat\s(?:same\s)?({MONTH})(?!\s?\d)", lambda m: _of_that_year(m, m[1])),
    _atom(rf"\b({MONTH})\s(?:of\s)?(?:that|the\ssame)\syear\b", lambda m: _of_that_year(m, m[1])),
    _atom(rf"\b({MONTH}),?\s(?:of\s)?(\d{{4}})\b", lambda m: _over(m, _MON, moments.month_span(_month(m[1]), int(m[2])))),  # noqa: E501
    _atom(rf"\b({MONTH}),?\s(?:of\s)?last\syear\b", lambda m: _over(m, _MON, moments.months_back(0, 1, _month(m[1])))),
    _atom(rf"\b({MONTH}),?\s(?:of\s)?this\syear\b", lambda m: _over(m, _MON, moments.months_back(0, 0, _month(m[1])))),
    _atom(rf"\blast\s({MONTH})(?!\s\d)", lambda m: _over(m, _MON, moments.month_span(_month(m[1]), None, True))),
    _atom(rf"\b(?:in|since|from|until|during|by|of|(?:early|late|mid)[\s-])\s?{SOFT}({MONTH})(?!\s?\d)", _bare_month),
    _atom(rf"\b{SEASON}\s(?:of\s)?(\d{{4}})\b", lambda m: _over(m, _MON, moments.season(m[1], int(m[2]), False))),
    _atom(rf"\b(?:the\s)?{SEASON}\s(?:of\s)?last\syear\b", lambda m: _over(m, _MON, moments.season(m[1], None, False, 1))),  # noqa: E501
    _atom(rf"\b(last|(?:in|since|during)\sthe)\s{SEASON}\b", lambda m: _over(m, _MON, moments.season(m[2], None, m[1].lower() == "last"))),  # noqa: E501
    _atom(rf"\b(?:a|an|the|its|their|this|that)\s((?:19|20)\d\d)\s{OF_ITS_YEAR}\b", lambda m: _over(m, _YEAR, moments.year_span(int(m[1])), 1)),  # noqa: E501
    _atom(rf"\b(?:in|since|from|of|during|between|year|early|late|mid)[\s-]{SOFT}((?:19|20)\d\d)\b(?!\s?(?:km|men|people|troops|soldiers))", lambda m: _over(m, _YEAR, moments.year_span(int(m[1])), 1)),  # noqa: E501
    # -- counted back from publication, or from what was told
    _atom(r"\bthe\sday\sbefore\syesterday\b", lambda m: _whole(m, moments.ago(2))),
    _atom(r"\bthe\s(?:night|evening)\sbefore\slast\b", lambda m: _whole(m, moments.ago(2), "night")),
    _atom(r"\b(?:a|one)\s(?:day|night)\sago\b", lambda m: _whole(m, moments.ago(1))),
    _atom(r"\b(?:a|one)\s(?:day|night)\s(?:earlier|before)\b|\bthe\s(?:previous|preceding|prior)\sday\b|\bthe\sday\sbefore\b", lambda m: _whole(m, moments.ago(1), base=Base.BESIDE)),  # noqa: E501
    _atom(r"\bthe\s(?:previous|preceding|prior)\s(night|evening|afternoon|morning)\b|\bthe\s(night|evening|afternoon|morning)\sbefore\b", lambda m: _whole(m, moments.ago(1), (m[1] or m[2]).lower(), Base.BESIDE)),  # noqa: E501
    _atom(rf"\b{N}\snights\s(?:ago|back)\b", lambda m: _whole(m, moments.ago(_count(m[1])), "night")),
    _atom(rf"\b(?:a\s)?{N}\sdays?\s(?:ago|back)\b", lambda m: _whole(m, moments.ago(_count(m[1])))),
    _atom(rf"\b(?:a\s)?{N}\sdays?\s(?:earlier|before)\b", lambda m: _whole(m, moments.ago(_count(m[1])), base=Base.BESIDE)),  # noqa: E501
    _atom(rf"\b{N}\sdays?\s(?:later|afterwards?)\b", lambda m: _whole(m, moments.ago(-_count(m[1])), base=Base.ONLY_TOLD)),  # noqa: E501
    _atom(r"\bthe\s(?:day|morning)\safter(?=\s*(?:[.,;:)]|$))", lambda m: _whole(m, moments.ago(-1), base=Base.ONLY_TOLD)),  # noqa: E501
    _atom(rf"\b(?:{N}\sdays?|the\sday)\safter\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(_count(m[1])), base=Base.BESIDE, clause=True)),  # noqa: E501
    _atom(r"\b(24|36|48|72|96)\shours\safter\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(int(m[1]) // 24), base=Base.BESIDE, clause=True)),  # noqa: E501
    _atom(r"\b(24|36|48|72|96)\shours\s(?:earlier|before)\b", lambda m: _whole(m, moments.ago(int(m[1]) // 24), base=Base.BESIDE)),  # noqa: E501
    _atom(r"\b(?:the|on\sthe)\s(?:next|following)\s(day|morning|afternoon|evening|night)\b", lambda m: _whole(m, moments.ago(-1), None if m[1].lower() == "day" else m[1].lower(), Base.ONLY_TOLD)),  # noqa: E501
    _atom(rf"\b(?:that|(?:on\s)?the\s(?:very\s)?same|(?:on\s)?the\svery)\s(?:(day)|({PART}))\b", lambda m: _whole(m, moments.ago(0), m[2].lower() if m[2] else None, Base.TOLD)),  # noqa: E501
    _atom(r"\b(?:that|the\ssame)\s(month|year)\b", lambda m: Moment(m.start(), m.end(), span=(_PRECISION[m[1].lower()], moments.months_back(0) if m[1].lower() == "month" else moments.years_back(0)), base=Base.ONLY_TOLD)),  # noqa: E501
    _atom(r"\b(?:earlier|later)\s(?:in\sthe|that|(?:on\s)?the\ssame)\sday\b", lambda m: _whole(m, moments.ago(0), base=Base.TOLD)),  # noqa: E501
    _atom(rf"\b(?:a\s)?(?:{N}|few|half\san)\s(?:hours?|minutes?)\s(?:ago|back)\b", _hours_ago),
    _atom(r"\b(?:hours|minutes|moments)\sago\b|\bjust\snow\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(0), exact=False)),  # noqa: E501
    _atom(r"\b(?:a|one)\sfortnight\s(?:ago|earlier|before)\b", lambda m: _over(m, _WEEK, moments.back_span(14, 14))),
    _atom(rf"\b{N}\s(week|month|year)s?\s(?:ago|earlier|before)\b", _length_ago),
    _atom(rf"\b{N}\s(week|month|year)s?\s(?:after|(?:and\s)?on\sfrom)\b", _length_after),
    _atom(rf"\b(?:in|over|during|for|within)\sthe\s(?:past|last|previous)\s(?:{N}\s)?(hour|day|week|month|year)s?\b", _past_length),  # noqa: E501
    _atom(rf"\bfor\s(?:(?:about|some|nearly|almost|over|more\sthan|at\sleast)\s)?{N}\s(day|week|month|year)s?\b(?!\s(?:after|before|later|earlier|ago|from))", _for_length),  # noqa: E501
    _atom(rf"\b{N}\s(day|week|month|year)s?\sof\b(?=\s[a-z])", _length_of),
    # -- nights, which begin on the evening before
    _atom(rf"\b(?:overnight|(?:in|during|on)?\s?(?:the\s)?night)\s(?:of\s|from\s|on\s|between\s)?({WEEKDAY}){TO}{WEEKDAY}\b|\b({WEEKDAY})\sto\s{WEEKDAY}\snight\b", lambda m: _whole(m, _weekday(m[1] or m[2]), "night")),  # noqa: E501
    _atom(rf"\b(?:late\s(?:on\s)?)?({WEEKDAY})(?:\s(?:night|evening))?\sinto\s(?:early\s(?:on\s)?|the\s(?:small|early)\shours\sof\s)?{WEEKDAY}\b", lambda m: _whole(m, _weekday(m[1]), "night")),  # noqa: E501
    _atom(rf"\b(?:overnight\s(?:in)?|(?:in|during)\sthe\snight\s)to\s({WEEKDAY})\b", lambda m: _whole(m, _night_before(_weekday(m[1])), "night")),  # noqa: E501
    _atom(rf"\b(?:overnight(?:\son)?|(?:in|during)\sthe\snight\s(?:of|from))\s(?=(?:the\s)?\d|{MONTH}\s\d|{WEEKDAY})", lambda m: Moment(m.start(), m.end(), part="night")),  # noqa: E501
    _atom(r"\b(?:last\snight|yesternight)\b|\bovernight\b|\b(?:during|in|over)\sthe\s(?:past\s|last\s)?night\b|\b(?:this|the)\spast\snight\b", lambda m: Moment(m.start(), m.end(), day=moments.ago(1), part="overnight", exact=m[0].lower() in ("last night", "yesternight"))),  # noqa: E501
    _atom(r"\b(?:yesterday['’]?s?|last)\s(morning|afternoon|evening|night|noon)\b", lambda m: _whole(m, moments.ago(1), m[1].lower())),  # noqa: E501
    _atom(r"\b(?:this|today['’]?s?|early\sthis|late\sthis|earlier\sthis)\s(morning|afternoon|evening)\b", lambda m: _whole(m, moments.ago(0), m[1].lower())),  # noqa: E501
    _atom(r"\btonight\b", lambda m: _whole(m, moments.ago(0), "night")),
    _atom(r"\byesterday\b", lambda m: _whole(m, moments.ago(1))),
    _atom(r"\btoday\b|\bthis\sday\b", lambda m: _whole(m, moments.ago(0))),
    _atom(r"\btomorrow\b", lambda m: _whole(m, moments.ago(-1))),
    # -- weeks, months, years beside the present
    _atom(rf"\b({WEEKDAY})\s(?:of\s)?this\sweek\b|\b(?:earlier\s)?this\sweek,?\son\s({WEEKDAY})\b", lambda m: _whole(m, _weekday(m[1] or m[2]))),  # noqa: E501
    _atom(rf"\b(?:on\s)?({WEEKDAY})\s(?:of\s)?last\sweek\b|\blast\sweek(?:['’]s|,?\son)\s({WEEKDAY})\b", lambda m: _whole(m, _weekday(m[1] or m[2], "last week"))),  # noqa: E501
    _atom(r"\b(?:over|at|on|during)\s(?:the|this)\s(?:past\s)?weekend\b|\b(?:last|this)\sweekend\b", lambda m: _over(m, _WEEK, moments.weekend)),  # noqa: E501
    _atom(r"\bthis\sweek\b|\bearlier\sin\sthe\sweek\b|\bin\srecent\sdays\b", lambda m: _over(m, _WEEK, moments.week(0))),  # noqa: E501
    _atom(r"\blast\sweek\b|\bthe\sprevious\sweek\b", lambda m: _over(m, _WEEK, moments.week(-1))),
    _atom(r"\bnext\sweek\b", lambda m: _over(m, _WEEK, moments.week(1))),
    _atom(r"\b(?:(?:since|at|from)\sthe\s(?:start|beginning)\sof\s(?:the|this)|so\sfar\sthis|earlier\sthis|(?<!\btime\s)this)\s(month|year)\b", lambda m: _over(m, _PRECISION[m[1].lower()], moments.months_back(0) if m[1].lower() == "month" else moments.years_back(0))),  # noqa: E501
    _atom(r"\blast\smonth\b|\bthe\sprevious\smonth\b", lambda m: _over(m, _MON, moments.months_back(1))),
    _atom(r"\bin\srecent\s(?:weeks|months)\b", lambda m: _over(m, _MON, moments.back_span(40, 20))),
    _atom(r"\blast\syear\b|\bthe\sprevious\syear\b", lambda m: _over(m, _YEAR, moments.years_back(1))),
    _atom(r"\bin\srecent\syears\b", lambda m: _over(m, _YEAR, moments.back_span(500, 150))),
    # -- weekdays
    _atom(rf"\b(?:between|from)\s({WEEKDAY})\s(?:and|to)\s{WEEKDAY}\b", lambda m: _whole(m, _weekday(m[1]))),
    _atom(rf"\b({WEEKDAY})\sto\s{WEEKDAY}\b", lambda m: _whole(m, _weekday(m[1]), "night")),
    _atom(rf"\b(late|early)\s(?:on\s|in\sthe\s)?({WEEKDAY})(?:\s({PART}))?", lambda m: _whole(m, _weekday(m[2]), m[3].lower() if m[3] else {"late": "evening", "early": "early morning"}[m[1].lower()])),  # noqa: E501
    _atom(rf"\b({WEEKDAY})\s(last|next)\b(?!\s(?:week|month|year))", lambda m: _whole(m, _weekday(m[1], "" if m[2].lower() == "last" else "next"))),  # noqa: E501
    _atom(rf"\b(?:(last|next|this|past)\s)?({WEEKDAY})s?(?:['’]s?)?\b(?:\s(?:early\s|late\s)?({PART}))?", lambda m: _whole(m, _weekday(m[2], (m[1] or "").lower()), m[3].lower() if m[3] else None)),  # noqa: E501
    _cased(rf"\b({SHORT_DAY})(?:(?=,?\s(?:\d{{1,2}}\s(?i:{MONTH})|(?i:{MONTH})\s\d))|\s(?:early\s|late\s)?({PART})\b)", lambda m: _whole(m, _weekday(m[1]), m[2])),  # noqa: E501
    _cased(rf"\b(?:[Oo]n|[Ll]ast|[Ss]ince|[Uu]ntil|[Bb]y|[Ll]ate|[Ee]arly|from)\s({SHORT_DAY})(?=\s|[,;:)]|$)", lambda m: _whole(m, _weekday(m[1]))),  # noqa: E501
    # -- times of day
    _atom(r"\bbetween\s(?:around\s)?(\d{1,2})[:.h](\d{2})\s(?:and|to)\s(\d{1,2})[:.h](\d{2})\b", _clocks),
    _atom(r"\bfrom\s(\d{1,2})[:.h](\d{2})\s(?:to|until|till)\s(\d{1,2})[:.h](\d{2})\b", _clocks),
    _atom(r"\b(\d{1,2})[:.](\d{2})\s?(a\.?m\.?|p\.?m\.?)(?!\w)", _clock),
    _atom(r"\b(\d{1,2})()\s?(a\.m\.|p\.m\.|am\b|pm\b)", _clock),
    _atom(r"\b(?:at|by|around|about|toward|towards|from|since|until|till|after|before|of)\s(?:around\s|about\s|approximately\s|roughly\s)?(\d{1,2})[:.h](\d{2})\b()(?!\s?(?:km|mm|per\s|million))", _clock),  # noqa: E501
    _atom(r"\b(\d{2}):(\d{2})\b()", _clock),
    _atom(r"\b([01]\d|2[0-3])([0-5]\d)()(?:\s?(?:hours|hrs?|UTC|GMT|Z\b|local|h\b))", _clock),
    _atom(rf"\b(?:at|around|about|toward|towards|before|after|since)\s(?:around\s|about\s)?{N}\s(?:o['’]clock\s)?(?:in\sthe|at)\s(morning|afternoon|evening|night)\b", _hour_of_part),  # noqa: E501
    _atom(rf"\b(?:at|around|about|toward|towards|by|before|after|since)\s(?:around\s|about\s)?{N}\so['’]clock\b", _o_clock),  # noqa: E501
    _atom(rf"\b(?:early\s|late\s)?({PART})\b", lambda m: Moment(m.start(), m.end(), part=re.sub(r"\s", " ", m[1].lower()))),  # noqa: E501
    _atom(r"\b(?:some\s)?(?:hours?|minutes?)\s(?:later|afterwards?)\b", lambda m: Moment(m.start(), m.end(), shift=1, exact=False)),  # noqa: E501
)  # fmt: skip
"""In this order; a later pattern never takes text that an earlier one took."""
