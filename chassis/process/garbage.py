"""What the fold holds lives on and makes no cycles: the collector of garbage need never walk it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["lasting"]


@contextmanager
def lasting() -> Iterator[None]:
    """Leave what is made within out of all collections, also later ones.

    Otherwise everything that a report leaves behind is walked three times before it is taken to be old, which costs
    more than folding it; and once in a while the whole record is, which takes seconds. Cycles that were made before are
    collected first, those made within never are.
    """
    gc.collect(0)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
