"""Waiting for what comes up on its own."""

import time
from collections.abc import Callable

PAUSE = 0.1  # seconds between two looks


class NotInTime(RuntimeError):
    """Something did not happen within its time. The message says what, and where to look."""


def wait_for(what: str, happened: Callable[[], bool], timeout: float) -> None:
    """Return once `happened` is true, asked again and again; after `timeout` seconds raise NotInTime."""
    deadline = time.monotonic() + timeout
    while not happened():
        if time.monotonic() > deadline:
            raise NotInTime(f"{what}: not within {timeout:.0f} s")
        time.sleep(PAUSE)
