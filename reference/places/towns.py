"""The towns of a stretch of the map."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from reference.places import geonames

__all__ = ["Town", "towns_within"]


class Town(NamedTuple):
    """A GeoNames town, its middle in degrees."""

    name: str
    lat: float
    lon: float


def towns_within(west: float, south: float, east: float, north: float, most: int) -> Sequence[Town]:
    """At most that many towns between these degrees, the most populous first; west is not over east.

    Raises:
        importlib.metadata.PackageNotFoundError: this process was installed without the gazetteer.
    """
    query = (
        "select name, lat, lon from town where lon between ? and ? and lat between ? and ? order by people desc limit ?"
    )
    with closing(sqlite3.connect(f"file:{geonames.compiled()}?immutable=1", uri=True)) as file:
        return [Town(*row) for row in file.execute(query, (west, east, south, north, most))]
