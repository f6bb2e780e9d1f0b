"""What a denial is of, told by what the denier says itself, case by case."""

from schemas.slots import Actor, Place
from schemas.vocabulary import ActorKind, Aspect, Dispute, EventType, SpeechAct, Support
from services.query.assessment import Account, assess
from tests.histories import NORTH_ARMY, SOUTH_ARMY, SOUTH_MOD, alignments, denial, injured, killed, statement
from tests.unit.assessment.accounts import account

INSURERS = Actor(name="Harbour Insurers", kind=ActorKind.UNKNOWN)
HAPPENING, AUTHORSHIP = Aspect.HAPPENING, Aspect.AUTHORSHIP


def dispute(*accounts: Account) -> Dispute:
    """The grade of these accounts beside the Northern accusation."""
    return assess([account(statement("accusation")), *accounts]).dispute


def test_denying_to_have_fired_first_is_contested() -> None:
    fired_back = statement("b", SOUTH_MOD, event_type=EventType.EXCHANGE_OF_FIRE)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(fired_back)) == Dispute.CONTESTED


def test_disputing_on_which_side_of_the_line_it_happened_is_contested() -> None:
    elsewhere = statement("b", SOUTH_MOD, place=Place(name="Nether Kesh", country="SO"))
    assert dispute(account(denial("no", aspect=HAPPENING)), account(elsewhere)) == Dispute.CONTESTED


def test_admitting_it_under_a_harmless_description_is_contested() -> None:
    drill = statement("b", SOUTH_MOD, event_type=EventType.OTHER, target=None)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(drill)) == Dispute.CONTESTED


def test_the_side_that_was_hit_denies_a_detail_of_what_it_reports_itself() -> None:
    said = statement("a", SOUTH_MOD, initiator=NORTH_ARMY, target=SOUTH_ARMY, casualties=(killed(3, side="SO"),))
    boast = statement("b", initiator=NORTH_ARMY, target=SOUTH_ARMY)
    no_base_hit = denial("no", aspect=HAPPENING, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    graded = assess([account(boast), account(said), account(no_base_hit)])
    assert graded.dispute == Dispute.CONTESTED
    assert graded.dispute_reasons == (f"{SOUTH_MOD.name} disputed a detail",)


def test_accusing_the_accuser_grants_nothing() -> None:
    counter = statement("b", SOUTH_MOD, SpeechAct.ALLEGES, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(counter)) == Dispute.DENIED


def test_granting_that_shells_fell_is_not_granting_to_have_fired_them() -> None:
    fell = statement("b", SOUTH_MOD, initiator=None, casualties=(injured(2),))
    assert dispute(account(denial("no", aspect=HAPPENING)), account(fell)) == Dispute.DENIED
    assert dispute(account(denial("no", aspect=AUTHORSHIP)), account(fell)) == Dispute.DENIED


def test_who_denies_authorship_grants_it_only_for_itself() -> None:
    ours = statement("b", SOUTH_MOD)
    assert dispute(account(denial("no", aspect=AUTHORSHIP)), account(ours)) == Dispute.CONTESTED


def test_what_the_army_says_it_did_its_ministry_cannot_deny() -> None:
    other_office = statement("b", SOUTH_ARMY)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(other_office)) == Dispute.CONTESTED


def test_an_office_that_accuses_its_own_state_grants_nothing_for_it() -> None:
    rival = statement("b", SOUTH_ARMY, SpeechAct.ALLEGES)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(rival)) == Dispute.DENIED


def test_a_local_authority_cannot_grant_what_its_state_denies() -> None:
    mayor = Actor(id="so.mil", name="the mayor of Nether Kesh", country="SO", kind=ActorKind.LOCAL_AUTHORITY)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(statement("b", mayor))) == Dispute.DENIED


def test_drones_that_only_watched_grant_no_strike() -> None:
    watched = account(statement("b", SOUTH_MOD, event_type=EventType.DRONE_ACTIVITY))
    of_strike = denial("no", aspect=HAPPENING, event_type=EventType.DRONE_STRIKE)
    of_flights = denial("no", aspect=HAPPENING, event_type=EventType.DRONE_ACTIVITY)
    assert dispute(account(of_strike), watched) == Dispute.DENIED
    assert dispute(account(of_flights), watched) == Dispute.CONTESTED


def test_saying_that_nobody_was_hurt_disputes_a_detail() -> None:
    unhurt = denial("no", aspect=HAPPENING, casualties=(killed(0),))
    assert dispute(account(unhurt)) == Dispute.CONTESTED


def test_where_nobody_tells_of_it_any_denial_is_one() -> None:
    assert assess([account(denial("no", INSURERS, HAPPENING))]).dispute == Dispute.DENIED
    assert dispute(account(denial("no", INSURERS, HAPPENING))) == Dispute.CONTESTED


def test_saying_what_happened_instead_grants_nothing() -> None:
    thunder = statement("b", SOUTH_MOD, event_type=EventType.OTHER, initiator=None, target=None)
    assert dispute(account(denial("no", aspect=HAPPENING)), account(thunder)) == Dispute.DENIED


def test_saying_what_happened_instead_corroborates_nothing() -> None:
    thunder = statement("b", INSURERS, event_type=EventType.OTHER, initiator=None, target=None)
    accusation = account(statement("a"))
    denies = account(denial("no", INSURERS, HAPPENING))
    assert assess([accusation, account(thunder), denies]).support == Support.SINGLE_CLAIMANT
    assert assess([accusation, account(thunder)]).support == Support.CORROBORATED


def test_what_a_denier_grants_and_took_back_is_granted_no_more() -> None:
    ours = account(statement("b", SOUTH_MOD), retracted=True)
    assert dispute(account(denial("no", aspect=HAPPENING)), ours) == Dispute.DENIED


def test_the_words_of_an_actor_without_side_or_country_accuse_nobody() -> None:
    said = statement("a", initiator=Actor(name="a grey drone", kind=ActorKind.UNKNOWN))
    assert alignments(said).initiator is None
    assert account(said).accused is None
