"""Entries of the gazetteer that are our own: countries, divisions, and what GeoNames' towns lack."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from reference import tables
from reference.places.names import comparable
from schemas.vocabulary import PlacePrecision

__all__ = ["Entry", "OwnEntries", "Point", "distance_km"]

ADDITIONS: Final = ("id", "name", "aliases", "lat", "lon", "radius", "country", "admin1", "precision")
DIVISIONS: Final = ("id", "name", "country", "admin1", "names", "lat", "lon", "radius", "code")
COUNTRIES: Final = (
    "iso", "name", "adjective", "names", "demonyms", "capital", "seats", "lat", "lon", "radius", "neighbours",
)  # fmt: skip
BORDERS: Final = ("a", "b", "lat", "lon", "radius")

Point = tuple[float, float]


class Entry(NamedTuple):
    """A place of the gazetteer. `people` ranks homonyms: of a town its population, of our own what it is worth."""

    id: str
    name: str
    lat: float
    lon: float
    radius_km: float
    country: str | None
    admin1: str | None
    precision: PlacePrecision
    people: int
    proper: bool
    """Whether it was found by its own name, not by an alternate one."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance between two points in degrees, by the haversine formula on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


OWN_WORTH: Final = 149_999
_WORTH: Final = {"addition": OWN_WORTH, "admin1": 20_000, "admin2": -1}
"""A bare name means our addition before any town but a large one, a region before a small town, a district last."""


class OwnEntries:
    """The tables beside GeoNames' towns, read at the first question."""

    def __init__(self, overlay: Path | None) -> None:
        self._overlay = overlay

    def named(self, key: str) -> list[Entry]:
        """The entries that bear a comparable name."""
        return self._by_name.get(key, [])

    def get(self, id: str) -> Entry | None:
        """The entry with this id."""
        return self._by_id.get(id)

    def country(self, iso: str) -> Entry | None:
        """The entry of a country."""
        return self._by_id.get(f"country:{iso}")

    def beside(self, countries: Sequence[str]) -> frozenset[str]:
        """The neighbours of these countries."""
        return frozenset(other for iso in countries for other in self._neighbours.get(iso, ()))

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        return {row["iso"]: tables.several(row["neighbours"]) for row in self._countries}

    def admin1(self, country: str, code: str) -> str | None:
        """The name of a first-order division by GeoNames' code."""
        return self._admin1.get((country, code))

    @cached_property
    def _admin1(self) -> dict[tuple[str, str], str]:
        rows = tables.layered("places/regions.tsv", DIVISIONS, self._overlay)
        return {(row["country"], row["code"]): row["name"] for row in rows if row["code"]}

    def is_capital(self, name: str, iso: str | None) -> bool:
        """Whether a town's name is that of its country's capital."""
        return iso is not None and comparable(name) == self._capitals.get(iso)

    @cached_property
    def _capitals(self) -> dict[str, str]:
        return {row["iso"]: comparable(row["capital"]) for row in self._countries if row["capital"]}

    def country_called(self, word: str) -> str | None:
        """The ISO code of the country that a comparable name or demonym means."""
        return self._called.get(word)

    def border(self, a: str, b: str) -> Entry | None:
        """The border between two countries, by ISO codes in either order."""
        first, second = sorted((a, b))
        row = self._borders.get((first, second))
        if row is None:
            return None
        names = [entry.name if (entry := self.country(iso)) else iso for iso in (first, second)]
        return Entry(
            f"border:{first}-{second}", f"{names[0]}-{names[1]} border", float(row["lat"]), float(row["lon"]),
            float(row["radius"]), None, None, PlacePrecision.BORDER, 0, True,
        )  # fmt: skip

    @cached_property
    def _borders(self) -> dict[tuple[str, str], dict[str, str]]:
        return {(row["a"], row["b"]): row for row in tables.layered("places/borders.tsv", BORDERS, self._overlay)}

    @cached_property
    def _countries(self) -> list[dict[str, str]]:
        return tables.layered("actors/countries.tsv", COUNTRIES, self._overlay)

    @cached_property
    def _called(self) -> dict[str, str]:
        called: dict[str, str] = {}
        for row in self._countries:
            cells = (row["name"], row["adjective"], row["names"], row["demonyms"])
            for word in (word for cell in cells for word in tables.several(cell)):
                called.setdefault(comparable(word), row["iso"])
        return called

    @cached_property
    def _rows(self) -> list[tuple[Entry, tuple[str, ...]]]:
        """Every entry with its other names; of one id the last row counts."""
        rows: list[tuple[Entry, tuple[str, ...]]] = []
        for row in self._countries:
            if row["lat"]:
                shape = {**row, "id": f"country:{row['iso']}", "country": row["iso"], "admin1": ""}
                rows.append((_entry(shape, PlacePrecision.COUNTRY, 10**9), tables.several(row["names"])))
        for row in tables.layered("places/additions.tsv", ADDITIONS, self._overlay):
            worth = _WORTH["addition"]
            rows.append((_entry(row, PlacePrecision(row["precision"]), worth), tables.several(row["aliases"])))
        for table, precision, kind in (
            ("places/regions.tsv", PlacePrecision.REGION, "admin1"),
            ("places/districts.tsv", PlacePrecision.DISTRICT, "admin2"),
        ):
            for row in tables.layered(table, DIVISIONS, self._overlay):
                rows.append((_entry(row, precision, _WORTH[kind]), tables.several(row["names"])))
        return rows

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry, _ in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, list[Entry]]:
        named: dict[str, list[Entry]] = defaultdict(list)
        for entry, names in self._rows:
            for key in _keys(entry.name, *names):
                named[key].append(entry)
        return dict(named)


def _keys(*names: str) -> Iterable[str]:
    return dict.fromkeys(comparable(name) for name in names)


def _entry(row: dict[str, str], precision: PlacePrecision, people: int) -> Entry:
    return Entry(
        row["id"], row["name"], float(row["lat"]), float(row["lon"]), float(row["radius"]), row["country"] or None,
        row["admin1"] or None, precision, people, True,
    )  # fmt: skip
