"""The questions one can ask about theatres."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reference.tables import layered, several
from schemas.slots import Actor, Place

__all__ = ["Theatres"]

_ASKED = 1 << 14
"""Answers that are remembered."""
_COLUMNS = ("key", "name", "boxes", "countries", "within", "actors")


class _Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float
    theatre: str
    countries: frozenset[str]


class Theatres:
    """The table of theatres: their countries, boxes and actors."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._names: dict[str, str] = {}
        self._boxes: list[_Box] = []
        # Asked of the same places over and over, for every statement.
        self._at_point = lru_cache(_ASKED)(self._find)
        self._countries: dict[str, str] = {}
        self._lands: dict[str, frozenset[str]] = {}
        self._actors: dict[str, str] = {}
        for row in layered("theatres/theatres.tsv", _COLUMNS, overlay):
            key = row["key"]
            self._names[key] = row["name"]
            for box in several(row["boxes"]):
                south, west, north, east = (float(edge) for edge in box.split(","))
                inside = frozenset(several(row["countries"]) + several(row["within"]))
                self._boxes.append(_Box(south, west, north, east, key, inside))
            self._lands[key] = frozenset(several(row["countries"]) + several(row["within"]))
            for country in several(row["countries"]):
                self._countries.setdefault(country, key)
            for actor in several(row["actors"]):
                self._actors.setdefault(actor, key)

    def of(self, place: Place | None, actors: Iterable[Actor | None] = ()) -> str | None:
        """The theatre key ("south-caucasus", "levant" ...) of a place, else of the parties; none if neither tells.

        Parties vote, an actor of its own before the state it belongs to; the first named wins a tie.
        """
        if place is not None and (key := self._of_place(place)) is not None:
            return key
        votes = Counter(key for actor in actors if actor is not None and (key := self._of_actor(actor)) is not None)
        return max(votes, key=votes.__getitem__) if votes else None

    def fights_in(self, party: Actor, key: str) -> bool:
        """Whether a state with land in a theatre, or a group that is of it."""
        return self._of_actor(party) == key or (party.id or "").upper() in self._lands[key]

    def name(self, key: str) -> str:
        """The display name of a theatre key. Raises KeyError."""
        return self._names[key]

    def keys(self) -> tuple[str, ...]:
        """Every theatre key, in the order of the table."""
        return tuple(self._names)

    def _of_place(self, place: Place) -> str | None:
        if place.lat is not None and place.lon is not None:
            return self._at_point(place.lat, place.lon, place.country)
        return self._countries.get(place.country) if place.country is not None else None

    def _find(self, lat: float, lon: float, country: str | None) -> str | None:
        for box in self._boxes:
            inside = box.south <= lat <= box.north and box.west <= lon <= box.east
            if inside and (country is None or country in box.countries):
                return box.theatre
        return self._countries.get(country) if country is not None else None

    def _of_actor(self, actor: Actor) -> str | None:
        if actor.id is not None and actor.id in self._actors:
            return self._actors[actor.id]
        return self._actors.get(actor.country) if actor.country is not None else None
