"""A synthetic stream of published sets, with the key frequencies of a busy newsroom: the same again for the same seed.

How often each thing is named follows Zipf's law, with these exponents and sizes, so that blocking keys are as crowded
as in a stream of news, and more so where it matters (the front towns of one day):

- places: 8,000 settlements of 16 countries (exponent .9), each on the map and in one of 12 regions of its country;
- parties: two sides of 8 conflicts (exponent .8); claimants: three a side, and 40 observers and outlets;
- terms: 60,000 (exponent 1.05), people: 400,000 (exponent .7), capitalised words: 80,000 (exponent .9);
- event words: 28 classes (exponent .5); ages: 1 to 95, evenly; streets: 100,000 (exponent .6), in every third report;
- days: 1,000 reports a day; a happening is reported on for up to 4 days, by 1 to 60 reports (a Pareto tail of 1.1).

A report has five statements: three claims and a denial of its own happening, by both sides, and a claim about another
happening of the day. One report in six is a wire copy: its sketch is that of an earlier report but for a tenth.
The figures differ between claimants as often as not. Match features are as full as those of a text of 3 KB.
"""

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Final
from uuid import UUID

import numpy as np

from schemas.events.position import Position
from schemas.events.reports import Publisher, Source
from schemas.events.statements import ReportHeader, Rules, StatementsPublished
from schemas.features import Features
from schemas.slots import Actor, Answers, Casualty, Occurred, Place, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    CasualtyCategory,
    EventType,
    PlacePrecision,
    Polarity,
    SourceKind,
    SpeechAct,
    TimePrecision,
)

__all__ = ["STATEMENTS", "Told", "stream"]

STATEMENTS: Final = 5
"""Of every report."""

_REPORTS_A_DAY: Final = 1_000
_FIRST_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
_DAYS_REPORTED: Final = 4
_CROWDING: Final = 0.9
_MOST_REPORTS: Final = 60
_COPIES: Final = 1 / 6
_KINDS: Final = (
    EventType.SHELLING, EventType.DRONE_STRIKE, EventType.SHOOTING, EventType.AIR_STRIKE, EventType.EXCHANGE_OF_FIRE,
    EventType.GROUND_ASSAULT, EventType.EXPLOSIVE_DEVICE, EventType.INTERCEPTION,
)  # fmt: skip
_COUNTRIES: Final = ("AM", "AZ", "UA", "RU", "IL", "LB", "PK", "IN", "SD", "SS", "ET", "ER", "SY", "TR", "YE", "SA")
_SOURCES: Final = 300
_DRAWN_AT_ONCE: Final = 4096
_TIMES: Final = (1, 2, 3, 4)
_RULES: Final = Rules(fingerprint="bench", code="bench", model="bench", reference="bench")


class _Zipf:
    """Ranks from 0, the n-th drawn in proportion to (n + 1) ** -exponent. Drawn many at a time, which costs least."""

    def __init__(self, draw: random.Random, size: int, exponent: float) -> None:
        self._draw = np.random.default_rng(draw.getrandbits(64))
        self._sums = np.cumsum(np.arange(1, size + 1, dtype=np.float64) ** -exponent)
        self._drawn: list[int] = []

    def one(self) -> int:
        return self._next(1)[0]

    def some(self, count: int) -> list[int]:
        return list(dict.fromkeys(self._next(count)))

    def _next(self, count: int) -> list[int]:
        if len(self._drawn) < count:
            at = self._draw.random(_DRAWN_AT_ONCE) * self._sums[-1]
            self._drawn = self._sums.searchsorted(at, side="right").tolist()
        found = self._drawn[-count:]
        del self._drawn[-count:]
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """A published set, and the number of the happening that each of its statements is about."""

    given: StatementsPublished
    happenings: tuple[int, ...]


@dataclass
class _Happening:
    """What reports are about. `left` of them are still to come, until `last_day`."""

    number: int
    kind: EventType
    place: Place
    day: int
    last_day: int
    sides: tuple[Actor, Actor]
    killed: int
    terms: Sequence[int]
    names: Sequence[int]
    capitals: Sequence[int]
    ages: Sequence[int]
    event_words: Sequence[int]
    left: int
    sketch: tuple[int, ...] = ()


class _World:
    """Everything that is drawn from."""

    def __init__(self, seed: int, crowding: float, most_reports: int) -> None:
        self.draw = draw = random.Random(seed)
        self._most_reports = most_reports
        self.places = [self._place(number) for number in range(8_000)]
        self.place = _Zipf(draw, len(self.places), crowding)
        self.conflict = _Zipf(draw, len(_COUNTRIES) // 2, 0.8)
        self.term = _Zipf(draw, 60_000, 1.05)
        self.name = _Zipf(draw, 400_000, 0.7)
        self.capital = _Zipf(draw, 80_000, 0.9)
        self.event_word = _Zipf(draw, 28, 0.5)
        self.street = _Zipf(draw, 100_000, 0.6)
        self.kind = _Zipf(draw, len(_KINDS), 0.6)
        self.source = _Zipf(draw, _SOURCES, 0.8)
        self._happenings = count()

    def happening(self, day: int) -> _Happening:
        """A new one."""
        draw = self.draw
        place = self.places[self.place.one()]
        at = _COUNTRIES.index(place.country or "")
        other = _COUNTRIES[at ^ 1]
        return _Happening(
            number=next(self._happenings),
            kind=_KINDS[self.kind.one()],
            place=place,
            day=day,
            last_day=day + draw.randrange(_DAYS_REPORTED),
            sides=(_army(other), _army(_COUNTRIES[at])),
            killed=min(int(draw.paretovariate(1.0)), 400),
            terms=self.term.some(40),
            names=self.name.some(4),
            capitals=self.capital.some(10),
            ages=draw.sample(range(1, 96), 2),
            event_words=self.event_word.some(4),
            left=min(int(draw.paretovariate(1.1)), self._most_reports),
        )

    def _place(self, number: int) -> Place:
        draw = self.draw
        country = _COUNTRIES[draw.randrange(len(_COUNTRIES))]
        north, east = divmod(_COUNTRIES.index(country), 4)
        return Place(
            name=f"Town {number}",
            id=f"p:{number}",
            lat=10 + 10 * north + draw.random() * 6,
            lon=20 + 10 * east + draw.random() * 6,
            radius_km=2.0,
            country=country,
            admin1=f"{country}-{draw.randrange(12)}",
            precision=PlacePrecision.SETTLEMENT,
        )


def stream(seed: int = 1, crowding: float = _CROWDING, most_reports: int = _MOST_REPORTS) -> Iterator[Told]:
    """Sets without an end, in the order in which they would be published.

    `crowding` is the exponent of places; a happening is reported on by at most `most_reports`.
    """
    world = _World(seed, crowding, most_reports)
    draw = world.draw
    running: list[_Happening] = []
    number = 0
    while True:
        day = number // _REPORTS_A_DAY
        if number % _REPORTS_A_DAY == 0:
            running = [one for one in running if one.last_day >= day]
        if not running or draw.random() < 0.3:
            running.append(world.happening(day))
        at = draw.randrange(len(running))
        main, beside = running[at], running[draw.randrange(len(running))]
        yield Told(_report(world, number, main, beside, day), (*[main.number] * 4, beside.number))
        main.left -= 1
        if main.left <= 0:
            running[at] = running[-1]
            running.pop()
        number += 1


def _report(world: _World, number: int, main: _Happening, beside: _Happening, day: int) -> StatementsPublished:
    draw = world.draw
    report = UUID(int=draw.getrandbits(128), version=4)
    published = _FIRST_DAY + timedelta(days=day, seconds=86_400 * (number % _REPORTS_A_DAY) / _REPORTS_A_DAY)
    ours, theirs = main.sides
    statements = [
        _claim(draw, main, _ministry(theirs), 0),
        _claim(draw, main, _ministry(theirs) if draw.random() < 0.5 else _observer(draw.randrange(40)), 1),
        _claim(draw, main, _observer(draw.randrange(40)), 2),
    ]
    statements.append(_denial(draw, main, _ministry(ours), statements[0], 3))
    statements.append(_claim(draw, beside, _ministry(beside.sides[1]), 4))
    rank = world.source.one()
    outlet = Actor(id=f"source-{rank}", name=f"Outlet {rank}", kind=ActorKind.MEDIA)
    return StatementsPublished(
        report_id=report,
        revision=UUID(int=draw.getrandbits(128), version=4),
        position=Position(topic="reports", partition=0, offset=number),
        header=ReportHeader(
            source=Source(id=f"source-{rank}", name=outlet.name, kind=SourceKind.OUTLET, actor=outlet),
            publisher=Publisher(name=outlet.name, actor=outlet),
            external_id=f"bench-{number}",
            published_at=published,
            received_at=published,
            language="en",
        ),
        extraction_rules=_RULES,
        features=_features(world, main, day),
        statements=tuple(statements),
    )


def _features(world: _World, main: _Happening, day: int) -> Features:
    draw = world.draw
    terms = list(dict.fromkeys([*main.terms, *world.term.some(40)][:64]))
    copied = bool(main.sketch) and draw.random() < _COPIES
    fresh = _hashes(draw, 128)
    sketch = [*main.sketch[:115], *fresh[:13]] if copied else fresh
    main.sketch = tuple(sketch)
    town = int((main.place.id or "p:0")[2:])
    event_day = (_FIRST_DAY + timedelta(days=main.day)).date()
    # Validated as one, which takes a fraction of the time.
    return Features.model_validate(
        {
            "terms": [
                {"hash": term, "count": times}
                for term, times in zip(terms, draw.choices(_TIMES, k=len(terms)), strict=True)
            ],
            "names": (*main.names, *world.name.some(2)),
            "capitals": (*main.capitals, *world.capital.some(8)),
            "ages": tuple(main.ages),
            "streets": tuple(world.street.some(1)) if draw.random() < 1 / 3 else (),
            "towns": (town, *(draw.randrange(8_000) for _ in range(2))),
            "main_town": town,
            "state": _COUNTRIES.index(main.place.country or ""),
            "event_day": event_day,
            "days": (event_day, (_FIRST_DAY + timedelta(days=day)).date()),
            "event_words": (*main.event_words, world.event_word.one()),
            "title_words": tuple(main.terms[:6]),
            "sentences": _hashes(draw, 24),
            "sketch": sorted(sketch),
            "words": 260,
        }
    )


def _hashes(draw: random.Random, count: int) -> list[int]:
    return array("I", draw.randbytes(4 * count)).tolist()


def _claim(draw: random.Random, of: _Happening, claimant: Actor, index: int) -> Statement:
    toll = max(0, of.killed + (draw.randrange(-1, 3) if draw.random() < 0.5 else 0))
    return Statement(
        id=UUID(int=draw.getrandbits(128), version=4),
        claimant=claimant,
        event_type=of.kind,
        initiator=of.sides[0],
        target=of.sides[1],
        place=of.place if draw.random() < 0.9 else None,
        occurred=_on(of.day),
        casualties=(_killed(of.sides[1].country, toll),) if toll else (),
        span=_span(index),
        sentence=_sentence(draw, index),
    )


def _denial(draw: random.Random, of: _Happening, claimant: Actor, claim: Statement, index: int) -> Statement:
    return Statement(
        id=UUID(int=draw.getrandbits(128), version=4),
        claimant=claimant,
        speech_act=SpeechAct.DENIES,
        polarity=Polarity.NEGATIVE,
        answers=Answers(statement=claim.id, claimant=claim.claimant.key),
        event_type=of.kind,
        span=_span(index),
        sentence=_sentence(draw, index),
    )


def _sentence(draw: random.Random, index: int) -> Sentence:
    return Sentence(
        hash=f"{draw.getrandbits(64):016x}",
        index=index,
        start=200 * index,
        sketch=tuple(_hashes(draw, 16)),
    )


@cache
def _on(day: int) -> Occurred:
    start = _FIRST_DAY + timedelta(days=day)
    return Occurred(start=start, end=start + timedelta(hours=23, minutes=59), precision=TimePrecision.DAY)


@cache
def _killed(side: str | None, toll: int) -> Casualty:
    return Casualty(category=CasualtyCategory.KILLED, side=side, min=toll, max=toll)


@cache
def _span(index: int) -> Span:
    return Span(field="text", start=200 * index, end=200 * index + 120)


@cache
def _army(country: str) -> Actor:
    return Actor(id=f"{country.lower()}.mil", name=f"{country} armed forces", country=country, kind=ActorKind.MILITARY)


def _ministry(side: Actor) -> Actor:
    return _ministry_of(side.country or "")


@cache
def _ministry_of(country: str) -> Actor:
    return Actor(
        id=f"{country.lower()}.mod", name=f"{country} defence ministry", country=country, kind=ActorKind.GOVERNMENT
    )


@cache
def _observer(number: int) -> Actor:
    return Actor(id=f"observer-{number}", name=f"Observer {number}", kind=ActorKind.OBSERVER_MISSION)
