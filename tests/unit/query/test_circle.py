"""Circles on the ground, as the feed sees them and as an index looks for them."""

from hypothesis import given
from hypothesis import strategies as st

from services.query.feed.circle import Circle
from services.query.feed.filtering import passage

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


def test_a_degree_of_latitude_is_111_km() -> None:
    assert Circle(40, 46, 111.3).holds(41, 46)
    assert not Circle(40, 46, 111.1).holds(41, 46)


def test_the_antimeridian_is_no_border() -> None:
    circle = Circle(-17, 179.9, 50)
    assert circle.holds(-17, -179.9)
    (first, second) = circle.rectangles
    assert first[2] == 180
    assert second[0] == -180


@given(circle=st.builds(Circle, LAT, LON, st.floats(0.1, 20_020)), lat=LAT, lon=LON)
def test_what_a_circle_holds_lies_in_one_of_its_rectangles(circle: Circle, lat: float, lon: float) -> None:
    within = [west <= lon <= east and south <= lat <= north for west, south, east, north in circle.rectangles]
    assert any(within) or not circle.holds(lat, lon)


@given(lat=LAT, lon=LON, km=st.floats(0.1, 20_000))
def test_a_circle_reaches_as_far_as_it_says(lat: float, lon: float, km: float) -> None:
    circle = Circle(lat, lon, km)
    assert circle.holds(lat, lon)
    assert not circle.holds(-lat, lon - 180 if lon > 0 else lon + 180) or km > 20_014


def test_a_follower_of_a_circle_is_told_what_comes_into_it() -> None:
    filters = {"near": Circle(40.2, 46.5, 10)}
    assert passage(filters, {"lat": 41.0, "lon": 46.5}, {"lat": 40.25, "lon": 46.5}) == "entered"
    assert passage(filters, None, {"lat": None, "lon": None}) is None
