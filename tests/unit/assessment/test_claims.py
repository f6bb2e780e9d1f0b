"""Which statements make one claim, and which of its words count."""

from schemas.slots import Actor, Answers
from schemas.vocabulary import Aspect, SpeechAct, Stance
from services.query.assessment.claims import Claim
from services.query.assessment.docket import claims_of
from services.query.assessment.standing import Ending
from tests.histories import (
    GAZETTE,
    HERALD,
    HOSPITAL,
    MONITORS,
    NORTH_MOD,
    SOUTH_MOD,
    denial,
    injured,
    killed,
    named,
    statement,
)
from tests.unit.assessment.accounts import account


def figures(claim: Claim) -> dict[tuple[str | None, str], tuple[int, int | None]]:
    """What the claim says now."""
    return {(each.side, each.category.value): (each.casualty.min, each.casualty.max) for each in claim.figures}


def test_two_outlets_that_quote_one_ministry_make_one_claim() -> None:
    (claim,) = claims_of([account(statement("a")), account(statement("b"), hour=13)])
    assert [each.id for each in claim.accounts] == [named("statement", "a"), named("statement", "b")]


def test_stances_of_one_claimant_are_claims_of_their_own() -> None:
    claims = claims_of([account(statement("a")), account(statement("b", NORTH_MOD, SpeechAct.CANNOT_CONFIRM))])
    assert [claim.stance for claim in claims] == [Stance.SUPPORTS, Stance.CANNOT_CONFIRM]


def test_an_unresolved_claimant_is_told_by_its_words_without_case_and_spacing() -> None:
    shouted = Actor(name="The  Hospital in KESH")
    assert len(claims_of([account(statement("a", HOSPITAL)), account(statement("b", shouted))])) == 1


def test_a_rising_toll_replaces_the_figure_and_keeps_the_older_as_history() -> None:
    (claim,) = claims_of(
        [
            account(statement("late", casualties=(killed(5),)), hour=15),
            account(statement("early", casualties=(killed(3), injured(2))), hour=9),
        ]
    )
    assert figures(claim) == {("NE", "killed"): (5, 5), ("NE", "injured"): (2, 2)}
    toll = next(each for each in claim.figures if each.category == "killed")
    assert [(older.min, said.id) for older, said in toll.history] == [(3, named("statement", "early"))]


def test_figures_of_a_retracted_report_give_way_to_those_that_stand() -> None:
    (claim,) = claims_of(
        [
            account(statement("early", casualties=(killed(3),)), hour=9),
            account(statement("late", casualties=(killed(30),)), hour=15, retracted=True),
        ]
    )
    assert figures(claim) == {("NE", "killed"): (3, 3)}
    assert claim.ending is None


def test_a_claim_ends_when_all_its_reports_are_retracted() -> None:
    (claim,) = claims_of([account(statement("a"), retracted=True)])
    assert claim.ending == Ending.RETRACTED
    assert not claim.supports


def test_words_taken_back_end_what_the_same_claimant_said_before_and_nothing_later() -> None:
    taken_back = statement("sorry", NORTH_MOD, SpeechAct.RETRACTS)
    claims = claims_of(
        [account(statement("a"), hour=9), account(taken_back, hour=10), account(statement("again"), hour=11)]
    )
    supporting = next(claim for claim in claims if claim.stance == Stance.SUPPORTS)
    assert [each.id for each in supporting.live] == [named("statement", "again")]
    assert supporting.ended == {named("statement", "a"): Ending.TAKEN_BACK}


def test_words_that_take_back_a_detail_end_only_the_statement_that_has_it() -> None:
    answers = Answers(statement=named("statement", "a"), aspect=Aspect.DETAIL)
    taken_back = statement("sorry", NORTH_MOD, SpeechAct.RETRACTS, answers=answers)
    claims = claims_of([account(statement("a"), hour=8), account(statement("b"), hour=9), account(taken_back, hour=10)])
    supporting = next(claim for claim in claims if claim.stance == Stance.SUPPORTS)
    assert [each.id for each in supporting.live] == [named("statement", "b")]


def test_words_that_take_the_happening_back_end_the_whole_claim_whichever_statement_they_name() -> None:
    answers = Answers(statement=named("statement", "a"), aspect=Aspect.HAPPENING)
    taken_back = statement("sorry", NORTH_MOD, SpeechAct.RETRACTS, answers=answers)
    claims = claims_of([account(statement("a"), hour=8), account(statement("b"), hour=9), account(taken_back, hour=10)])
    assert next(claim for claim in claims if claim.stance == Stance.SUPPORTS).ending == Ending.TAKEN_BACK


def test_a_source_that_takes_its_report_back_in_words_takes_back_what_it_carried_of_others() -> None:
    sorry = statement("sorry", HERALD, SpeechAct.RETRACTS)
    carried, elsewhere = statement("a", HOSPITAL), statement("b")
    claims = claims_of(
        [
            account(carried, hour=8, publisher=HERALD),
            account(elsewhere, hour=9, publisher=GAZETTE),
            account(sorry, hour=10, publisher=GAZETTE),
        ]
    )
    assert [(claim.claimant, claim.ending) for claim in claims[:2]] == [(HOSPITAL, Ending.RETRACTED), (NORTH_MOD, None)]


def test_who_passed_words_on_and_takes_them_back_takes_them_back_wherever_they_were_printed() -> None:
    relayed = statement("a", HOSPITAL, SpeechAct.RELAYS, relayer=MONITORS)
    sorry = statement("sorry", MONITORS, SpeechAct.RETRACTS)
    claims = claims_of([account(relayed, hour=8), account(statement("b"), hour=9), account(sorry, hour=10)])
    assert [(claim.claimant, claim.ending) for claim in claims[:2]] == [(HOSPITAL, Ending.RETRACTED), (NORTH_MOD, None)]


def test_an_amendment_by_the_denier_ends_its_denial() -> None:
    amended = statement("yes", SOUTH_MOD, SpeechAct.CORRECTS)
    claims = claims_of([account(denial("no"), hour=9), account(amended, hour=10)])
    denying = next(claim for claim in claims if claim.stance == Stance.DENIES)
    assert denying.ending == Ending.AMENDED
    assert denying.denials == ()


def test_what_one_report_tells_side_by_side_is_neither_earlier_nor_later() -> None:
    amended = account(statement("yes", SOUTH_MOD, SpeechAct.ADMITS), hour=9, report="r")
    taken_back = account(statement("sorry", SOUTH_MOD, SpeechAct.RETRACTS), hour=9, report="r")
    claims = claims_of([account(denial("no"), hour=9, report="r"), amended, taken_back])
    assert [claim.ending for claim in claims] == [None, None]


def test_words_that_name_what_they_amend_amend_it_in_the_same_report() -> None:
    answers = Answers(statement=named("statement", "no"), aspect=Aspect.HAPPENING)
    amended = account(statement("yes", SOUTH_MOD, SpeechAct.CORRECTS, answers=answers), hour=9, report="r")
    claims = claims_of([account(denial("no"), hour=9, report="r"), amended])
    assert next(claim for claim in claims if claim.stance == Stance.DENIES).ending == Ending.AMENDED


def test_a_denial_after_the_amendment_counts() -> None:
    amended = statement("yes", SOUTH_MOD, SpeechAct.CORRECTS)
    claims = claims_of([account(denial("no"), hour=11), account(amended, hour=10)])
    assert next(claim for claim in claims if claim.stance == Stance.DENIES).denials


def test_correcting_a_figure_of_its_own_does_not_amend_a_denial() -> None:
    answers = Answers(statement=named("statement", "own"), aspect=Aspect.DETAIL)
    own = statement("own", SOUTH_MOD, casualties=(killed(1),))
    corrected = statement("more", SOUTH_MOD, SpeechAct.CORRECTS, answers=answers, casualties=(killed(2),))
    claims = claims_of([account(denial("no"), hour=8), account(own, hour=9), account(corrected, hour=10)])
    assert next(claim for claim in claims if claim.stance == Stance.DENIES).denials
