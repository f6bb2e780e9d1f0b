"""Theatres: the wider areas that incidents are filtered and aligned by. Derived, never a partition."""

from collections.abc import Iterable

from schemas.slots import Actor, Place


class Theatres:
    """The table of theatres: their countries, boxes and actors."""

    def of(self, place: Place | None, actors: Iterable[Actor | None] = ()) -> str | None:
        """The theatre key ("south-caucasus", "levant" ...) of a place, else of the parties; none if neither tells."""
        raise NotImplementedError

    def name(self, key: str) -> str:
        """The display name of a theatre key. Raises KeyError."""
        raise NotImplementedError
