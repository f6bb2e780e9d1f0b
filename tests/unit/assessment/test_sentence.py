"""How an incident is called."""

from datetime import timedelta

from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import EventType, TimePrecision
from services.query.assessment import assess
from services.query.assessment.telling import telling
from services.query.erasure import without_words
from tests.histories import DAY, MONITORS, NORTH_ARMY, NORTH_MOD, SOUTH_ARMY, SOUTH_MOD, denial, killed, statement
from tests.unit.assessment.accounts import account


def test_one_line_says_what_where_when_who_how_many_and_how_it_stands() -> None:
    found = assess([account(statement("a", casualties=(killed(3),))), account(denial("b"))])
    assert found.headline == "Shelling near Kesh, 12 April 2024"
    assert found.sentence == (
        "Shelling near Kesh, 12 April 2024; by Southern army against Northern army; 3 killed;"
        " single claimant, denied; 2 claims"
    )


def test_parties_that_accuse_each_other_stand_side_by_side() -> None:
    counter = statement("b", SOUTH_MOD, initiator=NORTH_ARMY, target=SOUTH_ARMY)
    found = assess([account(statement("a")), account(counter)])
    assert "between Southern army and Northern army" in found.sentence


def test_what_is_not_known_is_left_out() -> None:
    bare = statement("a", place=None, occurred=None, initiator=None, target=None, event_type=EventType.OTHER)
    assert assess([account(bare)]).sentence == "Other, day unknown; single claimant; 1 claim"


def test_names_that_were_erased_leave_no_gap() -> None:
    said = statement("a", Actor(name="A villager"), place=Place(name="the old mill"), initiator=Actor(name="Gunmen"))
    found = assess([account(without_words(said))])
    assert found.sentence == ("Shelling, 12 April 2024; by somebody against Northern army; single claimant; 1 claim")
    assert found.support_reason == "only somebody said so"
    assert telling(found.claims) == "somebody reported shelling by somebody against Northern army."


def test_most_claims_name_the_type_and_a_finer_time_wins_among_equals() -> None:
    minute = Occurred(start=DAY + timedelta(hours=4), end=DAY + timedelta(hours=4), precision=TimePrecision.MINUTE)
    found = assess(
        [
            account(statement("a", NORTH_MOD)),
            account(statement("b", MONITORS, occurred=minute)),
            account(statement("c", SOUTH_MOD, event_type=EventType.DRONE_STRIKE)),
        ]
    )
    assert found.headline == "Shelling near Kesh, 12 April 2024, 04:00"


def test_a_time_that_is_only_bounded_gives_way_to_one_that_was_given() -> None:
    bounded = Occurred(start=DAY, end=DAY + timedelta(hours=23), precision=TimePrecision.UNKNOWN)
    week = Occurred(start=DAY - timedelta(days=5), end=DAY, precision=TimePrecision.WEEK)
    alone = [account(statement("a", occurred=bounded))]
    assert assess(alone).headline == "Shelling near Kesh, around 12 April 2024"
    both = [*alone, account(statement("b", MONITORS, occurred=week))]
    assert assess(both).headline == "Shelling near Kesh, week of 7 April 2024"
