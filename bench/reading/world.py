"""Who and where the synthetic incidents are of, and how often each: Zipf's law, as in `bench.happenings`."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.reading.patterns import Happening
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType
from services.query.feed.curve import cell

__all__ = ["OUTLETS", "Town", "happenings", "towns", "zipf"]

OUTLETS: Final = 300
_TOWNS: Final = 8_000
_PAIRS: Final = (
    ("AM", "AZ", "South Caucasus", 40.0, 46.3), ("UA", "RU", "Black Sea", 48.2, 37.5),
    ("IL", "LB", "Levant", 33.1, 35.4), ("PK", "IN", "Kashmir", 34.0, 74.5),
    ("SD", "SS", "Sudan", 9.9, 29.5), ("ET", "ER", "Horn of Africa", 14.5, 39.0),
    ("SY", "TR", "Northern Syria", 36.6, 38.0), ("YE", "SA", "Yemen", 16.5, 43.5),
)  # fmt: skip
"""Two sides, the theatre, and about where its front is."""

_KINDS: Final = (
    EventType.SHELLING, EventType.DRONE_STRIKE, EventType.SHOOTING, EventType.AIR_STRIKE, EventType.EXCHANGE_OF_FIRE,
    EventType.GROUND_ASSAULT, EventType.EXPLOSIVE_DEVICE, EventType.INTERCEPTION, EventType.CAPTURE_ABDUCTION,
    EventType.FORCE_BUILDUP,
)  # fmt: skip
_OBSERVERS: Final = 40


@dataclass(frozen=True)
class Town:
    """A place that things happen in, as the gazetteer has it."""

    id: str
    name: str
    division: str
    lat: float
    lon: float

    @cached_property
    def cell(self) -> int:
        """Its number on the curve."""
        return cell(self.lat, self.lon)


def zipf(draw: np.random.Generator, size: int, exponent: float, count: int) -> NDArray[np.int64]:
    """`count` ranks from 0, the n-th drawn in proportion to (n + 1) ** -exponent."""
    sums = np.cumsum(np.arange(1, size + 1, dtype=np.float64) ** -exponent)
    ranks: NDArray[np.int64] = np.searchsorted(sums, draw.random(count) * sums[-1], side="right")
    return ranks


def happenings() -> list[list[Happening]]:
    """The families of each direction of each conflict, the commonest kind first."""
    found: list[list[Happening]] = []
    for first, second, theatre, _, _ in _PAIRS:
        for attacker, hit in ((first, second), (second, first)):
            families = []
            for place, kind in enumerate(_KINDS):
                observer = Actor(
                    id=f"observer-{(len(found) * 7 + place) % _OBSERVERS}",
                    name=f"Observer mission {(len(found) * 7 + place) % _OBSERVERS}",
                    kind=ActorKind.OBSERVER_MISSION,
                )
                families.append(
                    Happening(
                        kind=kind,
                        initiator=_actor(attacker, "mil", "armed forces", ActorKind.MILITARY),
                        target=_actor(hit, "mil", "armed forces", ActorKind.MILITARY),
                        claimant=_actor(hit, *_SPEAKERS[place % len(_SPEAKERS)]),
                        denier=_actor(attacker, *_SPEAKERS[0]),
                        observer=observer,
                        theatre=theatre,
                    )
                )
            found.append(families)
    return found


def towns(draw: np.random.Generator) -> list[list[Town]]:
    """The towns of each conflict, thickest at its front."""
    each = _TOWNS // len(_PAIRS)
    found: list[list[Town]] = []
    for place, (_, _, _, lat, lon) in enumerate(_PAIRS):
        off = draw.laplace(0.0, 0.9, (each, 2)).clip(-6.0, 6.0)
        found.append(
            [
                Town(
                    id=f"geonames:{place * each + number}",
                    name=f"Town{place * each + number}",
                    division=f"Province {place * 12 + number % 12}",
                    lat=round(lat + float(off[number, 0]), 5),
                    lon=round(lon + float(off[number, 1]), 5),
                )
                for number in range(each)
            ]
        )
    return found


_SPEAKERS: Final = (
    ("mod", "Ministry of Defence", ActorKind.GOVERNMENT),
    ("mfa", "Foreign Ministry", ActorKind.GOVERNMENT),
    ("governor", "governor", ActorKind.LOCAL_AUTHORITY),
)


def _actor(country: str, part: str, words: str, kind: ActorKind) -> Actor:
    return Actor(id=f"{country.lower()}.{part}", name=f"{country} {words}", country=country, kind=kind)
