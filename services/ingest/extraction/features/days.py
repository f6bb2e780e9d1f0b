"""Days that a text names, by the grammar of dates, and the one that its happening was on."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from services.ingest.extraction import dates
from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Tokens

__all__ = ["Named", "event_day", "named"]

_ANCHORS: Final = words("days") | words("months")
"""What every expression of a day holds one of, or a date in digits."""
_MONTHS: Final = words("months")
_PARTS: Final = words("day_parts") | frozenset(str(number) for number in range(1, 32))
_MARKS: Final = frozenset(",.") | {"'s"}
_TOLD: Final = words("telling")
_DIGITS: Final = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_BEFORE, _AFTER = 3, 5
"""Tokens round an anchor that may be of its expression."""
_LEAD: Final = 0.1
"""How much less each further sentence counts."""
_NEAR: Final = 8.0
"""Tokens from a word of violence at which a day counts half as much as beside it."""
_FAR: Final = 40
"""Taken as the distance where a sentence has no word of violence."""
_TELLING: Final = 0.1
"""What a day counts that stands nearer to a word of telling or of courts: the day of the statement, not of the deed."""
_DATED: Final = 1.6
"""What a date of the calendar counts beside a weekday."""


class Named(NamedTuple):
    """A day that a text names: at which token, and whether as a date of the calendar."""

    day: date
    at: int
    dated: bool


@lru_cache(maxsize=8192)
def _moments(phrase: str) -> tuple[dates.Moment, ...]:
    """What is said of days; so few phrases are ever used that reading is mostly remembering."""
    return tuple(moment for moment in dates.find(phrase) if moment.day is not None)


def named(found: Tokens, published: date | None) -> list[Named]:
    """The days that a text names, in order; relative ones are counted from `published`."""
    made: list[Named] = []
    done = 0
    for at in [at for at, lower in enumerate(found.lowers) if lower in _ANCHORS or _DIGITS.match(lower)]:
        if at < done or (found.lowers[at] in _MONTHS and not found.words[at][0].isupper()):
            continue
        first, done = at, at + 1
        while found.within(at, first - 1) and at - first < _BEFORE and found.lowers[first - 1] in _PARTS:
            first -= 1
        while found.within(at, done) and done - at < _AFTER and _goes_on(found, done):
            done += 1
        phrase = [word for word in found.lowers[first:done] if word not in _MARKS]
        for moment in _moments(" ".join(phrase)):
            occurred = dates.resolve(moment, published)
            if occurred is not None:
                dated = any(word in _MONTHS or word[0].isdigit() for word in phrase)
                made.append(Named(occurred.start.date(), at, dated))
    return made


def _goes_on(found: Tokens, at: int) -> bool:
    lower = found.lowers[at]
    return lower in _PARTS or lower in _ANCHORS or lower in _MARKS or lower[0].isdigit()


def event_day(found: Tokens, days: Sequence[Named], violence: Sequence[int], published: date | None) -> date | None:
    """The day that most speaks for: near words of violence (tokens), far from those of telling, early in the text.

    A day after publication is no happening's.
    """
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for at in violence:
        by_sentence[found.sentences[at]].append(at)
    votes: dict[date, float] = defaultdict(float)
    for one in days:
        if published is not None and one.day > published + timedelta(days=1):
            continue
        sentence = found.sentences[one.at]
        away = min((abs(word - one.at) for word in by_sentence[sentence]), default=_FAR)
        told = min((step for step in range(1, 7) if _is_telling(found, one.at, step)), default=_FAR)
        weight = 1 / (1 + away / _NEAR) / (1 + _LEAD * sentence)
        votes[one.day] += weight * (_TELLING if told < away else 1.0) * (_DATED if one.dated else 1.0)
    return max(votes, key=lambda day: (votes[day], day), default=None)


def _is_telling(found: Tokens, at: int, step: int) -> bool:
    return any(found.within(at, other) and found.lowers[other] in _TOLD for other in (at - step, at + step))
