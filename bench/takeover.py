"""How long a standby with a full state takes from being elected to its first decision, on the real broker.

The predecessor is a process that holds the election and the transactional id, and is killed. The state file is one
that was filled before; the topic holds the one decision that the file stands at.
"""

import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from bench.happenings import Told, stream
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import Outgoing
from chassis.process.settings import Settings
from reference import Reference
from schemas.events.decisions import Decision
from schemas.events.envelope import Envelope, pack
from services.dedup.matching.weights import Weights
from services.dedup.state.store import StateFile
from services.dedup.writer.outputs import packed
from services.dedup.writer.steps import Step
from services.dedup.writer.worker import Writer

__all__ = ["TakeOver", "take_over"]

_PREFIX: Final = "bench-takeover."
_WAITING: Final = 20
"""Reports that nobody decided on while nobody was active."""
_LONGEST_S: Final = 120.0


@dataclass(frozen=True)
class TakeOver:
    """Seconds by the clock. `detected` is from the kill to being elected, which is the broker's to say."""

    statements: int
    started_s: float
    """From the start of the process, state file and all, to standing by."""
    detected_s: float
    deciding_s: float
    """From being elected to the first decision that is durable."""


def take_over(settings: Settings, folder: Path, last: Decision, weights: Weights, reference: Reference) -> TakeOver:
    """Let a writer over the state file in `folder`, which stands at `last`, take over from one that is killed.

    Raises:
        TimeoutError: it has not, in two minutes.
    """
    prefix = settings.topic_prefix + _PREFIX
    with KafkaLog(settings.kafka_bootstrap, prefix) as log:
        statements = _lay_out(log, folder, last, settings.topic_replication)
        command = [sys.executable, "-m", "bench.predecessor", settings.kafka_bootstrap, prefix]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as predecessor:
            try:
                assert predecessor.stdout is not None
                predecessor.stdout.readline()
                started, detected, deciding = _after(log, predecessor, folder, weights, reference)
                return TakeOver(statements, started, detected, deciding)
            finally:
                predecessor.kill()


def _after(
    log: KafkaLog, predecessor: "subprocess.Popen[bytes]", folder: Path, weights: Weights, reference: Reference
) -> tuple[float, float, float]:
    when: dict[Step, float] = {}

    def reached(step: Step) -> None:
        when.setdefault(step, time.monotonic())

    writer = Writer(log, folder, "g1", weights, reference, reached)
    began = time.monotonic()
    writer.start()
    writer.step()
    standing_by = time.monotonic()
    predecessor.kill()
    while Step.APPENDED not in when:
        if time.monotonic() > standing_by + _LONGEST_S:
            raise TimeoutError("the standby has not taken over")
        writer.step()
    writer.stop()
    return standing_by - began, when[Step.OWNER] - standing_by, when[Step.APPENDED] - when[Step.OWNER]


def _lay_out(log: KafkaLog, folder: Path, last: Decision, replication: int) -> int:
    """How many statements there are."""
    log.ensure([*topics.SPECS, topics.decisions_spec("g1")], replication)
    topic = topics.decisions("g1")
    with log.appender() as appender:
        (position,) = appender.append_all([Outgoing(topic, str(last.id).encode(), packed(last))])
        appender.append_all([_input(given) for given in islice(stream(seed=2), _WAITING)])
    found = log.describe(topic)
    assert found is not None
    file = StateFile.open_free(folder, "dedup")
    file.record.head.next_offset = 0
    file.store(found.id, position.offset)
    statements = file.record.head.statements
    file.close()
    return statements


def _input(told: Told) -> Outgoing:
    given = told.given
    event = Envelope[Any](
        id=given.revision, source="bench", type="statements.published", time=given.header.received_at, data=given
    )
    return Outgoing(topics.STATEMENTS, None, pack(event))
