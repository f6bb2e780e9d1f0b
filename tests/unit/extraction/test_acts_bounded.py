"""What an act covers: a reservation is of its own clause, a denial that is denied is none, who perceives observes."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, Polarity, SourceKind, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Kenya's army said it had shelled a camp near Lamu on Monday and that it was looking into claims of harm.",
            [SpeechAct.ASSERTS],
        ),
        (
            "Kenya's police reported a raid on Lamu on Monday, though they stopped short of saying who had fired.",
            [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM],
        ),
        (
            "Kenya's army confirmed the shelling of Lamu but could not say who had fired on Moyale.",
            [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM],
        ),
    ],
)
def test_a_reservation_is_of_its_own_clause(read: Read, text: str, acts: list[SpeechAct]) -> None:
    told = read(text).statements
    assert [one.speech_act for one in told] == acts
    assert {one.polarity for one in told if one.speech_act is SpeechAct.CANNOT_CONFIRM} <= {Polarity.UNKNOWN}


def test_what_is_not_denied_is_admitted(read: Read) -> None:
    text = "Somalia said soldiers had taken two herders near Moyale. Kenya's army does not deny it holds them."
    assert read(text).statements[-1].speech_act is SpeechAct.ADMITS


def test_neither_confirmed_nor_denied_is_one_reservation(read: Read) -> None:
    text = "Somalia said Kenyan jets had bombed Bardere on Monday. Kenya's army would neither confirm nor deny it."
    assert [one.speech_act for one in read(text).statements] == [SpeechAct.ASSERTS, SpeechAct.CANNOT_CONFIRM]


def test_a_loss_that_is_not_acknowledged_is_none(read: Read) -> None:
    text = "Rebels killed nine soldiers near Lamu on Monday, a driver said. Kenya's army has not acknowledged any dead."
    assert [one.claimant.name for one in read(text).statements] == ["driver"]


@pytest.mark.parametrize(
    "words",
    ['"Not one shell came from our side," its spokesman said.', "It said not one gun of its battery had fired."],
)
def test_not_one_is_a_denial(read: Read, words: str) -> None:
    text = f"Somalia accused Kenya's army of shelling Bardere on Monday. Kenya's army was brief. {words}"
    assert read(text).statements[-1].speech_act is SpeechAct.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "A nurse said she had counted four bodies.",
        "A guard told reporters that he saw two aircraft drop bombs near Lamu.",
        "Two herders said they heard the drone and then a blast.",
    ],
)
def test_who_saw_or_heard_it_observes_it_once(read: Read, text: str) -> None:
    told = read(f"A drone struck a mill near Lamu on Monday, killing two herders. {text}").statements
    assert [one.speech_act for one in told] == [SpeechAct.ASSERTS, SpeechAct.OBSERVES]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Our note about shelling near Sotk was wrong and has been deleted.", SpeechAct.RETRACTS),
        ("Correction to our note of Monday: the mill near Sotk was hit by two shells, not nine.", SpeechAct.CORRECTS),
        ("As to reports that a depot exploded near Sotk, we have nothing to confirm.", SpeechAct.CANNOT_CONFIRM),
        ("We have no further details of the blast at Sotk.", SpeechAct.CANNOT_CONFIRM),
    ],
)
def test_what_one_does_to_ones_own_words(read: Read, words: str, act: SpeechAct) -> None:
    desk = Actor(id=None, name="Valley Desk", country="AM", kind=ActorKind.UNKNOWN)
    text = f"Two shells fell near Tegh on Monday, the mayor said. {words}"
    assert read(text, desk, SourceKind.SOCIAL).statements[-1].speech_act is act


@pytest.mark.parametrize(
    "words",
    [
        "Kenya's army apologised for the shelling of Bardere.",
        '"This was a mistake of our gunners and we are truly sorry," Kenya\'s army said.',
    ],
)
def test_who_is_sorry_for_an_act_admits_it(read: Read, words: str) -> None:
    text = f"Somalia said Kenyan guns had shelled Bardere on Monday. {words}"
    told = read(text).statements[-1]
    assert (told.claimant.id, told.speech_act) == ("ke.mil", SpeechAct.ADMITS)


def test_a_finger_is_pointed_at_whoever_is_charged(read: Read) -> None:
    told = read(
        "A bomb killed four people in Garissa on Monday. Kenya's police pointed a finger at Al-Shabaab."
    ).statements[-1]
    assert (told.claimant.id, told.speech_act) == ("ke.police", SpeechAct.ALLEGES)
