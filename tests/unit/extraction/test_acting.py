"""An office speaks; what acts, or is hit, is the state that it speaks for."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If one more shell falls near Sotk, we shall answer by fire, the Armenian Foreign Ministry said.", "threat"),
        ("Armenia's foreign ministry said it had closed the crossing at Gogavan on Monday.", "restriction_blockade"),
    ],
)
def test_what_an_office_says_it_does_its_state_does(read: Read, text: str, kind: str) -> None:
    told = next(one for one in read(text).statements if one.event_type is EventType(kind))
    assert (told.claimant.id, told.initiator and told.initiator.id) == ("am.mfa", "am")


def test_what_an_office_may_do_itself_it_does_itself(read: Read) -> None:
    (told,) = read("The Armenian Interior Ministry said it had arrested two men near Sotk on Monday.").statements
    assert told.initiator is not None
    assert told.initiator.id != "am"


def test_what_befalls_forces_does_not_befall_the_staff_that_tells_it(read: Read) -> None:
    text = "According to the general staff in Kyiv, Russian forces shelled Hlukhiv on Monday, wounding four soldiers."
    (told,) = read(text).statements
    assert (told.target and told.target.id) == "ua.mil"
