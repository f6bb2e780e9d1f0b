"""Who speaks: parts of states, hospitals, and those whom words name only beside another."""

from collections.abc import Callable

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.speech.voice import identified

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A spokesman for the Borno government said gunmen shot two men near Bama.", "Borno government"),
        ("Gunmen shot two men near Jos, the administration of Nigeria's Plateau state said.", "Plateau authorities"),
        ("Chechnya's government said gunmen shot two men in Grozny.", "Chechnya's government"),
        (
            "The administration of Kenya's Mwingi zone said gunmen shot two men.",
            "administration of Kenya's Mwingi zone",
        ),
    ],
)
def test_the_government_of_a_part_is_not_its_states(read: Read, text: str, name: str) -> None:
    (told,) = read(text).statements
    assert (told.claimant.name, told.claimant.kind) == (name, ActorKind.LOCAL_AUTHORITY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A nurse at the hospital in Kaya said two men had been shot.", "Kaya hospital"),
        ("In the clinic at Kaya, a surgeon said two men had been shot.", "Kaya clinic"),
        ("Doctors at Bamako's Gabriel Touré hospital said two men had been shot.", "Gabriel Touré hospital"),
        ("A nurse at Kaya's regional hospital said two men had been shot.", "Kaya's regional hospital"),
        (
            "Gunmen entered Kaya in Burkina Faso on Monday. Doctors in the town's hospital said two men had been shot.",
            "Kaya hospital",
        ),
    ],
)
def test_a_hospital_is_called_by_its_own_name_or_its_towns(read: Read, text: str, name: str) -> None:
    assert read(text).statements[-1].claimant.name == name


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("UN humanitarian coordination office, Chad", "OCHA"),
        ("Mine Action Desk, Chad", "Mine Action Desk"),
        ("Save the Herds, Kaya", "Save the Herds, Kaya"),
    ],
)
def test_a_body_at_work_in_a_country_is_not_that_countrys(world: reference.Reference, name: str, voice: str) -> None:
    body = Actor(id=None, name=name, country=None, kind=ActorKind.OBSERVER_MISSION)
    assert identified(body, SourceKind.OBSERVER, world, None).name == voice
