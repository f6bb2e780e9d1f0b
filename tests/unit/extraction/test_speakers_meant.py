"""Whom words mean that name a speaker only half: initials, "she", "their group", "the junta", "nobody"."""

from collections.abc import Callable

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def test_a_publisher_is_meant_by_the_initials_of_its_name(read: Read) -> None:
    desk = Actor(id=None, name="Upper Valley Aid Desk", country=None, kind=ActorKind.OBSERVER_MISSION)
    text = "Gunmen burnt two shops in Bama on Monday. UVAD was unable to confirm who they were."
    assert {one.claimant.name for one in read(text, desk, SourceKind.OBSERVER).statements} == {desk.name}


@pytest.mark.parametrize("words", ["Let us recall that", "Let us note that"])
def test_what_a_paper_recalls_is_its_own(read: Read, words: str) -> None:
    text = f"A gendarme said gunmen had shot two men near Bama. {words} in May rebels bombed the market of Bama."
    assert read(text).statements[-1].claimant.name == "Valley Wire"


def test_nobody_tells_nothing(read: Read) -> None:
    text = (
        'Shells hit Sotk on Monday, a miner said. "Nobody told us anything until it was over," he said. '
        '"They shot two men at the well," he added.'
    )
    assert {one.claimant.name for one in read(text).statements} == {"miner"}


def test_who_was_told_nothing_denies_nothing(read: Read) -> None:
    text = 'Shells hit Sotk on Monday, a miner said. "Nobody warned us of the shells," he added.'
    assert len(read(text).statements) == 1


@pytest.mark.parametrize(
    ("before", "id"),
    [
        ("Vladimir Putin was in no mood for questions.", "ru.president"),
        ("Kim Yo Jong, the sister of the leader, laughed at it.", "kp"),
    ],
)
def test_a_person_whom_the_tables_hold_speaks_as_he_or_she(read: Read, before: str, id: str) -> None:
    who = "she" if id == "kp" else "he"
    text = f'Two drones hit a depot on Monday, residents said. {before} "They shot first," {who} said.'
    assert read(text).statements[-1].claimant.id == id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Zaria, Hauwa Bello, who drives a bus, said gunmen shot her brother on Friday.", "Hauwa Bello"),
        (
            "The ministry voiced regret, while a women-run radio station, quoting a teacher in Kaya, "
            "said gunmen had shot two men there.",
            "teacher",
        ),
        ("A cook who escaped to Bobo put the number of soldiers killed at about forty.", "cook"),
        ("Two men were shot in Kaya on Monday, according to information received from medics.", "medics"),
        ("Security sources: two men shot in Kaya on Monday, four others hurt.", "Security sources"),
        ("Red Crescent: two men shot dead at the well of Kaya on Monday.", "Red Crescent"),
    ],
)
def test_who_speaks_from_the_middle_of_a_sentence(read: Read, text: str, name: str) -> None:
    assert [one.claimant.name for one in read(text).statements] == [name]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The Arakan Army shelled Sittwe on Monday, its group said.", "arakan-army"),
        (
            "Thai officials and Thai farmers heard jets over Palu in Myanmar on Monday. Thailand asked for talks. "
            "The junta said it had bombed rebels.",
            "mm",
        ),
        ("Shells hit a school near Sittwe in Myanmar. The Defence Services said rebels had fired them.", "mm.mil"),
        (
            "Chad's army rejected Sudan's claim that its drones had hit Tine. \"We flew nothing,\" "
            "a spokesman, Idris Abakar, said. He added that gunmen had shot two soldiers in Adré.",
            "td.mil",
        ),
    ],
)
def test_a_body_is_meant_by_what_it_is(read: Read, text: str, id: str) -> None:
    assert read(text).statements[-1].claimant.id == id


def test_a_body_of_a_region_is_not_the_region(read: Read) -> None:
    text = "The Shepherds Network of the Kurdistan Region said a drone had killed two men near Amedi on Monday."
    assert [one.claimant.name for one in read(text).statements] == ["Shepherds Network of the Kurdistan Region"]


def test_half_of_a_name_is_no_region_of_another_land(world: reference.Reference) -> None:
    named = world.actors.resolve("prefect of Bari-Sava")
    assert named is None or named.country is None
    assert world.actors.resolve("Franco-Malian forces") == world.actors.resolve("Malian forces")
