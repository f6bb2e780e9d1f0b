"""What settles the type of a happening where its trigger, its words and its report do not say the same."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers at the Sotk post were attacked with mortars on Tuesday, the ministry said.", EventType.SHELLING),
        ("A quadcopter killed two shepherds near Tegh on Tuesday, dropping a grenade on them.", EventType.DRONE_STRIKE),
        ("Gunmen killed four miners near Goris on Tuesday in a hail of bullets.", EventType.SHOOTING),
    ],
)
def test_words_beside_a_trigger_decide_what_it_is(read: Read, text: str, kind: EventType) -> None:
    assert read(text).statements[0].event_type is kind


def test_dead_without_a_cause_are_those_of_what_the_report_tells(read: Read) -> None:
    found = read(
        "Artillery shelled the village of Tegh for an hour on Tuesday. Shells fell on the school.\n"
        "The hospital in Goris said two people had died."
    ).statements
    assert {statement.event_type for statement in found} == {EventType.SHELLING}


def test_a_trigger_that_names_its_type_keeps_it_where_words_say_nothing(read: Read) -> None:
    (told,) = read("Border guards abducted a shepherd near Tegh on Tuesday.").statements
    assert told.event_type is EventType.CAPTURE_ABDUCTION


def test_a_threat_stays_one_whatever_it_threatens_with(read: Read) -> None:
    found = read(
        "Shells fell on Tegh on Tuesday. "
        "The Azerbaijani Defence Ministry warned that it would shell Goris if fire went on."
    ).statements
    assert EventType.THREAT in {statement.event_type for statement in found}
