"""Ending a process that hangs. A client library may block for ever; only the end of the process is sure to help."""

import faulthandler
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NoReturn

__all__ = ["HUNG", "Watchdog"]

HUNG: Final = 70
"""Exit code of a process ended by its watchdog (EX_SOFTWARE of sysexits.h)."""

_LOOK_S = 0.25


@dataclass(slots=True)
class _Guard:
    what: str
    limit_s: float
    since: float


class Watchdog:
    """A thread that ends the process by `os._exit` when something it guards takes longer than its limit.

    Nothing is flushed or closed: what must last is in the log already. The stacks of all threads go to stderr.
    """

    def __init__(self) -> None:
        self._guards: dict[int, _Guard] = {}
        self._lock = threading.Lock()
        self._numbers = iter(range(1 << 62))
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def guard(self, what: str, limit_s: float) -> Iterator[None]:
        """The body must end within `limit_s` seconds. From any thread or task; guards may overlap and nest."""
        with self._lock:
            number = next(self._numbers)
            self._guards[number] = _Guard(what, limit_s, time.monotonic())
        try:
            yield
        finally:
            with self._lock:
                del self._guards[number]

    def overdue(self) -> str | None:
        """What has passed its limit and is about to end the process, if anything."""
        now = time.monotonic()
        with self._lock:
            return next((guard.what for guard in self._guards.values() if now - guard.since > guard.limit_s), None)

    def close(self) -> None:
        """Stop watching."""
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK_S):
            if what := self.overdue():
                _end(what)


def _end(what: str) -> NoReturn:
    print(f"watchdog: {what} is over its limit, ending the process", file=sys.stderr, flush=True)
    faulthandler.dump_traceback(file=sys.stderr, all_threads=True)
    os._exit(HUNG)
