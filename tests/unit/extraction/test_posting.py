"""Who watches or helps abroad tells of the armies there, not of that of the country where its office is."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Levant War Archive", "GB", ActorKind.NGO),
        ("Surgeons Without Frontiers", "CH", ActorKind.NGO),
        ("Violations Ledger", "US", ActorKind.UNKNOWN),
    ],
)
def test_a_bare_army_is_not_that_of_a_watchdogs_seat(read: Read, name: str, country: str, kind: ActorKind) -> None:
    publisher = Actor(id=None, name=name, country=country, kind=kind)
    text = "Soldiers killed nine traders in Nouna on Monday. The military denied the killings."
    done, denied = read(text, publisher=publisher, kind=SourceKind.OBSERVER).statements
    assert done.initiator is not None
    assert done.initiator.country == "BF"
    assert denied.claimant.country == "BF"


def test_who_rules_is_not_the_government_of_a_watchdogs_seat(read: Read) -> None:
    publisher = Actor(id=None, name="Levant War Archive", country="GB", kind=ActorKind.NGO)
    text = "A drone hit a school in Depayin on Monday, killing two. The junta said fighters had used it."
    _, said = read(text, publisher=publisher, kind=SourceKind.OBSERVER).statements
    assert said.claimant.country == "MM"


def test_a_mission_means_the_army_of_the_ground_it_watches(read: Read) -> None:
    publisher = Actor(id="unifil", name="UNIFIL", country=None, kind=ActorKind.OBSERVER_MISSION)
    told = read("The army returned fire near Qabrikha.", publisher=publisher, kind=SourceKind.OBSERVER)
    (fire,) = told.statements
    assert fire.initiator is not None
    assert fire.initiator.country == "LB"
