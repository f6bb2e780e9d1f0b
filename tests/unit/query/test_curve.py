"""Areas as ranges of a curve: nothing that lies in an area is outside of its ranges."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.query.feed.box import Box
from services.query.feed.curve import RANGES, cell, ranges

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
BOXES = st.tuples(LON, LAT, LON, LAT).map(lambda box: Box(box[0], min(box[1], box[3]), box[2], max(box[1], box[3])))


def holds(found: list[tuple[int, int]], lat: float, lon: float) -> bool:
    return any(first <= cell(lat, lon) <= last for first, last in found)


@given(box=BOXES, share=st.tuples(st.floats(0, 1), st.floats(0, 1)), side=st.booleans())
def test_what_a_box_holds_lies_in_its_ranges(box: Box, share: tuple[float, float], side: bool) -> None:
    west, south, east, north = box.rectangles[-1 if side else 0]
    lat = min(north, max(south, south + share[0] * (north - south)))
    lon = min(east, max(west, west + share[1] * (east - west)))
    found = list(ranges(box.rectangles))
    assert len(found) == RANGES
    assert holds(found, lat, lon)


@given(box=BOXES)
def test_ranges_are_in_order_and_apart_and_the_empty_ones_last(box: Box) -> None:
    found = [each for each in ranges(box.rectangles) if each != (-1, -1)]
    assert all(first <= last for first, last in found)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))
    assert list(ranges(box.rectangles))[: len(found)] == found


def test_the_whole_world_is_one_range() -> None:
    assert ranges([(-180, -90, 180, 90)])[:2] == [(0, 2**32 - 1), (-1, -1)]


def test_a_town_in_a_seam_of_the_curve_takes_little_beside_it() -> None:
    town = Box(-0.1, -0.1, 0.1, 0.1)
    held = sum(last - first + 1 for first, last in ranges(town.rectangles))
    cells = (0.2 / 360 * 65_536) * (0.2 / 180 * 65_536)
    assert held < 4 * cells
    assert not holds(list(ranges(town.rectangles)), 1.0, 1.0)
