"""What an observer looked for and did not find is nothing that he observed, and denies nobody elsewhere."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Polarity, SourceKind, SpeechAct, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]

MISSION = Actor(id=None, name="Delta Monitoring Mission", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.mark.parametrize(
    "text",
    [
        "4. Kanaker: no ceasefire violations.",
        "Adre: zero truce violations.",
        "Adre. Ceasefire violations: none. Air strikes: 0. Gunfire: not observed.",
        "Rocket launches – nil.",
        "The mission recorded no new ceasefire violations at Adre.",
        "Our patrols have not registered any firing near Adre.",
        "The team neither saw nor heard any shelling at Adre.",
        "There were no instances of firing at Adre.",
        "The absence of ceasefire violations at Adre was noted.",
        "The whole of Adre remained free of shelling.",
    ],
)
def test_what_was_not_found_was_not_observed(read: Read, text: str) -> None:
    told = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert [s for s in told if (s.temporal, s.polarity) == (Temporal.ACTUAL, Polarity.POSITIVE)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The mission did not see the shelling of Adre itself.",
        "The team counted no fewer than nine explosions at Adre.",
        "No man's land shelling killed a farmer near Adre.",
    ],
)
def test_what_was_only_missed_or_outnumbered_was_there(read: Read, text: str) -> None:
    (told,) = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert told.polarity is Polarity.POSITIVE


@pytest.mark.parametrize("item", ["Goz Beida: no firing was observed.", "No shelling was observed at Goz Beida."])
def test_a_quiet_town_denies_nothing_of_another(read: Read, item: str) -> None:
    claim = "Sudanese troops shelled Adre, Chad's Defence Ministry said."
    told = read(f"{claim}\n{item}", publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert [s.speech_act for s in told] == [SpeechAct.ASSERTS]


def test_who_found_calm_tells_of_no_fight(read: Read) -> None:
    text = "Shots were fired at Adre on Monday. The Delta Monitoring Mission said the night at Tine was calm."
    (told,) = read(text).statements
    assert told.place is not None
    assert told.place.name == "Adre"


def test_what_could_not_be_confirmed_is_told_of_what_was(read: Read) -> None:
    (told,) = read(
        "Shelling reported in Adre could not be confirmed.", publisher=MISSION, kind=SourceKind.OBSERVER
    ).statements
    assert (told.speech_act, told.temporal) == (SpeechAct.CANNOT_CONFIRM, Temporal.ACTUAL)
