"""The life of a worker process: start, step until told to stop or broken, end with a code.

0: told to stop, and every step begun was finished. 1: broken. 70: hung (`chassis.process.watchdog`). 78: refused to
run, because the settings or what the guarantees rest on are not as they must be. Whatever the code, the supervisor
starts it again: there is no other recovery.
"""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Final, NoReturn

from chassis.errors import Fatal, Invalid, Retry
from chassis.log.errors import Misconfigured
from chassis.process import lines
from chassis.process.health import HealthServer
from chassis.process.settings import BadSettings, Settings, load
from chassis.process.watchdog import Watchdog
from chassis.process.worker import Worker
from chassis.telemetry import metrics, setup

__all__ = ["BROKEN", "REFUSED", "STOPPED", "main", "run"]

STOPPED: Final = 0
BROKEN: Final = 1
REFUSED: Final = 78

_log = logging.getLogger(__name__)


def main(name: str, make: Callable[[Settings], tuple[Worker, ...]]) -> NoReturn:
    """The whole of a worker's `__main__`: settings, log lines, telemetry, `run`, and the end of the process.

    `make` wires the workers of process `name` from the settings; it connects nothing.
    """
    lines.write_lines(name)
    try:
        settings = load()
        lines.write_lines(name, settings.log_level)
        setup.set_up(name)
        code = run(settings, *make(settings))
    except BadSettings as refusal:
        _log.critical("refusing to run: %s", refusal, extra={"code": REFUSED})
        code = REFUSED
    except Exception:  # noqa: BLE001 - the process ends here, by any error
        _log.critical("ended by an error", exc_info=True)
        code = BROKEN
    setup.flush()
    # Threads of client libraries may never end by themselves.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run(settings: Settings, *workers: Worker) -> int:
    """Drive each worker from a thread of its own until SIGTERM or SIGINT, or until one breaks; the exit code.

    Call from the main thread. When one worker breaks the others finish their step and are not told to stop.
    """
    life = _Life(Watchdog())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: life.stopping.set())
    waits = life.waiting_for(workers)
    with HealthServer(settings.http_host, settings.http_port, life.watchdog.overdue, waits) as health:
        _log.info("started", extra={"health_port": health.port, "workers": [worker.name for worker in workers]})
        threads = [threading.Thread(target=life.drive, args=(worker,), name=worker.name) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    life.watchdog.close()
    _log.info("ended", extra={"code": life.code})
    return life.code


class _Life:
    """What the threads of one process share."""

    def __init__(self, watchdog: Watchdog) -> None:
        self.watchdog = watchdog
        self.stopping = threading.Event()
        self.code = STOPPED
        self._started: set[str] = set()

    def waiting_for(self, workers: tuple[Worker, ...]) -> Callable[[], str | None]:
        def reason() -> str | None:
            for worker in workers:
                if worker.name not in self._started:
                    return f"{worker.name}: starting"
                if waits := worker.waiting_for():
                    return f"{worker.name}: {waits}"
            return None

        return reason

    def drive(self, worker: Worker) -> None:
        try:
            with self.watchdog.guard(f"{worker.name}: start", worker.start_limit_s):
                worker.start()
            self._started.add(worker.name)
            self._steps(worker)
            if self.code == STOPPED:
                with self.watchdog.guard(f"{worker.name}: stop", worker.start_limit_s):
                    worker.stop()
        except (BadSettings, Misconfigured) as refusal:
            _log.critical("%s refuses to run: %s", worker.name, refusal, extra={"code": REFUSED})
            self._break(REFUSED)
        except (Fatal, Invalid, Retry) as error:
            _log.critical("%s: %s: %s", worker.name, type(error).__name__, error, exc_info=True)
            self._break(BROKEN)
        except BaseException:  # noqa: BLE001 - the process ends here, by any error
            _log.critical("%s: ended by an error of no known kind", worker.name, exc_info=True)
            self._break(BROKEN)

    def _steps(self, worker: Worker) -> None:
        seconds = metrics.STEP_SECONDS.labels(worker.name)
        while not self.stopping.is_set():
            began = time.perf_counter()
            with self.watchdog.guard(f"{worker.name}: step", worker.step_limit_s):
                worker.step()
            seconds.observe(time.perf_counter() - began)

    def _break(self, code: int) -> None:
        self.code = code
        self.stopping.set()
