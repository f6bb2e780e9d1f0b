"""The real broker and database, once per session; tests keep apart by topic prefixes and databases of their own.

`DECONFLICT_TEST_KAFKA` (host:port) and `DECONFLICT_TEST_POSTGRES` (a DSN) name running ones to use instead.
"""

import os
import signal
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.embedded import EmbeddedBroker, EmbeddedDatabase, run_query


class Together(LoadFileScheduling):  # type: ignore[misc]
    """A file's tests stay with one worker, and those of a folder that share one running system."""

    SHARING = ("tests/browser", "tests/e2e")

    def _split_scope(self, nodeid: str) -> str:
        shared = (folder for folder in self.SHARING if nodeid.startswith(f"{folder}/"))
        return next(shared, str(super()._split_scope(nodeid)))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """How the tests are spread over workers."""
    return Together(config, log)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Bootstrap `host:port` of one real broker."""
    if given := os.environ.get("DECONFLICT_TEST_KAFKA"):
        yield given
        return
    broker = EmbeddedBroker(tmp_path_factory.mktemp("broker"))
    broker.start()
    broker.wait()
    yield broker.bootstrap
    broker.end()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of the maintenance database of one real PostgreSQL server, as its superuser."""
    if given := os.environ.get("DECONFLICT_TEST_POSTGRES"):
        yield given
        return
    # Nothing here outlives the machine: no commit need wait for the disk.
    database = EmbeddedDatabase(tmp_path_factory.mktemp("database"), "fsync=off")
    database.start()
    database.wait()
    yield database.dsn()
    database.end(signal.SIGINT)
    database.remove()


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """DSN of a fresh, empty database."""
    name = f"test_{uuid.uuid4().hex}"
    run_query(postgres_server, f"create database {name}")
    yield f"{postgres_server.rpartition('/')[0]}/{name}"
    run_query(postgres_server, f"drop database {name} with (force)")


@pytest.fixture
def topic_prefix() -> str:
    """A prefix that no other test's topics have."""
    return f"t{uuid.uuid4().hex[:12]}."
