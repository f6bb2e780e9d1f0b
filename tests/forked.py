"""A program of the tests in a process of its own that starts at once: forked from one that has imported it already.

Importing takes longer than most that such a program does. Killed, frozen or told, it behaves as one started anew.
"""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

__all__ = ["Forked"]

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.integration.writer_warm"])


class Forked:
    """`program(*arguments)` in a process that is dead when this one is; what it returns is the exit code."""

    def __init__(self, program: Callable[..., int], *arguments: str, out: Path, err: Path) -> None:
        self._process = _CONTEXT.Process(target=_become, args=(program, arguments, out, err), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, sign)

    def ended(self) -> int | None:
        """With what it has ended (negative: the signal that ended it); None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int | None:
        """The same, once it has ended or the time is over."""
        self._process.join(timeout)
        return self._process.exitcode

    def kill(self) -> None:
        """End it if it still runs, frozen or not."""
        self._process.kill()
        self._process.join()


def _become(program: Callable[..., int], arguments: tuple[str, ...], out: Path, err: Path) -> None:
    for file, descriptor in ((out, 1), (err, 2)):
        with file.open("ab") as opened:
            os.dup2(opened.fileno(), descriptor)
    sys.exit(program(*arguments))
