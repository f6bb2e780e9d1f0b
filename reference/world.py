"""Opening the reference data."""

from dataclasses import dataclass
from pathlib import Path

from reference.actors import Actors
from reference.background import Background
from reference.places import Places
from reference.sides import Sides
from reference.tables import DATA, fingerprint
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


def open(overlay: Path | None = None) -> Reference:
    """The shipped data with an operator's `overlay` directory laid over it.

    The overlay holds tables of the same names and columns: actors/named.tsv is `named.tsv` there, and so on. Small
    tables are read now, actors and places at their first question, so that a process pays only for what it asks.

    Raises:
        reference.tables.BadTable: if a table is not of its form; names the file and the line.
        NotADirectoryError: if there is no such overlay.
    """
    if overlay is not None and not overlay.is_dir():
        raise NotADirectoryError(f"the overlay is no directory: {overlay}")
    return Reference(
        version=fingerprint(DATA),
        overlay_version=fingerprint(overlay) if overlay is not None else "",
        actors=Actors(overlay),
        places=Places(overlay),
        sides=Sides(overlay),
        theatres=Theatres(overlay),
        background=Background(),
    )
