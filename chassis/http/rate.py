"""A token bucket for each key."""

from collections.abc import Callable, Hashable
from time import monotonic

__all__ = ["TokenBuckets"]


class TokenBuckets:
    """Each holder may take `burst` tokens at once and `per_second` in the long run.

    Holders are those of valid keys, so there are no more of them than keys.
    """

    def __init__(self, per_second: float, burst: float, clock: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._held: dict[Hashable, tuple[float, float]] = {}

    def take(self, holder: Hashable) -> float:
        """Take one token: 0.0 if there was one, else the seconds until there will be."""
        now = self._clock()
        tokens, since = self._held.get(holder, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._per_second)
        if tokens < 1:
            self._held[holder] = (tokens, now)
            return (1 - tokens) / self._per_second
        self._held[holder] = (tokens - 1, now)
        return 0.0
