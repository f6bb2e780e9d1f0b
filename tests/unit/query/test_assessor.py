"""Assessing lives and dies with whoever asks, and answers in turn."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence

import psutil
import pytest

from schemas.events.decisions import Decision
from services.query.projection.assessing import Question, Unassessable, Versions
from services.query.projection.assessor import Assessor, AssessorDied
from services.query.projection.picture import in_full
from tests.histories import History, linked, moved, record_of, seed, statement
from tests.waiting import until


@pytest.fixture(scope="module")
def assessor() -> Iterator[Assessor]:
    """One that lives."""
    made = Assessor()
    yield made
    made.close()


def question(history: History, start: int = 0, *, anew: bool = False) -> Question:
    """What the decisions of a history from this one on come to."""
    decisions = history.decisions[start:]
    return Question([record_of(decision).value or b"" for decision in decisions], said(decisions), None, anew)


def said(decisions: Sequence[Decision]) -> list[list[bytes]]:
    """Nothing of any statement."""
    return [[b""] * len(in_full(decision)) for decision in decisions]


def two_incidents() -> History:
    """Incidents a and b."""
    history = History()
    history.open(statement("a"), "a")
    history.open(statement("b"), "b")
    return history


def told(assessor: Assessor) -> list[tuple[object, object]]:
    """What followers are told of the first question that is not answered."""
    answer = asyncio.run(assessor.answer())
    assert isinstance(answer, Versions)
    return [(change["kind"], change["incident_id"]) for change in answer.changes]


def test_questions_are_answered_in_turn_each_on_top_of_the_one_before(assessor: Assessor) -> None:
    history = two_incidents()
    assessor.ask(question(history, anew=True))
    history.decide(linked("a", "b"))
    assessor.ask(question(history, 2))
    assert told(assessor) == [("opened", seed("a")), ("opened", seed("b"))]
    assert told(assessor) == [("merged", seed("b")), ("changed", seed("a"))]


def test_what_is_disregarded_is_not_answered_and_what_is_asked_anew_knows_nothing_of_it(assessor: Assessor) -> None:
    for _ in range(3):
        assessor.ask(question(two_incidents(), anew=True))
    assessor.disregard()
    assessor.ask(question(two_incidents(), anew=True))
    assert told(assessor) == [("opened", seed("a")), ("opened", seed("b"))]


def test_the_decision_that_does_not_follow_is_named(assessor: Assessor) -> None:
    history = two_incidents()
    history.decide(moved("unknown", "a"))
    assessor.ask(question(history, anew=True))
    answer = asyncio.run(assessor.answer())
    assert isinstance(answer, Unassessable)
    assert (answer.place, answer.why.partition(" speaks")[0]) == (2, "decision 2")


def test_the_decision_that_cannot_be_read_is_named(assessor: Assessor) -> None:
    values = [record_of(decision).value or b"" for decision in two_incidents().decisions]
    values[1] = values[1].replace(b'"speech_act":"asserts"', b'"speech_act":"sings"')
    assessor.ask(Question(values, said(two_incidents().decisions), None, anew=True))
    answer = asyncio.run(assessor.answer())
    assert isinstance(answer, Unassessable)
    assert (answer.place, "speech_act" in answer.why) == (1, True)


def test_more_than_fits_between_the_two_is_asked_before_anything_is_heard(assessor: Assessor) -> None:
    history = History()
    for number in range(200):
        history.open(statement(f"s{number}"), f"s{number}")
    for _ in range(20):
        assessor.ask(question(history, anew=True))
    for _ in range(20):
        assert len(told(assessor)) == 200


def test_whoever_asks_one_that_was_killed_is_told() -> None:
    assessor = Assessor()
    os.kill(assessor.pid, signal.SIGKILL)
    with pytest.raises(AssessorDied, match="exit code -9"):
        asyncio.run(assessor.answer())
    with pytest.raises(AssessorDied, match="exit code -9"):
        assessor.ask(question(two_incidents()))
    with pytest.raises(AssessorDied, match="exit code -9"):
        assessor.check()
    assessor.close()


ASKS_AND_WAITS = """
from services.query.projection.assessor import Assessor
if __name__ == "__main__":
    print(Assessor().pid, flush=True)
    input()
"""


def test_it_ends_when_whoever_asks_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASKS_AND_WAITS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout is not None
        pid = int(asking.stdout.readline())
        assert psutil.pid_exists(pid)
        asking.kill()
    until(lambda: not psutil.pid_exists(pid), what="the assessor is gone")
