"""A writer that starts again decides as the one that went on: what its matcher knows can be had from the record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events.decisions import Decision
from schemas.features import Features, Term
from schemas.statement import Statement
from services.dedup.incidents.fold import fold
from services.dedup.incidents.record import Record
from services.dedup.matching.weights import Weights, load
from services.dedup.writer.matcher import RecordMatcher
from tests.examples import some
from tests.unit.incidents.desk import TODAY, ZENDA, Desk, ministry, says
from tests.unit.incidents.stories import features, statements
from tests.unit.incidents.test_histories import ACTIONS, History


def saying_alike() -> st.SearchStrategy[list[Statement]]:
    """One statement that only the words of its report tell from others."""
    days = st.sampled_from([TODAY, TODAY + timedelta(days=1)])
    return days.map(lambda day: [says(ministry("AM"), place=ZENDA, day=day)])


def counted() -> st.SearchStrategy[Features]:
    """Few terms, so that a rare one is soon common, and every text an origin of its own."""
    terms = st.dictionaries(st.integers(1, 5), st.integers(1, 9), min_size=2, max_size=3)
    return terms.map(lambda each: Features(terms=tuple(Term(hash=a, count=b) for a, b in each.items()), words=200))


WORDY = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3), statements(), features()), min_size=3, max_size=12)
ALIKE = st.lists(st.tuples(saying_alike(), counted()), min_size=12, max_size=14)


def shipped() -> Weights:
    return load()


def few() -> Weights:
    """Caps so low that a short history reaches them."""
    given = load()
    return replace(given, candidates=replace(given.candidates, newest=2, postings=6, compared=4))


def desk_with(weights: Weights) -> Desk:
    made = Desk()
    made.matcher = RecordMatcher(made.record, weights)
    return made


def restarted(desk: Desk, at: int, weights: Weights) -> Desk:
    """A desk whose process started after so many decisions, with the log up to there."""
    made = Desk()
    made.record, made.mirror = Record(), Record()
    for decision in desk.decisions[:at]:
        fold(made.record, Decision.model_validate_json(decision.model_dump_json(exclude_none=True)))
        fold(made.mirror, decision)
    made.matcher = RecordMatcher(made.record, weights)
    made.matcher.fill()
    return made


def require_equal_from(desk: Desk, at: int, weights: Weights) -> None:
    """Started after any so many decisions, the rest is decided in the same words."""
    again = restarted(desk, at, weights)
    for given_input, decision in zip(desk.inputs[at:], desk.decisions[at:], strict=True):
        assert again.take(given_input).model_dump_json() == decision.model_dump_json()


@pytest.mark.parametrize("weights", [shipped(), few()], ids=["shipped", "few"])
@settings(max_examples=some(30), deadline=None)
@given(reports=WORDY, data=st.data())
def test_a_matcher_filled_from_the_record_decides_as_the_one_that_followed_reports(
    weights: Weights, reports: list[tuple[int, int, list[Statement], Features]], data: st.DataObject
) -> None:
    desk = desk_with(weights)
    for number, revision, made, words in reports:
        source = f"source {number}"
        desk.publish(f"report {number}", *made, source=source, revision=revision, features=words)

    require_equal_from(desk, data.draw(st.integers(0, len(reports)), label="started after"), weights)


@pytest.mark.parametrize("weights", [shipped(), few()], ids=["shipped", "few"])
@settings(max_examples=some(30), deadline=None)
@given(actions=ACTIONS, data=st.data())
def test_a_matcher_filled_from_the_record_decides_as_the_one_that_followed_histories(
    weights: Weights, actions: list[tuple[object, ...]], data: st.DataObject
) -> None:
    history = History()
    history.desk = desk_with(weights)
    for action in actions:
        history.play(action)
    decided = len(history.desk.decisions)

    require_equal_from(history.desk, data.draw(st.integers(0, decided), label="started after"), weights)


@settings(max_examples=some(40), deadline=None)
@given(reports=ALIKE)
def test_how_rare_words_are_is_what_it_is_for_a_process_that_has_just_started(
    reports: list[tuple[list[Statement], Features]],
) -> None:
    weights = shipped()
    desk = desk_with(weights)
    for number, (made, words) in enumerate(reports):
        desk.publish(f"report {number}", *made, source=f"source {number}", features=words)

    require_equal_from(desk, len(reports) - 2, weights)
