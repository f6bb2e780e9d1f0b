"""On which of the days that a report names a happening was, where its own clause does not tell, weighed over them all.

A report names its day once and goes on from it; a day may also be that of a speech, or of what is told beside. What was
handed down to a happening is one voice here: how near a day is named, whether other happenings of its kind or at its
place were on it, and how long ago it is are weighed together with the day of publication, which stands for a day that
is not told. The bits were estimated as a conditional logistic model by `bench.fit_choices` on labelled reports.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from schemas.slots import Occurred
from schemas.vocabulary import EventType, Temporal, TimePrecision
from services.ingest.extraction.bits import Levels, load
from services.ingest.extraction.dates.resolving import HISTORICAL_AFTER, is_historical
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.text.segment import Unit
from services.ingest.extraction.vicinity import distance, kinship, stands

__all__ = ["WEIGHTS", "Candidate", "Days", "Named", "date_all"]

WEIGHTS: Final = "dating.json"
"""The file under `data/`: bits by what is compared and how it stands, with what they were estimated from."""
_MOST: Final = 3
"""Days beyond which it makes no difference how many were named between."""
_EVENING: Final = 17
_MORNING: Final = 6
_SPANS: Final = frozenset({TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR})
_AGES: Final = ((0, "today"), (1, "yesterday"), (2, "days"), (7, "week"), (25, "weeks"))


class Named(NamedTuple):
    """A day where a unit names it: half-open code points of the unit's field, and what it is told of."""

    occurred: Occurred
    unit: Unit
    start: int
    end: int
    role: str


class Candidate(NamedTuple):
    """A day that may be meant, None for that of publication where nobody names it, and what speaks for it."""

    occurred: Occurred | None
    levels: Levels


def date_all(drafts: Sequence[Draft], named: Sequence[Named], published: datetime | None) -> None:
    """Give each draft that tells no day of its own the likeliest one, in place; `published` or filed then."""
    if published is None:
        return
    weights, told = load(WEIGHTS), Days(drafts, named, published)
    chosen = [
        (draft, max(told.candidates(draft), key=lambda one: weights.sum(one.levels)).occurred)
        for draft in drafts
        if told.open(draft)
    ]
    for draft, found in chosen:
        if _day(found) == _day(draft.occurred) or (draft.clocked and found is None):
            continue
        draft.occurred = _at_its_hour(draft.occurred, found) if draft.clocked else found
        draft.carried.pop("occurred", None)
        if found is not None:
            draft.carried["occurred"] = next(iter(told.then.get(found.start.date(), ())), None)
            if is_historical(found, published):
                draft.temporal = Temporal.HISTORICAL


class Days:
    """The days of one report: where each is named, and what is told to have happened then."""

    def __init__(self, drafts: Sequence[Draft], named: Sequence[Named], published: datetime) -> None:
        self._published = published.date()
        self.mentions: dict[date, list[Named]] = {}
        self.then: dict[date, list[Draft]] = {}
        for one in named:
            if one.occurred.start.date() <= self._published:
                self.mentions.setdefault(one.occurred.start.date(), []).append(one)
        self._in_order = sorted(
            (one.start, one.occurred.start.date())
            for one in named
            if one.unit.field == "text" and one.occurred.start.date() <= self._published
        )
        self._dated = [
            draft
            for draft in drafts
            if draft.occurred is not None and "occurred" not in draft.carried and draft.temporal is Temporal.ACTUAL
        ]
        for draft in self._dated:
            assert draft.occurred is not None
            self.then.setdefault(draft.occurred.start.date(), []).append(draft)

    def open(self, draft: Draft) -> bool:
        """Whether the day of a draft is for the report to tell."""
        return (
            draft.temporal is Temporal.ACTUAL
            and draft.type is not EventType.THREAT
            and "occurred" not in draft.settled
            and (draft.occurred is None or "occurred" in draft.carried or draft.clocked)
        )

    def candidates(self, draft: Draft) -> list[Candidate]:
        """What was handed down to a draft, every day that the report names, and that of publication."""
        held = _day(draft.occurred)
        has = "nothing" if held is None else "a day"
        found = []
        if self._published not in self.mentions:
            found.append(Candidate(None, {"has": f"{has}: publication"}))
        recent, last = self._recent(draft), self._last(draft)
        for day, mentions in self.mentions.items():
            if all(_looks_back(one, draft, self._published) for one in mentions):
                continue
            near = min(mentions, key=lambda one: distance(one, draft))
            where = stands(near, draft)
            if draft.unit.clock is not None and where == "other item" and day not in recent:
                continue  # what an item of its own hour tells was not on a day that a later one tells of
            if draft.clocked and (where == "other item" or (day not in recent and where != "title")):
                continue  # an hour is of a day that was told before it in its item, or of today
            levels = {
                "has": f"{has}: {'it' if day == held else 'another'}",
                "stands": where,
                "role": near.role,
                "then": self._then(draft, day),
                "where": self._where(draft, day),
                "recent": recent.get(day, "after"),
                "last": "nothing" if last is None else "it" if last == day else "another",
                "first": "first" if self._in_order and day == self._in_order[0][1] else "later",
                "age": self._age(day),
            }
            found.append(Candidate(draft.occurred if day == held else near.occurred, levels))
        if held is not None and (held not in self.mentions or not found):
            levels = {"has": "unnamed", "age": self._age(held)}
            found.append(Candidate(draft.occurred, levels))
        return found or [Candidate(None, {})]

    def _age(self, day: date) -> str:
        """How long a day lies before the report."""
        back = (self._published - day).days
        return next((name for most, name in _AGES if back <= most), "old")

    def _then(self, draft: Draft, day: date) -> str:
        """Whether other happenings were on a day: of the same kind, by the same claimant, any, or none."""
        return kinship(self.then.get(day, ()), draft)

    def _where(self, draft: Draft, day: date) -> str:
        """Whether what happened on a day was where a draft is."""
        others = (other for other in self.then.get(day, ()) if other is not draft)
        places = {other.place.name for other in others if other.place is not None}
        if draft.place is None or not places:
            return "unknown"
        told = "carried" if "place" in draft.carried else "own"
        return f"{told} {'there' if draft.place.name in places else 'elsewhere'}"

    def _last(self, draft: Draft) -> date | None:
        """The day of the happening that the text dates last before a draft."""
        before = [one for one in self._dated if one.unit.field == draft.unit.field and one.trigger < draft.trigger]
        return _day(max(before, key=lambda one: one.trigger).occurred) if before else None

    def _recent(self, draft: Draft) -> dict[date, str]:
        """How many other days the text names between each that it named before a draft and the draft."""
        passed: dict[date, str] = {}
        if draft.unit.field == "text":
            for start, day in reversed(self._in_order):
                if start <= draft.trigger:
                    passed.setdefault(day, str(min(len(passed), _MOST)))
        return passed


def _looks_back(named: Named, draft: Draft, published: date) -> bool:
    """Whether a text comes to a time only after a draft, and looks back on it: a season of old, or last week."""
    later = named.unit.field == draft.unit.field and named.unit.start > draft.unit.start
    return later and (named.occurred.precision in _SPANS or (published - named.occurred.end.date()) > HISTORICAL_AFTER)


def _at_its_hour(hour: Occurred | None, found: Occurred | None) -> Occurred | None:
    """The hour of one time on the day of another; the small hours of an evening told of are of the next day."""
    if hour is None or found is None:
        return found
    after = found.start.hour >= _EVENING and hour.start.hour < _MORNING
    moved = timedelta(days=(found.start.date() - hour.start.date()).days + after)
    return hour.model_copy(update={"start": hour.start + moved, "end": hour.end + moved})


def _day(found: Occurred | None) -> date | None:
    return found.start.date() if found is not None else None
