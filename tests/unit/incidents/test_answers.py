"""What a denial answers: the claims of whom it names, be it a state by its offices or the other way round."""

import pytest

from schemas.events.decisions import StatementSetAside
from schemas.slots import Actor, Answers
from schemas.vocabulary import ActorKind, EventType, SpeechAct
from services.dedup.incidents.answers import answerable
from tests.unit.incidents.desk import Desk, army, ministry, says

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
