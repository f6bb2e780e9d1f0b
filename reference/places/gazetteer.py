"""The questions one can ask about places."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from reference import tables
from reference.places import geonames
from reference.places.names import Named, comparable, take_apart
from schemas.slots import Place
from schemas.vocabulary import PlacePrecision

__all__ = ["Places", "distance_km"]

FAR_KM: Final = 500.0
"""Beyond this from everything the report names, a homonym is somebody else's."""
LARGE: Final = 300_000
"""People from which on a city may be meant without any context for it."""

COLUMNS: Final = ("id", "name", "aliases", "lat", "lon", "radius", "country", "admin1", "precision")

Point = tuple[float, float]


class _Entry(NamedTuple):
    id: str
    name: str
    lat: float
    lon: float
    radius_km: float
    country: str | None
    admin1: str | None
    precision: PlacePrecision
    people: int
    """How large a town is; what our own table names counts as large within its own country."""
    proper: bool
    """Whether it was found by its own name, not by an alternate one."""


class Places:
    """Settlements, districts, regions, countries, seas, crossings and bases by name. Opened at the first look-up."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay
        self._found: dict[tuple[str, tuple[str, ...], tuple[Point, ...]], Place | None] = {}

    def look_up(self, name: str, *, countries: Sequence[str] = (), near: Sequence[Point] = ()) -> Place | None:
        """The place that `name` means, or none.

        Order of preference: exact name, then the report's `countries` (ISO codes, likeliest first), then nearness to
        `near` (latitude, longitude of places already known), then population. Where context is given and no candidate
        lies in the countries or within 500 km of it, only a large city or a country answers: a far homonym never does.
        `Place.name` is `name` as given; precision is that of the entry (settlement, region, border ...).
        """
        asked = (name, tuple(countries), tuple(near))
        if asked not in self._found:
            if len(self._found) > 100_000:
                self._found.clear()
            self._found[asked] = self._look_up(*asked)
        return self._found[asked]

    def is_name(self, text: str) -> bool:
        """Whether some place bears this name."""
        return any(True for reading in take_apart(text) for _ in self._entries(reading.name))

    def get(self, id: str) -> Place | None:
        """The place with this gazetteer id."""
        if entry := self._own_by_id.get(id):
            return _place(entry, Named(entry.name), entry.name)
        kind, _, number = id.partition(":")
        if kind == "geonames" and number.isdigit():
            found = self._towns("select *, 1 from town where id = ?", (int(number),))
            return next((_place(entry, Named(entry.name), entry.name) for entry in found), None)
        return None

    def border(self, a: str, b: str) -> Place | None:
        """The border between two countries (ISO codes, either order), precision border; none if they share none."""
        if b not in self._neighbours.get(a, ()):
            return None
        first, second = (self._countries[iso] for iso in sorted((a, b)))
        named = f"{first.name}-{second.name} border"
        lat, lon = (first.lat + second.lat) / 2, (first.lon + second.lon) / 2
        radius = max(50.0, distance_km((first.lat, first.lon), (second.lat, second.lon)) / 2)
        key = f"border:{first.country}-{second.country}".lower()
        return Place(
            name=named, id=key, gazetteer_name=named, lat=lat, lon=lon, radius_km=round(radius),
            precision=PlacePrecision.BORDER,
        )  # fmt: skip

    def _look_up(self, name: str, countries: tuple[str, ...], near: tuple[Point, ...]) -> Place | None:
        for reading in take_apart(name):
            if best := _best(self._entries(reading.name), countries, near):
                return _place(best, reading, name)
        return None

    def _entries(self, key: str) -> list[_Entry]:
        own = self._own.get(key, [])
        if any(entry.precision is PlacePrecision.COUNTRY for entry in own):
            return own
        found = self._towns("select town.*, proper from named join town on town = id where key = ?", (key,))
        return own + [town for town in found if not any(_same(town, entry) for entry in own)]

    def _towns(self, query: str, values: tuple[object, ...]) -> list[_Entry]:
        return [
            _Entry(
                f"geonames:{id}", name, lat, lon, _town_radius(people), country, admin1 or None,
                PlacePrecision.SETTLEMENT, people, bool(proper),
            )
            for id, name, lat, lon, country, admin1, people, proper in self._file.execute(query, values)
        ]  # fmt: skip

    @cached_property
    def _file(self) -> sqlite3.Connection:
        # Immutable: the file is never written again, so that no lock is taken and threads may share it.
        path = f"file:{geonames.compiled()}?immutable=1"
        return sqlite3.connect(path, uri=True, check_same_thread=False)

    @cached_property
    def _own_by_id(self) -> dict[str, _Entry]:
        rows = tables.layered("places/additions.tsv", COLUMNS, self._overlay)
        return {entry.id: entry for entry in self._countries.values()} | {row["id"]: _own_entry(row) for row in rows}

    @cached_property
    def _own(self) -> dict[str, list[_Entry]]:
        """Entries of our own, by every comparable name."""
        named: dict[str, list[_Entry]] = defaultdict(list)
        aliases = {row["id"]: row["aliases"] for row in tables.layered("places/additions.tsv", COLUMNS, self._overlay)}
        aliases |= {f"country:{row['iso']}": row["names"] for row in self._country_rows}
        for entry in self._own_by_id.values():
            for name in (entry.name, *tables.several(aliases[entry.id])):
                if entry not in named[key := comparable(name)]:
                    named[key].append(entry)
        return dict(named)

    @cached_property
    def _country_rows(self) -> list[dict[str, str]]:
        columns = "iso name adjective names demonyms capital seats lat lon radius neighbours".split()
        return tables.layered("actors/countries.tsv", columns, self._overlay)

    @cached_property
    def _countries(self) -> dict[str, _Entry]:
        return {
            row["iso"]: _own_entry(
                {**row, "id": f"country:{row['iso']}", "country": row["iso"], "precision": "country", "admin1": ""}
            )
            for row in self._country_rows
            if row["lat"]
        }

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        return {row["iso"]: tables.several(row["neighbours"]) for row in self._country_rows}


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance between two points in degrees, by the haversine formula on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def _best(entries: Iterable[_Entry], countries: tuple[str, ...], near: tuple[Point, ...]) -> _Entry | None:
    candidates = list(entries)
    if countries or near:
        candidates = [entry for entry in candidates if _in_context(entry, countries, near)]

    def preference(entry: _Entry) -> tuple[bool, int, float, int]:
        rank = countries.index(entry.country) if entry.country in countries else len(countries)
        return not entry.proper, rank, round(_nearest_km(entry, near), -1), -entry.people

    return min(candidates, key=preference, default=None)


def _in_context(entry: _Entry, countries: tuple[str, ...], near: tuple[Point, ...]) -> bool:
    if entry.precision is not PlacePrecision.SETTLEMENT and entry.country is None:
        return True
    return (
        entry.country in countries
        or entry.precision is PlacePrecision.COUNTRY
        or _nearest_km(entry, near) <= FAR_KM
        or (entry.proper and entry.people >= LARGE)
    )


def _nearest_km(entry: _Entry, near: tuple[Point, ...]) -> float:
    return min((distance_km((entry.lat, entry.lon), point) for point in near), default=20_000.0)


def _same(town: _Entry, own: _Entry) -> bool:
    """Whether an entry of our own corrects this town: they lie within 15 km of each other."""
    settled = own.precision in (PlacePrecision.SETTLEMENT, PlacePrecision.LANDMARK)
    return settled and distance_km((town.lat, town.lon), (own.lat, own.lon)) < 15


def _town_radius(people: int) -> float:
    return next((radius for limit, radius in ((1_000, 2.0), (10_000, 3.0), (100_000, 5.0)) if people < limit), 10.0)


def _own_entry(row: dict[str, str]) -> _Entry:
    precision = PlacePrecision(row["precision"])
    return _Entry(
        row["id"], row["name"], float(row["lat"]), float(row["lon"]), float(row["radius"]), row["country"] or None,
        row["admin1"] or None, precision, LARGE - 1, True,
    )  # fmt: skip


def _place(entry: _Entry, reading: Named, name: str) -> Place:
    return Place(
        name=name[:120],
        id=entry.id,
        gazetteer_name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=max(entry.radius_km, reading.radius_km or 0.0),
        country=entry.country,
        admin1=entry.admin1,
        precision=_precision(entry, reading),
    )


def _precision(entry: _Entry, reading: Named) -> PlacePrecision:
    """The entry's, unless the words around the name say that not the town is meant: "Kalbajar district"."""
    settled = entry.precision is PlacePrecision.SETTLEMENT
    return reading.precision if settled and reading.precision is not None else entry.precision
