"""What a worker is: the part of a process that its loop (`chassis.process.loop`) drives."""

from typing import Protocol

__all__ = ["Worker"]


class Worker(Protocol):
    """One loop of a process. All but `waiting_for` is called from one thread, the worker's own.

    Crash-only: any exception that leaves these methods ends the process with its traceback in the log, and the
    supervisor starts it again. So a worker catches `Retry` and `Invalid` where it knows what to do, and nothing else.
    """

    name: str
    """As it stands in log lines, spans and metrics, such as `dedup-writer`."""

    start_limit_s: float
    """How long `start` may take before the watchdog ends the process."""

    step_limit_s: float
    """How long one `step` may take before the watchdog ends the process."""

    def start(self) -> None:
        """Check what the guarantees rest on, connect, take over. Raise `Misconfigured` or `BadSettings` to refuse."""

    def step(self) -> None:
        """One piece of work, which the process always finishes before it ends by signal.

        With nothing to do it waits for work at most about a second, and returns.
        """

    def waiting_for(self) -> str | None:
        """None when ready; else what for, in a few words. From any thread; never blocks."""

    def stop(self) -> None:
        """Let go, after the last step of an orderly end. Bounded by `start_limit_s`."""
