"""A writer on the real broker that tells which steps it has done, and can be told to die or freeze after one."""

import signal
import threading
from pathlib import Path

from chassis.log.kafka import KafkaLog
from chassis.process.loop import run
from chassis.process.settings import load as load_settings
from services.dedup.matching.weights import load
from services.dedup.writer.steps import Step
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import world

_ENDS = {"kill": signal.SIGKILL, "freeze": signal.SIGSTOP}


def main(bootstrap: str, prefix: str, folder: str, end: str, at: str) -> int:
    """Run until told to stop. `end` is kill, freeze or empty, `at` a step's name; of batches the second is meant."""
    times = dict.fromkeys(Step, 0)

    def reached(step: Step) -> None:
        times[step] += 1
        print(step.name, flush=True)
        if step.name == at and (step <= Step.READING or times[step] == 2):
            # To this thread: else it would go on until the main thread has its turn and stops them all.
            signal.pthread_kill(threading.get_ident(), _ENDS[end])

    log = KafkaLog(bootstrap, prefix)
    return run(load_settings(), Writer(log, Path(folder), "g1", load(), world(), reached))
