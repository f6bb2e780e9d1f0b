"""Communiqués: whose voice they are, and what they deny."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def tell(read: Read, office: str, text: str) -> tuple[Statement, ...]:
    name, _, country = office.rpartition(", ")
    publisher = Actor(name=name, country=country, kind=ActorKind.UNKNOWN)
    return read(text, publisher=publisher, kind=SourceKind.PRESS_OFFICE).statements


def test_a_desk_before_a_colon_is_whose_office_publishes_it(read: Read) -> None:
    text = "The Media and Communication Directorate: SDF forces shelled the army's posts near Tishreen Dam on Tuesday."
    assert {one.claimant.id for one in tell(read, "Syrian Ministry of Defence, SY", text)} == {"sy.mod"}


def test_a_group_in_brackets_says_whose_a_disputed_name_is(read: Read) -> None:
    text = "Our missile force struck Ben Gurion airport with a ballistic missile on Tuesday."
    (told,) = tell(read, "Yemeni Armed Forces (Houthi), YE", text)
    assert told.claimant.id == "houthis"
    assert told.initiator is not None
    assert told.initiator.id == "houthis"


def test_guerrillas_in_their_groups_words_are_the_group(read: Read) -> None:
    text = "The guerrillas shelled a post of the occupying Turkish army in Metina on Tuesday."
    (told,) = tell(read, "HPG Press Centre, TR", text)
    assert told.initiator is not None
    assert told.initiator.id == "pkk"


def test_who_was_sent_to_hell_moved_no_troops(read: Read) -> None:
    text = "Own troops engaged the hideout in Tank on Tuesday and resultantly seven khwarij were sent to hell."
    told = tell(read, "ISPR, PK", text)
    assert EventType.FORCE_BUILDUP not in {one.event_type for one in told}
    assert {(c.category.value, c.side, c.min) for one in told for c in one.casualties} == {("killed", "ttp", 7)}


@pytest.mark.parametrize("before", ["", "The Fano group attacked Kobo on Monday. "])
def test_information_that_is_a_fabrication_is_denied_once(read: Read, before: str) -> None:
    text = before + "The information that the Fano group captured the town of Kobo is a fabrication."
    told = [one for one in tell(read, "Ethiopian National Defence Force, ET", text) if one.temporal.value == "actual"]
    denied = [one for one in told if one.speech_act is SpeechAct.DENIES]
    assert [one.event_type for one in denied] == [EventType.TERRITORY_CHANGE]
