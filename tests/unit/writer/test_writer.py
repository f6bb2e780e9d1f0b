"""The writer on a log in memory: one decision an input, whatever the input, whoever decides."""

from pathlib import Path

import pytest

from chassis.log import topics
from chassis.log.memory import MemoryLog
from chassis.log.port import Outgoing
from chassis.telemetry.headers import traceparent_of
from schemas.ids import decision_id
from services.dedup.incidents.dump import dump
from services.dedup.writer import following
from services.dedup.writer.steps import Step
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import army, killed, ministry, published_set, says
from tests.unit.writer.shop import decided, event, memory_log, records, writer
from tests.waiting import until

TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def claim(name: str, sentence: str = "s") -> Outgoing:
    statement = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=sentence)
    return event("statements.published", published_set(name, [statement]))


def put(log: MemoryLog, *inputs: Outgoing) -> None:
    with log.appender() as appender:
        appender.append_all(inputs)


def run(one: Writer, log: object, count: int) -> None:
    def enough() -> bool:
        one.step()
        return len(decided(log)) >= count  # type: ignore[arg-type]

    until(enough)


def test_each_input_gives_one_decision_and_the_chain_has_no_gap(tmp_path: Path) -> None:
    log = memory_log()
    with log.appender() as appender:
        appender.append_all([claim("one"), Outgoing(topics.STATEMENTS, None, b"{"), claim("two", "t"), claim("one")])
    run(writer(log, tmp_path), log, 4)

    found = decided(log)

    assert [one.n for one in found] == [0, 1, 2, 3]
    assert [one.input.position.offset for one in found] == [0, 1, 2, 3]
    before = None
    for one in found:
        assert one.id == decision_id(before, one.input.id, one.deciding_rules)
        before = one.id
    assert [event.type for event in found[1].events] == ["input.parked"]
    assert [event.type for event in found[3].events] == ["report.duplicate"]
    assert sorted(one.known_at for one in found) == [one.known_at for one in found]


def test_what_waits_together_is_decided_on_in_one_transaction(tmp_path: Path) -> None:
    log, appended = memory_log(), list[Step]()
    with log.appender() as appender:
        appender.append_all([Outgoing(topics.STATEMENTS, None, b"{%d" % number) for number in range(20)])

    run(writer(log, tmp_path, lambda step: appended.append(step) if step is Step.APPENDED else None), log, 20)

    assert len(appended) < 20


def test_a_decision_stands_in_the_trace_of_its_input(tmp_path: Path) -> None:
    log = memory_log()
    given = claim("one")
    traced = Outgoing(given.topic, None, given.value, (*given.headers, ("traceparent", TRACE)))
    with log.appender() as appender:
        appender.append_all([traced])
    run(writer(log, tmp_path), log, 1)

    header = traceparent_of(records(log)[0].headers)

    assert header is not None
    assert header.split("-")[1] == TRACE.decode().split("-")[1]


def test_a_standby_that_has_caught_up_stays_ready_while_decisions_come(tmp_path: Path) -> None:
    log = memory_log()
    first = writer(log, tmp_path)
    put(log, claim("one"), claim("two", "t"))
    run(first, log, 2)
    standby = writer(log, tmp_path)
    readiness = [standby.waiting_for() is None]

    for number in range(3, 6):
        standby.step()
        readiness.append(standby.waiting_for() is None)
        put(log, claim(f"number {number}", f"s{number}"))
        run(first, log, number)

    assert readiness == [False, True, True, True]


def test_a_standby_that_fell_behind_is_not_ready_until_it_has_caught_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_FOLDED", 2)
    log = memory_log()
    first, standby = writer(log, tmp_path), writer(log, tmp_path)
    put(log, *(claim(f"number {number}", f"s{number}") for number in range(4)))
    run(first, log, 4)

    readiness = []
    for _ in range(2):
        standby.step()
        readiness.append(standby.waiting_for() is None)

    assert readiness == [False, True]


def test_a_standby_takes_over_with_the_same_state_and_goes_on_where_the_log_says(tmp_path: Path) -> None:
    log = memory_log()
    first, second = writer(log, tmp_path), writer(log, tmp_path)
    with log.appender() as appender:
        appender.append_all([claim("one"), claim("two", "t")])
    run(first, log, 2)
    second.step()
    assert dump(first._state.record) == dump(second._state.record)

    first.stop()
    with log.appender() as appender:
        appender.append_all([claim("three", "u")])
    run(second, log, 3)

    assert [one.n for one in decided(log)] == [0, 1, 2]
    assert [one.input.position.offset for one in decided(log)] == [0, 1, 2]
