"""Circles on the ground: everything within some kilometres of a point, on a sphere of the earth's mean radius."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.query.feed.curve import Rectangle

__all__ = ["FARTHEST_KM", "Circle"]

_EARTH_KM: Final = 6371.0088
"""The mean radius of the earth (IUGG). The sphere is off by at most 0.5 % against WGS 84."""

FARTHEST_KM: Final = 20_020.0
"""Half way round: a larger circle has nothing more in it."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The points within `km` of `lat`, `lon` (WGS 84 degrees)."""

    lat: float
    lon: float
    km: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies in it: by haversines, as `sql/filters.sql` has it."""
        north, east = math.radians(lat - self.lat) / 2, math.radians(lon - self.lon) / 2
        shrink = math.cos(math.radians(self.lat)) * math.cos(math.radians(lat))
        half = math.sin(north) ** 2 + shrink * math.sin(east) ** 2
        return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= self.km

    @property
    def rectangles(self) -> Sequence[Rectangle]:
        """One or two that together hold it: two where it crosses the antimeridian."""
        reach = math.degrees(self.km / _EARTH_KM) + 1e-9
        south, north = max(-90.0, self.lat - reach), min(90.0, self.lat + reach)
        if south == -90.0 or north == 90.0:
            return [(-180.0, south, 180.0, north)]
        # Its easternmost and westernmost meridians touch it: a right-angled triangle with the pole.
        wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(self.lat)))))
        west, east = self.lon - wide, self.lon + wide
        if west < -180.0:
            return [(west + 360.0, south, 180.0, north), (-180.0, south, east, north)]
        if east > 180.0:
            return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]
        return [(west, south, east, north)]
