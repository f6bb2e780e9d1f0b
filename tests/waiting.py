"""Waiting for a condition instead of sleeping for a guess."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PAUSE = 0.02  # seconds between two looks


def until(condition: Callable[[], T | None], timeout: float = 30.0, what: str = "") -> T:
    """The first truthy value of `condition`, looked at again and again.

    Raises TimeoutError with the last value after `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what or condition!r}: still {value!r} after {timeout} s")
        time.sleep(PAUSE)
    return value


async def until_async(condition: Callable[[], Awaitable[T | None]], timeout: float = 30.0, what: str = "") -> T:  # noqa: ASYNC109
    """`until` for a condition that is awaited."""
    deadline = time.monotonic() + timeout
    while not (value := await condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what or condition!r}: still {value!r} after {timeout} s")
        await asyncio.sleep(PAUSE)
    return value
