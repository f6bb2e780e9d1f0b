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


def who(one: Statement) -> tuple[str | None, str | None]:
    return one.initiator.id if one.initiator else None, one.target.id if one.target else None


def test_some_of_the_enemys_drones_are_the_enemys(read: Read) -> None:
    text = "Air defence shot down or suppressed 97 of 112 enemy drones on Tuesday."
    told = tell(read, "Ukrainian Air Force, UA", text)
    assert {who(one)[1] for one in told} == {"ru.mil"}
    assert "ru.mil" not in {who(one)[0] for one in told}


def test_who_launches_a_series_of_attacks_makes_them(read: Read) -> None:
    text = "On Tuesday the Russian Federation launched a new series of drone attacks on targets in Ukraine."
    (told,) = tell(read, "Romanian Ministry of National Defence, RO", text)
    assert who(told)[0] == "ru.mil"


def test_sorties_are_of_whose_aircraft_flew_them(read: Read) -> None:
    text = "23 sorties of PLA aircraft operating around Taiwan were detected on Tuesday."
    (told,) = tell(read, "Taiwan Ministry of National Defense, TW", text)
    assert (told.event_type, who(told)[0]) == (EventType.FORCE_BUILDUP, "cn.mil")


def test_drones_of_nobody_known_are_not_the_states_that_tells_of_them(read: Read) -> None:
    text = "Six drones crossed the airspace of the Republic of Moldova on Tuesday."
    (told,) = tell(read, "Ministry of Defence of Moldova, MD", text)
    assert told.initiator is None


def test_what_an_unknown_name_brought_down_was_not_brought_down_by_whose_it_was(read: Read) -> None:
    text = "Pakistan fired drones at Jammu on Tuesday. The drones were shot down by the Integrated Sky Grid."
    told = tell(read, "Indian Ministry of Defence, IN", text)
    assert all(who(one)[0] != "pk.mil" for one in told if one.event_type is EventType.INTERCEPTION)


def test_who_holds_the_defence_took_nobody(read: Read) -> None:
    text = "Tajik units opened fire on the village of Ak-Sai on Tuesday. Kyrgyz guards are holding the defence."
    told = tell(read, "State Border Service of Kyrgyzstan, KG", text)
    assert EventType.CAPTURE_ABDUCTION not in {one.event_type for one in told}
