"""The real broker and database, once per session; tests keep apart by topic prefixes and databases of their own.

`DECONFLICT_TEST_KAFKA` (host:port) and `DECONFLICT_TEST_POSTGRES` (a DSN) name running ones to use instead.
"""

import gc
import os
import signal
import uuid
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadFileScheduling

from tests.embedded import EmbeddedBroker, EmbeddedDatabase, run_query

# An example that waits for its turn on a busy machine is no slow code.
hypothesis.settings.register_profile("unhurried", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("unhurried")

# Thousands of tests are collected that all live to the end: nothing there is garbage until they are.
gc.disable()

FILLING = "gw3"
"""The worker that fills the waits of those before it."""

LONGEST = tuple(f"tests/{folder}/" for folder in ("browser", "command", "e2e", "faults", "log"))
"""Begun first, so that nobody waits for the last of them at the end."""


class Together(LoadFileScheduling):  # type: ignore[misc]
    """A file's tests stay with one worker, and those of a folder that share one running system.

    Three workers at a time have brokers, databases and systems, and most of what they do is to wait. The fourth takes
    unit tests alone, which need none of that; what it leaves the three take last.
    """

    SHARING = ("tests/browser", "tests/e2e")

    def _split_scope(self, nodeid: str) -> str:
        shared = (folder for folder in self.SHARING if nodeid.startswith(f"{folder}/"))
        return next(shared, str(super()._split_scope(nodeid)))

    def _assign_work_unit(self, node: Any) -> None:
        if node.gateway.id == FILLING and (units := self._units()):
            self.workqueue.move_to_end(units[0], last=False)
        super()._assign_work_unit(node)

    def _reschedule(self, node: Any) -> None:
        if node.gateway.id != FILLING or self._units():
            super()._reschedule(node)
        elif not node.shutting_down:
            node.shutdown()

    def _units(self) -> list[str]:
        return [scope for scope in self.workqueue if scope.startswith("tests/unit/")]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """How the tests are spread over workers."""
    return Together(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Let the worker that fills the waits of others take none of their time."""
    if getattr(config, "workerinput", {}).get("workerid") == FILLING:
        os.nice(10)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage from here on, and never among what was imported and collected."""
    gc.freeze()
    gc.enable()


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
