"""What a denial answers: the claims of whom it names, be it a state by its offices or the other way round."""

from datetime import timedelta

import pytest

from schemas.events.decisions import StatementSetAside
from schemas.features import Features, Term
from schemas.slots import Actor, Answers, Carried
from schemas.vocabulary import ActorKind, EventType, SpeechAct, TimePrecision
from services.dedup.incidents.answers import answerable, completed
from tests.unit.incidents.desk import OBSERVERS, TODAY, ZENDA, Desk, army, ministry, on, says

STATE = Actor(id="am", name="Armenia", country="AM", kind=ActorKind.GOVERNMENT)
REBELS = Actor(id="am.rebels", name="Hill Front", country="AM", kind=ActorKind.REBEL)
KINDS = {"am": ActorKind.GOVERNMENT, "am.mod": ActorKind.GOVERNMENT, "am.rebels": ActorKind.REBEL}


@pytest.mark.parametrize(
    ("claimant", "named", "answers"),
    [
        (ministry("AM"), "am.mod", True),
        (ministry("AM"), "am", True),
        (STATE, "am.mod", True),
        (army("AM"), "am.mod", False),
        (ministry("GE"), "am", False),
        (REBELS, "am", False),
        (STATE, "am.rebels", False),
        (STATE, "am.nobody", False),
    ],
)
def test_a_states_claims_are_those_of_its_offices_and_never_of_armed_groups(
    claimant: Actor, named: str, answers: bool
) -> None:
    claim = says(claimant, by=army("AZ"))
    denial = says(ministry("AZ"), act=SpeechAct.DENIES, answers=Answers(claimant=named))

    assert answerable(claim, denial, KINDS.get) is answers


def test_who_names_its_own_state_does_not_answer_itself() -> None:
    claim = says(ministry("AM"), by=army("AM"))
    denial = says(ministry("AM"), act=SpeechAct.DENIES, answers=Answers(claimant="am"), sentence="denied")

    assert not answerable(claim, denial, KINDS.get)


@pytest.mark.parametrize("first", ["claim", "denial"])
def test_a_denial_of_a_states_claims_joins_its_ministrys(first: str) -> None:
    desk = Desk()
    claim = says(ministry("AM"), EventType.SHOOTING, by=army("AZ"), at=army("AM"))
    denial = says(
        army("AZ"),
        EventType.SHOOTING,
        by=army("AZ"),
        act=SpeechAct.DENIES,
        answers=Answers(claimant="am"),
        sentence="d",
    )
    for one in (claim, denial) if first == "claim" else (denial, claim):
        desk.publish("claim" if one is claim else "denial", one, source="courier" if one is claim else "herald")

    assert desk.together(*desk.statements("claim"), *desk.statements("denial", "herald"))
    desk.check()


def test_a_denial_that_is_like_a_claim_of_somebody_else_says_why_it_waits() -> None:
    desk = Desk()
    desk.publish("claim", says(ministry("AM"), EventType.SHOOTING, by=army("AZ"), at=army("AM")))
    denial = says(army("AZ"), EventType.SHOOTING, by=army("AZ"), act=SpeechAct.DENIES, answers=Answers(claimant="ge"))
    decision = desk.publish("denial", denial, source="herald")

    (event,) = [one for one in decision.events if isinstance(one, StatementSetAside)]
    assert event.evidence is not None
    assert event.evidence.threshold is not None
    assert event.evidence.runners_up[0].bits >= event.evidence.threshold
    assert "holds none that it may answer" in event.evidence.sentence


@pytest.mark.parametrize(("country", "lon", "joins"), [("AZ", 46.9, True), ("TH", 104.7, False)])
def test_a_reaction_from_another_part_of_the_world_answers_nothing_for_being_of_the_day_and_kind(
    country: str, lon: float, joins: bool
) -> None:
    words = Features(terms=tuple(Term(hash=one, count=1) for one in range(1, 7)), names=(8,), words=60, event_day=TODAY)
    desk = Desk()
    desk.publish("claim", says(ministry("AM"), by=army("AZ"), at=army("AM")), features=words)
    there = ZENDA.model_copy(update={"name": "Kravonia", "id": "p:kravonia", "country": country, "lon": lon})
    unsure = says(OBSERVERS, place=there, act=SpeechAct.CANNOT_CONFIRM)
    desk.publish("unsure", unsure, source="herald", features=words)

    assert desk.together(*desk.statements("claim"), *desk.statements("unsure", "herald")) is joins


def test_a_denial_that_tells_no_day_is_of_the_day_of_what_it_denies() -> None:
    """Or a raid of the week after is like the denial, and so joins the raid before."""
    untold = on(TODAY + timedelta(days=1))
    assert untold is not None
    untold = untold.model_copy(update={"precision": TimePrecision.UNKNOWN})
    claim = says(ministry("AM"), by=army("AZ"), day=TODAY)
    stands_in = (Carried(slot="occurred", statement=None),)
    denial = says(ministry("AZ"), act=SpeechAct.DENIES).model_copy(update={"occurred": untold, "carried": stands_in})

    full = completed(denial, claim)
    assert full.occurred == claim.occurred
    assert [one.statement for one in full.carried if one.slot == "occurred"] == [claim.id]
