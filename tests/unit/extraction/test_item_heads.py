"""What an item stands under is where it happened or what it is about, and nobody who tells of it."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]

MISSION = Actor(id=None, name="Delta Monitoring Mission", country=None, kind=ActorKind.OBSERVER_MISSION)


@pytest.mark.parametrize(
    "text",
    [
        "Akobo County: Gunmen killed three herders on Monday; two were wounded.",
        "Unity State: Gunmen killed three herders in Leer on Monday.",
        "Adre (Sector North): A shell hit a mill.",
        "Kobo woreda: a drone struck a bus on Monday.",
    ],
)
def test_a_land_before_a_colon_says_nothing(read: Read, text: str) -> None:
    told = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert {s.claimant.name for s in told} == {MISSION.name}


def test_a_topic_before_a_colon_is_no_place(read: Read) -> None:
    text = "Health: a clinic in Adre was shelled on Monday.\nDisplacement: 300 families fled drone strikes on Monday."
    told = read(text, publisher=MISSION, kind=SourceKind.OBSERVER).statements
    assert "Displacement" not in {s.place.name for s in told if s.place is not None}


def test_an_office_before_a_colon_still_speaks(read: Read) -> None:
    (told,) = read("Chad Health Ministry: nine people were killed by shelling in Adre on Monday.").statements
    assert told.claimant.country == "TD"
