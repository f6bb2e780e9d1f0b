"""Suggested links: open until they are answered, by whatever answers them, and no longer."""

import random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.events import decisions as d
from schemas.events.statements import Undo
from services.query.projection.fold import Unappliable, apply
from services.query.projection.picture import Picture
from tests.examples import some
from tests.histories import (
    MONITORS,
    History,
    linked,
    moved,
    named,
    opened,
    report,
    reviewed,
    seed,
    statement,
    suggested,
)
from tests.random_histories import RandomHistory


def three_incidents() -> History:
    """Incidents a, b and c; a link of a and b is suggested."""
    history = History()
    for name in "abc":
        history.open(statement(name, MONITORS), name)
    history.decide(suggested("a", "b"))
    return history


def open_in(history: History) -> set[tuple[UUID, UUID]]:
    """The suggestions that are open at the end of a history."""
    picture = Picture()
    for decision in history.decisions:
        apply(picture, decision)
    return {row.key for row in picture.suggestions}


def pair(a: str, b: str) -> tuple[UUID, UUID]:
    first, second = sorted((seed(a), seed(b)))
    return first, second


def withdrawn(name: str) -> d.StatementWithdrawn:
    return d.StatementWithdrawn(statement=named("statement", name), why=d.WithdrawnWhy.REVISED)


def test_a_suggestion_is_open_until_something_answers_it() -> None:
    history = three_incidents()
    history.decide(linked("a", "c"))
    assert open_in(history) == {pair("a", "b")}


def test_it_closes_when_both_are_of_one_incident_by_whatever_way() -> None:
    history = three_incidents()
    history.decide(linked("a", "c"))
    history.decide(linked("c", "b"))
    assert open_in(history) == set()


def test_it_closes_when_a_review_keeps_them_apart() -> None:
    history = three_incidents()
    apart = (named("statement", "a"), named("statement", "b"))
    history.decide(d.ReviewApplied(review=reviewed("no", Undo(link=(seed("a"), seed("b")))), cannot_link=(apart,)))
    assert open_in(history) == set()


def test_it_closes_when_statements_of_the_two_incidents_are_kept_apart_that_are_of_other_seeds() -> None:
    history = three_incidents()
    history.decide(linked("a", "c"))
    apart = (named("statement", "c"), named("statement", "b"))
    history.decide(d.ReviewApplied(review=reviewed("no", Undo(link=(seed("c"), seed("b")))), cannot_link=(apart,)))
    assert open_in(history) == set()


@pytest.mark.parametrize("gone", ["a", "b"])
def test_it_closes_when_either_side_is_gone(gone: str) -> None:
    history = three_incidents()
    history.decide(withdrawn(gone), about=report(gone, revision="2"))
    assert open_in(history) == set()


def test_it_stays_when_one_of_several_statements_goes() -> None:
    history = three_incidents()
    history.decide(linked("a", "c"))
    history.decide(withdrawn("a"), about=report("a", revision="2"))
    assert open_in(history) == {pair("a", "b")}


def test_it_closes_when_the_last_statement_of_a_side_is_moved_away() -> None:
    history = three_incidents()
    history.decide(opened("d"), moved("b", "d", "b"))
    assert open_in(history) == set()


def test_a_suggestion_about_what_was_never_opened_is_not_guessed_at() -> None:
    history = three_incidents()
    history.decide(suggested("a", "nowhere"))
    with pytest.raises(Unappliable, match="decision 4"):
        open_in(history)


@settings(max_examples=some(30), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_no_open_suggestion_is_within_one_incident_or_about_one_that_is_gone(draw: random.Random, steps: int) -> None:
    picture = Picture()
    for decision in RandomHistory(draw).run(steps).decisions:
        apply(picture, decision)
    for row in picture.suggestions:
        sides = [{one.id for one in picture.component(end)} for end in (row.a, row.b)]
        assert not sides[0] & sides[1]
        assert all(any(picture.members.get(one) for one in side) for side in sides)
