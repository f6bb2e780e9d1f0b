"""What a figure is compared with is of another time, and what is counted within it is no happening beside it."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.text.blanking import blank

Read = Callable[..., Extraction]

MISSION = Actor(id=None, name="Delta Monitoring Mission", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.mark.parametrize(
    "text",
    [
        "On 7 October observers counted 31 explosions at Adre, compared with 12 the previous day.",
        "On 7 October observers counted 31 explosions at Adre, up from nine explosions on 5 October.",
        "On 7 October observers counted 31 explosions at Adre (previous week: 140).",
    ],
)
def test_the_day_of_a_comparison_is_not_that_of_what_is_told(read: Read, text: str) -> None:
    (told,) = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert told.occurred is not None
    assert told.occurred.start.day == 7


def test_the_dead_of_a_comparison_are_not_counted(read: Read) -> None:
    (told,) = read("Shelling killed nine people in Adre on Monday, against three killed there on Sunday.").statements
    assert [figure.max for figure in told.casualties] == [9]
    assert told.occurred is not None
    assert told.occurred.start.day == 7


@pytest.mark.parametrize(
    "text",
    [
        "The envoy compared the raid to the siege of Sarajevo.",
        "Troops came down from nine hills.",
        "It voted against the ban.",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert blank(text) == text


def test_what_is_counted_among_breaches_is_no_other_happening(read: Read) -> None:
    text = "The mission recorded 310 ceasefire violations at Adre, including 27 explosions."
    (told,) = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert told.event_type is EventType.EXCHANGE_OF_FIRE


def test_what_kills_is_no_verb_of_nobody(read: Read) -> None:
    (told,) = read("Shelling killed nine people in Adre on Monday.").statements
    assert (told.event_type, [figure.max for figure in told.casualties]) == (EventType.SHELLING, [9])
