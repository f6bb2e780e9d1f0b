"""With whom an actor stands."""

from datetime import date

import pytest

from reference import Reference, tables
from schemas.slots import Actor
from schemas.vocabulary import ActorKind

ROWS = tables.read(tables.DATA / "sides/alignments.tsv", ("actor", "theatre", "party", "from", "until", "note"))
DAY = date(2025, 3, 1)


def side(world: Reference, words: str, theatre: str | None = None, day: date | None = DAY) -> str | None:
    actor = world.actors.resolve(words)
    assert actor is not None, words
    return world.sides.alignment(actor, theatre, day)


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("the Armenian Defence Ministry", "AM"),
        ("Azerbaijani forces", "AZ"),
        ("Baku", "AZ"),
        ("the governor of Belgorod region", "RU"),
        ("the Ukrainian ombudsman", "UA"),
        ("TASS", "RU"),
        ("Iranian state media", "IR"),
        ("Hezbollah", "hezbollah"),
        ("Houthi forces", "houthis"),
        ("Al-Masirah", "houthis"),
        ("Russian-installed officials", "RU"),
        ("EUMA", "neutral"),
        ("UNIFIL", "neutral"),
        ("the United Nations", "neutral"),
        ("residents", None),
        ("Ukrainian civilians", None),
        ("Reuters", None),
        ("the Red Cross", None),
        ("gunmen", None),
    ],
)
def test_offices_of_a_state_are_one_side_and_witnesses_none(world: Reference, words: str, party: str | None) -> None:
    assert side(world, words) == party


def test_a_party_may_change_sides_by_theatre_and_day(world: Reference) -> None:
    assert side(world, "Hezbollah", "syria", date(2016, 5, 1)) == "SY"
    assert side(world, "Hezbollah", "levant", date(2016, 5, 1)) == "hezbollah"
    assert side(world, "Russian peacekeepers", "south-caucasus", date(2023, 5, 1)) == "neutral"
    assert side(world, "Russian peacekeepers", "south-caucasus", date(2025, 5, 1)) == "RU"
    assert side(world, "the Taliban", None, date(2019, 5, 1)) == "taliban"
    assert side(world, "the Taliban", None, date(2024, 5, 1)) == "AF"


def test_a_militia_that_went_over_stands_with_its_new_side(world: Reference) -> None:
    assert side(world, "the Sudan Shield", "sudan", date(2024, 5, 1)) == "rsf"
    assert side(world, "the Sudan Shield", "sudan", date(2025, 5, 1)) == "SD"


def test_an_authority_of_its_own_is_not_its_state(world: Reference) -> None:
    assert side(world, "the Peshmerga") == "krg"
    assert side(world, "the Jubaland forces") == "jubaland"
    assert side(world, "the Iraqi army") == "IQ"


def test_who_is_not_known_has_no_side(world: Reference) -> None:
    assert world.sides.alignment(Actor(name="a man in the market"), "levant", DAY) is None
    assert world.sides.alignment(Actor(name="the garrison", country="AM", kind=ActorKind.MILITARY), None, None) == "AM"


def test_rows_name_actors_and_theatres_that_exist(world: Reference) -> None:
    theatres = {"", *world.theatres.keys()}
    assert [row for row in ROWS if row["theatre"] not in theatres] == []
    assert [row["actor"] for row in ROWS if world.actors.get(row["actor"]) is None] == []


def test_adversaries_are_mutual_and_of_a_day(world: Reference) -> None:
    assert "AZ" in world.sides.adversaries("AM", None)
    assert "AM" in world.sides.adversaries("AZ", None)
    assert world.sides.adversaries("CH", None) == frozenset()
