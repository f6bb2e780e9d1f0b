"""A whole report as one statement: what it mostly says. For the bench alone; nothing in production opens by it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bench.quality.gold import Posting
from reference import Reference
from schemas.events.statements import StatementsPublished
from schemas.ids import statement_id
from schemas.slots import Casualty, Occurred, Place, Sentence
from schemas.statement import Statement
from schemas.vocabulary import CasualtyCategory, EventType, Temporal, TimePrecision
from services.dedup.incidents.background import set_aside_why
from services.ingest.extraction.text.segment import segment

__all__ = ["Candidates"]

T = TypeVar("T")


class Candidates:
    """Makes them."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def of(self, given: StatementsPublished, posting: Posting) -> Statement | None:
        """The report's main type, place, day and figures as a statement of its publisher.

        None without a day, or with neither a place nor a name in its words.
        """
        told = [one for one in given.statements if one.temporal is Temporal.ACTUAL]
        telling = [one for one in told if set_aside_why(one) is None]
        place = _commonest(one.place for one in telling if one.place and one.place.lat is not None)
        place = place or self._dateline(posting)
        day = _day(telling, given, posting)
        if day is None or (place is None and not given.features.names):
            return None
        name = f"whole report {given.report_id}"
        return Statement(
            id=statement_id(given.report_id, name, 0, 0),
            claimant=given.header.publisher.actor,
            event_type=_commonest(one.event_type for one in telling) or EventType.OTHER,
            target=_commonest(one.target for one in telling if one.target),
            place=place,
            occurred=_whole_day(day),
            casualties=tuple(_figures(telling)),
            sentence=Sentence(hash=name),
            rule="report",
        )

    def _dateline(self, posting: Posting) -> Place | None:
        named = segment("text", posting.fields["text"]).dateline.place
        country = posting.source.country
        return self._reference.places.look_up(named, countries=(country,) if country else ()) if named else None


def _commonest(values: Iterable[T]) -> T | None:
    """The first of the most frequent."""
    given = list(values)
    return max(given, key=given.count, default=None) if given else None


def _day(telling: Sequence[Statement], given: StatementsPublished, posting: Posting) -> date | None:
    if given.features.event_day is not None:
        return given.features.event_day
    stated = Counter(one.occurred.start.date() for one in telling if one.occurred)
    if stated:
        return stated.most_common(1)[0][0]
    past = [day for day in given.features.days if day <= posting.published.date()]
    return max(past, default=None)


def _whole_day(day: date) -> Occurred:
    start = datetime.combine(day, time(0), UTC)
    return Occurred(start=start, end=start + timedelta(days=1, seconds=-1), precision=TimePrecision.DAY)


def _figures(telling: Sequence[Statement]) -> Iterable[Casualty]:
    for category in (CasualtyCategory.KILLED, CasualtyCategory.INJURED):
        figures = [one for said in telling for one in said.casualties if one.category is category and one.min]
        if figures:
            yield figures[0]
