"""The state file: equal to the fold that was stored, and begun anew rather than believed when it does not fit."""

import shutil
import sqlite3
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from chassis.log.memory import MemoryLog
from schemas.events.statements import Merge, Split
from services.dedup.incidents.dump import dump
from services.dedup.incidents.fold import fold
from services.dedup.state import frequencies
from services.dedup.state.store import StateFile
from services.dedup.writer.following import fits
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import Desk, army, killed, ministry, says
from tests.unit.writer.shop import decided, memory_log, writer
from tests.unit.writer.test_writer import claim, run

TOPIC = UUID(int=5)


def desk() -> Desk:
    made = Desk()
    for name in ("a", "b", "c"):
        statement = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=name)
        made.publish(name, statement, source=name)
    made.publish("far", says(ministry("AZ"), day=None, place=None, sentence="far"), source="far")
    (a,), (b,), (far,) = (made.statements(name, name) for name in ("a", "b", "far"))
    incident, other = made.incident(a), made.incident(far)
    assert incident is not None
    assert other is not None
    made.review(Split(incident=incident, statements=(b,)))
    made.review(Merge(a=incident, b=other))
    return made


def test_a_stored_fold_reads_back_the_same_wherever_it_was_cut(tmp_path: Path) -> None:
    made = desk()
    for decision in made.decisions:
        file = StateFile(tmp_path / "state.sqlite")
        fold(file.record, decision)
        file.store(TOPIC, decision.n)
        file.close()

    file = StateFile(tmp_path / "state.sqlite")

    assert dump(file.record) == dump(made.record)
    assert file.bookmark is not None
    assert (file.bookmark.next_n, file.bookmark.last_id) == (len(made.decisions), made.decisions[-1].id)
    file.close()


def test_rows_come_in_the_order_they_were_first_put_stored_or_not(tmp_path: Path) -> None:
    made = desk()
    half = len(made.decisions) // 2
    file = StateFile(tmp_path / "state.sqlite")
    for decision in made.decisions[:half]:
        fold(file.record, decision)
    file.store(TOPIC, half - 1)
    for decision in made.decisions[half:]:
        fold(file.record, decision)

    found = [row.seq for _, row in file.record.statements.items()]

    assert found == list(range(1, len(found) + 1))
    assert [key for key, _ in file.record.seeds.items()] == [key for key, _ in made.record.seeds.items()]
    file.close()


def test_a_fold_that_does_not_fit_in_memory_is_the_same(tmp_path: Path) -> None:
    made = desk()
    file = StateFile(tmp_path / "state.sqlite", cached_reports=1)
    for decision in made.decisions:
        fold(file.record, decision)
        file.store(TOPIC, decision.n)

    assert dump(file.record) == dump(made.record)
    file.close()


def test_frequencies_that_were_written_anew_read_back_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "_FEW", 10)
    file = StateFile(tmp_path / "state.sqlite")
    for number in range(50):
        file.record.frequencies.add(np.unique([1, 2, number % 7]))
        file.store(TOPIC, number)
    before = dict(file.record.frequencies.items())
    file.close()

    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        assert connection.execute("select count(*) from frequency").fetchone()[0] < 20
    file = StateFile(tmp_path / "state.sqlite")

    assert dict(file.record.frequencies.items()) == before
    file.close()


def test_what_was_not_stored_is_not_there(tmp_path: Path) -> None:
    made = desk()
    file = StateFile(tmp_path / "state.sqlite")
    fold(file.record, made.decisions[0])
    file.store(TOPIC, 0)
    before = dump(file.record)
    fold(file.record, made.decisions[1])
    file.close()

    file = StateFile(tmp_path / "state.sqlite")

    assert dump(file.record) == before
    file.close()


def test_two_processes_never_share_a_file(tmp_path: Path) -> None:
    one, other = StateFile.open_free(tmp_path, "dedup"), StateFile.open_free(tmp_path, "dedup")
    assert one.path != other.path

    one.close()
    third = StateFile.open_free(tmp_path, "dedup")

    assert third.path == one.path
    other.close()
    third.close()


def delete(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    path.write_bytes(b"not a database" * 1000)


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 999")


def lie(path: Path) -> None:
    """As if it had folded another last decision."""
    with sqlite3.connect(path) as connection:
        (value,) = connection.execute("select value from head").fetchone()
        last = decided_id(value)
        connection.execute("update head set value = ?", (value.replace(last, str(UUID(int=9))),))


def decided_id(value: str) -> str:
    return value.split('"last_id":"')[1].split('"')[0]


def stopped(log: MemoryLog, folder: Path, count: int) -> Path:
    """The file of a writer that decided on everything and ended in order."""
    made = writer(log, folder)
    run(made, log, count)
    until_stored(made)
    path = made._state.path
    made.stop()
    return path


def until_stored(made: Writer) -> None:
    made.step()
    assert made._state.bookmark is not None


@pytest.mark.parametrize("damage", [delete, truncate, scribble, other_version, lie])
def test_a_file_that_cannot_be_believed_is_replayed_from_the_log(damage: object, tmp_path: Path) -> None:
    log = memory_log()
    with log.appender() as appender:
        appender.append_all([claim("one"), claim("two", "t")])
    path = stopped(log, tmp_path, 2)
    assert callable(damage)
    damage(path)

    again = writer(log, tmp_path)
    assert again._state.record.head.next_n == 0
    with log.appender() as appender:
        appender.append_all([claim("three", "u")])
    run(again, log, 3)

    assert [one.n for one in decided(log)] == [0, 1, 2]
    again.stop()


@pytest.mark.parametrize("left", [("-wal",), ("-wal", "-shm"), ("",)], ids=["wal", "wal and shm", "file alone"])
def test_what_a_killed_process_left_is_replayed_from_the_log_where_a_part_of_it_is_gone(
    left: tuple[str, ...], tmp_path: Path
) -> None:
    log = memory_log()
    with log.appender() as appender:
        appender.append_all([claim("one"), claim("two", "t")])
    killed = writer(log, tmp_path / "killed")
    run(killed, log, 2)
    until_stored(killed)
    path = killed._state.path
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0, "what was stored is still in the write-ahead log"
    (tmp_path / "left").mkdir()
    for suffix in left:
        shutil.copy(f"{path}{suffix}", tmp_path / "left")

    again = writer(log, tmp_path / "left")
    assert again._state.record.head.next_n == 0
    killed.stop()
    with log.appender() as appender:
        appender.append_all([claim("three", "u")])
    run(again, log, 3)

    assert [one.n for one in decided(log)] == [0, 1, 2]
    again.stop()


def test_a_file_of_another_log_is_not_believed(tmp_path: Path) -> None:
    log, other = memory_log(), memory_log()
    for one in (log, other):
        with one.appender() as appender:
            appender.append_all([claim("one")])
    stopped(log, tmp_path, 1)
    file = StateFile.open_free(tmp_path, "dedup")

    assert fits(log, "decisions.g1", file) is None
    assert fits(other, "decisions.g1", file) == "it is of another log"
    file.close()


def test_a_file_that_fits_is_gone_on_from(tmp_path: Path) -> None:
    log = memory_log()
    with log.appender() as appender:
        appender.append_all([claim("one"), claim("two", "t")])
    stopped(log, tmp_path, 2)

    again = writer(log, tmp_path)

    assert again._state.record.head.next_n == 2
    assert len(again._matcher.index) == 2
    again.stop()
