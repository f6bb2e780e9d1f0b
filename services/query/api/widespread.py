"""Words that very many have, by the planner's statistics: of these an index of words is slow to tell who has them.

What is known is a minute old at most, and an estimate: it says how to look for something, never what is found.
"""

import time
from collections.abc import Callable
from importlib.resources import files
from typing import Final, NamedTuple

from chassis.postgres import ReadingPool, load_queries, retrying

__all__ = ["NOTHING", "Widespread", "Words"]

_QUERIES: Final = load_queries(files("services.query.api.sql") / "queries.sql")
_KEPT_S: Final = 60.0

MANY: Final = 2000
"""Reports, or versions of incidents."""


class Words(NamedTuple):
    """Words that many reports have, and those that many versions of incidents are called by, in lower case."""

    reports: frozenset[str]
    names: frozenset[str]


NOTHING: Final = Words(frozenset(), frozenset())


class Widespread:
    """These words, looked up when somebody asks. Used from one event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._words = NOTHING
        self._until = float("-inf")

    async def words(self, pool: ReadingPool) -> Words:
        """Those of the generation that the pool reads."""
        if (now := self._clock()) >= self._until:
            # Whoever comes meanwhile makes do with what was known.
            self._until = now + _KEPT_S
            with retrying():
                (row,) = await pool.fetch(_QUERIES["widespread"], MANY)
            self._words = Words(frozenset(row["reports"]), frozenset(row["names"]))
        return self._words
