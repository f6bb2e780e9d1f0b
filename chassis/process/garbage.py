"""What need not be walked by the collector of garbage, since it makes no cycles: what lives on, what soon is let go."""

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


@contextmanager
def passing() -> Iterator[None]:
    """Look for no garbage while a batch is in hand, all of which is let go with the last reference to it.

    Otherwise every batch is walked more than once, and each leaves some that is taken to be old: of that there is soon
    so much that the whole process is walked, tables and all, every few hundred reports.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
