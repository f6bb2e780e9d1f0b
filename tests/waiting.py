"""Waiting for a condition instead of sleeping for a guess."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 0.02  # seconds between two looks at first
PATIENT = 0.05  # of what has been waited already, so that a long wait takes no time from what is waited for
LONGEST = 0.25  # seconds


def until(condition: Callable[[], T | None], timeout: float = 30.0, what: str = "") -> T:
    """The first truthy value of `condition`, looked at again and again.

    Raises TimeoutError with the last value after `timeout` seconds.
    """
    began = time.monotonic()
    while not (value := condition()):
        waited = time.monotonic() - began
        if waited > timeout:
            raise TimeoutError(f"{what or condition!r}: still {value!r} after {timeout} s")
        time.sleep(_pause(waited))
    return value


async def until_async(condition: Callable[[], Awaitable[T | None]], timeout: float = 30.0, what: str = "") -> T:  # noqa: ASYNC109
    """`until` for a condition that is awaited."""
    began = time.monotonic()
    while not (value := await condition()):
        waited = time.monotonic() - began
        if waited > timeout:
            raise TimeoutError(f"{what or condition!r}: still {value!r} after {timeout} s")
        await asyncio.sleep(_pause(waited))
    return value


def _pause(waited: float) -> float:
    return min(max(PAUSE, PATIENT * waited), LONGEST)
