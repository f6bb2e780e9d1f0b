"""Admiralty credibility of each claim, with its reason."""

from schemas.slots import Actor
from schemas.vocabulary import Aspect, Credibility, SpeechAct
from services.query.assessment import Account, assess
from services.query.assessment.credibility import judge
from tests.histories import HERALD, MONITORS, NORTH_ARMY, NORTH_MOD, SOUTH_MOD, denial, statement
from tests.unit.assessment.accounts import account


def judged(who: Actor, *accounts: Account) -> tuple[Credibility, str]:
    """How the first claim of `who` is judged."""
    found = assess(accounts)
    return next(
        judgement for claim, judgement in zip(found.claims, judge(found.claims), strict=True) if claim.claimant == who
    )


def test_alone_and_undenied_it_is_possible() -> None:
    assert judged(NORTH_MOD, account(statement("a")))[0] == Credibility.POSSIBLY_TRUE


def test_alone_and_denied_it_is_doubtful() -> None:
    grade, reason = judged(NORTH_MOD, account(statement("a")), account(denial("b")))
    assert grade == Credibility.DOUBTFUL
    assert SOUTH_MOD.name in reason


def test_an_independent_voice_confirms_it() -> None:
    grade, reason = judged(NORTH_MOD, account(statement("a")), account(statement("b", MONITORS)))
    assert grade == Credibility.CONFIRMED
    assert MONITORS.name in reason


def test_where_a_detail_is_denied_it_is_not_said_that_nobody_denied_it() -> None:
    detail = account(denial("c", aspect=Aspect.DETAIL))
    grade, reason = judged(NORTH_MOD, account(statement("a")), account(statement("b", MONITORS)), detail)
    assert grade == Credibility.CONFIRMED
    assert reason.endswith("no denial of it stands")


def test_a_voice_of_the_same_side_confirms_nothing() -> None:
    both = account(statement("a")), account(statement("b", NORTH_ARMY))
    assert judged(NORTH_MOD, *both)[0] == Credibility.POSSIBLY_TRUE


def test_confirmed_by_another_and_denied_it_is_probable() -> None:
    three = account(statement("a")), account(statement("b", MONITORS)), account(denial("c"))
    assert judged(NORTH_MOD, *three)[0] == Credibility.PROBABLY_TRUE
    assert judged(SOUTH_MOD, *three)[0] == Credibility.DOUBTFUL


def test_admitted_by_the_accused_it_is_confirmed() -> None:
    both = account(statement("a")), account(statement("b", SOUTH_MOD, SpeechAct.ADMITS))
    assert judged(NORTH_MOD, *both)[0] == Credibility.CONFIRMED
    assert judged(SOUTH_MOD, *both)[0] == Credibility.PROBABLY_TRUE


def test_a_denial_of_what_was_admitted_is_improbable() -> None:
    army = denial("c", NORTH_ARMY)
    admits = statement("b", SOUTH_MOD, SpeechAct.ADMITS)
    assert judged(NORTH_ARMY, account(statement("a")), account(admits), account(army))[0] == Credibility.IMPROBABLE


def test_a_medium_that_names_nobody_cannot_be_judged() -> None:
    assert judged(HERALD, account(statement("a", HERALD)))[0] == Credibility.CANNOT_BE_JUDGED


def test_a_medium_that_passes_on_is_not_confirmed_by_the_one_whom_it_may_have_heard() -> None:
    heard = account(statement("a")), account(statement("b", HERALD, SpeechAct.RELAYS))
    grade, reason = judged(HERALD, *heard)
    assert (grade, NORTH_MOD.name in reason) == (Credibility.CANNOT_BE_JUDGED, True)
    grade, reason = judged(HERALD, *heard, account(denial("c")))
    assert (grade, SOUTH_MOD.name in reason) == (Credibility.DOUBTFUL, True)
    assert judged(HERALD, *heard, account(statement("d", MONITORS)))[0] == Credibility.CONFIRMED
    saw = account(statement("e", HERALD, SpeechAct.OBSERVES))
    assert judged(HERALD, *heard, saw)[0] == Credibility.CONFIRMED


def test_what_its_source_took_back_is_improbable() -> None:
    assert judged(NORTH_MOD, account(statement("a"), retracted=True))[0] == Credibility.IMPROBABLE


def test_neither_yes_nor_no_cannot_be_judged() -> None:
    unsure = account(statement("b", SOUTH_MOD, SpeechAct.CANNOT_CONFIRM))
    assert judged(SOUTH_MOD, account(statement("a")), unsure)[0] == Credibility.CANNOT_BE_JUDGED
