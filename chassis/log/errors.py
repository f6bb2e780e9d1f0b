"""What can go wrong with a log, each under one of the three kinds of `chassis.errors`."""

from chassis.errors import Fatal, Invalid, Retry

__all__ = ["Fenced", "Full", "Lost", "Misconfigured", "OutOfRange", "TooLarge", "Unavailable"]


class Full(Retry):
    """As many appends as allowed are already in flight. Nothing was sent."""


class Unavailable(Retry):
    """The log did not answer in time. Appends in question may or may not become durable: repeating must be harmless."""


class TooLarge(Invalid):
    """The record, encoded, is larger than a topic takes. Nothing was sent.

    `size` and `limit` are bytes.
    """

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"record of {size} bytes is over the limit of {limit}")
        self.size = size
        self.limit = limit


class Fenced(Fatal):
    """A newer appender with the same transactional id has taken over. Nothing of the batch will ever be visible."""


class Lost(Fatal):
    """The outcome of a batch is unknown or it failed. Only a new appender can say what the log holds."""


class Misconfigured(Fatal):
    """The log is not as the guarantees need it. The message says what to change."""


class OutOfRange(Fatal):
    """A reader stands at an offset that the partition does not hold: below its beginning or past its end."""
