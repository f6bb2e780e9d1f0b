"""What did not happen is not told as if it had, and what did happen beside it is told all the same."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType, Polarity, SpeechAct, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Chadian nor Sudanese gunners fired at Adre on Monday.",
        "The militia has yet to enter Goma.",
        "At no point did Chadian soldiers cross the border at Adre.",
        "Far from shelling the port, the garrison was handing out bread in Hodeidah.",
        "Pakistan's army stopped short of shelling Khost on Monday.",
        "Police in Lahore foiled a plot to bomb a bridge on Friday.",
        "Troops are poised to enter Rafah.",
        "Chad's parliament approved strikes on Nyala.",
        "The mayor warned of an imminent attack on Sumy.",
        "Did Sudanese jets strike Adre on Monday?",
        "Bandits regularly abduct herders in Zamfara.",
        "The port of Hodeidah is shelled daily from the hills.",
        "In case of an attack on Haifa, shelters are open.",
        "The rebels were about to storm the town of Derna when talks began.",
        "But for the rain, the rebels would have taken Adre on Tuesday.",
        "Sudan's army stopped short of admitting that it had shelled Adre.",
    ],
)
def test_what_was_not_is_no_happening(read: Read, text: str) -> None:
    told = read(text).statements
    assert [s for s in told if (s.temporal, s.polarity) == (Temporal.ACTUAL, Polarity.POSITIVE)] == []
    assert [s for s in told if s.event_type is EventType.TERRITORY_CHANGE] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sudanese guns did not shell Adre on Monday but struck Nyala with drones.", "Nyala"),
        ("The rebels did not enter Goma and attacked Masisi.", "Masisi"),
        ("The rebels shelled Goma on Monday and may return.", "Goma"),
        ("Is the truce dead? Israeli jets struck Beirut on Monday.", "Beirut"),
    ],
)
def test_the_scope_of_a_denial_or_a_doubt_ends_with_its_clause(read: Read, text: str, place: str) -> None:
    (told,) = read(text).statements
    assert (told.temporal, told.polarity) == (Temporal.ACTUAL, Polarity.POSITIVE)
    assert told.place is not None
    assert told.place.name == place


def test_who_will_not_confirm_or_deny_denies_nothing(read: Read) -> None:
    (told,) = read("Chad's army would not confirm or deny that it had shelled Nyala on Monday.").statements
    assert told.speech_act is SpeechAct.CANNOT_CONFIRM


def test_an_accusation_that_is_withdrawn_is_retracted(read: Read) -> None:
    """It used to be told by the paper as a shelling by the accuser."""
    (told,) = read("Sudan withdrew its accusation that Chad had shelled Nyala.").statements
    assert (told.claimant.country, told.speech_act) == ("SD", SpeechAct.RETRACTS)


def test_what_a_happening_came_after_is_not_that_happening(read: Read) -> None:
    text = (
        "Rebels attacked Kidal on Tuesday, wounding two guards. "
        "The attack came two days after rebels had killed nine soldiers in Gao."
    )
    first, second = read(text).statements
    assert first.place is not None
    assert second.place is not None
    assert (first.place.name, sum(c.min for c in first.casualties)) == ("Kidal", 2)
    assert (second.place.name, sum(c.min for c in second.casualties)) == ("Gao", 9)


@pytest.mark.parametrize(
    "text",
    [
        "The garrison, which lost nine men in Gao on Monday, shelled Kidal on Tuesday.",
        "Mali's army, which lost nine soldiers on Sunday near Gao, bombed Kidal on Tuesday.",
    ],
)
def test_losses_of_another_day_are_not_of_what_is_told_beside_them(read: Read, text: str) -> None:
    assert [cell for s in read(text).statements for cell in s.casualties] == []


@pytest.mark.parametrize("cause", ["A virus", "A bus crash", "A typhoon"])
def test_whom_nobody_killed_was_killed_by_no_weapon(read: Read, cause: str) -> None:
    (told,) = read(f"{cause} killed nine people near Goma on Monday.").statements
    assert told.event_type is EventType.OTHER
