"""What is counted since a war began is no happening of the day that was told before it."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]

MISSION = Actor(id=None, name="Delta Monitoring Mission", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.mark.parametrize(
    "summed",
    [
        "47 drivers have been killed since the start of the conflict.",
        "This brings to nine the number of drivers killed since the war began.",
        "To date 130 schools were damaged.",
        "The region has lost 2,000 civilians since the start of the full-scale invasion.",
    ],
)
def test_a_sum_over_a_war_is_background(read: Read, summed: str) -> None:
    told = read(f"Gunmen shot a driver dead in Pibor on Monday. {summed}").statements
    assert [s.event_type for s in told if s.temporal is Temporal.ACTUAL] == [EventType.SHOOTING]


def test_what_is_the_first_since_then_is_of_its_day(read: Read) -> None:
    text = "A drone killed two men in Tyre on Monday, the first deaths there since the truce took effect."
    (told,) = read(text).statements
    assert told.temporal is Temporal.ACTUAL


def test_who_is_counted_before_a_harm_suffered_it(read: Read) -> None:
    (told,) = read("Two PKK wounded near Afrin on Monday.").statements
    assert told.initiator is None
    assert [(figure.min, figure.side) for figure in told.casualties] == [(2, "pkk")]


def test_a_line_that_is_a_day_dates_what_stands_below_it(read: Read) -> None:
    text = "7 October:\n- Kapan: shots were fired at dawn.\n6 October\nTegh: shelling hit a house.\nGoris was shelled."
    told = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert [s.occurred.start.day for s in told if s.occurred is not None] == [7, 6, 6]


@pytest.mark.parametrize(
    "text", ["UN school shelled in Fangak on Monday, two wounded.", "UN warehouse looted in Bor on Monday."]
)
def test_a_house_strikes_nobody(read: Read, text: str) -> None:
    told = read(text).statements
    assert told
    assert {s.initiator for s in told} == {None}


def test_what_a_mission_logs_in_two_words_is_told(read: Read) -> None:
    text = "Daily log\nKapan: 4 shots\nGoris: nothing to report"
    (shots,) = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert shots.place is not None
    assert shots.place.name == "Kapan"
