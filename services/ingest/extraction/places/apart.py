"""Whether two places are two: what is denied of one town is no answer to what was claimed of another."""

from math import cos, hypot, radians
from typing import Final

from schemas.slots import Place
from schemas.vocabulary import PlacePrecision

__all__ = ["apart"]

_TOWNS: Final = frozenset({PlacePrecision.SETTLEMENT, PlacePrecision.NEAR_SETTLEMENT})
_KM_A_DEGREE: Final = 111.2
_OUTSKIRTS_KM: Final = 10.0


def apart(one: Place | None, other: Place | None) -> bool:
    """Whether both are towns or near one, and further from each other than a town and its outskirts."""
    if one is None or other is None or not {one.precision, other.precision} <= _TOWNS or one.name == other.name:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    east = ((one.lon - other.lon + 540.0) % 360.0 - 180.0) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * _KM_A_DEGREE > _OUTSKIRTS_KM
