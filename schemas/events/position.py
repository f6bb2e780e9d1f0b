"""Where a record lies in a log."""

from schemas.record import Record

__all__ = ["Position"]


class Position(Record):
    """The record at `offset` of one partition."""

    topic: str
    partition: int = 0
    offset: int
