"""Two who speak in one sentence, the one beside the other: each keeps his own words."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Islamabad said two soldiers were killed near Kurram on Monday as Kabul accused Pakistan of bombing Khost.",
            ["pk", "af"],
        ),
        (
            "Yerevan said its posts near Sotk were shelled Monday, as Baku accused Armenian troops of raiding Lachin.",
            ["am", "az"],
        ),
        (
            "Kyiv said Russian drones had hit Odesa on Monday, while Moscow said it had shot down thirty of Ukraine's.",
            ["ua", "ru"],
        ),
    ],
)
def test_words_told_beside_those_of_another_are_in_nobody_elses_mouth(
    read: Read, text: str, speakers: list[str]
) -> None:
    """What one side was accused of would otherwise be its own admission, and its losses the claim of its foe."""
    assert [(one.claimant.id or "").partition(".")[0] for one in read(text).statements] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Two shells fell near Sotk on Tuesday, as the Armenian Ministry of Defence put it.",
        "Two shells fell near Sotk on Tuesday, as the Armenian Ministry of Defence told reporters.",
        "As the Armenian Ministry of Defence reported, two shells fell near Sotk on Tuesday.",
    ],
)
def test_who_is_only_named_beside_a_claim_makes_it(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert told.claimant.id == "am.mod"


def test_who_goes_on_after_a_denial_denies_nothing(read: Read) -> None:
    text = "The Sudanese army denied it, and the RSF said two soldiers had been shot dead in Bara on Monday."
    told = next(one for one in read(text).statements if one.casualties)
    assert (told.claimant.id, told.speech_act.value) == ("rsf", "asserts")


def test_what_is_said_of_somebody_in_a_denial_is_not_what_is_denied(read: Read) -> None:
    text = "Rwanda denies backing M23, which the UN says killed nine people near Goma on Monday."
    first, *_ = read(text).statements
    assert (first.claimant.id, first.initiator and first.initiator.id) == ("un", "m23")
    assert [(one.min, one.max) for one in first.casualties] == [(9, 9)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Armenian army confirmed a report by Radio Sevan that two shells had hit Sotk on Tuesday.", "am.mil"),
        ("Armenia vowed an answer after two shells had killed a farmer near Sotk on Tuesday.", None),
    ],
)
def test_who_takes_words_up_makes_them_his_and_who_answers_a_happening_does_not(
    read: Read, text: str, speaker: str | None
) -> None:
    """What is confirmed is the confirmer's own; what somebody answers with a vow is told by the reporter."""
    assert read(text).statements[0].claimant.id == speaker
