"""Counting what comes and goes."""

from typing import TypeVar

__all__ = ["Tally"]

K = TypeVar("K")


class Tally(dict[K, int]):
    """How many there are of each; what there is none of any more is not in it."""

    def count(self, key: K, by: int) -> None:
        """There are so many more of it, or fewer."""
        if many := self.get(key, 0) + by:
            self[key] = many
        else:
            del self[key]
