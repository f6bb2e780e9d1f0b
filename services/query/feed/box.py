"""Boxes of degrees, as `bbox` gives them."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.query.feed.curve import Rectangle

__all__ = ["Box"]


@dataclass(frozen=True, slots=True)
class Box:
    """From west to east and south to north in degrees; west over east: it crosses the antimeridian (RFC 7946 §5.2)."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies in it, its edges included."""
        within = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return within and self.south <= lat <= self.north

    @property
    def rectangles(self) -> Sequence[Rectangle]:
        """Itself, in two halves where it crosses the antimeridian."""
        if self.west <= self.east:
            return [(self.west, self.south, self.east, self.north)]
        return [(self.west, self.south, 180.0, self.north), (-180.0, self.south, self.east, self.north)]
