"""The questions one can ask about theatres."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from reference import tables
from schemas.slots import Actor, Place

__all__ = ["Theatres"]

COLUMNS: Final = ("key", "name", "home", "parties", "boxes")


class _Box(NamedTuple):
    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


class _Theatre(NamedTuple):
    key: str
    name: str
    home: frozenset[str]
    parties: frozenset[str]
    boxes: tuple[_Box, ...]


class Theatres:
    """The table of theatres: their states, boxes and parties."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay

    def of(self, place: Place | None, actors: Iterable[Actor | None] = ()) -> str | None:
        """The theatre key ("south-caucasus", "levant" ...) of a place, else of the parties; none if neither tells."""
        return (self._of_place(place) if place else None) or self._of_actors([actor for actor in actors if actor])

    def name(self, key: str) -> str:
        """The display name of a theatre key. Raises KeyError."""
        return {theatre.key: theatre.name for theatre in self._all}[key]

    def _of_place(self, place: Place) -> str | None:
        if place.country:
            at_home = next((theatre.key for theatre in self._all if place.country in theatre.home), None)
            # A state may be home to a theatre and reach into another's box: Kashmir is of its own, so boxes go first.
            return self._boxed(place, {place.country}) or at_home
        return self._boxed(place, None)

    def _boxed(self, place: Place, states: set[str] | None) -> str | None:
        if place.lat is None or place.lon is None:
            return None
        for theatre in self._all:
            of_it = states is None or states & (theatre.home | theatre.parties)
            if of_it and any(box.holds(place.lat, place.lon) for box in theatre.boxes):
                return theatre.key
        return None

    def _of_actors(self, actors: list[Actor]) -> str | None:
        """The theatre that most of the parties are of, at least one of them at home or by name."""
        best: tuple[int, str] | None = None
        for theatre in self._all:
            keys = [{actor.id, actor.country} - {None} for actor in actors]
            at_home = sum(bool(key & theatre.home) for key in keys)
            of_it = sum(bool(key & (theatre.home | theatre.parties)) for key in keys)
            by_name = any(actor.id in theatre.parties for actor in actors)
            if (at_home or by_name) and (best is None or of_it > best[0]):
                best = of_it, theatre.key
        return best[1] if best else None

    @cached_property
    def _all(self) -> tuple[_Theatre, ...]:
        return tuple(
            _Theatre(
                row["key"],
                row["name"],
                frozenset(tables.several(row["home"])),
                frozenset(tables.several(row["parties"])),
                tuple(_Box(*map(float, box.split(","))) for box in tables.several(row["boxes"])),
            )
            for row in tables.layered("theatres/theatres.tsv", COLUMNS, self._overlay)
        )
