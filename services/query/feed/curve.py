"""Places on a curve (Morton 1966): one number for latitude and longitude, and the ranges of it that hold an area.

As `place_cell` of the generation's schema has it: the bits of column and row among 65,536 each, in turn, the row's
first. What is near in one is near in the other but for the seams, so an area is a handful of ranges.
"""

import math
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["RANGES", "Rectangle", "cell", "ranges"]

RANGES: Final = 8
"""How many ranges stand for an area: more would hold less around it, and cost as many look-ups."""

_BITS: Final = 16
_SIDE: Final = 1 << _BITS
_SPLITS: Final = 40
"""How often an area is looked at more closely."""

_NOTHING: Final = (-1, -1)

Rectangle = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is not over east."""

_Square = tuple[int, int, int, int]
"""Bits of its side, its first number, column and row."""


def cell(lat: float, lon: float) -> int:
    """The number of a place, WGS 84 degrees."""
    return _interleaved(_column(lon)) | _interleaved(_row(lat)) << 1


def ranges(areas: Iterable[Rectangle], count: int = RANGES) -> Sequence[tuple[int, int]]:
    """Exactly `count` ranges, both ends included, in order; together they hold every place in these areas.

    Those that are not needed are empty and last.
    """
    wanted = [(_column(west), _row(south), _column(east), _row(north)) for west, south, east, north in areas]
    whole: list[tuple[int, int]] = []
    partly = deque([_around(wanted)])
    for _ in range(_SPLITS):
        if not partly:
            break
        bits, first, column, row = partly.popleft()
        # The largest are in front, so that what is looked at is of one size or the next smaller.
        bits -= 1
        half, size = 1 << bits, 1 << 2 * bits
        for low, left, bottom in (
            (first, column, row),
            (first + size, column + half, row),
            (first + 2 * size, column, row + half),
            (first + 3 * size, column + half, row + half),
        ):
            right, top, met = left + half - 1, bottom + half - 1, False
            for west, south, east, north in wanted:
                if west <= right and left <= east and south <= top and bottom <= north:
                    met = True
                    if west <= left and right <= east and south <= bottom and top <= north:
                        whole.append((low, low + size - 1))
                        break
            else:
                if met:
                    partly.append((bits, low, left, bottom))
    whole += [(first, first + (1 << 2 * bits) - 1) for bits, first, _, _ in partly]
    found = _joined(sorted(whole), count)
    return [*found, *[_NOTHING] * (count - len(found))]


def _around(areas: Sequence[tuple[int, int, int, int]]) -> _Square:
    """A square that holds them; more than one cell, so that it can be looked at more closely."""
    west, south = min(area[0] for area in areas), min(area[1] for area in areas)
    east, north = max(area[2] for area in areas), max(area[3] for area in areas)
    bits = max(1, (west ^ east).bit_length(), (south ^ north).bit_length())
    column, row = west >> bits << bits, south >> bits << bits
    return bits, _interleaved(column) | _interleaved(row) << 1, column, row


def _joined(parts: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """At most `count` ranges that hold all parts, which are in order, over the narrowest gaps between them."""
    gaps = sorted(range(1, len(parts)), key=lambda place: parts[place][0] - parts[place - 1][1], reverse=True)
    starts = [0, *sorted(place for place in gaps[: count - 1] if parts[place][0] - parts[place - 1][1] > 1)]
    ends = [*(start - 1 for start in starts[1:]), len(parts) - 1]
    return [(parts[start][0], parts[end][1]) for start, end in zip(starts, ends, strict=True)] if parts else []


def _column(lon: float) -> int:
    return min(_SIDE - 1, math.floor((lon + 180) / 360 * _SIDE))


def _row(lat: float) -> int:
    return min(_SIDE - 1, math.floor((lat + 90) / 180 * _SIDE))


def _interleaved(number: int) -> int:
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555
