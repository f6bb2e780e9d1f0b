"""Circles on the ground: everything within some kilometres of a point, on a sphere of the earth's mean radius."""

import math
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["FARTHEST_KM", "Circle"]

_EARTH_KM: Final = 6371.0088
"""The mean radius of the earth (IUGG). The sphere is off by at most 0.5 % against WGS 84."""

FARTHEST_KM: Final = 20_020.0
"""Half way round: a larger circle has nothing more in it."""

Box = tuple[tuple[float, float], tuple[float, float]]
"""Two corners: (east, north), (west, south)."""


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
    def boxes(self) -> tuple[Box, Box]:
        """Two boxes that together hold it, for an index; the same one twice unless it crosses 180 degrees."""
        reach = math.degrees(self.km / _EARTH_KM) + 1e-9
        south, north = max(-90.0, self.lat - reach), min(90.0, self.lat + reach)
        if south == -90.0 or north == 90.0:
            whole = (180.0, north), (-180.0, south)
            return whole, whole
        # Its easternmost and westernmost meridians touch it: a right-angled triangle with the pole.
        wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(reach)) / math.cos(math.radians(self.lat)))))
        west, east = self.lon - wide, self.lon + wide
        if west < -180.0:
            return ((180.0, north), (west + 360.0, south)), ((east, north), (-180.0, south))
        if east > 180.0:
            return ((180.0, north), (west, south)), ((east - 360.0, north), (-180.0, south))
        box = (east, north), (west, south)
        return box, box

    def parameters(self) -> dict[str, Any]:
        """Its parts by the names of the condition in `sql/filters.sql`."""
        box, other = self.boxes
        return {"value": box, "other": other, "lat": self.lat, "lon": self.lon, "km": self.km}
