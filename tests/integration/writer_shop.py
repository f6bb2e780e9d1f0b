"""A broker's topics for one test, and writers over them in processes of their own."""

import signal
from pathlib import Path

import psutil

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import Log, Outgoing
from services.dedup.incidents.dump import dump
from services.dedup.incidents.fold import fold
from services.dedup.incidents.record import Record
from services.dedup.state.store import StateFile
from services.dedup.writer.steps import Step
from tests.forked import Forked
from tests.integration import writer_program
from tests.unit.incidents.desk import army, killed, ministry, published_set, says
from tests.unit.writer.shop import decided, event
from tests.waiting import until

PATIENCE_S = 60.0
LOOK_S = 0.2


class Process(Forked):
    """A writer in a process of its own."""

    def __init__(self, bootstrap: str, prefix: str, folder: Path, end: str, at: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        number = len(list(folder.glob("told-*")))
        self.told, self.errors = folder / f"told-{number}", folder / f"errors-{number}"
        self.told.touch()
        super().__init__(writer_program.main, bootstrap, prefix, str(folder), end, at, out=self.told, err=self.errors)

    def done(self, step: Step) -> int:
        """How often it has told of this step."""
        return self.told.read_text().split().count(step.name)

    def has_done(self, step: Step) -> bool:
        """Whether it has told of this step."""
        return self.done(step) > 0

    def frozen(self) -> bool:
        """Whether the operating system says that it is stopped."""
        return bool(psutil.Process(self.pid).status() == psutil.STATUS_STOPPED)


class Shop:
    """A broker's topics of its own, and writers over them."""

    def __init__(self, bootstrap: str, prefix: str, folder: Path) -> None:
        self.bootstrap, self.prefix, self.folder = bootstrap, prefix, folder
        self.log: Log = KafkaLog(bootstrap, prefix)
        self.log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
        self.processes: list[Process] = []
        self.posted = 0
        self._watching = self.log.reader("decisions.g1")
        self._seen = 0

    def start(self, die_after: Step | None = None, freeze_after: Step | None = None) -> Process:
        """A writer or standby that, if asked to, dies or freezes after a step (of batches: in the second)."""
        last = die_after or freeze_after
        end = "kill" if die_after else "freeze" if freeze_after else ""
        made = Process(self.bootstrap, self.prefix, self.folder, end, last.name if last else "")
        self.processes.append(made)
        return made

    def active(self, process: Process) -> None:
        until(lambda: process.has_done(Step.READING), PATIENCE_S, "to become active")

    def post(self, count: int) -> None:
        with self.log.appender() as appender:
            appender.append_all([claim(f"report {self.posted + number}") for number in range(count)])
        self.posted += count

    def all_decided(self) -> None:
        """Wait until every input is decided; fails at once, with what it said, when no writer is left to do so."""

        def enough() -> bool:
            # Looked at first: a writer may decide on the last input and end.
            left = any(one.ended() is None for one in self.processes)
            self._seen += len(self._watching.poll(LOOK_S, 1000))
            if self._seen >= self.posted:
                return True
            assert left or not self.processes, "no writer is left: " + self.processes[-1].errors.read_text()
            return False

        until(enough, PATIENCE_S, f"{self.posted} decisions")

    def require_exactly_once(self) -> Record:
        """Decision numbers without a gap, inputs without a gap, each once, and a chain that folds, to this."""
        found = decided(self.log)
        assert [one.n for one in found] == list(range(self.posted))
        assert [one.input.position.offset for one in found] == list(range(self.posted))
        folded = Record()
        for one in found:
            fold(folded, one)
        return folded

    def stop(self, process: Process) -> None:
        """End a writer in good order."""
        process.send(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0

    def state_file(self, number: int = 0) -> Path:
        """Where the writer that came first keeps its fold, or the one that came after so many others."""
        return self.folder / f"dedup-{number}.sqlite"

    def require_state(self, folded: Record) -> None:
        """The state file, which no process has, holds this."""
        file = StateFile.open_free(self.folder, "dedup")
        try:
            assert dump(file.record) == dump(folded)
        finally:
            file.close()

    def close(self) -> None:
        for process in self.processes:
            process.kill()
        self._watching.close()
        self.log.close()


def claim(name: str) -> Outgoing:
    statement = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=name)
    return event("statements.published", published_set(name, [statement]))
