"""Who did it and who was hit, chosen among all that a report names."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction import Extraction
from services.ingest.extraction.parties.candidates import Candidate
from services.ingest.extraction.parties.choosing import best

Read = Callable[..., Extraction]

ARMENIA = Actor(id="am.mil", name="Armenian armed forces", country="AM", kind=ActorKind.MILITARY)
AZERBAIJAN = Actor(id="az.mil", name="Azerbaijani armed forces", country="AZ", kind=ActorKind.MILITARY)


def test_the_pair_with_most_bits_stands() -> None:
    did = [Candidate(None, ()), Candidate(ARMENIA, ("near",)), Candidate(AZERBAIJAN, ("near", "subject"))]
    hit = [Candidate(None, ("nobody",)), Candidate(ARMENIA, ("near",))]
    initiator, target = best((did, hit), ({"near": 1.0, "subject": 1.0}, {"near": 0.5, "nobody": 0.2}))
    assert (initiator.actor, target.actor) == (AZERBAIJAN, ARMENIA)


def test_features_weigh_the_same_in_any_order() -> None:
    bits = {"a": 0.1, "b": 0.2, "c": 0.3}
    did = [Candidate(ARMENIA, ("c", "b", "a")), Candidate(AZERBAIJAN, ("a", "b", "c"))]
    assert best((did, [Candidate(None, ())]), (bits, {}))[0].actor == ARMENIA, "of equals, the first"


def test_nobody_does_it_to_themselves() -> None:
    both = [Candidate(None, ()), Candidate(ARMENIA, ("near",))]
    initiator, target = best((both, both), ({"near": 2.0}, {"near": 1.0}))
    assert (initiator.actor, target.actor) == (ARMENIA, None)


def test_what_is_not_known_to_weigh_anything_weighs_nothing() -> None:
    initiator, _ = best(([Candidate(None, ("a",)), Candidate(ARMENIA, ("b",))], [Candidate(None, ())]), ({}, {}))
    assert initiator.actor is None


@pytest.mark.parametrize(
    ("text", "initiator", "target"),
    [
        (
            "Azerbaijani soldiers crossed the line near Sotk on Tuesday and shot at a truck of the Armenian army.",
            "az.mil",
            "am.mil",
        ),
        ("Hezbollah said its rockets struck Israeli soldiers near Metula on Tuesday.", "hezbollah", "il.mil"),
    ],
)
def test_what_grammar_gives_stays(read: Read, text: str, initiator: str, target: str) -> None:
    told = read(text).statements[-1]
    assert told.initiator is not None
    assert told.target is not None
    assert (told.initiator.id, told.target.id) == (initiator, target)
    assert not {"initiator", "target"} & {slot.slot for slot in told.carried}


def test_no_side_of_a_statement_is_both_its_parties(read: Read) -> None:
    text = (
        "Armenia's Defence Ministry said Azerbaijani forces shelled Armenian posts near Sotk on Tuesday. "
        "Azerbaijan said Armenian forces had opened fire first. Two soldiers were wounded, and shelling went on."
    )
    for told in read(text).statements:
        if told.initiator is not None and told.target is not None:
            assert told.initiator.country != told.target.country
