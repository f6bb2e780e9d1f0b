"""Which place a name means."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import Reference, tables
from reference.places import entries, geonames
from schemas.vocabulary import PlacePrecision

ADDITIONS = tables.read(tables.DATA / "places/additions.tsv", entries.ADDITIONS)


def test_spellings_of_one_town_are_one_place(world: Reference) -> None:
    found = [world.places.look_up(name, countries=["AZ"]) for name in ("Kalbajar", "Kelbajar", "Karvachar", "Kəlbəcər")]
    assert len({place and place.id for place in found}) == 1
    assert [place and place.name for place in found] == ["Kalbajar", "Kelbajar", "Karvachar", "Kəlbəcər"]


@pytest.mark.parametrize("row", ADDITIONS, ids=lambda row: row["id"])
def test_every_addition_is_found_by_each_of_its_names(world: Reference, row: dict[str, str]) -> None:
    context = [row["country"]] if row["country"] else []
    near = [(float(row["lat"]), float(row["lon"]))]
    for name in (row["name"], *tables.several(row["aliases"])):
        place = world.places.look_up(name, countries=context, near=near)
        assert place is not None, name
        assert place.lat is not None, name
        assert place.lon is not None, name
        away = entries.distance_km((place.lat, place.lon), near[0])
        assert away <= max(30.0, float(row["radius"])), (name, place)


def test_ids_of_additions_are_their_own(world: Reference) -> None:
    ids = [row["id"] for row in ADDITIONS]
    assert len(ids) == len(set(ids))
    assert all(world.places.get(id) is not None for id in ids)


@pytest.mark.parametrize(
    ("name", "countries", "country"),
    [
        ("Tripoli", ["LB", "IL"], "LB"),
        ("Tripoli", ["LY"], "LY"),
        ("Kut", ["AM", "AZ"], "AM"),
        ("Goris", ["AM", "AZ"], "AM"),
        ("Sotk", ["AZ"], "AM"),
        ("Bakhmut", [], "UA"),
        ("Kupyansk", ["UA", "RU"], "UA"),
        ("Rafah", ["PS", "IL"], "PS"),
        ("Moscow", ["UA"], "RU"),
        ("Vienna", ["IR"], "AT"),
        ("Harir", ["IQ"], "IQ"),
    ],
)
def test_context_goes_before_fame(world: Reference, name: str, countries: list[str], country: str) -> None:
    place = world.places.look_up(name, countries=countries)
    assert place is not None
    assert place.country == country


def test_a_far_homonym_is_nobody_s(world: Reference) -> None:
    assert world.places.look_up("Goris", countries=["ML"]) is None
    assert world.places.look_up("Sotk", near=[(13.5, 2.1)]) is None
    assert world.places.look_up("Bello", countries=["NG"]) is None


def test_homonyms_in_one_country_are_told_apart_by_nearness_only(world: Reference) -> None:
    unclear = world.places.look_up("Mykolaivka", countries=["UA"])
    assert unclear is not None
    assert (unclear.country, unclear.lat, unclear.precision) == ("UA", None, PlacePrecision.UNKNOWN)
    near = world.places.look_up("Mykolaivka", countries=["UA"], near=[(48.74, 37.58)])
    assert near is not None
    assert near.lat is not None
    assert near.lon is not None
    assert entries.distance_km((near.lat, near.lon), (48.74, 37.58)) < 40


@pytest.mark.parametrize(
    ("name", "countries", "precision", "country"),
    [
        ("Goris", ["AM"], "settlement", "AM"),
        ("the village of Kut", ["AM"], "settlement", "AM"),
        ("the outskirts of Goma", ["CD"], "near_settlement", "CD"),
        ("Masisi territory", ["CD"], "district", "CD"),
        ("Belgorod region", ["RU"], "region", "RU"),
        ("Kharkiv oblast", ["UA"], "region", "UA"),
        ("Gegharkunik", ["AM"], "region", "AM"),
        ("southern Lebanon", ["LB"], "region", "LB"),
        ("eastern Ukraine", ["UA"], "region", "UA"),
        ("the Red Sea", [], "region", None),
        ("Lebanon", [], "country", "LB"),
        ("the Armenian-Azerbaijani border", [], "border", None),
        ("the border between Thailand and Cambodia", [], "border", None),
        ("the border with Chad", ["SD"], "border", None),
        ("Second Thomas Shoal", [], "landmark", None),
    ],
)
def test_words_around_a_name_say_how_precise_it_is(
    world: Reference, name: str, countries: list[str], precision: str, country: str | None
) -> None:
    place = world.places.look_up(name, countries=countries)
    assert place is not None
    assert (place.precision, place.country) == (precision, country)


def test_a_part_of_a_country_lies_on_its_side(world: Reference) -> None:
    whole = world.places.look_up("Ukraine")
    east = world.places.look_up("eastern Ukraine")
    assert whole is not None
    assert east is not None
    assert east.lon is not None
    assert whole.lon is not None
    assert east.lon > whole.lon + 2
    assert (east.radius_km or 0) < (whole.radius_km or 0)


def test_borders_are_the_same_from_either_side(world: Reference) -> None:
    place = world.places.border("AZ", "AM")
    assert place == world.places.border("AM", "AZ")
    assert place is not None
    assert world.places.get(place.id or "") == place
    assert world.places.border("AM", "LB") is None


def test_what_is_no_name_is_none(world: Reference) -> None:
    assert not world.places.is_name("crossfire and tension")
    assert not world.places.is_name("Police")
    assert not world.places.is_name("Central")
    assert world.places.look_up("") is None
    assert world.places.get("geonames:1") is None
    assert world.places.get("nowhere") is None


@given(st.text(max_size=60))
def test_any_text_is_survived(world: Reference, text: str) -> None:
    place = world.places.look_up(text, countries=["AM"])
    assert place is None or place.name == text[:120]


def test_a_town_says_in_which_division_it_lies(world: Reference) -> None:
    place = world.places.look_up("Goris", countries=["AM"])
    assert place is not None
    assert place.admin1 == "Syunik"


def test_processes_that_start_together_compile_safely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(geonames, "_SMALLEST", 15000)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: geonames.compiled(), range(2)))
    assert found[0] == found[1]
    assert [path.name for path in (tmp_path / "deconflict").iterdir()] == [found[0].name]
    with sqlite3.connect(found[0]) as file:
        assert file.execute("select count(*) from named where key = 'yerevan'").fetchone()[0] > 0
