"""Boxes of degrees, as `bbox` gives them."""

from dataclasses import dataclass
from typing import Any

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

    def parameters(self) -> dict[str, Any]:
        """Its halves by the names of the condition in `sql/filters.sql`; the same one twice where it is whole."""
        whole = (self.east, self.north), (self.west, self.south)
        if self.west <= self.east:
            return {"value": whole, "other": whole}
        return {
            "value": ((180.0, self.north), (self.west, self.south)),
            "other": ((self.east, self.north), (-180.0, self.south)),
        }
