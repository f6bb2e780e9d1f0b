"""How many examples property tests look at: enough to notice here, many times that in `make soak`."""

import os

__all__ = ["some"]

_TIMES = int(os.environ.get("DECONFLICT_TEST_EXAMPLES", "1"))


def some(number: int) -> int:
    """So many in `make test`."""
    return number * _TIMES
