"""What no trigger names is found all the same: weapons that act, claims about the past, denials, days that are set."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
BRIGADE = Actor(id=None, name="Free Valley Brigade", country="SY", kind=ActorKind.REBEL)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A bomb tore two fingers off a shepherd near Sotk.", EventType.EXPLOSIVE_DEVICE),
        ("A missile unroofed a school near Sotk on Tuesday, the governor said.", EventType.SHELLING),
        ("A drone shredded a tractor near Sotk.", EventType.DRONE_STRIKE),
        ("Gunners flung a rocket into a bakery near Sotk.", EventType.SHELLING),
    ],
)
def test_a_weapon_acts_in_a_verb_that_no_row_has(read: Read, text: str, kind: EventType) -> None:
    assert [s.event_type for s in read(text).statements] == [kind]


def test_a_weapon_that_is_shown_or_carried_hits_nobody(read: Read) -> None:
    found = read("The minister photographed a rocket near Sotk. A lorry carried the rocket to a museum.").statements
    assert not [s for s in found if s.rule is not None and s.rule.startswith("weapon")]


def test_a_tank_that_goes_somewhere_shells_nothing(read: Read) -> None:
    found = read("Azerbaijani tanks rolled toward the border near Sotk on Tuesday.").statements
    assert [s.event_type for s in found] == [EventType.FORCE_BUILDUP]


def test_a_witness_tells_of_the_happening_beside_him(read: Read) -> None:
    text = (
        "Shells fell on Tegh on Tuesday, killing a farmer. His neighbour said it had been dark and nobody came to help."
    )
    shelling, told = read(text).statements
    assert told.event_type is shelling.event_type
    assert told.claimant.kind is ActorKind.CIVILIAN
    assert "event_type" in {slot.slot for slot in told.carried}


@pytest.mark.parametrize(
    "claim",
    [
        "A farmer said talks should go on.",  # what should be
        "A farmer said nobody will help him.",  # what will be
        "A farmer said the valley is beautiful.",  # what is
    ],
)
def test_what_is_or_should_be_tells_of_no_happening(read: Read, claim: str) -> None:
    assert len(read(f"Shells fell on Tegh on Tuesday, killing a miller. {claim}").statements) == 1


def test_a_claim_with_no_happening_near_tells_of_none(read: Read) -> None:
    assert read("A farmer said he had gone home early because of the rain.").statements == ()


def test_a_party_denies_in_its_own_voice(read: Read) -> None:
    text = "Army shells hit the market of Idlib on Tuesday, killing nine. Not one of our guns was there."
    denial = read(text, publisher=BRIGADE, kind=SourceKind.PRESS_OFFICE).statements[-1]
    assert denial.speech_act is SpeechAct.DENIES
    assert denial.claimant.name == BRIGADE.name


def test_what_is_set_for_a_day_ahead_opens_nothing(read: Read) -> None:
    found = read("Envoys of the two sides are to meet in Vienna on October 14.").statements
    assert [(s.event_type, s.temporal) for s in found] == [(EventType.OTHER, Temporal.FUTURE)]
    assert found[0].occurred is not None
    assert found[0].occurred.start.date().isoformat() == "2024-10-14"


def test_what_was_set_for_a_day_gone_by_is_no_plan(read: Read) -> None:
    assert read("Envoys of the two sides were to meet in Vienna on October 2.").statements == ()


def test_a_reaction_in_a_relative_clause_answers_the_claim_around_it(read: Read) -> None:
    text = (
        "Kosovo's interior minister said Serbia had moved 600 soldiers to Raška on Tuesday, a claim which the Serbian "
        'defence ministry called "pure fabrication".'
    )
    acts = {(s.claimant.country, s.speech_act) for s in read(text).statements}
    assert ("XK", SpeechAct.ASSERTS) in acts
    assert ("RS", SpeechAct.DENIES) in acts


def test_what_is_seen_to_cross_a_line_crosses_it(read: Read) -> None:
    found = read("Monitors saw two soldiers cross the line near Sotk on Tuesday.").statements
    assert [s.event_type for s in found] == [EventType.GROUND_ASSAULT]


@pytest.mark.parametrize(
    "text",
    [
        "The presidents of the two states may meet next week, a spokesman said.",
        "Qatar hopes to convene the parties in Doha on Saturday.",
        "Qatar expects the two delegations to sign a document on Sunday.",
        "Envoys of both sides have been invited to Doha for November 3.",
        "Joint border committee to meet on 24 October, Goris.",
        "Senator Brown will report to the White House this week.",
    ],
)
def test_what_is_meant_or_may_be_on_a_day_to_come_is_set_for_it(read: Read, text: str) -> None:
    told = [s for s in read(f"Rebels shelled Sotk on Monday. {text}").statements if s.rule == "plan:meet"]
    assert [(s.event_type, s.temporal) for s in told] == [(EventType.OTHER, Temporal.FUTURE)]


@pytest.mark.parametrize(
    "text",
    ["The wounded would die today, a nurse said.", "Qatar invited both sides to Doha on 3 May.", "He may sleep today."],
)
def test_what_is_over_or_uncertain_is_not_set_for_a_day(read: Read, text: str) -> None:
    assert [s.rule for s in read(f"Rebels shelled Sotk on Monday. {text}").statements if s.rule == "plan:meet"] == []
