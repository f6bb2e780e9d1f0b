"""Changes as events of a stream (WHATWG HTML, 9.2): a change is written once in each way that it is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.query.feed.cursor import FeedCursor
from services.query.feed.reading import Written, served, way_of

__all__ = ["Told", "heartbeat"]


class Told:
    """A change that many followers are told. What differs between them is only the way it passes their filters."""

    def __init__(self, row: Written) -> None:
        self.seq: int = row["seq"]
        self._row = row
        self._events: dict[tuple[str, bool], bytes] = {}

    def event(self, epoch: UUID, filters: Mapping[str, Any]) -> bytes | None:
        """The event for a follower with these filters in this epoch; None if it is not told."""
        if (way := way_of(self._row, filters)) is None:
            return None
        form = way, bool(filters)
        if (event := self._events.get(form)) is None:
            event = self._events[form] = _written(self._row, epoch, served(self._row, epoch, *form))
        return event


def heartbeat(epoch: UUID, seq: int) -> bytes:
    """An id without data: it moves the reader's cursor and tells it nothing (WHATWG HTML, 9.2.6)."""
    return f"id: {FeedCursor(epoch, seq)}\n\n".encode()


def _written(row: Written, epoch: UUID, change: str) -> bytes:
    # JSON has no line ends of its own, so the data is one line.
    return f"id: {FeedCursor(epoch, row['seq'])}\nevent: {row['kind']}\ndata: {change}\n\n".encode()
