"""Speakers who are told of before they speak, or through whom a body speaks."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def test_its_spokeswoman_is_told_beside_her_name(read: Read) -> None:
    text = (
        "The Oromia regional government said rebels had ambushed a bus near Ambo. "
        "Chaltu Bekele, its spokeswoman, added that guards had shot two of them."
    )
    assert len({one.claimant.id for one in read(text).statements}) == 1


def test_the_rebel_group_is_the_one_that_was_told_of(read: Read) -> None:
    text = "The ELN attacked a post in Tibú on Monday. The guerrilla group said that three officers had died."
    assert read(text).statements[-1].claimant.name == "National Liberation Army"


def test_who_repudiates_an_attack_denies_nothing(read: Read) -> None:
    text = "Gunmen attacked a school in Tibú on Monday. The mayor repudiated the attack."
    assert SpeechAct.DENIES not in {one.speech_act for one in read(text).statements}


def test_whom_a_paper_met_speaks_next(read: Read) -> None:
    radio = Actor(id=None, name="Radio Jebel", country="SD", kind=ActorKind.CIVILIAN)
    text = 'I spoke to a farmer in Kadugli. "They shelled the mill at noon," he said.'
    assert read(text, radio, SourceKind.SOCIAL).statements[-1].claimant.name == "farmer"


def test_he_is_the_person_through_whom_a_body_speaks(read: Read) -> None:
    text = (
        "Jean Bahati, president of the civil society of Sake, said rebels had shot seven men. "
        'The M23, through Lawrence Kanyuka, denies it. "It is the Wazalendo who shot them," he retorted.'
    )
    assert read(text).statements[-1].claimant.name == "M23"


def test_according_to_the_head_of_a_council_others_act(read: Read) -> None:
    text = (
        "According to Jean Bahati, president of the civil society of Sake, M23 rebels killed seven farmers on Tuesday."
    )
    (told,) = read(text).statements
    assert told.claimant.name == "president of the civil society of Sake"
    assert told.initiator is not None
    assert told.initiator.name == "M23"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("A defence spokesperson in Jammu said Pakistani guns had fired on Poonch on Monday.", "in.mil"),
        ("Pakistani guns fired on Poonch on Monday, the defence spokesman in Srinagar said.", "in.mil"),
    ],
)
def test_a_defence_spokesman_speaks_for_the_army(read: Read, text: str, id: str) -> None:
    assert read(text).statements[-1].claimant.id == id


def test_that_there_was_no_warning_denies_nothing(read: Read) -> None:
    text = (
        "Russian missiles hit a station near Kharkiv on Monday, wounding six people, the governor wrote. "
        '"We had no warning at all," a shift manager told Valley Wire.'
    )
    assert len(read(text).statements) == 1


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (
            "The Mission received a complaint from the Tajik side alleging that Kyrgyz guards had shot a herder.",
            "tj",
        ),
        (
            "Gunmen killed two men near Djugu on Monday, this newsroom has learned from the Congolese army.",
            "cd.mil",
        ),
    ],
)
def test_from_whom_it_was_heard_is_who_tells_it(read: Read, text: str, id: str) -> None:
    assert read(text).statements[-1].claimant.id == id


def test_who_does_not_believe_the_enemys_words_denies_them(read: Read) -> None:
    column = Actor(id=None, name="Column of the Valley", country=None, kind=ActorKind.UNKNOWN)
    text = "Our guns struck a post on Monday. What the enemy's radio says about dozens of our martyrs is pure delusion."
    told = read(text, column, SourceKind.PRESS_OFFICE).statements[-1]
    assert (told.claimant.name, told.speech_act) == (column.name, SpeechAct.DENIES)


def test_who_speaks_for_its_part_needs_no_comma(read: Read) -> None:
    text = (
        "The mayor blames CODECO for the raid on Djugu. "
        "For its part the militia, via its spokesman Jean Tall, washes its hands of it."
    )
    assert read(text).statements[-1].claimant.name == "CODECO"


def test_who_has_no_further_information_confirms_nothing(read: Read) -> None:
    cell = Actor(id=None, name="Valley Ceasefire Cell", country=None, kind=ActorKind.OBSERVER_MISSION)
    text = "Local police reported the abduction of two teachers near Goris; VCC has no independent information."
    told = read(text, cell, SourceKind.OBSERVER).statements[-1]
    assert (told.claimant.name, told.speech_act) == (cell.name, SpeechAct.CANNOT_CONFIRM)


def test_soldiers_who_respond_say_nothing(read: Read) -> None:
    text = "Armenia's army said posts near Sotk had come under fire. Baku's version is that its soldiers responded."
    assert read(text).statements[-1].claimant.country == "AZ"
