"""The steps of taking over and of one batch, numbered, so that a test can end the process after any of them."""

from enum import IntEnum

__all__ = ["Step"]


class Step(IntEnum):
    """What has just been done.

    Taking over goes through 1 to 4 once, then every batch through 5 to 7; 8 follows once a second and when idle.
    """

    OWNER = 1
    """Elected: holds the one partition of `statements` in the group that only elects."""
    FENCED = 2
    """The predecessor can append no more."""
    CAUGHT_UP = 3
    """Every decision there is was folded."""
    READING = 4
    """Reads on at the input position that the last decision records."""
    TAKEN = 5
    """Inputs are in memory."""
    DECIDED = 6
    """Decisions are in memory, and folded there."""
    APPENDED = 7
    """Decisions are durable and visible."""
    STORED = 8
    """The state file is at the last of them."""
