"""The writer and its standby on the real broker: whatever dies, every input is decided exactly once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import Log, Outgoing
from services.dedup.incidents.dump import dump
from services.dedup.incidents.fold import fold
from services.dedup.incidents.record import Record
from services.dedup.state.store import StateFile
from services.dedup.writer.steps import Step
from tests.unit.incidents.desk import army, killed, ministry, published_set, says
from tests.unit.writer.shop import decided, event
from tests.waiting import until

pytestmark = pytest.mark.integration

PATIENCE_S = 60.0


class Process:
    """A writer in a process of its own."""

    def __init__(self, bootstrap: str, prefix: str, folder: Path, die_after: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.told = folder / f"told-{len(list(folder.glob('told-*')))}"
        command = [sys.executable, "-m", "tests.integration.writer_program", bootstrap, prefix, str(folder), die_after]
        with self.told.open("wb") as told:
            self.process = subprocess.Popen(command, stdout=told)

    def has_done(self, step: Step) -> bool:
        """Whether it has told of this step."""
        return step.name in self.told.read_text().split()

    def send(self, sign: signal.Signals) -> None:
        self.process.send_signal(sign)

    def ended(self) -> int | None:
        return self.process.poll()


class Shop:
    """A broker's topics of its own, and writers over them."""

    def __init__(self, bootstrap: str, prefix: str, folder: Path) -> None:
        self.bootstrap, self.prefix, self.folder = bootstrap, prefix, folder
        self.log: Log = KafkaLog(bootstrap, prefix)
        self.log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
        self.processes: list[Process] = []
        self.posted = 0

    def start(self, die_after: str = "") -> Process:
        made = Process(self.bootstrap, self.prefix, self.folder, die_after)
        self.processes.append(made)
        return made

    def active(self, process: Process) -> None:
        until(lambda: process.has_done(Step.READING), PATIENCE_S, "to become active")

    def post(self, count: int) -> None:
        with self.log.appender() as appender:
            appender.append_all([claim(f"report {self.posted + number}") for number in range(count)])
        self.posted += count

    def all_decided(self) -> None:
        until(lambda: len(decided(self.log)) >= self.posted, PATIENCE_S, f"{self.posted} decisions")

    def require_exactly_once(self) -> None:
        """Decision numbers without a gap, inputs without a gap, each once, and a chain that folds."""
        found = decided(self.log)
        assert [one.n for one in found] == list(range(self.posted))
        assert [one.input.position.offset for one in found] == list(range(self.posted))
        folded = Record()
        for one in found:
            fold(folded, one)

    def close(self) -> None:
        for process in self.processes:
            process.process.kill()
            process.process.wait(30)
        self.log.close()


@pytest.fixture
def shop(kafka: str, topic_prefix: str, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(kafka, topic_prefix, tmp_path)
    yield made
    made.close()


def claim(name: str) -> Outgoing:
    statement = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=name)
    return event("statements.published", published_set(name, [statement]))


def test_a_standby_goes_on_when_the_active_writer_is_killed(shop: Shop) -> None:
    active = shop.start()
    shop.active(active)
    standby = shop.start()
    shop.post(20)
    shop.all_decided()

    active.send(signal.SIGKILL)
    shop.post(20)
    shop.active(standby)
    shop.all_decided()

    assert active.process.wait(30) == -signal.SIGKILL
    shop.require_exactly_once()


@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.name.lower())
def test_a_writer_killed_after_any_step_loses_and_repeats_nothing(shop: Shop, step: Step) -> None:
    doomed = shop.start(step.name)
    if step > Step.READING:
        shop.active(doomed)
        shop.post(1)
        shop.all_decided()
    shop.post(5)

    assert doomed.process.wait(PATIENCE_S) == -signal.SIGKILL
    assert doomed.has_done(step)
    shop.start()
    shop.all_decided()

    shop.require_exactly_once()


def test_a_writer_that_was_frozen_while_another_took_over_is_fenced(shop: Shop) -> None:
    zombie = shop.start()
    shop.active(zombie)
    shop.post(1)
    shop.all_decided()
    zombie.send(signal.SIGSTOP)
    successor = shop.start()
    shop.post(1)
    shop.active(successor)
    shop.all_decided()

    zombie.send(signal.SIGCONT)
    shop.post(10)
    shop.all_decided()

    assert until(zombie.ended, PATIENCE_S, "the zombie to end") != 0
    shop.require_exactly_once()


def test_the_state_file_is_the_fold_of_the_log(shop: Shop) -> None:
    only = shop.start()
    shop.active(only)
    shop.post(7)
    shop.all_decided()
    only.send(signal.SIGTERM)
    assert only.process.wait(PATIENCE_S) == 0

    folded = Record()
    for one in decided(shop.log):
        fold(folded, one)
    file = StateFile.open_free(shop.folder, "dedup")

    assert dump(file.record) == dump(folded)
    file.close()


def test_the_program_runs_on_its_settings_alone(shop: Shop) -> None:
    told = {
        "DECONFLICT_KAFKA_BOOTSTRAP": shop.bootstrap,
        "DECONFLICT_TOPIC_PREFIX": shop.prefix,
        "DECONFLICT_STATE_DIR": str(shop.folder),
    }
    shop.post(2)
    program = subprocess.Popen([sys.executable, "-m", "services.dedup.writer"], env={**os.environ, **told})
    try:
        shop.all_decided()
        shop.require_exactly_once()
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE_S) == 0
