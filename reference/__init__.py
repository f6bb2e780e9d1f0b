"""What the world is: actors, places, sides and theatres, as read-only values under one version stamp.

`open` is called once by a process's `__main__`; what it gives is handed in as a value and a look-up counts as pure:
equal questions have equal answers as long as the version and the overlay's version are equal.
"""

from reference.world import Reference, open

__all__ = ["Reference", "open"]
