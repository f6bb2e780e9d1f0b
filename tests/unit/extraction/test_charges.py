"""Whom somebody accuses: the deed or the part in it that is charged, and what a denial of the charge denies."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import Aspect, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("Sudan accused neighbouring Chad of shelling Tina on Monday.", "td.mil"),
        ("Sudan blamed the shelling of Tina on Chad.", "td.mil"),
        ("Sudan accused Chad of closing the border on Monday.", "td"),
        ("Eritrea's information minister accused Addis Ababa of massing troops near Bure on Monday.", "et.mil"),
        ("Somaliland accused Puntland of having taken part in the attack on Las Anod.", "puntland.mil"),
    ],
)
def test_whom_somebody_accuses_did_it_by_his_words(read: Read, text: str, charged: str) -> None:
    (told,) = read(text).statements
    assert told.initiator is not None
    assert told.initiator.id == charged


@pytest.mark.parametrize(
    "charge",
    [
        "Sudan accused the Chadian army of taking part.",
        "Sudan accused Chad's army of involvement in the attack.",
        "Sudan said the Chadian army was behind the attack.",
    ],
)
def test_a_charge_of_a_part_is_of_what_was_told_and_its_denial_too(read: Read, charge: str) -> None:
    text = f"Gunmen raided Tina on Monday, killing four people. {charge} N'Djamena denied this."
    _, charged, denied = read(text).statements
    assert charged.speech_act is SpeechAct.ALLEGES
    assert (charged.claimant.id, charged.place and charged.place.name) == ("sd", "Tina")
    assert denied.answers is not None
    assert denied.answers.statement == charged.id
    assert [one.initiator and one.initiator.id for one in (charged, denied)] == ["td.mil", "td.mil"]


def test_who_denies_a_charge_of_a_part_denies_having_done_it(read: Read) -> None:
    text = (
        "Gunmen raided Tina on Monday, killing four people. Sudan accused Chad of taking part; N'Djamena denied this."
    )
    *_, denied = read(text).statements
    assert denied.answers is not None
    assert denied.answers.aspect is Aspect.AUTHORSHIP


def test_whoever_no_table_knows_may_charge_and_be_charged(read: Read) -> None:
    text = (
        "Gunmen raided Tina on Monday, killing four people. The opposition accused the army of involvement in the raid."
    )
    _, charged = read(text).statements
    assert (charged.claimant.name, charged.initiator and charged.initiator.name) == ("opposition", "army")
