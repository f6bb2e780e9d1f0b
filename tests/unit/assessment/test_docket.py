"""A docket says the same whichever way its accounts came and went."""

from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.vocabulary import SpeechAct
from services.query.assessment import Account, Assessment, Docket, assess, assess_docket
from services.query.assessment.credibility import judge
from tests.examples import some
from tests.histories import HERALD, HOSPITAL, NORTH_MOD, SOUTH_MOD, injured, killed, statement
from tests.unit.assessment.accounts import account

NAMES = tuple("abcdefgh")
ACTS = tuple(SpeechAct)

ACCOUNTS = st.builds(
    lambda name, claimant, act, initiator, tolls, hour, retracted: account(
        statement(name, claimant, act, initiator=initiator, casualties=tolls),
        hour=hour,
        report=name,
        publisher=claimant,
        retracted=retracted,
    ),
    st.sampled_from(NAMES),
    st.sampled_from([NORTH_MOD, SOUTH_MOD, HERALD, HOSPITAL]),
    st.sampled_from(ACTS),
    st.sampled_from([NORTH_MOD, NORTH_MOD.model_copy(update={"name": "Northern ministry"}), SOUTH_MOD, None]),
    st.sampled_from([(), (killed(1),), (killed(2), injured(3)), (injured(1), killed(5))]),
    st.integers(0, 5),
    st.booleans(),
)


def everything(found: Assessment) -> list[object]:
    """All that is told of an incident."""
    claims = [(one.key, one.stance, one.accounts, one.live, one.ended, one.denials) for one in found.claims]
    figures = [one.figures for one in found.claims]
    return [claims, figures, *(getattr(found, each.name) for each in fields(found)[1:]), judge(found.claims)]


@settings(max_examples=some(200), deadline=None)
@given(st.lists(ACCOUNTS | st.sampled_from(NAMES), max_size=25))
def test_it_tells_the_same_as_what_is_left_would_by_itself(steps: list[Account | str]) -> None:
    docket, left = Docket(), dict[object, Account]()
    for step in steps:
        if isinstance(step, Account):
            docket.put(step)
            left[step.id] = step
        else:
            gone = account(statement(step)).id
            docket.drop(gone)
            left.pop(gone, None)
        if left:
            assert everything(assess_docket(docket)) == everything(assess(left.values()))


def test_a_claim_that_nothing_came_to_stands() -> None:
    docket = Docket([account(statement("a")), account(statement("b", SOUTH_MOD), hour=13)])
    before, _ = docket.claims()
    docket.put(account(statement("c", SOUTH_MOD), hour=14))
    assert docket.claims()[0] is before
