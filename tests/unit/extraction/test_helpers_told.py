"""What those who help and watch say of their houses, of the law and of what went off by plan."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]

HEALERS = Actor(id=None, name="Surgeons Without Frontiers", country="CH", kind=ActorKind.NGO)
MISSION = Actor(id="unifil", name="UNIFIL", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.mark.parametrize(
    "text",
    [
        "Shells landed near our office in Zalingei on Monday. Our hospital received 22 bodies.",
        "Our school in Zalingei was hit on Monday. 22 displaced people were killed.",
    ],
)
def test_who_is_hurt_in_the_house_of_those_who_help_is_none_of_them(read: Read, text: str) -> None:
    told = read(text, publisher=HEALERS, kind=SourceKind.OBSERVER).statements
    assert {(figure.max, figure.side) for s in told for figure in s.casualties} == {(22, "SD")}


@pytest.mark.parametrize(
    "law",
    [
        "Attacks on peacekeepers are a grave violation of international law.",
        "Any attack on peacekeepers is a crime.",
        "UNIFIL reminds all sides that attacks on its posts are unacceptable.",
    ],
)
def test_what_the_law_says_of_attacks_is_none(read: Read, law: str) -> None:
    text = f"Shots were fired at our patrol near Ramyah on Monday. {law}"
    (shots,) = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert shots.event_type is EventType.SHOOTING


def test_an_attack_that_was_a_breach_is_told(read: Read) -> None:
    text = "An attack on our post at Ramyah on Monday was a violation of the resolution."
    assert len(read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements) == 1


def test_what_goes_off_by_plan_is_no_attack(read: Read) -> None:
    text = "The patrol heard a controlled detonation near Ramyah on Monday."
    assert read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements == ()


def test_the_dead_of_a_list_say_nothing(read: Read) -> None:
    text = "The dead on Monday: two civilians in Idlib by air strikes; three men in Hasakah by gunfire."
    told = read(text, publisher=HEALERS, kind=SourceKind.OBSERVER).statements
    assert {s.claimant.name for s in told} <= {HEALERS.name}
