"""Processes to look at from outside: `python -m tests.unit.process.living WORKER ...`, one of the names below."""

import sys
import time

from chassis.errors import Fatal
from chassis.log.errors import Misconfigured, Unavailable
from chassis.process.loop import main
from chassis.process.settings import BadSettings, Settings
from chassis.process.worker import Worker


class Idle:
    """Steps quickly and says so."""

    start_limit_s = 5.0
    step_limit_s = 5.0

    def __init__(self) -> None:
        self.name = type(self).__name__.lower()
        self._steps = 0

    def start(self) -> None:
        print(f"{self.name} started", flush=True)

    def step(self) -> None:
        time.sleep(0.01)
        self._steps += 1

    def waiting_for(self) -> str | None:
        return None if self._steps else "its first step"

    def stop(self) -> None:
        print(f"{self.name} stopped", flush=True)


class Slow(Idle):
    """One step takes a while, and says when it is done."""

    def step(self) -> None:
        print("step begun", flush=True)
        time.sleep(0.5)
        print("step done", flush=True)
        super().step()


class Standby(Idle):
    """Steps, and is never ready."""

    def waiting_for(self) -> str | None:
        return "the owner to die"


class Hanging(Idle):
    """A step that never ends."""

    step_limit_s = 0.5

    def step(self) -> None:
        print("hanging hangs", flush=True)
        time.sleep(600)


class HangingStart(Idle):
    """A start that never ends."""

    start_limit_s = 0.5

    def start(self) -> None:
        time.sleep(600)


class Dying(Idle):
    """A fatal error in its third step."""

    def step(self) -> None:
        super().step()
        if self._steps == 3:
            raise Fatal("the third step was too much")


class Buggy(Idle):
    """An error of no known kind."""

    def step(self) -> None:
        raise ZeroDivisionError("a bug")


class Waiting(Idle):
    """Gives up on something that may come back."""

    def step(self) -> None:
        raise Unavailable("the broker is away")


class Misled(Idle):
    """Finds that what a setting names is not there."""

    def start(self) -> None:
        raise BadSettings("DECONFLICT_NLP_MODEL: there is none")


class Refusing(Idle):
    """Finds that the log is not as it must be."""

    def start(self) -> None:
        raise Misconfigured("topic reports has 3 partitions and needs 32")


WORKERS: tuple[type[Idle], ...] = (Idle, Slow, Standby, Hanging, HangingStart, Dying, Buggy, Waiting, Misled, Refusing)


def make(settings: Settings) -> tuple[Worker, ...]:
    named = {worker.__name__.lower(): worker for worker in WORKERS}
    return tuple(named[name]() for name in sys.argv[1:])


if __name__ == "__main__":
    main("living", make)
