"""Whether accounts stand against each other, case by case."""

import pytest

from schemas.slots import Actor, Casualty
from schemas.vocabulary import ActorKind, Aspect, CasualtyCategory, Dispute, EventType, SpeechAct, Victims
from services.query.assessment import Account, assess
from tests.histories import (
    HOSPITAL,
    MONITORS,
    NORTH_ARMY,
    NORTH_MOD,
    SOUTH_ARMY,
    SOUTH_MOD,
    denial,
    injured,
    killed,
    statement,
)
from tests.unit.assessment.accounts import account


def dispute(*accounts: Account) -> Dispute:
    """The grade of these accounts."""
    return assess(accounts).dispute


def captured(number: int) -> Casualty:
    """A figure of people taken."""
    return Casualty(category=CasualtyCategory.CAPTURED, side="NE", min=number, max=number)


def test_accounts_that_agree_are_in_no_dispute() -> None:
    assert dispute(account(statement("a")), account(statement("b", MONITORS, initiator=None))) == Dispute.NONE


def test_denying_authorship_is_denied() -> None:
    assert dispute(account(statement("a")), account(denial("b"))) == Dispute.DENIED


def test_denying_that_it_happened_is_denied() -> None:
    assert dispute(account(statement("a")), account(denial("b", aspect=Aspect.HAPPENING))) == Dispute.DENIED


def test_a_denial_outranks_a_contest() -> None:
    contested = account(statement("c", MONITORS, casualties=(killed(9),)))
    said = account(statement("a", casualties=(killed(3),)))
    assert dispute(said, contested) == Dispute.CONTESTED
    assert dispute(said, contested, account(denial("b"))) == Dispute.DENIED


def test_disputing_a_detail_is_at_most_contested() -> None:
    assert dispute(account(statement("a")), account(denial("b", aspect=Aspect.DETAIL))) == Dispute.CONTESTED


def test_a_denial_by_no_party_is_at_most_contested() -> None:
    assert dispute(account(statement("a")), account(denial("b", MONITORS))) == Dispute.CONTESTED


def test_not_being_able_to_confirm_is_no_denial() -> None:
    unsure = statement("b", SOUTH_MOD, SpeechAct.CANNOT_CONFIRM)
    assert dispute(account(statement("a")), account(unsure)) == Dispute.NONE


def test_a_denial_that_was_retracted_counts_for_nothing() -> None:
    assert dispute(account(statement("a")), account(denial("b"), retracted=True)) == Dispute.NONE


def test_a_denial_that_its_claimant_amended_is_over() -> None:
    admits = statement("c", SOUTH_MOD, SpeechAct.ADMITS)
    assert dispute(account(statement("a")), account(denial("b"), hour=9), account(admits, hour=15)) == Dispute.NONE


def test_taking_back_ones_own_words_is_not_denying_others() -> None:
    taken_back = statement("b", NORTH_MOD, SpeechAct.RETRACTS)
    assert dispute(account(statement("a"), hour=9), account(taken_back, hour=10)) == Dispute.NONE


def test_naming_another_initiator_is_contested() -> None:
    counter = statement("b", SOUTH_MOD, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    assert dispute(account(statement("a")), account(counter)) == Dispute.CONTESTED


def test_offices_of_one_side_name_one_initiator() -> None:
    other_office = statement("b", MONITORS, initiator=SOUTH_MOD)
    assert dispute(account(statement("a")), account(other_office)) == Dispute.NONE


def test_parties_of_mutual_fire_may_stand_in_either_order() -> None:
    one = statement("a", MONITORS, event_type=EventType.EXCHANGE_OF_FIRE)
    other = statement("b", HOSPITAL, event_type=EventType.EXCHANGE_OF_FIRE, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    assert dispute(account(one), account(other)) == Dispute.NONE


def test_a_rising_toll_of_one_claimant_is_an_update() -> None:
    early, late = statement("a", casualties=(killed(3),)), statement("b", casualties=(killed(5),))
    assert dispute(account(early, hour=9), account(late, hour=10)) == Dispute.NONE


def test_figures_of_different_claimants_that_do_not_meet_are_contested() -> None:
    said, counted = statement("a", casualties=(killed(3),)), statement("b", MONITORS, casualties=(killed(5),))
    assert dispute(account(said), account(counted)) == Dispute.CONTESTED


def test_figures_that_meet_are_not_contested() -> None:
    said, counted = statement("a", casualties=(killed(3, None),)), statement("b", MONITORS, casualties=(killed(5),))
    assert dispute(account(said), account(counted)) == Dispute.NONE


def test_only_the_newest_figure_of_each_claimant_is_compared() -> None:
    early, late = statement("a", casualties=(killed(3),)), statement("b", casualties=(killed(5),))
    counted = statement("c", MONITORS, casualties=(killed(5),))
    assert dispute(account(early, hour=9), account(late, hour=10), account(counted)) == Dispute.NONE


def test_figures_for_other_sides_categories_or_people_are_not_compared() -> None:
    said = statement("a", casualties=(killed(3, victims=Victims.MILITARY), injured(2)))
    other = statement("b", MONITORS, casualties=(killed(9, side="SO"), killed(1, victims=Victims.CIVILIAN)))
    assert dispute(account(said), account(other)) == Dispute.NONE


def test_reasons_are_told_as_well_of_several_as_of_one() -> None:
    rebels = Actor(name="Hill rebels", kind=ActorKind.REBEL)
    denied = assess([account(statement("a")), account(denial("b", rebels))])
    assert (*denied.dispute_reasons, denied.support_reason) == (
        "Hill rebels denied having done it",
        f"only {NORTH_MOD.name} said so",
    )
    counter = statement("b", rebels, initiator=NORTH_ARMY, target=SOUTH_ARMY, casualties=(killed(1),))
    contested = assess([account(statement("a", casualties=(killed(3),))), account(counter)])
    assert contested.dispute_reasons == (
        f"{NORTH_MOD.name} named Southern army, Hill rebels named Northern army as the one who began",
        f"{NORTH_MOD.name} said 3 killed of NE, Hill rebels said 1 killed of NE",
    )


def test_a_stated_zero_stands_against_a_loss() -> None:
    none = denial("b", aspect=Aspect.DETAIL, casualties=(killed(0),))
    reasons = assess([account(statement("a", casualties=(killed(3),))), account(none)]).dispute_reasons
    assert any("0 killed of NE" in reason for reason in reasons)


def test_a_drone_that_strayed_and_who_shot_it_down_are_two_acts_with_two_initiators() -> None:
    shot_down = statement("a", event_type=EventType.INTERCEPTION, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    strayed = statement("b", SOUTH_MOD, event_type=EventType.DRONE_ACTIVITY, initiator=SOUTH_ARMY, target=None)
    assert dispute(account(shot_down), account(strayed)) == Dispute.NONE


def test_who_attacked_is_one_question_whatever_the_weapon_is_said_to_be() -> None:
    counter = statement("b", SOUTH_MOD, event_type=EventType.SHOOTING, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    assert dispute(account(statement("a")), account(counter)) == Dispute.CONTESTED


@pytest.mark.parametrize("kind", [ActorKind.UNIDENTIFIED_ARMED, ActorKind.UNKNOWN])
def test_masked_men_may_be_anybody(kind: ActorKind) -> None:
    masked = statement("b", MONITORS, initiator=Actor(name="masked men", kind=kind))
    assert dispute(account(statement("a")), account(masked)) == Dispute.NONE


def test_fire_returned_on_somebody_unnamed_names_nobody_who_began() -> None:
    hit = statement("hit", initiator=None, target=NORTH_ARMY)
    returned = statement("returned", initiator=NORTH_ARMY, target=None)
    boast = statement("b", SOUTH_MOD, initiator=SOUTH_ARMY, target=NORTH_ARMY)
    assert dispute(account(returned), account(boast)) == Dispute.CONTESTED
    assert dispute(account(hit), account(returned), account(boast)) == Dispute.NONE


def test_fewer_captives_later_may_be_those_still_held() -> None:
    taken = account(statement("a", casualties=(captured(11),)), hour=9)
    fewer = statement("b", MONITORS, casualties=(captured(5),))
    assert dispute(taken, account(fewer, hour=20)) == Dispute.NONE
    assert dispute(taken, account(fewer, hour=9)) == Dispute.CONTESTED
    assert dispute(account(fewer, hour=8), taken) == Dispute.CONTESTED
