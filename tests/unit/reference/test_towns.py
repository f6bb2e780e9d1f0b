"""Which towns lie in a box of degrees."""

from reference.places.towns import towns_within


def test_the_most_populous_towns_of_a_box_come_first() -> None:
    found = towns_within(44.0, 40.0, 45.0, 41.0, 3)

    assert found[0].name == "Yerevan"
    assert len(found) == 3
    assert all(44 <= town.lon <= 45 and 40 <= town.lat <= 41 for town in found)


def test_an_empty_sea_has_none() -> None:
    assert towns_within(-30.0, -50.0, -29.0, -49.0, 10) == []
