"""A docket says the same whichever way its accounts came and went."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.vocabulary import SpeechAct
from services.query.assessment import Account, Docket
from services.query.assessment.claims import Claim
from services.query.assessment.docket import claims_of
from tests.examples import some
from tests.histories import HERALD, NORTH_MOD, SOUTH_MOD, killed, statement
from tests.unit.assessment.accounts import account

NAMES = tuple("abcdefgh")

ACCOUNTS = st.builds(
    lambda name, claimant, act, toll, hour, retracted: account(
        statement(name, claimant, act, casualties=(killed(toll),)), hour=hour, report=name, retracted=retracted
    ),
    st.sampled_from(NAMES),
    st.sampled_from([NORTH_MOD, SOUTH_MOD, HERALD]),
    st.sampled_from([SpeechAct.ASSERTS, SpeechAct.DENIES, SpeechAct.RETRACTS, SpeechAct.CORRECTS]),
    st.integers(1, 3),
    st.integers(0, 5),
    st.booleans(),
)


def told(claims: tuple[Claim, ...]) -> list[object]:
    """All that claims are made of."""
    return [(claim.key, claim.stance, claim.accounts, claim.live, claim.ended) for claim in claims]


@settings(max_examples=some(100), deadline=None)
@given(st.lists(ACCOUNTS | st.sampled_from(NAMES), max_size=25))
def test_it_has_the_claims_of_what_is_left(steps: list[Account | str]) -> None:
    docket, left = Docket(), dict[object, Account]()
    for step in steps:
        if isinstance(step, Account):
            docket.put(step)
            left[step.id] = step
        else:
            gone = account(statement(step)).id
            docket.drop(gone)
            left.pop(gone, None)
        assert told(docket.claims()) == told(claims_of(left.values()))
        assert len(docket) == len(left)
        assert set(docket.reports) == {one.report_id for one in left.values()}


def test_a_claim_that_nothing_came_to_stands() -> None:
    docket = Docket([account(statement("a")), account(statement("b", SOUTH_MOD), hour=13)])
    before, _ = docket.claims()
    docket.put(account(statement("c", SOUTH_MOD), hour=14))
    assert docket.claims()[0] is before
