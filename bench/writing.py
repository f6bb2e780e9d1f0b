"""The dedup writer, no other part at work: it reads, decides and appends on the real broker."""

import tempfile
import time
from pathlib import Path
from typing import Final

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from reference import Reference
from services.dedup.matching.weights import Weights
from services.dedup.writer.steps import Step
from services.dedup.writer.worker import Writer

__all__ = ["write"]

_LONGEST_S: Final = 120.0


def write(log: KafkaLog, count: int, weights: Weights, reference: Reference) -> float:
    """Seconds that a writer in this process takes for the `count` sets in `log`, from nothing.

    Raises:
        TimeoutError: it took longer than anything here may.
    """
    when: dict[Step, float] = {}

    def reached(step: Step) -> None:
        when[step] = time.perf_counter()

    with tempfile.TemporaryDirectory(prefix="deconflict-bench-") as folder:
        writer = Writer(log, Path(folder), "g1", weights, reference, reached)
        writer.start()
        with log.reader(topics.decisions("g1")) as decided:
            found, deadline = 0, time.monotonic() + _LONGEST_S
            while found < count:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{found} of {count} decided")
                writer.step()
                found += len(decided.poll(0.0, 1000))
        writer.stop()
    return when[Step.APPENDED] - when[Step.READING]
