"""What the fold holds lives on and makes no cycles: the collector of garbage need not walk it over and over."""

import gc

__all__ = ["settle"]


def settle() -> None:
    """Collect what is garbage now and leave all the rest out of later collections.

    Called after every store it costs next to nothing, for only what came since is walked. Without it a collection
    walks the whole record, which grows to seconds.
    """
    gc.collect()
    gc.freeze()
