"""Deciding again on a log in memory: the same rules give the same, other rules give a difference that says why."""

from pathlib import Path
from typing import Any

import pytest

from chassis.errors import Fatal
from chassis.log import topics
from chassis.log.port import Outgoing
from operate.redecide.command import run_redecide
from operate.redecide.deciding import OtherRules, Redeciding, free_generation
from operate.redecide.live import read_decided
from operate.redecide.partition import Partition
from schemas.events import decisions
from schemas.events.envelope import unpack
from schemas.events.statements import Merge, Undo
from schemas.vocabulary import EventType
from services.dedup.writer.rules import deciding_rules
from tests.unit.incidents.desk import army, killed, ministry, published_set, says, world
from tests.unit.redecide.office import NEVER, Office, claim, elsewhere, silent, weights
from tests.unit.writer.shop import decided, event, memory_log, records


def read_all(office: Office, generation: str) -> list[Any]:
    found = records(office.log, f"decisions.{generation}")
    return [unpack(record.value or b"", decisions.TYPES).data for record in found]


def reasons(office: Office, generation: str, type: str, cause: str | None = None) -> list[str]:
    """The evidence sentences of the events of a type, and of a cause if one is named."""
    events = [event for decision in read_all(office, generation) for event in decision.events if event.type == type]
    return [event.evidence.sentence for event in events if cause in (None, event.evidence.cause)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three reports that are alike, one that is not, and an input that cannot be read."""
    made = Office(tmp_path, weights())
    for name in ("one", "two", "three"):
        made.publish(name, claim(name))
    made.publish("far", elsewhere("far"))
    made.take(Outgoing(topics.STATEMENTS, None, b"{"))
    return made


def test_the_same_rules_write_the_same_decisions_byte_for_byte(office: Office) -> None:
    found = office.redecide(weights())

    live, new = (records(office.log, f"decisions.{generation}") for generation in ("g1", "g2"))
    assert [record.value for record in new] == [record.value for record in live]
    assert (found["b3"]["f1"], found["pairwise"]["f1"]) == (1.0, 1.0)
    assert found["incidents"] == {"same": 2, "changed": 0}
    assert found["merges_gained"] == found["merges_lost"] == found["reviews_not_held"] == []
    assert found["live"]["counts"] == found["new"]["counts"]


def test_merges_that_other_rules_lose_are_named_with_why_they_were_made(office: Office) -> None:
    found = office.redecide(weights(attach=NEVER))

    (lost,) = found["merges_lost"]
    assert [part["statements"] for part in lost["parts"]] == [1, 1, 1]
    assert lost["because"] == reasons(office, "g1", "statement.placed", "matched")
    assert len(lost["because"]) == 2
    assert found["merges_gained"] == []
    assert found["incidents"] == {"same": 1, "changed": 1}
    assert (found["b3"]["precision"], found["pairwise"]["recall"]) == (1.0, 0.0)
    assert found["b3"]["recall"] == pytest.approx((3 * 1 / 3 + 1) / 4)


def test_merges_that_other_rules_gain_are_named_with_why_they_would_be_made(tmp_path: Path) -> None:
    strict = Office(tmp_path, weights(attach=NEVER))
    ids = [strict.publish(name, claim(name)) for name in ("one", "two")]

    found = strict.redecide(weights())

    (gained,) = found["merges_gained"]
    assert {part["incident"] for part in gained["parts"]} == {str(strict.incident(id)) for id in ids}
    assert gained["because"] == reasons(strict, "g2", "statement.placed", "matched")
    assert found["merges_lost"] == []


def test_a_link_that_other_rules_would_make_is_a_merge_with_its_reason(tmp_path: Path) -> None:
    strict = Office(tmp_path, weights(attach=5.0))
    counter = says(
        ministry("AZ"), EventType.CAPTURE_ABDUCTION, by=army("AM"), at=army("AZ"), toll=[killed(9, "AZ")], sentence="b"
    )
    for name, said in (("a", claim("a")), ("b", counter), ("c", claim("c"))):
        strict.publish(name, said)

    found = strict.redecide(weights(attach=5.0, bridge=-NEVER, link=-NEVER))

    (gained,) = found["merges_gained"]
    assert found["new"]["counts"]["links made"] == 1
    assert gained["because"] == reasons(strict, "g2", "incidents.linked")


def test_what_is_written_is_gapless_and_known_when_it_was_known(office: Office) -> None:
    office.redecide(weights(attach=NEVER))

    live, new = (
        [(one.n, one.known_at, one.input) for one in read_all(office, generation)] for generation in ("g1", "g2")
    )
    assert new == live


class Stopped(Exception):
    """The run was ended."""


def test_an_unfinished_run_is_gone_on_with(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operate.redecide.deciding._MOST", 2)

    def stop(done: int, of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        Redeciding(office.log, read_decided(office.log, "g1", lambda *_: None), "g2", weights(), world()).run(stop)
    assert len(records(office.log, "decisions.g2")) == 2

    office.redecide(weights())

    live, new = (records(office.log, f"decisions.{generation}") for generation in ("g1", "g2"))
    assert [record.value for record in new] == [record.value for record in live]


def test_a_finished_run_goes_on_with_what_was_decided_since(office: Office) -> None:
    first = office.redecide(weights(attach=NEVER))
    assert office.redecide(weights(attach=NEVER)) == first
    office.publish("four", claim("four"))

    later = office.redecide(weights(attach=NEVER))

    assert (first["inputs"], later["inputs"]) == (5, 6)
    assert [one.n for one in read_all(office, "g2")] == list(range(6))


def test_inputs_that_are_not_decided_yet_are_left(office: Office) -> None:
    with office.log.appender() as appender:
        appender.append_all([event("statements.published", published_set("late", [claim("late")], source="late"))])

    assert office.redecide(weights())["inputs"] == 5


def test_a_generation_of_other_rules_is_not_gone_on_with(office: Office) -> None:
    office.redecide(weights(attach=NEVER))

    with pytest.raises(OtherRules, match="g2 was begun under rules"):
        office.redecide(weights())
    with pytest.raises(OtherRules, match="g1 is live"):
        office.redecide(weights(), "g1")


def test_the_next_generation_is_the_first_that_is_free_or_of_the_same_rules(office: Office) -> None:
    rules = [deciding_rules(by, world()) for by in (weights(), weights(attach=NEVER))]
    assert free_generation(office.log, "g1", rules[0]) == "g2"
    office.redecide(weights(attach=NEVER))
    assert free_generation(office.log, "g1", rules[1]) == "g2"
    assert free_generation(office.log, "g1", rules[0]) == "g3"


def test_inputs_of_another_log_are_refused(office: Office) -> None:
    other = memory_log()
    with other.appender() as appender:
        appender.append_all([Outgoing("decisions.g1", None, record.value) for record in records(office.log)])

    with pytest.raises(Fatal, match="does not hold the inputs"):
        run_redecide(other, "g1", "g2", weights(), world(), silent)


def test_reviews_keep_their_outcome_and_those_that_cannot_hold_are_listed(tmp_path: Path) -> None:
    strict = Office(tmp_path, weights(attach=NEVER))
    one, two = (strict.publish(name, claim(name)) for name in ("one", "two"))
    far = strict.publish("far", elsewhere("far"))
    strict.review(Merge(a=strict.incident(one), b=strict.incident(far)))
    stale = strict.review(Merge(a=strict.incident(one), b=strict.incident(two)), seen_n=0)
    merge = strict.review(Merge(a=strict.incident(one), b=strict.incident(two)))
    undo = strict.review(Undo(review=merge))

    found = strict.redecide(weights())

    # Under these rules the two are one by what they say, which no undoing of a link can part.
    assert [held["review"] for held in found["reviews_not_held"]] == [str(undo)]
    outcomes = read_decided(strict.log, "g2", lambda *_: None).reviews
    assert [type(outcome).__name__ for outcome in outcomes.values()] == [
        "ReviewApplied", "ReviewRejected", "ReviewApplied", "ReviewRejected",
    ]  # fmt: skip
    assert outcomes[4].review == stale


def test_a_partition_is_what_the_writer_holds(office: Office) -> None:
    partition, record = Partition(), office.writer._state.record
    for offset, decision in enumerate(decided(office.log)):
        partition.fold(decision, offset)

    incidents = partition.incidents()

    assert incidents == {id: row.seed for id, row in record.statements.items()}
