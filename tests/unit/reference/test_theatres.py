"""Which wider area an incident belongs to."""

import pytest

from reference import Reference, tables

ROWS = tables.read(tables.DATA / "theatres/theatres.tsv", ("key", "name", "boxes", "countries", "within", "actors"))


@pytest.mark.parametrize(
    ("name", "countries", "theatre"),
    [
        ("Kalbajar", ["AZ"], "south-caucasus"),
        ("Kfar Kila", ["LB"], "levant"),
        ("Pokrovsk", ["UA"], "ukraine"),
        ("Belgorod", ["RU"], "ukraine"),
        ("the Red Sea", [], "red-sea"),
        ("Zvecan", ["XK"], "kosovo"),
        ("Poonch", ["IN"], "kashmir"),
        ("Kotli", ["PK"], "kashmir"),
        ("Miranshah", ["PK"], "durand-line"),
        ("El Fasher", ["SD"], "sudan"),
        ("Goma", ["CD"], "great-lakes"),
        ("Kidal", ["ML"], "sahel"),
        ("Second Thomas Shoal", [], "south-china-sea"),
        ("Preah Vihear", [], "thailand-cambodia"),
        ("Baengnyeong Island", ["KR"], "korea"),
        ("Lisbon", ["PT"], None),
    ],
)
def test_a_place_tells_the_theatre(world: Reference, name: str, countries: list[str], theatre: str | None) -> None:
    place = world.places.look_up(name, countries=countries)
    assert place is not None
    assert world.theatres.of(place) == theatre


def test_parties_tell_it_where_no_place_does(world: Reference) -> None:
    israel, iran, group = (world.actors.resolve(words) for words in ("Israel", "Tehran", "Hezbollah"))
    assert world.theatres.of(None, [israel, group]) == "levant"
    assert world.theatres.of(None, [iran]) == "gulf"
    assert world.theatres.of(None, [None, world.actors.resolve("residents")]) is None


def test_the_place_goes_before_the_parties(world: Reference) -> None:
    place = world.places.look_up("Hodeidah", countries=["YE"])
    assert world.theatres.of(place, [world.actors.resolve("Israel")]) == "red-sea"


def test_every_theatre_has_a_name_and_actors_that_exist(world: Reference) -> None:
    assert all(world.theatres.name(row["key"]) == row["name"] for row in ROWS)
    ids = [id for row in ROWS for id in tables.several(row["actors"]) if not id.isupper()]
    parties = {"iraqi-resistance"}
    assert [id for id in ids if world.actors.get(id) is None and id not in parties] == []
