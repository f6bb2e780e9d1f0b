"""What is chosen over a whole report by weighing: the place of a happening, the side of its victims, figures shared."""

import json
from collections.abc import Callable
from importlib import resources

import pytest

from services.ingest.extraction import Extraction
from services.ingest.extraction.bits import load
from services.ingest.extraction.casualties import sharing, siding
from services.ingest.extraction.dates import dating
from services.ingest.extraction.places import placing

Read = Callable[..., Extraction]


@pytest.mark.parametrize("name", [placing.WEIGHTS, dating.WEIGHTS, sharing.WEIGHTS, siding.WEIGHTS])
def test_weights_know_how_things_stand_and_no_names(name: str) -> None:
    held = json.loads((resources.files("services.ingest.extraction.data") / name).read_text(encoding="utf-8"))
    assert held["choices"] > 100
    levels = [level for table in held["bits"].values() for level in table]
    assert all(level == level.lower() for level in levels)
    assert len(levels) < 100


def test_a_level_that_was_never_seen_weighs_nothing() -> None:
    weights = load(sharing.WEIGHTS)
    assert weights.sum({"speaker": "nobody known"}) == weights.base == weights.sum({})


def test_nobody_hurt_is_said_of_all_that_the_speaker_told_before(read: Read) -> None:
    found = read(
        "The Armenian Defence Ministry said that Azerbaijani units discharged small arms toward Tegh on Monday and "
        "that its own forces returned fire, and no one was hurt."
    ).statements
    assert len(found) == 2
    assert all({(c.category.value, c.max) for c in s.casualties} == {("killed", 0), ("injured", 0)} for s in found)
    shared = [slot for s in found for slot in s.carried if slot.slot == "casualties"]
    assert [slot.statement for slot in shared] == [found[1].id]


def test_figures_of_one_claimant_are_not_lent_to_who_denies(read: Read) -> None:
    found = read(
        "The Armenian Defence Ministry said Azerbaijani troops shelled Tegh on Monday, killing two soldiers. "
        "Azerbaijan's Defence Ministry denied it."
    ).statements
    assert [len(s.casualties) for s in found] == [1, 0]


def test_whose_soldiers_fell_is_told_by_who_counts_them_and_who_struck(read: Read) -> None:
    found = read(
        "The Azerbaijani Defence Ministry said Armenian forces fired on a patrol near Zangilan on Monday. "
        "Three soldiers were wounded by Armenian fire."
    ).statements
    assert {(c.side, c.min) for s in found for c in s.casualties} == {("AZ", 3)}


def test_who_reports_from_outside_lends_its_victims_no_side(read: Read) -> None:
    found = read("UNICEF said 14 people were killed by shelling on Monday.").statements
    assert {c.side for s in found for c in s.casualties} == {None}


def test_a_place_told_in_passing_does_not_move_the_story(read: Read) -> None:
    found = read(
        "Insurgents raided Tegh on Monday. In Goris, officials met donors. The raiders burned nine houses and killed "
        "two men."
    ).statements
    assert {s.place.name for s in found if s.place is not None} == {"Tegh"}


def test_where_the_place_is_only_carried_people_are_not_given_its_land(read: Read) -> None:
    found = read(
        "Shells hit Goris in Armenia on Monday.\n\nFour people were killed by shelling later, a nurse said."
    ).statements
    hurt = next(s for s in found if s.casualties)
    assert "place" in {slot.slot for slot in hurt.carried}
    assert [cell.side for cell in hurt.casualties] == [None]


def test_whom_rebels_lose_are_fighters(read: Read) -> None:
    found = read("Rebels lost three men in an attack on Gao on Monday, the army said.").statements
    assert {(c.min, c.victims.value) for s in found for c in s.casualties} == {(3, "military")}


def test_what_a_denial_takes_over_is_stated_where_it_stands(read: Read) -> None:
    claim, denial = read("Guards opened fire near Batken on Monday, Kyrgyzstan said. Tajikistan denied it.").statements
    assert "event_type" not in {slot.slot for slot in claim.carried}
    assert {slot.slot: slot.statement for slot in denial.carried}["event_type"] == claim.id
