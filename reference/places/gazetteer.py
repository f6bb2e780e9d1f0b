"""The questions one can ask about places."""

import re
import sqlite3
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import cos, radians, sin
from pathlib import Path
from typing import Final

from reference.background import Background
from reference.places import geonames
from reference.places.choosing import LARGE, choose
from reference.places.entries import OWN_WORTH, Entry, OwnEntries, Point, distance_km
from reference.places.names import Named, comparable, take_apart
from schemas.slots import Place
from schemas.vocabulary import PlacePrecision

__all__ = ["Places", "distance_km"]

_REMEMBERED: Final = 65_536
_BORDER: Final = re.compile(r"\b(?:border|frontier|borderline)s?\b")
_PART: Final = 0.55
"""A compass part of an area is a disc of this share of its radius, its middle as far from the area's."""
_NEAR_KM: Final = 10.0
_ARTICLES: Final = frozenset("al el an ar as ash at ad az".split())
_COMMON_BITS: Final = 8.0
_UNMISTAKABLE: Final = 100_000
"""A town named by a common English word (Police, Reading) is a place only from this size on."""


class Places:
    """Settlements, districts, regions, countries, seas, crossings and bases by name. Opened at the first look-up."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._own = OwnEntries(overlay)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._known = lru_cache(maxsize=_REMEMBERED)(self._is_name)
        self._all = lru_cache(maxsize=_REMEMBERED)(self._homonyms)
        self._called = lru_cache(maxsize=_REMEMBERED)(self._towns_called)

    def look_up(self, name: str, *, countries: Sequence[str] = (), near: Sequence[Point] = ()) -> Place | None:
        """The place that `name` means, or none.

        Order of preference: exact name, then the report's `countries` (ISO codes, likeliest first), then nearness to
        `near` (latitude, longitude of places already known), then population. Where context is given and no candidate
        lies in the countries or within 500 km of it, only a large city or a country answers: a far homonym never does.
        Without any context a name that several places of like size bear is none. Where the country is clear but not
        which of its homonyms, only name and country are given, precision unknown.
        `Place.name` is `name` as given; precision is that of the entry (settlement, region, border ...), or what the
        words around the name say: "Masisi territory", "southern Lebanon", "outskirts of Goma", "border with Chad".
        """
        return self._remembered(name, tuple(countries), tuple(near))

    def is_name(self, text: str) -> bool:
        """Whether some place bears this name."""
        return self._known(text)

    def homonyms(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears exactly this name, by its own or another, the largest first."""
        return self._all(comparable(name))

    def get(self, id: str) -> Place | None:
        """The place with this gazetteer id."""
        if (entry := self._own.get(id)) is not None:
            return _place(entry, Named(entry.name), entry.name)
        kind, _, number = id.partition(":")
        if kind == "border":
            return self.border(*number.split("-"))
        if kind == "geonames" and number.isdigit():
            found = self._towns("select *, 1 from town where id = ?", (int(number),))
            return next((_place(entry, Named(entry.name), entry.name) for entry in found), None)
        return None

    def border(self, a: str, b: str) -> Place | None:
        """The border between two countries (ISO codes, either order), precision border; none if they share none."""
        entry = self._own.border(a, b)
        return None if entry is None else _place(entry, Named(entry.name), entry.name)

    def _homonyms(self, key: str) -> tuple[Entry, ...]:
        return tuple(
            sorted((*self._own.named(key), *self._called(key)), key=lambda entry: (not entry.proper, -entry.people))
        )

    def _is_name(self, text: str) -> bool:
        return any(self._bearing(reading) for reading in take_apart(text))

    def _look_up(self, name: str, countries: tuple[str, ...], near: tuple[Point, ...]) -> Place | None:
        if (border := self._border_named(name, countries)) is not None:
            return border
        beside = self._own.beside(countries)
        for reading in take_apart(name):
            best, clear = choose(self._bearing(reading), reading, countries, near, beside)
            if best is None:
                continue
            if not clear and best.precision is PlacePrecision.SETTLEMENT:
                return Place(name=name[:120], country=best.country)
            return _place(best, reading, name)
        return None

    def _border_named(self, name: str, countries: tuple[str, ...]) -> Place | None:
        """As in "the Armenian-Azerbaijani border", "border between A and B"; of a country given, "border with B"."""
        plain = comparable(name)
        if not _BORDER.search(plain) or self._own.named(plain):
            return None
        words = _BORDER.sub(" ", plain).split()
        found: list[str] = []
        at = 0
        while at < len(words):
            for length in (4, 3, 2, 1):
                iso = self._own.country_called(" ".join(words[at : at + length]))
                if iso is not None:
                    found += [iso] if iso not in found else []
                    at += length
                    break
            else:
                at += 1
        if len(found) == 1:
            found += [country for country in countries if self._own.border(found[0], country)]
        entry = self._own.border(found[0], found[1]) if len(found) > 1 else None
        return None if entry is None else _place(entry, Named(plain), name)

    def _entries(self, key: str, reading: Named) -> list[Entry]:
        own = self._own.named(key)
        if any(entry.precision is PlacePrecision.COUNTRY for entry in own):
            return own
        found = self._called(key)
        if key in self._common_words:
            found = [town for town in found if town.proper and town.people >= _UNMISTAKABLE]
            own = [entry for entry in own if entry.people == OWN_WORTH or reading.precision is not None]
        return own + [town for town in found if not any(_same(town, entry) for entry in own)]

    @cached_property
    def _common_words(self) -> frozenset[str]:
        return frozenset(Background().commoner_than(_COMMON_BITS))

    def _bearing(self, reading: Named) -> list[Entry]:
        """The entries of a name, or where it has none, with or without its Arabic article."""
        key = reading.name
        if entries := self._entries(key, reading):
            return entries
        article, _, rest = key.partition(" ")
        for other in [rest] if article in _ARTICLES else [f"al {key}", f"el {key}"]:
            if len(other) > 3 and (entries := self._entries(other, reading)):
                return entries
        return []

    def _towns_called(self, key: str) -> list[Entry]:
        return self._towns("select town.*, proper from named join town on town = id where key = ?", (key,))

    def _towns(self, query: str, values: tuple[object, ...]) -> list[Entry]:
        return [
            Entry(
                f"geonames:{id}", name, lat, lon, _town_radius(people), country, self._own.admin1(country, admin1),
                PlacePrecision.SETTLEMENT, LARGE if self._own.is_capital(name, country) else people, bool(proper),
            )
            for id, name, lat, lon, country, admin1, people, proper in self._file.execute(query, values)
        ]  # fmt: skip

    @cached_property
    def _file(self) -> sqlite3.Connection:
        # Immutable: the file is never written again, so that no lock is taken and threads may share it.
        path = f"file:{geonames.compiled()}?immutable=1"
        return sqlite3.connect(path, uri=True, check_same_thread=False)


def _same(town: Entry, own: Entry) -> bool:
    """Whether an entry of our own corrects this town: they lie within 15 km of each other."""
    settled = own.precision in (PlacePrecision.SETTLEMENT, PlacePrecision.LANDMARK)
    return settled and distance_km((town.lat, town.lon), (own.lat, own.lon)) < 15


def _town_radius(people: int) -> float:
    return next((radius for limit, radius in ((1_000, 2.0), (10_000, 3.0), (100_000, 5.0)) if people < limit), 10.0)


def _place(entry: Entry, reading: Named, name: str) -> Place:
    lat, lon, radius, precision = entry.lat, entry.lon, entry.radius_km, entry.precision
    if reading.precision is not None and precision is PlacePrecision.SETTLEMENT:
        precision = reading.precision
        radius = max(radius, reading.radius_km or 0.0)
    if precision is PlacePrecision.SETTLEMENT and (reading.around or reading.direction is not None):
        precision, radius = PlacePrecision.NEAR_SETTLEMENT, max(radius, _NEAR_KM)
    elif reading.direction is not None:
        lat, lon = _moved(lat, lon, reading.direction, radius * _PART)
        radius *= _PART
        precision = PlacePrecision.REGION if precision is PlacePrecision.COUNTRY else precision
    return Place(
        name=name[:120],
        id=entry.id,
        gazetteer_name=entry.name,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=round(radius, 1),
        country=entry.country,
        admin1=entry.admin1,
        precision=precision,
    )


def _moved(lat: float, lon: float, bearing: float, km: float) -> Point:
    """The point `km` away at `bearing` degrees from north, on a plane: good to a few hundred km."""
    north, east = km * cos(radians(bearing)), km * sin(radians(bearing))
    return lat + north / 111.2, lon + east / (111.2 * max(0.1, cos(radians(lat))))
