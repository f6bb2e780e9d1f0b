"""The port to the log: what every adapter promises and every process may rely on.

A log holds topics, a topic has a fixed number of partitions, and a partition is a sequence of records numbered by
`offset`. Offsets grow by at least one from record to record; **there may be holes** (a commit of a transaction takes an
offset, an aborted record keeps its own, compaction removes some), so nothing may count on `offset + 1` being a record.

A **position** always means the offset *next to be read*: a reader at position 7 has seen everything below 7 and will
give a record with offset 7 or more. Committing 7 says the same of a group. The end of a partition is the position of a
reader that has seen everything. `schemas.events.position.Position` is the one exception by name: it names a record.

Readers see only what is committed: a record of an aborted or still open transaction is never given.

Names of topics, groups and transactional ids are logical. An adapter made with a prefix (a desk's own log) puts it
before each on the way out and takes it off on the way in, so that no record and no position ever holds it.

Errors are those of `chassis.log.errors`. A `Retry` is raised within the time the method states. Everything else that
the log answers is `Fatal`: a process that gets it ends, and what it was doing is found in the log when it starts again.

Objects here belong to the thread that made them, except where a method says otherwise. All are context managers;
leaving closes them. Closing never raises for want of a broker and takes at most a few seconds.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Final, Literal, Self
from uuid import UUID

from schemas.events.position import Position

__all__ = [
    "MAX_RECORD_BYTES",
    "Appender",
    "AsyncAppender",
    "ExclusiveAppender",
    "GroupReader",
    "Headers",
    "Log",
    "LogRecord",
    "Outgoing",
    "Ownership",
    "Reader",
    "Start",
    "TopicSpec",
    "TopicState",
]

MAX_RECORD_BYTES: Final = 8 * 1024 * 1024
"""The largest record any topic takes, in bytes as encoded by itself (`chassis.log.encoding.encoded_size`)."""

Headers = tuple[tuple[str, bytes], ...]
"""Headers in order; a name may stand more than once."""

Start = Literal["beginning", "end"] | Mapping[int, int]
"""Where a reader starts: at an edge of each partition, or at a position for each partition it reads."""


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A record as read. `value` None is a tombstone. `appended_at` is the broker's clock (LogAppendTime), UTC."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    appended_at: datetime

    @property
    def position(self) -> Position:
        """The name of this record."""
        return Position(topic=self.topic, partition=self.partition, offset=self.offset)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to append.

    Without a `partition` it goes to `chassis.log.encoding.partition_for(key, partitions of the topic)`; one without a
    key either goes to the only partition of its topic or is a ValueError.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it must be: its partitions, and those settings (Kafka's names and words) that must hold."""

    name: str
    partitions: int
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as it is. `id` changes when a topic is deleted and made again under the same name."""

    name: str
    id: UUID
    partitions: int
    settings: Mapping[str, str]


class _Closing(ABC):
    @abstractmethod
    def close(self) -> None:
        """Let go of connections and threads. May be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Reader(_Closing):
    """Reads fixed partitions of one topic from given positions. Keeps no position anywhere: that is the caller's."""

    @abstractmethod
    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """At most `limit` records, in offset order within each partition; empty when none came within `timeout_s`.

        Returns as soon as there is at least one. A broker that is away is an empty list, not an error: the reader
        connects again by itself.

        Raises:
            OutOfRange: a position is not within its partition.
        """

    @abstractmethod
    def position(self, partition: int) -> int:
        """Next to read, counting only what `poll` has returned.

        It also moves past holes: after `poll` has returned nothing more, it reaches `end`. A fold to an end stops when
        `position(p) >= end`, never when it has seen the record at `end - 1`.
        """

    @abstractmethod
    def end(self, partition: int) -> int:
        """The end of what can be read now, asked of the log: everything below it is committed or aborted for good.

        Raises:
            Unavailable: no answer within 10 s.
        """

    @abstractmethod
    def ahead(self, partition: int) -> int:
        """How far the end lies ahead of `position`, as it was last heard of: costs nothing, may be out of date."""

    @abstractmethod
    def beginning(self, partition: int) -> int:
        """The lowest position that can be read, asked of the log.

        Raises:
            Unavailable: no answer within 10 s.
        """

    @abstractmethod
    def seek(self, partition: int, position: int) -> None:
        """Read on from `position`. One that the partition does not hold makes the next `poll` raise `OutOfRange`."""


class GroupReader(_Closing):
    """Reads the partitions that its group gives it, each from where the group has committed it.

    A member joins when it is made, and keeps itself alive from a thread of its own, which also reads a little ahead:
    the group need not wait for a member that is at work, and a hung process stays a member until its watchdog ends it.
    A dead one is noticed after 6 s. Partitions come and go at any time, but as seen from here inside `poll` alone.

    Nothing is committed but by `commit`. A partition without a commit starts at its beginning. Delivery is at least
    once: what was given and not committed is given again, to whoever holds the partition then.
    """

    @abstractmethod
    def poll(self, timeout_s: float, limit: int) -> list[LogRecord]:
        """As `Reader.poll`, over the partitions held. Never gives a record of a partition that is no longer held.

        A partition that was lost is left out of `partitions` after at least one `poll`, even when it has come back by
        then; after that reading goes on from its commit, so records may be given again. With `limit` 0 nothing is read.

        Raises:
            Fatal: the thread that keeps the membership has died.
        """

    @abstractmethod
    def partitions(self) -> frozenset[int]:
        """The partitions held as of the last `poll`. Work on records of any other should be dropped."""

    @abstractmethod
    def commit(self, positions: Mapping[int, int]) -> frozenset[int]:
        """Record, per partition, the next to read. Durable on return; gives the partitions that were committed.

        A partition that is not held any more is left out, not an error: its new holder reads from the older commit.
        When the group is in the middle of a change nothing is committed and the answer is empty; commit again later.

        Raises:
            Unavailable: no answer within 10 s.
        """

    @abstractmethod
    def position(self, partition: int) -> int:
        """As `Reader.position`, for a partition held."""

    @abstractmethod
    def end(self, partition: int) -> int:
        """As `Reader.end`, for a partition held."""


class Appender(_Closing):
    """Durable appends for a worker: acknowledged by all replicas in sync, in order within a partition."""

    @abstractmethod
    def append_all(self, records: Sequence[Outgoing]) -> list[Position]:
        """Append every record, in this order per partition; the names they got, in the order of `records`.

        Blocks until each is durable. The batch is not atomic: after a raise any part of it may have been appended.

        Raises:
            TooLarge: before anything was sent.
            Unavailable: not all durable within 30 s.
        """


class AsyncAppender(ABC):
    """Durable appends for an event loop, which it never blocks: whatever may wait happens in a thread.

    May be made while the broker is away; it connects by itself. An async context manager. Used from one event loop.
    """

    @abstractmethod
    async def append(self, record: Outgoing) -> Position:
        """Append one record; its name, once it is durable.

        Raises:
            TooLarge: nothing was sent.
            Full: nothing was sent.
            Unavailable: not durable within the time this appender was made with; it may become durable yet.
        """

    @abstractmethod
    def ready(self) -> bool:
        """Whether the topics named when it was made are known and no append has failed since the last success."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of connections and threads, after what is in flight. May be called twice."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class ExclusiveAppender(_Closing):
    """Atomic batches by the one living holder of a transactional id.

    Making one fences every earlier one with the same id, in any process: their open batch is aborted and whatever they
    do next raises `Fenced`. So after making it, and only then, the end of a topic is the end of what they wrote.

    After any raise but `TooLarge` and ValueError the object is spent: end the process.
    """

    @abstractmethod
    def append_batch(self, records: Sequence[Outgoing]) -> list[Position]:
        """Append all records in one transaction, in this order per partition; their names in the order of `records`.

        On return all are durable and visible to readers. On a raise, none is visible, unless it is `Lost`, when the
        log alone knows whether all or none is. An empty batch does nothing.

        Raises:
            TooLarge: nothing was sent; the appender can be used on.
            Fenced: another holds the id.
            Lost: a send or the commit failed, or was not answered; within 30 s.
        """


class Ownership(_Closing):
    """Membership of a group that only elects: it reads and commits nothing.

    The owner is the member to which the group gives partition 0 of the topic. When it dies another is elected after
    the session timeout of 6 s; when it closes, at once. A member that joins does not unseat the owner.

    A member keeps itself alive from a thread of its own, so a hung process stays owner: its watchdog must end it.
    Being owner excludes nobody from anything: two may believe it for a moment, and only `ExclusiveAppender` fences.
    """

    @abstractmethod
    def owned(self) -> bool:
        """Whether this member is the owner, as far as it knows. From any thread; never blocks.

        Raises:
            Fatal: the thread that keeps the membership has died.
        """

    @abstractmethod
    def wait(self, timeout_s: float) -> bool:
        """Block until this member is the owner, at most `timeout_s`; whether it is. Raises as `owned`."""


class Log(_Closing):
    """One log, by which everything else here is made. Making it connects nothing. Thread-safe.

    Its methods ask the broker, `async_appender` alone excepted, and raise `Unavailable` when it has not answered within
    30 s.
    """

    @abstractmethod
    def ensure(self, specs: Sequence[TopicSpec], replication: int = 1) -> None:
        """Make the topics that do not exist, with `replication` copies. Existing ones are left as they are.

        Returns when all can be appended to. May be run by several processes at once.
        """

    @abstractmethod
    def check(self, specs: Sequence[TopicSpec]) -> None:
        """Hold existing topics against what they must be. Settings that a spec does not name are not looked at.

        Raises:
            Misconfigured: naming every topic that is missing or differs, how, and what to do.
        """

    @abstractmethod
    def describe(self, topic: str) -> TopicState | None:
        """The topic as it is now, or None if there is none."""

    @abstractmethod
    def appender(self) -> Appender:
        """A durable appender."""

    @abstractmethod
    def async_appender(
        self, topics: Sequence[str] = (), max_in_flight: int = 1000, timeout_s: float = 5.0
    ) -> AsyncAppender:
        """A durable appender for an event loop; `topics` are looked up at once, so that no append waits for that.

        `max_in_flight` bounds the appends that wait at any moment; `timeout_s` how long one waits.
        """

    @abstractmethod
    def exclusive_appender(self, transactional_id: str, topics: Sequence[str]) -> ExclusiveAppender:
        """Take over `transactional_id`, whose holders append to no more than these topics.

        Blocks until the predecessor is fenced and what it left open has ended; over 10 s after a broker crash.
        """

    @abstractmethod
    def reader(self, topic: str, partitions: Sequence[int] | None = None, start: Start = "beginning") -> Reader:
        """A reader of these partitions, all of them if None. A `start` by position must name each one.

        Raises:
            Misconfigured: the topic does not exist.
        """

    @abstractmethod
    def group_reader(self, topic: str, group: str) -> GroupReader:
        """A new member of `group`. Raises as `reader`."""

    @abstractmethod
    def ownership(self, topic: str, group: str) -> Ownership:
        """A member of `group` that stands for election at once. Raises as `reader`."""
