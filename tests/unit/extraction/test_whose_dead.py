"""Whose the dead are, and that nobody was hurt: of whoever says it, beside what the other side told."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import CasualtyCategory
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        (
            "Pakistan's army said Indian guns shelled Leepa on Monday; India's army said nobody was hurt.",
            "in.mil",
            "IN",
        ),
        ("The Houthis said they fired rockets at Jizan on Monday. Saudi Arabia said no soldier was hurt.", "sa", "SA"),
        ("Kyiv said its drones hit a depot near Orsk on Monday. Moscow said nobody had died.", "ru", "RU"),
    ],
)
def test_the_other_sides_nobody_is_an_account_of_its_own(read: Read, text: str, speaker: str, side: str) -> None:
    told, answer = read(text).statements
    assert told.casualties == ()
    assert answer.claimant.id == speaker
    assert (answer.event_type, answer.place) == (told.event_type, told.place)
    assert {(one.side, one.max) for one in answer.casualties} == {(side, 0)}


def test_who_goes_on_with_nobody_adds_to_what_it_told(read: Read) -> None:
    (told,) = read("Two shells fell on Sotk on Monday, the Armenian army said. No one was hurt, it added.").statements
    assert {(one.side, one.max) for one in told.casualties} == {("AM", 0)}


@pytest.mark.parametrize(
    "text",
    [
        "A bus was ambushed near Bama on Monday. Police arrested two men in Jos. The ambush had killed nine.",
        "Gunmen attacked a church in Jos on Sunday. Police detained two suspects. Nine worshippers were killed.",
    ],
)
def test_the_dead_of_an_attack_are_not_those_of_an_arrest_told_since(read: Read, text: str) -> None:
    attack, arrest = read(text).statements
    assert [(one.category, one.min) for one in attack.casualties] == [(CasualtyCategory.KILLED, 9)]
    assert {one.category for one in arrest.casualties} == {CasualtyCategory.CAPTURED}
