"""What somebody threatens with, in whatever words, and what only sounds like it."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType, SpeechAct
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
SHELLS = "Shells killed two farmers near Sotk on Tuesday. "


@pytest.mark.parametrize(
    "threat",
    [
        "The Armenian army vowed vengeance for them.",
        "The Armenian army promised a swift response.",
        "The Armenian army vowed to avenge the two.",
        "The Armenian army said it would attack every post on the ridge if another farmer was touched.",
        '"If another shell falls we will do what we must," the Armenian army said.',
        "The Armenian army warned that every post on the ridge would be hit next time.",
        "The Armenian army threatened reprisals.",
        'The Armenian army warned of a "decisive response" to any further shell.',
    ],
)
def test_a_threat_beside_what_it_answers_is_a_statement(read: Read, threat: str) -> None:
    found = [s for s in read(SHELLS + threat).statements if s.event_type is EventType.THREAT]
    assert [(s.speech_act, s.claimant.country) for s in found] == [(SpeechAct.THREATENS, "AM")]


@pytest.mark.parametrize(
    "other",
    [
        "The Armenian government promised a response to the letter of the mayors.",
        "The Armenian government said it would rebuild every house if the shells stopped.",
        "Residents vowed to stay.",
    ],
)
def test_a_promise_is_no_threat(read: Read, other: str) -> None:
    assert EventType.THREAT not in {s.event_type for s in read(SHELLS + other).statements}


def test_a_named_gang_can_threaten(read: Read) -> None:
    found = read("A drone killed two boys in Port-au-Prince on Tuesday. Viv Ansanm vowed to avenge them.").statements
    assert [s.claimant.name for s in found if s.event_type is EventType.THREAT] == ["Viv Ansanm"]
