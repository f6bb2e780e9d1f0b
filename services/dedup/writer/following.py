"""Following `decisions`: the same fold for a standby, for a take-over and for a start on an older file."""

from collections.abc import Mapping
from typing import Final

from chassis.errors import Fatal
from chassis.log.port import Log, LogRecord, Reader
from chassis.process.garbage import lasting
from schemas.events import decisions as events
from schemas.events.decisions import Decision
from schemas.events.envelope import Unreadable, unpack
from schemas.record import Record
from services.dedup.incidents.fold import Gap, fold
from services.dedup.state.store import StateFile
from services.dedup.writer import foldable
from services.dedup.writer.matcher import RecordMatcher

__all__ = ["MOST_FOLDED", "Follower", "fits", "read_decision"]

MOST_FOLDED: Final = 500
"""Decisions that are folded and stored together."""

_POLL_S: Final = 0.5


class Follower:
    """Folds decisions into the state file, and keeps the candidate index beside it."""

    def __init__(self, log: Log, topic: str, state: StateFile, matcher: RecordMatcher) -> None:
        """`state` must fit the topic (`fits`), and `matcher` be over its record.

        Raises:
            Fatal: the topic does not exist.
        """
        found = log.describe(topic)
        if found is None:
            raise Fatal(f"there is no topic {topic}")
        self.topic_id = found.id
        self.topic = topic
        self._state = state
        self._matcher = matcher
        mark = state.bookmark
        self._reader: Reader = log.reader(topic, [0], {0: mark.offset + 1} if mark else "beginning")

    def step(self, wait_s: float) -> int:
        """Fold what is there, waiting at most `wait_s` for the first; how many decisions that was.

        Raises:
            Fatal: a decision cannot be read or is not the next.
        """
        records = self._reader.poll(wait_s, MOST_FOLDED)
        if records:
            with lasting():
                # One after the other takes less than each between what folding needs.
                decisions = [read_decision(record, foldable.TYPES) for record in records]
                for record, decision in zip(records, decisions, strict=True):
                    self._fold(record, decision)
            self._state.store(self.topic_id, records[-1].offset)
        return len(records)

    def _fold(self, record: LogRecord, decision: Decision) -> None:
        try:
            fold(self._state.record, decision)
        except Gap as error:
            raise Fatal(f"{self.topic} at {record.offset}: {error}") from error
        self._matcher.follow(decision)

    def end(self) -> int:
        """The end of the topic now."""
        return self._reader.end(0)

    def is_behind(self) -> bool:
        """Whether as much waits as is folded together, or more, as far as the log has said."""
        return self._reader.ahead(0) >= MOST_FOLDED

    def reached(self, end: int) -> bool:
        """Whether everything before that end was folded."""
        return self._reader.position(0) >= end

    def close(self) -> None:
        """Stop reading."""
        self._reader.close()


def read_decision(record: LogRecord, types: Mapping[str, type[Record]] = events.TYPES) -> Decision:
    """The decision in a record, by `types`.

    Raises:
        Fatal: it cannot be read; our own decisions are never skipped.
    """
    try:
        decision = unpack(record.value or b"", types).data
    except Unreadable as error:
        raise Fatal(f"{record.topic} at {record.offset}: {error}") from error
    if not isinstance(decision, Decision):
        raise Fatal(f"{record.topic} at {record.offset} is no decision")
    return decision


def fits(log: Log, topic: str, state: StateFile) -> str | None:
    """None when what the file stands at is in the topic, else what does not fit.

    A file that stands at the beginning fits every topic.
    """
    mark = state.bookmark
    found = log.describe(topic)
    if mark is None:
        return None if state.record.head.next_n == 0 else "it does not say where it stands"
    if found is None or found.id != mark.topic_id:
        return "it is of another log"
    with log.reader(topic, [0], {0: mark.offset}) as reader:
        if not reader.beginning(0) <= mark.offset < reader.end(0):
            return "it is ahead of the log"
        records = reader.poll(_POLL_S * 10, 1)
    if not records or records[0].offset != mark.offset:
        return "the log has no decision where it stands"
    decision = read_decision(records[0])
    if (decision.id, decision.n) != (mark.last_id, mark.next_n - 1):
        return "the log has another decision where it stands"
    return None
