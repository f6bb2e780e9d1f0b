"""The projector on a real database, with the log in memory: exactly once, in order, or not at all."""

import asyncio
import json
import os
import random
import signal
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from chassis.log.port import LogRecord, Outgoing
from chassis.log.topics import decisions_spec
from chassis.postgres import load_queries, open_pool
from schemas.events import decisions as d
from schemas.events.decisions import Decision
from services.query.projection.assessor import Assessor, AssessorDied
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.fold import Unappliable
from services.query.projection.folding import Folding
from services.query.projection.store import FIRST_GENERATION, SQL, Overtaken, Store, live_generation
from services.query.projection.table import UNDER_WAY
from tests.histories import (
    MONITORS,
    History,
    erasure_of,
    killed,
    linked,
    named,
    opened,
    placed,
    record_of,
    report,
    seed,
    statement,
    submission_of,
    unlinked,
)
from tests.projecting import Projecting, fresh_database, project, projecting, rows
from tests.random_histories import RandomHistory
from tests.waiting import until

pytestmark = pytest.mark.integration


def changes(dsn: str) -> list[tuple[int, str, UUID]]:
    """The feed: number, kind and incident."""
    found = rows(dsn, "select seq, kind, incident_id from feed.change order by seq")
    return [(row["seq"], row["kind"], row["incident_id"]) for row in found]


def a_merge_and_back() -> History:
    """Two incidents are merged and parted again."""
    history = History()
    history.open(statement("a", casualties=(killed(3),)), "a")
    history.open(statement("b", MONITORS), "b")
    history.decide(linked("a", "b"))
    history.decide(unlinked("a", "b"))
    return history


def test_each_change_of_an_incident_is_one_row_of_the_feed(projector: Projecting, postgres: str) -> None:
    projector.append(a_merge_and_back().decisions)
    projector.fold()
    a, b = seed("a"), seed("b")
    assert changes(postgres) == [
        (1, "opened", a),
        (2, "opened", b),
        (3, "merged", b),
        (4, "changed", a),
        (5, "changed", a),
        (6, "restored", b),
    ]


def test_batches_of_any_size_make_the_same_rows(projector: Projecting, postgres: str) -> None:
    history = a_merge_and_back()
    for decision in history.decisions:
        projector.append([decision])
        projector.fold()
    found = rows(postgres, "select incident_id, from_n, to_n, state from g1.incident_version order by 1, 2")
    a, b = seed("a"), seed("b")
    expected = [(a, 0, 2, "open"), (a, 2, 3, "open"), (a, 3, None, "open")]
    expected += [(b, 1, 2, "open"), (b, 2, 3, "merged"), (b, 3, None, "open")]
    assert [tuple(row.values()) for row in found] == sorted(expected, key=lambda row: (row[0].hex, row[1]))


TABLES = ("decision", "report", "statement", "placement", "seed", "link", "review", "suggestion", "incident_version")


def everything(dsn: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of the generation, and the feed but for when it was written."""
    found = {table: rows(dsn, f"select * from g1.{table} as t order by t::text") for table in TABLES}
    changes = "select seq, incident_id, kind, n, before, after from feed.change order by seq"
    return found | {"feed": rows(dsn, changes), "position": rows(dsn, "select * from g1.position")}


@pytest.mark.parametrize("seed_of_chance", range(3))
def test_a_fold_that_forgets_everything_between_batches_makes_the_same_rows(
    projector: Projecting, postgres_server: str, postgres: str, seed_of_chance: int
) -> None:
    draw = random.Random(seed_of_chance)
    decisions = RandomHistory(draw).run(120).decisions
    for decision in decisions:
        projector.append([decision])
        projector.fold()
        projector.decisions.forget()
    with fresh_database(postgres_server) as other:
        project(other, decisions)
        assert everything(postgres) == everything(other)


@pytest.mark.parametrize("seed_of_chance", range(3))
def test_batches_that_are_begun_before_those_before_them_are_written_make_the_same_rows(
    postgres_server: str, postgres: str, seed_of_chance: int
) -> None:
    decisions = RandomHistory(random.Random(seed_of_chance)).run(120).decisions
    # Not all of it is in the picture: some is learned while what may have changed it is being written.
    with projecting(postgres) as before:
        before.append(decisions[:60])
        before.fold()
    with projecting(postgres, batch=4) as projector:
        projector.append(decisions)
        projector.decisions.step()
        projector.decisions.step()
        reader, folded = projector.decisions._reader, projector.decisions.folded
        assert reader is not None
        assert folded is not None
        assert folded.next_offset == reader.position(0) - 2 * 4, "two are begun and not written"
        projector.fold()
    with fresh_database(postgres_server) as other:
        project(other, decisions)
        assert everything(postgres) == everything(other)


async def fold_over_one_connection(dsn: str, decisions: Sequence[Decision], batch: int) -> None:
    """Whoever learns waits for the connection, which whoever writes has."""
    topic = decisions_spec(FIRST_GENERATION).name
    records = [
        LogRecord(topic, 0, offset, None, record_of(decision).value, (), decision.known_at)
        for offset, decision in enumerate(decisions)
    ]
    assessor = Assessor()
    async with await open_pool(dsn, application="test", size=1, schema=FIRST_GENERATION) as pool:
        await live_generation(pool)
        store = Store(pool, FIRST_GENERATION)
        folding = Folding(store, assessor, await store.prepare(topic))
        for start in range(0, len(records), batch):
            part = records[start : start + batch]
            await folding.take(part, part[-1].offset + 1)
        await folding.finish()
    assessor.close()


def test_what_is_learned_after_what_was_begun_is_written_makes_the_same_rows(
    postgres_server: str, postgres: str
) -> None:
    decisions = RandomHistory(random.Random(4)).run(180).decisions
    with asyncio.Runner() as runner:
        runner.run(fold_over_one_connection(postgres, decisions, 30))
    with fresh_database(postgres_server) as other:
        project(other, decisions)
        assert everything(postgres) == everything(other)


def test_a_restarted_projector_goes_on_where_it_stopped(postgres: str) -> None:
    history = a_merge_and_back()
    with projecting(postgres) as first:
        first.append(history.decisions[:2])
        first.fold()
    with projecting(postgres) as second:
        second.append(history.decisions)
        second.fold()
    assert [row["seq"] for row in rows(postgres, "select seq from feed.change order by seq")] == [1, 2, 3, 4, 5, 6]


def test_of_two_projectors_only_one_folds_a_decision(postgres: str) -> None:
    history = a_merge_and_back()
    with projecting(postgres) as late, projecting(postgres) as early:
        for each in (late, early):
            each.append(history.decisions[:1])
        late.fold()
        early.append([])
        early.fold()
        for each in (late, early):
            each.append(history.decisions[1:])
        early.fold()
        with pytest.raises(Overtaken):
            late.decisions.step()
    assert len(changes(postgres)) == 6


def tampered(history: History, **changes: Any) -> Decision:
    """The next decision of the history, with something changed."""
    decision = history.decide(opened("x"), placed(statement("x"), "x"), about=report("x"))
    return decision.model_copy(update=changes)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"n": 7}, "decision 7 comes where 4 was due"),
        ({"deciding_rules": "others"}, "decision 4 does not follow the chain"),
        ({"events": (placed(statement("x"), "nowhere"),)}, "decision 4 places a statement in seed"),
    ],
    ids=["gap", "other chain", "unknown seed"],
)
def test_a_decision_that_cannot_be_applied_stops_the_fold_and_is_named(
    projector: Projecting, postgres: str, change: dict[str, Any], says: str
) -> None:
    history = a_merge_and_back()
    projector.append(history.decisions)
    projector.append([tampered(history, **change)])
    with pytest.raises(Unappliable, match=says):
        projector.fold()
    assert rows(postgres, "select count(*) from feed.change") == [{"count": 0}], "nothing of its batch was written"


def test_a_decision_that_cannot_be_applied_takes_back_what_was_being_written(
    projector: Projecting, postgres: str
) -> None:
    history = RandomHistory(random.Random(1)).run(150)
    projector.append(history.decisions)
    projector.append([tampered(history, events=(placed(statement("x"), "nowhere"),))])
    with pytest.raises(Unappliable, match="places a statement in seed"):
        projector.fold()
    assert rows(postgres, "select count(*) from g1.decision") == [{"count": 0}]


def test_a_decision_that_cannot_be_applied_leaves_the_batches_before_it_written(postgres: str) -> None:
    history = a_merge_and_back()
    with projecting(postgres, batch=2) as projector:
        projector.append(history.decisions)
        projector.append([tampered(history, n=7)] * 2)
        for _ in range(UNDER_WAY):
            projector.decisions.step()
        with pytest.raises(Unappliable, match="decision 7 comes where 4 was due"):
            projector.decisions.step()
    assert len(changes(postgres)) == 6


def test_a_decision_that_cannot_be_assessed_stops_the_fold_and_is_named(projector: Projecting, postgres: str) -> None:
    history = a_merge_and_back()
    projector.append(history.decisions)
    seen = d.ReportDuplicate(report_id=report("x").report_id, cause=d.DuplicateCause.REPOSTED)
    projector.append([tampered(history, events=(seen, opened("x"), placed(statement("x"), "x")))])
    with pytest.raises(Unappliable, match=r"decisions\.g1 at 4: decision 4: KeyError"):
        projector.fold()
    assert rows(postgres, "select count(*) from feed.change") == [{"count": 0}], "nothing of its batch was written"


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_a_projector_whose_assessor_is_killed_ends_and_another_goes_on(
    postgres_server: str, postgres: str, steps: int
) -> None:
    decisions = RandomHistory(random.Random(steps)).run(60).decisions
    with projecting(postgres, batch=4) as first:
        first.append(decisions)
        for _ in range(steps):
            first.decisions.step()
        kill_assessor(first)
        with pytest.raises(AssessorDied):
            first.fold()
    assert folded_of(postgres) < len(decisions), "it was in the middle"
    with projecting(postgres) as second:
        second.append(decisions)
        second.fold()
    with fresh_database(postgres_server) as other:
        project(other, decisions)
        assert everything(postgres) == everything(other)


def test_a_projector_that_has_nothing_to_do_ends_with_its_assessor(projector: Projecting) -> None:
    projector.append(a_merge_and_back().decisions)
    projector.fold()
    kill_assessor(projector)
    with pytest.raises(AssessorDied):
        until(projector.decisions.step)


def kill_assessor(projector: Projecting) -> None:
    """As an operator or the system may."""
    assert projector.decisions.assessor is not None
    os.kill(projector.decisions.assessor.pid, signal.SIGKILL)


def folded_of(dsn: str) -> int:
    """How many decisions are in the rows."""
    found = rows(dsn, "select to_regclass('g1.position') is not null as made")
    return int(rows(dsn, "select next_n from g1.position")[0]["next_n"]) if found[0]["made"] else 0


def test_an_event_of_an_unknown_type_stops_the_fold(projector: Projecting) -> None:
    history = a_merge_and_back()
    record = record_of(history.decisions[0])
    assert record.value is not None
    projector.append([replace(record, value=record.value.replace(b"incident.opened", b"incident.dreamt"))])
    with pytest.raises(Unappliable, match=r"decisions\.g1 at 0"):
        projector.fold()


def test_a_projector_for_other_decisions_waits_and_folds_nothing_into_the_same_rows(postgres: str) -> None:
    with projecting(postgres) as projector:
        projector.append(a_merge_and_back().decisions)
        projector.fold()
        projector.log.ensure([decisions_spec("g2")])
        other = DecisionsWorker(projector.log, postgres, "g2")
        other.start()
        other.step()
        assert "g1 was folded from decisions.g1, not from decisions.g2" in str(other.waiting_for())
        other.stop()


def test_words_are_stored_once_and_blanked_for_good_when_erased(projector: Projecting, postgres: str) -> None:
    first, second = report("a"), report("a", revision="2")
    submission = submission_of(first, "Words", "Title")
    projector.append([submission, submission, submission_of(report("b"), "Others")])
    projector.append([erasure_of(first), submission_of(second, "Words again")])
    projector.fold()
    found = rows(postgres, "select revision, title, text from text.report")
    assert {row["revision"]: (row["title"], row["text"]) for row in found} == {
        first.revision: (None, ""),
        second.revision: (None, ""),
        report("b").revision: (None, "Others"),
    }
    assert len(found) == 3


def test_an_unreadable_report_is_passed_over(projector: Projecting, postgres: str) -> None:
    projector.append([Outgoing("reports", b"key", b"{not json", partition=1), submission_of(report("a"), "Words")])
    projector.fold()
    assert rows(postgres, "select text from text.report") == [{"text": "Words"}]


def test_rows_are_found_in_the_trace_that_wrote_them(projector: Projecting, postgres: str) -> None:
    traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
    record = record_of(a_merge_and_back().decisions[0])
    projector.append([replace(record, headers=(*record.headers, ("traceparent", traceparent.encode())))])
    projector.fold()
    assert rows(postgres, "select trace from feed.change") == [{"trace": traceparent}]
    assert rows(postgres, "select trace from g1.decision") == [{"trace": traceparent}]


def test_what_is_known_of_a_batch_is_not_looked_for_in_all_of_a_young_table(postgres: str) -> None:
    project(postgres, a_merge_and_back().decisions)
    # As many as come before the database first looks at what is in its tables, and none of them asked for.
    fill = """
    insert into g1.statement
    select
        md5('s' || i)::uuid, from_n, to_n, md5('r' || i / 5)::uuid, revision, claimant, event_type, speech_act, slots,
        field, span_start, span_end, alignment, theatre, retracted_by, first_n
    from (select * from g1.statement where to_n is null limit 1) one cross join generate_series(1, 20000) i
    """
    rows(postgres, "alter table g1.statement set (autovacuum_enabled = off)")
    rows(postgres, fill)
    asked = [named("statement", f"new {i}") for i in range(500)], [named("report", f"new {i}") for i in range(100)]
    query = load_queries(SQL / "queries.sql")["statements_named"].replace("from statement", "from g1.statement")
    told = rows(postgres, f"explain (analyze, buffers, format json) {query}", *asked)[0]["QUERY PLAN"]
    (plan,) = told if isinstance(told, list) else json.loads(told)
    assert plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"] < 1500, json.dumps(plan, indent=1)
    # Each of the two has rows of which nobody else knows.
    (known,) = rows(postgres, "select id, report_id from g1.statement where id = $1", named("statement", "a"))
    for ids, reports in (([known["id"]], []), ([], [known["report_id"]]), ([known["id"]], [known["report_id"]])):
        assert [row["id"] for row in rows(postgres, query, ids, reports)] == [known["id"]]
