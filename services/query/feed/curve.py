"""Places on a curve (Morton 1966): one number for latitude and longitude, and the ranges of it that hold an area.

As `place_cell` of the generation's schema has it: the bits of column and row among 65,536 each, in turn, the row's
first. What is near in one is near in the other but for the seams, so an area is a handful of ranges.
"""

import heapq
import math
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["RANGES", "Rectangle", "cell", "ranges"]

RANGES: Final = 8
"""How many ranges stand for an area: more would hold less around it, and cost as many look-ups."""

_BITS: Final = 16
_SIDE: Final = 1 << _BITS
_SPLITS: Final = 64
"""How often an area is looked at more closely."""

_NOTHING: Final = (-1, -1)

Rectangle = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is not over east."""

_Square = tuple[int, int, int]
"""Bits of its side, and its first column and row."""


def cell(lat: float, lon: float) -> int:
    """The number of a place, WGS 84 degrees."""
    return _interleaved(_column(lon)) | _interleaved(_row(lat)) << 1


def ranges(areas: Iterable[Rectangle], count: int = RANGES) -> Sequence[tuple[int, int]]:
    """Exactly `count` ranges, both ends included, in order; together they hold every place in these areas.

    Those that are not needed are empty and last.
    """
    wanted = [(_column(west), _row(south), _column(east), _row(north)) for west, south, east, north in areas]
    whole: list[_Square] = []
    partly: list[tuple[int, _Square]] = [(-_BITS, (_BITS, 0, 0))]
    for _ in range(_SPLITS):
        if not partly:
            break
        _, (bits, column, row) = heapq.heappop(partly)
        half = 1 << bits - 1
        for square in ((bits - 1, column + right, row + up) for up in (0, half) for right in (0, half)):
            held, met = _relation(square, wanted)
            if held:
                whole.append(square)
            elif met:
                heapq.heappush(partly, (-square[0], square))
    squares = [*whole, *(square for _, square in partly)]
    found = _joined(sorted(_range(square) for square in squares), count)
    return [*found, *[_NOTHING] * (count - len(found))]


def _joined(parts: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """At most `count` ranges that hold all parts, which are in order, over the narrowest gaps between them."""
    gaps = sorted(range(1, len(parts)), key=lambda place: parts[place][0] - parts[place - 1][1], reverse=True)
    starts = [0, *sorted(place for place in gaps[: count - 1] if parts[place][0] - parts[place - 1][1] > 1)]
    ends = [*(start - 1 for start in starts[1:]), len(parts) - 1]
    return [(parts[start][0], parts[end][1]) for start, end in zip(starts, ends, strict=True)] if parts else []


def _range(square: _Square) -> tuple[int, int]:
    bits, column, row = square
    first = _interleaved(column) | _interleaved(row) << 1
    return first, first + (1 << 2 * bits) - 1


def _relation(square: _Square, areas: Sequence[tuple[int, int, int, int]]) -> tuple[bool, bool]:
    """Whether one of the areas holds the whole square, and whether any meets it."""
    bits, column, row = square
    side = (1 << bits) - 1
    right, top, met = column + side, row + side, False
    for west, south, east, north in areas:
        if west <= right and column <= east and south <= top and row <= north:
            if west <= column and right <= east and south <= row and top <= north:
                return True, True
            met = True
    return False, met


def _column(lon: float) -> int:
    return min(_SIDE - 1, math.floor((lon + 180) / 360 * _SIDE))


def _row(lat: float) -> int:
    return min(_SIDE - 1, math.floor((lat + 90) / 180 * _SIDE))


def _interleaved(number: int) -> int:
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555
