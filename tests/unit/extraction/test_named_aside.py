"""Places that a report names for something else than what happened there, and names that are read whole."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def places(read: Read, text: str) -> list[str | None]:
    return [s.place.name if s.place is not None else None for s in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "In the hospital at Goris, a surgeon said he had operated on nine people with gunshot wounds.",
        "A doctor at the hospital in Goris said four people had been killed and nine wounded by the shells.",
        "One of the wounded died at the base hospital in Goris on Tuesday, which brought the dead to four.",
        "Farmers who reached Goris on foot said four people had been killed.",
    ],
)
def test_who_is_treated_or_comes_to_a_town_was_not_hit_in_it(read: Read, text: str) -> None:
    before = "Rebels shelled the village of Gidan Mazu on Monday, killing two people. "
    assert "Goris" not in places(read, before + text)


def test_who_comes_armed_from_a_place_did_it_elsewhere(read: Read) -> None:
    text = (
        "Peacekeepers heard shots near Gidan Mazu on Monday. Elders told the patrol that armed youth from Syunik had "
        "raided a cattle camp, abducting six children."
    )
    assert "Syunik" not in places(read, text)


def test_a_people_is_no_place(read: Read) -> None:
    text = "Two days of clashes between the Druze and Bedouin in Sweida have left 89 dead, the Syrian Observatory said."
    (place,) = places(read, text)
    assert place != "Druze"


def test_what_is_paid_back_has_a_place_and_a_day_of_its_own(read: Read) -> None:
    text = "In retaliation for Sunday's raid on Goris, the army shelled a camp near Sotk on Tuesday, killing two."
    told = {s.place.name: s.occurred.start.day for s in read(text).statements if s.place and s.occurred}
    assert told["Sotk"] == 8


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had bombed Sotk in reply to the raid on Goris.",
        "The army said it had shelled Sotk in response to the attack on Goris.",
        "The army said it had shelled Sotk in revenge for the ambush near Goris.",
        "In reply to the raid on Goris, the army bombed Sotk on Monday.",
        "The army said it had bombed Sotk, answering the raid on Goris.",
        "To avenge the raid on Goris, rebels shelled Sotk on Monday.",
        "The bombing of Sotk came in answer to the raid on Goris, the army said.",
        "The shelling of Sotk on Monday was revenge for the raid on Goris.",
        "The army said it had retaliated for the raid on Goris by bombing Sotk.",
    ],
)
def test_who_pays_back_strikes_elsewhere_than_what_is_paid_back(read: Read, text: str) -> None:
    assert places(read, text)[0] == "Sotk"


def test_a_hospital_that_is_struck_is_where_it_stands(read: Read) -> None:
    before = "Rebels fought in Gidan Mazu on Monday, the army said. "
    assert places(read, before + "A shell hit the Goris hospital, killing a nurse.")[-1] == "Goris"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells killed two porters on a track in the Sonari sector on Monday.", "Sonari"),
        ("Four people died in the battle for Gidan Mazu, the army said.", "Gidan Mazu"),
        ("Gunmen in two Land Cruisers attacked the village of Gidan Mazu.", "Gidan Mazu"),
        ("Jets killed nine people in the Haftan and Gidan Mazu regions.", "Haftan"),
        ("Troops took half of Hosh al-Sayyid Omar, killing two people.", "Hosh al-Sayyid Omar"),
        ("Shells killed two people at a wall near Jubata al-Hamra.", "Jubata al-Hamra"),
        ("A mine by the spring of Gidan Mazu killed a shepherd.", "Gidan Mazu"),
        ("Trucks with rockets rolled into Sotk on Tuesday, a day after rebels fought for Goris.", "Sotk"),
    ],
)
def test_a_name_is_read_whole_and_where_it_stands(read: Read, text: str, place: str) -> None:
    assert places(read, text)[0] == place


def test_a_lorry_that_bears_a_name_is_no_place(read: Read) -> None:
    text = "Rebels shelled Gidan Mazu. A drone came down on Sotk's truck and killed the driver."
    assert "Sotk" not in places(read, text)


def test_a_town_in_apposition_is_one_wherever_it_stands(read: Read) -> None:
    text = (
        "Both sides claimed Wargadhi, a town on the coast. Militants stormed the town on Monday and killed two people."
    )
    assert places(read, text)[-1] == "Wargadhi"


@pytest.mark.parametrize(
    "text",
    [
        "Our staff report:\n\n1) Gidan Mazu, 4/10: a drone struck a tent, killing seven people.",
        "Our staff report:\n\n\u2022 4 October, Gidan Mazu: rebels shot a trader dead.",
        "Our staff report:\n\n2. Gidan Mazu, North Kordofan, 1 to 3 October: nine people were shot by gunmen.",
        "(a) Sotk: quiet.\n\n(b) Goris: quiet.\n\n(c) Gidan Mazu: a shell killed two farmers.",
        "- Gidan Mazu, 4 October. Gunmen killed a policeman.",
    ],
)
def test_an_item_of_a_list_is_headed_by_its_place_and_day(read: Read, text: str) -> None:
    assert places(read, text) == ["Gidan Mazu"]


def test_a_line_of_place_and_date_is_where_an_office_wrote(read: Read) -> None:
    text = "Goris, 8 October 2024:\n\nOn Monday the enemy fired at the people of Sotk village, killing two."
    office = Actor(id=None, name="Press Office", country="AM", kind=ActorKind.MILITARY)
    found = read(text, publisher=office, kind=SourceKind.PRESS_OFFICE).statements
    assert [s.place.name for s in found if s.place is not None] == ["Sotk"]


def test_an_administration_speaks_from_its_seat(read: Read) -> None:
    text = "Rebels stormed Gidan Mazu. Ten people died, said a spokesman for the administration in Goris."
    assert "Goris" not in places(read, text)
