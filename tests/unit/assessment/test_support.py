"""How well an incident is attested, case by case."""

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SpeechAct, Support
from services.query.assessment import Account, assess
from tests.histories import (
    GAZETTE,
    HERALD,
    HOSPITAL,
    MONITORS,
    NORTH_ARMY,
    NORTH_MOD,
    OTHER_MONITORS,
    SOUTH_ARMY,
    SOUTH_MOD,
    denial,
    killed,
    statement,
)
from tests.unit.assessment.accounts import account

OBSERVES = SpeechAct.OBSERVES


def support(*accounts: Account) -> Support:
    """The grade of these accounts."""
    return assess(accounts).support


def test_one_claimant_is_single_however_many_outlets_carry_it() -> None:
    assert support(account(statement("a")), account(statement("b"), publisher=GAZETTE)) == Support.SINGLE_CLAIMANT


def test_two_offices_of_one_side_are_one_voice() -> None:
    assert support(account(statement("a")), account(statement("b", NORTH_ARMY))) == Support.SINGLE_CLAIMANT


def test_a_side_and_an_observer_corroborate_each_other() -> None:
    assert support(account(statement("a")), account(statement("b", MONITORS))) == Support.CORROBORATED


def test_two_neutral_observers_are_two_voices() -> None:
    both = account(statement("a", MONITORS)), account(statement("b", OTHER_MONITORS))
    assert support(*both) == Support.CORROBORATED


def test_a_claimant_of_no_side_is_a_voice_of_its_own() -> None:
    assert support(account(statement("a")), account(statement("b", HOSPITAL))) == Support.CORROBORATED


def test_a_counter_accusation_still_supports_the_happening() -> None:
    counter = statement("b", SOUTH_MOD, SpeechAct.ALLEGES, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    assert support(account(statement("a")), account(counter)) == Support.CORROBORATED


def test_a_medium_that_only_reports_does_not_corroborate() -> None:
    both = account(statement("a")), account(statement("b", HERALD))
    assert support(*both) == Support.SINGLE_CLAIMANT


def test_a_medium_that_observes_corroborates() -> None:
    both = account(statement("a")), account(statement("b", HERALD, OBSERVES))
    assert support(*both) == Support.CORROBORATED


def test_copies_of_one_observing_report_are_one_voice() -> None:
    copies = (
        account(statement("a", HERALD, OBSERVES), origin="wire", publisher=HERALD),
        account(statement("b", GAZETTE, OBSERVES), origin="wire", publisher=GAZETTE),
    )
    assert support(*copies) == Support.SINGLE_CLAIMANT


def test_two_claimants_quoted_in_one_text_are_two_voices() -> None:
    quoted = account(statement("a"), origin="wire"), account(statement("b", MONITORS), origin="wire")
    assert support(*quoted) == Support.CORROBORATED


@pytest.mark.parametrize("act", [SpeechAct.CANNOT_CONFIRM, SpeechAct.DENIES])
def test_who_does_not_support_does_not_corroborate(act: SpeechAct) -> None:
    assert support(account(statement("a")), account(statement("b", MONITORS, act))) == Support.SINGLE_CLAIMANT


def test_the_accused_side_admitting_it_outranks_corroboration() -> None:
    admits = statement("c", SOUTH_MOD, SpeechAct.ADMITS)
    accounts = account(statement("a")), account(statement("b", MONITORS)), account(admits)
    assert support(*accounts) == Support.ADMITTED


def test_conceding_a_loss_of_its_own_is_an_admission() -> None:
    concedes = statement("b", NORTH_MOD, SpeechAct.ADMITS, initiator=None, target=None, casualties=(killed(3),))
    assert support(account(concedes)) == Support.ADMITTED


def test_a_party_may_admit_what_another_did_for_it() -> None:
    ally = Actor(id="wa.mod", name="Western Ministry", country="WA", kind=ActorKind.GOVERNMENT)
    assert support(account(statement("a", ally, SpeechAct.ADMITS))) == Support.ADMITTED


def test_an_admission_by_a_bystander_is_none() -> None:
    assert support(account(statement("a", MONITORS, SpeechAct.ADMITS))) == Support.SINGLE_CLAIMANT


def test_a_local_authority_is_a_voice_beside_its_state() -> None:
    mayor = Actor(id="ne.mod", name="the mayor of Kesh", country="NE", kind=ActorKind.LOCAL_AUTHORITY)
    assert support(account(statement("a", NORTH_ARMY)), account(statement("b", mayor))) == Support.CORROBORATED


def test_what_only_a_denial_tells_of_has_one_claimant_behind_it() -> None:
    assert support(account(denial("b"))) == Support.SINGLE_CLAIMANT


def test_retracted_statements_count_for_nothing() -> None:
    both = account(statement("a")), account(statement("b", MONITORS), retracted=True)
    assert support(*both) == Support.SINGLE_CLAIMANT


def test_with_every_claim_retracted_it_is_discounted() -> None:
    assert support(account(statement("a"), retracted=True), account(denial("c"))) == Support.DISCOUNTED


def test_with_every_claim_taken_back_in_words_it_is_discounted() -> None:
    taken_back = statement("b", NORTH_MOD, SpeechAct.RETRACTS)
    assert support(account(statement("a"), hour=9), account(taken_back, hour=10)) == Support.DISCOUNTED
