"""Who is meant by a noun phrase."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import Reference, tables
from reference.actors.lexicon import load
from schemas.slots import Actor
from schemas.vocabulary import ActorKind

PHRASES = tables.read(Path(__file__).with_name("phrases.tsv"), ("phrase", "country", "day", "actor"))
INSTITUTIONS = tables.read(
    tables.DATA / "actors/institutions.tsv", ("key", "kind", "name", "parent", "phrases", "offices", "example")
)
NAMED = tables.read(tables.DATA / "actors/named.tsv", ("id", "name", "kind", "country", "parent", "party", "aliases"))
PEOPLE = tables.read(tables.DATA / "actors/people.tsv", ("names", "actor", "from", "until"))
COUNTRIES = tables.read(
    tables.DATA / "actors/countries.tsv",
    ("iso", "name", "adjective", "names", "demonyms", "capital", "seats", "lat", "lon", "radius", "neighbours"),
)


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["phrase"])
def test_a_phrase_names_its_actor_or_nobody(world: Reference, row: dict[str, str]) -> None:
    day = date.fromisoformat(row["day"]) if row["day"] else None
    actor = world.actors.resolve(row["phrase"], country=row["country"] or None, day=day)
    if row["actor"] == "-":
        assert actor is None
    elif row["actor"].startswith("?"):
        assert actor is not None
        assert (actor.id, actor.kind) == (None, row["actor"][1:])
    else:
        assert actor is not None
        assert actor.id == row["actor"]


def expected(key: str) -> str:
    return "am" if key == "gov" else f"am.{key}"


@pytest.mark.parametrize("row", INSTITUTIONS, ids=lambda row: row["key"])
def test_every_phrase_of_an_institution_composes_with_a_state(world: Reference, row: dict[str, str]) -> None:
    wrong = {}
    for phrase in (
        row["example"].removeprefix("the Armenian "),
        *tables.several(row["phrases"] + "|" + row["offices"]),
    ):
        for words in (f"the Armenian {phrase}", f"Armenia's {phrase}", f"the {phrase} of Armenia"):
            actor = world.actors.resolve(words)
            if actor is None or actor.id != expected(row["key"]):
                wrong[words] = actor and actor.id
    assert wrong == {}


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row["id"])
def test_every_name_of_an_actor_means_it(world: Reference, row: dict[str, str]) -> None:
    for name in (row["name"], *tables.several(row["aliases"])):
        actor = world.actors.resolve(name, country=row["country"] or None)
        assert actor is not None, name
        assert (actor.id, actor.name, actor.kind) == (row["id"], row["name"], ActorKind(row["kind"])), name


@pytest.mark.parametrize("row", PEOPLE, ids=lambda row: row["names"].partition("|")[0] + " " + row["actor"])
def test_every_person_speaks_for_an_actor_within_the_dates(world: Reference, row: dict[str, str]) -> None:
    day = date.fromisoformat(row["from"] or row["until"] or "2025-02-01")
    for name in tables.several(row["names"]):
        actor = world.actors.resolve(name, day=day)
        assert actor is not None, name
        assert actor.id is not None, name
        assert actor == world.actors.get(actor.id)


def test_holdings_name_actors_that_exist_and_do_not_end_before_they_begin(world: Reference) -> None:
    assert [row["actor"] for row in PEOPLE if world.actors.get(row["actor"]) is None] == []
    assert [row["names"] for row in PEOPLE if row["from"] and row["until"] and row["until"] < row["from"]] == []


@pytest.mark.parametrize("row", COUNTRIES, ids=lambda row: row["iso"])
def test_every_country_is_told_by_its_names_and_demonyms(world: Reference, row: dict[str, str]) -> None:
    for word in (row["name"], row["adjective"]):
        assert world.actors.country_of(word) == row["iso"], word
    government = world.actors.get(row["iso"].lower())
    assert government is not None
    assert (government.country, government.kind) == (row["iso"], "government")


def test_demonyms_that_two_states_share_are_known() -> None:
    claimed: dict[str, set[str]] = {}
    for row in COUNTRIES:
        for word in {row["adjective"], *tables.several(row["names"]), *tables.several(row["demonyms"])}:
            claimed.setdefault(word, set()).add(row["iso"])
    assert {word for word, states in claimed.items() if len(states) > 1} == set()


def test_an_actor_of_a_composed_id_is_the_one_that_the_phrase_gives(world: Reference) -> None:
    assert world.actors.get("am.mod") == world.actors.resolve("the Armenian Defence Ministry")
    assert world.actors.get("am.nonsense") is None
    assert world.actors.get("nowhere.mod") is None


def test_parents_lead_from_the_part_to_the_whole(world: Reference) -> None:
    assert world.actors.parent("am.air-force") == "am.mil"
    assert world.actors.parent("am.mil") == "am"
    assert world.actors.parent("qassam") == "hamas"
    assert world.actors.parent("am") is None


def test_mentions_stand_where_they_are_written(world: Reference) -> None:
    text = (
        "The Armenian Defence Ministry said Azerbaijan's armed forces opened fire; Baku denied it. "
        "Türkiye told us that Hezbollah fighters and the U.S. had met President Vladimir Putin."
    )
    found = [(text[m.start : m.end], m.actor.id) for m in world.actors.find(text)]
    assert found == [
        ("Armenian Defence Ministry", "am.mod"),
        ("Azerbaijan's armed forces", "az.mil"),
        ("Baku", "az"),
        ("Türkiye", "tr"),
        ("Hezbollah fighters", "hezbollah"),
        ("U.S.", "us"),
        ("President Vladimir Putin", "ru.president"),
    ]


@given(st.text(max_size=200) | st.lists(st.sampled_from(sorted(load().entries)[::7]), max_size=12).map(" ".join))
def test_any_text_is_survived_and_mentions_do_not_overlap(world: Reference, text: str) -> None:
    assert world.actors.resolve(text) == world.actors.resolve(text)
    at = 0
    for mention in world.actors.find(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


def test_an_acronym_of_mixed_letters_is_no_common_word(world: Reference) -> None:
    text = "Let us see. They had to let them by. LeT said nothing."
    assert [text[m.start : m.end] for m in world.actors.find(text)] == ["LeT"]


def test_one_id_goes_by_one_name(world: Reference) -> None:
    office = Actor(id="am.mod", name="Ministry of Defence of Armenia", country="AM", kind=ActorKind.GOVERNMENT)
    assert world.actors.called(office) == world.actors.get("am.mod")
    nobody = Actor(id="no.such", name="Nobody", kind=ActorKind.UNKNOWN)
    assert world.actors.called(nobody) is nobody
