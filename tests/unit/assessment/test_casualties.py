"""Ranges side by side and added up, never averaged."""

from schemas.vocabulary import CasualtyCategory, SpeechAct, Victims
from services.query.assessment import assess
from services.query.assessment.casualties import Range, contradicting
from tests.histories import MONITORS, NORTH_MOD, SOUTH_MOD, killed, statement
from tests.unit.assessment.accounts import account

KILLED = CasualtyCategory.KILLED


def test_every_claimant_keeps_its_own_figure() -> None:
    found = assess(
        [
            account(statement("a", casualties=(killed(3),))),
            account(statement("b", MONITORS, casualties=(killed(5),))),
        ]
    )
    cells = [(claim.claimant.name, figure.casualty.min) for claim in found.claims for figure in claim.figures]
    assert cells == [(NORTH_MOD.name, 3), (MONITORS.name, 5)]
    assert found.ranges["NE", KILLED] == Range(3, 5)


def test_the_sides_losses_are_added_up() -> None:
    both = statement("a", casualties=(killed(3), killed(1, 2, side="SO")))
    assert assess([account(both)]).tolls[KILLED] == Range(4, 5)


def test_a_party_s_dead_may_be_those_that_others_count_among_the_people_of_a_state() -> None:
    ministry = account(statement("a", casualties=(killed(1, side="NE"),)))
    army = account(statement("b", SOUTH_MOD, casualties=(killed(2, side="rebels"), killed(1, side="SO"))))
    monitors = account(statement("b", MONITORS, casualties=(killed(1, side="rebels"),)))
    assert assess([monitors]).tolls[KILLED] == Range(1, 1)
    assert assess([ministry, monitors]).tolls[KILLED] == Range(1, 2)
    assert assess([ministry, army]).tolls[KILLED] == Range(3, 4), "whom one claimant tells apart add up"


def test_the_dead_of_two_states_add_up_whoever_tells_of_them() -> None:
    theirs = account(statement("b", SOUTH_MOD, casualties=(killed(3, 5, side="SO"),)))
    assert assess([account(statement("a", casualties=(killed(4),))), theirs]).tolls[KILLED] == Range(7, 9)


def test_the_lowest_of_a_side_counts_in_every_claimants_total() -> None:
    two = account(statement("a", casualties=(killed(3), killed(1, side="rebels"))))
    assert assess([two, account(statement("b", MONITORS, casualties=(killed(2),)))]).tolls[KILLED] == Range(3, 4)


def test_an_open_end_stays_open() -> None:
    assert assess([account(statement("a", casualties=(killed(10, None),)))]).tolls[KILLED] == Range(10, None)


def test_figures_that_tell_no_side_widen_the_toll_and_are_not_added() -> None:
    found = assess(
        [
            account(statement("a", casualties=(killed(3),))),
            account(statement("b", MONITORS, casualties=(killed(5, side=None),))),
        ]
    )
    assert found.tolls[KILLED] == Range(3, 5)


def test_dead_civilians_and_dead_soldiers_are_not_the_same_people() -> None:
    flats = account(statement("a", casualties=(killed(6, victims=Victims.CIVILIAN),)))
    bunker = account(statement("b", SOUTH_MOD, casualties=(killed(0, 20, victims=Victims.MILITARY),)))
    found = assess([flats, bunker])
    assert found.ranges["NE", KILLED] == Range(6, 26)
    assert found.tolls[KILLED] == Range(6, 26)
    assert found.dispute_reasons == ()


def test_whom_one_calls_civilians_another_may_call_fighters() -> None:
    civilians = account(statement("a", casualties=(killed(12, victims=Victims.CIVILIAN),)))
    fighters = account(statement("b", SOUTH_MOD, casualties=(killed(10, None, victims=Victims.MILITARY),)))
    assert assess([civilians, fighters]).tolls[KILLED] == Range(12, None)


def test_a_figure_that_does_not_tell_of_whom_widens_those_that_do() -> None:
    civilians = account(statement("a", casualties=(killed(6, victims=Victims.CIVILIAN),)))
    soldiers = account(statement("b", SOUTH_MOD, casualties=(killed(2, victims=Victims.MILITARY),)))
    some = account(statement("c", MONITORS, casualties=(killed(4),)))
    assert assess([civilians, soldiers]).ranges["NE", KILLED] == Range(6, 8)
    assert assess([civilians, soldiers, some]).ranges["NE", KILLED] == Range(4, 8)


def test_civilians_of_no_known_side_stand_beside_the_soldiers_of_one() -> None:
    soldiers = account(statement("a", casualties=(killed(0, 20, victims=Victims.MILITARY),)))
    civilians = account(statement("b", MONITORS, casualties=(killed(6, side=None, victims=Victims.CIVILIAN),)))
    some = account(statement("c", SOUTH_MOD, casualties=(killed(3, side=None, victims=Victims.MILITARY),)))
    assert assess([soldiers, civilians]).tolls[KILLED] == Range(6, 26)
    assert assess([soldiers, some]).tolls[KILLED] == Range(0, 20)
    assert assess([soldiers, civilians, some]).tolls[KILLED] == Range(6, 26)


def test_no_figure_is_no_toll_and_a_stated_zero_is_one() -> None:
    assert assess([account(statement("a"))]).tolls == {}
    assert assess([account(statement("a", casualties=(killed(0),)))]).tolls == {KILLED: Range(0, 0)}


def test_figures_that_were_taken_back_do_not_widen_the_toll() -> None:
    found = assess(
        [
            account(statement("a", casualties=(killed(3),))),
            account(statement("b", SOUTH_MOD, casualties=(killed(30),)), hour=9),
            account(statement("c", SOUTH_MOD, SpeechAct.RETRACTS), hour=10),
        ]
    )
    assert found.tolls[KILLED] == Range(3, 3)


def test_figures_of_two_claimants_contradict_each_other_where_no_number_is_in_both() -> None:
    found = assess(
        [
            account(statement("a", casualties=(killed(3), killed(1, side="SO")))),
            account(statement("b", MONITORS, casualties=(killed(5, None),))),
            account(statement("c", SOUTH_MOD, casualties=(killed(2, 4),))),
        ]
    )
    against = {
        (claim, at): [figure.account.claimant for figure in figures]
        for (claim, at), figures in contradicting(found.claims).items()
    }
    assert against == {
        (f"supports {NORTH_MOD.id}", 0): [MONITORS.id],
        (f"supports {MONITORS.id}", 0): [NORTH_MOD.id, SOUTH_MOD.id],
        (f"supports {SOUTH_MOD.id}", 0): [MONITORS.id],
    }
