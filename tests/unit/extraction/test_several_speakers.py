"""Several who say one thing in one breath each say it, and who is meant by "it" and "the other" follows from whom."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def parties(read: Read, text: str) -> list[tuple[str | None, str | None]]:
    """(country of the claimant, country of the initiator) of each statement."""
    told = read(text).statements
    return [(s.claimant.country, s.initiator.country if s.initiator is not None else None) for s in told]


@pytest.mark.parametrize("verb", ["accused each other of shelling", "accused one another of shelling"])
def test_who_accuse_each_other_each_accuse_the_other(read: Read, verb: str) -> None:
    text = f"Armenia and Azerbaijan {verb} villages near Sotk on Tuesday."
    assert parties(read, text) == [("AM", "AZ"), ("AZ", "AM")]


def test_each_of_two_armies_says_that_the_other_did_it(read: Read) -> None:
    text = "Thai and Cambodian troops traded fire near Surin on Monday. Each army said the other had opened fire first."
    assert sorted(parties(read, text)[1:]) == [("KH", "TH"), ("TH", "KH")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda said that Al-Shabaab had shelled Adado on Tuesday.",
        "Al-Shabaab shelled Adado on Tuesday, Kenya and Uganda said.",
    ],
)
def test_both_of_two_who_say_so_claim_it(read: Read, text: str) -> None:
    assert [s.claimant.country for s in read(text).statements] == ["KE", "UG"]


def test_a_second_noun_that_is_nobodys_makes_no_second_claim(read: Read) -> None:
    assert len(read("The mayor and his driver said shells fell near Sotk on Tuesday.").statements) == 1


@pytest.mark.parametrize(
    ("text", "told", "denied"),
    [
        ("The Malian army rejected the account of farmers, who said soldiers shot two men near Gao.", "farmers", "ML"),
        ("Russia's army disputed the toll given by the mayor of Izium, who said 14 people were killed.", "mayor", "RU"),
        ("The FARDC denied the claim of the M23, which said it had shelled the airport of Goma.", "M23", "CD"),
    ],
)
def test_what_is_said_by_whom_a_denial_is_about_is_his(read: Read, text: str, told: str, denied: str) -> None:
    claim, denial = read(text).statements
    assert (told in claim.claimant.name, claim.speech_act) == (True, SpeechAct.ASSERTS)
    assert (denial.claimant.country, denial.speech_act) == (denied, SpeechAct.DENIES)
