"""Who speaks where no verb of speech says so, and whose voice a press office is."""

from collections.abc import Callable
from datetime import date

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.voice import identified

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    "text",
    [
        "By the count of the Armenian Ministry of Defence, two mortar shells fell near Sotk on Tuesday.",
        "The Armenian Ministry of Defence has it that two mortar shells fell near Sotk on Tuesday.",
        "The Armenian Ministry of Defence: two mortar shells fell near Sotk on Tuesday.",
    ],
)
def test_a_claim_without_a_verb_of_speech_has_its_speaker(read: Read, text: str) -> None:
    assert [statement.claimant.id for statement in read(text).statements] == ["am.mod"]


DAY = date(2026, 5, 4)


def test_a_press_office_whose_name_holds_one_party_is_its_voice(world: reference.Reference) -> None:
    office = Actor(id=None, name="Media Office of the ELN", country="CO", kind=ActorKind.UNKNOWN)
    assert identified(office, SourceKind.PRESS_OFFICE, world, DAY).name == "National Liberation Army"


def test_a_paper_speaks_for_itself_whatever_it_is_called(world: reference.Reference) -> None:
    paper = Actor(id=None, name="Hezbollah Watch Weekly", country="LB", kind=ActorKind.MEDIA)
    assert identified(paper, SourceKind.OUTLET, world, DAY) is paper


def test_who_was_hit_is_taken_over_from_the_same_happening_and_who_struck_from_the_same_claimant(read: Read) -> None:
    told = (
        "Armenia's Defence Ministry said Azerbaijani artillery shelled an Armenian post near Sotk on Tuesday. "
        "{} said that mortar rounds had come down near Sotk on Tuesday."
    )
    for claimant, who_struck in (("The ministry", True), ("Villagers", False)):
        first, second = read(told.format(claimant)).statements
        assert second.target == first.target
        assert (second.initiator == first.initiator) is who_struck
        assert "target" in {slot.slot for slot in second.carried}
