"""Opening the reference data."""

from dataclasses import dataclass
from pathlib import Path

from reference.actors import Actors
from reference.background import Background
from reference.places import Places
from reference.sides import Sides
from reference.theatres import Theatres


@dataclass(frozen=True)
class Reference:
    """The world as data. `version` and `overlay_version` (empty without an overlay) are part of every fingerprint."""

    version: str
    overlay_version: str
    actors: Actors
    places: Places
    sides: Sides
    theatres: Theatres
    background: Background


def open(overlay: Path | None = None) -> Reference:  # noqa: A001
    """The shipped data with an operator's `overlay` directory laid over it.

    Tables are read now, the gazetteer at its first look-up, so that a process pays only for what it asks.

    Raises:
        reference.tables.BadTable: if a table of the overlay is not of its form; names the file and the line.
    """
    raise NotImplementedError
