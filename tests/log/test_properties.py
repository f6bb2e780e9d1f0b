"""Laws of the log that hold for any history, tried on the one in memory."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from kafka.partitioner.default import murmur2
from kafka.record.default_records import DefaultRecordBatchBuilder

from chassis.log.encoding import encoded_size, partition_for
from chassis.log.errors import Fenced, OutOfRange
from chassis.log.memory import MemoryLog
from chassis.log.port import ExclusiveAppender, Outgoing, Reader, TopicSpec
from schemas.events.position import Position

PARTITIONS = 3
TOPIC = "t"
IDS = ("x", "y")

keys = st.binary(max_size=40)


@given(keys, st.integers(1, 100))
def test_a_key_is_placed_where_kafka_places_it(key: bytes, partitions: int) -> None:
    assert partition_for(key, partitions) == (murmur2(key) & 0x7FFFFFFF) % partitions


headers = st.lists(st.tuples(st.text(max_size=10), st.binary(max_size=10)), max_size=4)


@given(st.none() | keys, st.none() | st.binary(max_size=300), headers)
def test_a_record_is_never_larger_on_the_wire_than_counted(
    key: bytes | None, value: bytes | None, given_headers: list[tuple[str, bytes]]
) -> None:
    builder = DefaultRecordBatchBuilder(2, 0, 1, 2**40, 0, 0, 2**24)
    builder.append(0, 2**40, key, value, given_headers)
    assert len(builder.build()) <= encoded_size(Outgoing(TOPIC, key, value, tuple(given_headers)))


class LogMachine(RuleBasedStateMachine):
    """Appends, atomic batches, take-overs, deaths in mid transaction and readers, beside a model of what is visible."""

    def __init__(self) -> None:
        super().__init__()
        self.log = MemoryLog()
        self.log.ensure([TopicSpec(TOPIC, PARTITIONS)])
        self.number = 0
        self.held: dict[str, ExclusiveAppender] = {name: self.log.exclusive_appender(name, [TOPIC]) for name in IDS}
        self.fenced: list[ExclusiveAppender] = []
        self.visible: dict[Position, bytes] = {}
        self.open: dict[str, list[Position]] = {}
        self.reader: Reader = self.log.reader(TOPIC)
        self.read: dict[int, list[tuple[int, bytes]]] = {part: [] for part in range(PARTITIONS)}

    def records(self, partitions: list[int]) -> list[Outgoing]:
        first, self.number = self.number, self.number + len(partitions)
        return [
            Outgoing(TOPIC, None, str(first + n).encode(), partition=partition)
            for n, partition in enumerate(partitions)
        ]

    def appeared(self, records: list[Outgoing], positions: list[Position]) -> None:
        for record, position in zip(records, positions, strict=True):
            assert position not in self.visible
            assert (record.partition, record.topic) == (position.partition, position.topic)
            self.visible[position] = record.value or b""

    @rule(partitions=st.lists(st.integers(0, PARTITIONS - 1), max_size=4))
    def append(self, partitions: list[int]) -> None:
        records = self.records(partitions)
        self.appeared(records, self.log.appender().append_all(records))

    @precondition(lambda self: bool(set(self.held) - set(self.open)))
    @rule(data=st.data(), partitions=st.lists(st.integers(0, PARTITIONS - 1), max_size=4))
    def append_batch(self, data: st.DataObject, partitions: list[int]) -> None:
        name = data.draw(st.sampled_from(sorted(set(self.held) - set(self.open))))
        records = self.records(partitions)
        self.appeared(records, self.held[name].append_batch(records))

    @rule(name=st.sampled_from(IDS), partitions=st.lists(st.integers(0, PARTITIONS - 1), min_size=1, max_size=3))
    def die_in_transaction(self, name: str, partitions: list[int]) -> None:
        store = self.log.store
        if name in self.held:
            self.fenced.append(self.held.pop(name))
        transaction = store.begin(name, store.take_over(name))
        self.open[name] = store.write(transaction, self.records(partitions))

    @rule(name=st.sampled_from(IDS))
    def take_over(self, name: str) -> None:
        if name in self.held:
            self.fenced.append(self.held[name])
        self.held[name] = self.log.exclusive_appender(name, [TOPIC])
        self.open.pop(name, None)

    @rule(limit=st.integers(1, 5))
    def poll(self, limit: int) -> None:
        records = self.reader.poll(0, limit)
        assert len(records) <= limit
        for record in records:
            self.read[record.partition].append((record.offset, record.value or b""))

    @rule(partition=st.integers(0, PARTITIONS - 1), back=st.integers(0, 5))
    def seek_back(self, partition: int, back: int) -> None:
        position = max(0, self.reader.position(partition) - back)
        self.reader.seek(partition, position)
        self.read[partition] = [read for read in self.read[partition] if read[0] < position]

    @invariant()
    def a_reader_has_seen_exactly_what_lies_before_its_position(self) -> None:
        for partition, read in self.read.items():
            position = self.reader.position(partition)
            assert position <= self.reader.end(partition)
            assert read == [
                (place.offset, self.visible[place])
                for place in sorted(self.visible, key=lambda place: place.offset)
                if place.partition == partition and place.offset < position
            ]

    @invariant()
    def the_end_stands_before_what_is_open(self) -> None:
        for positions in self.open.values():
            for position in positions:
                assert self.reader.end(position.partition) <= position.offset

    def teardown(self) -> None:
        for name in IDS:
            self.take_over(name)
        for appender in self.fenced[-3:]:
            self.refused(appender)
        while any(self.reader.position(part) < self.reader.end(part) for part in range(PARTITIONS)):
            self.poll(5)
        self.a_reader_has_seen_exactly_what_lies_before_its_position()
        assert sum(map(len, self.read.values())) == len(self.visible), "nothing visible is left out"

    def refused(self, appender: ExclusiveAppender) -> None:
        try:
            appender.append_batch(self.records([0]))
        except Fenced:
            return
        except Exception as error:
            raise AssertionError("a fenced appender must say so") from error
        raise AssertionError("a fenced appender must append nothing")


TestLogMachine: Any = LogMachine.TestCase


@given(st.integers(-5, 20), st.integers(0, 5))
def test_only_positions_within_a_partition_can_be_read(position: int, count: int) -> None:
    log = MemoryLog()
    log.ensure([TopicSpec(TOPIC, 1)])
    log.appender().append_all([Outgoing(TOPIC, None, b"v")] * count)
    reader = log.reader(TOPIC, start={0: position})
    if 0 <= position <= count:
        assert len(reader.poll(0, 100)) == count - position
    else:
        with pytest.raises(OutOfRange):
            reader.poll(0, 100)
