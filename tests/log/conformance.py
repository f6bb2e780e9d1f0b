"""What every adapter of the log must do, run over each of them."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from chassis.log.encoding import encoded_size, partition_for
from chassis.log.errors import Fenced, Full, Misconfigured, OutOfRange, TooLarge, Unavailable
from chassis.log.port import MAX_RECORD_BYTES, GroupReader, Log, LogRecord, Outgoing, Reader, TopicSpec
from schemas.events.position import Position
from tests.log.world import World, fresh_topic
from tests.waiting import until

LOST_WITHIN_S = 20.0  # a session of 6 s, and a busy machine


def drain(reader: Reader | GroupReader, count: int, timeout_s: float = 20.0) -> list[LogRecord]:
    """The next `count` records."""
    records: list[LogRecord] = []

    def enough() -> bool:
        records.extend(reader.poll(0.2, count - len(records)))
        return len(records) >= count

    until(enough, timeout_s, what=f"{count} records")
    return records


def values(records: list[LogRecord]) -> list[bytes | None]:
    return [record.value for record in records]


def numbered(topic: str, count: int, partition: int | None = 0, word: str = "r") -> list[Outgoing]:
    return [Outgoing(topic, f"k{n}".encode(), f"{word}{n}".encode(), partition=partition) for n in range(count)]


class LogConformance:
    """Inherit, and give a fixture `world`."""

    @pytest.fixture
    def log(self, world: World) -> Log:
        return world.log

    @pytest.fixture
    def topic(self, log: Log) -> str:
        return fresh_topic(log)

    @pytest.fixture
    def wide(self, log: Log) -> str:
        return fresh_topic(log, partitions=4)

    # Topics

    def test_making_topics_again_changes_nothing(self, log: Log) -> None:
        spec = TopicSpec(f"{fresh_topic(log)}-again", 3, {"cleanup.policy": "compact"})
        log.ensure([spec])
        made = log.describe(spec.name)
        log.ensure([spec, TopicSpec(spec.name, 5)])
        assert made is not None
        assert log.describe(spec.name) == made
        assert (made.name, made.partitions, made.settings["cleanup.policy"]) == (spec.name, 3, "compact")

    def test_a_missing_topic_is_none(self, log: Log) -> None:
        assert log.describe("never-made") is None

    def test_check_accepts_what_ensure_made(self, log: Log) -> None:
        spec = TopicSpec(f"{fresh_topic(log)}-held", 2, {"cleanup.policy": "compact"})
        log.ensure([spec])
        log.check([spec])

    @pytest.mark.parametrize(
        ("partitions", "settings", "told"),
        [(3, {}, "2 partitions"), (2, {"cleanup.policy": "delete"}, "cleanup.policy=compact")],
    )
    def test_check_says_what_differs(self, log: Log, partitions: int, settings: dict[str, str], told: str) -> None:
        name = f"{fresh_topic(log)}-held"
        log.ensure([TopicSpec(name, 2, {"cleanup.policy": "compact"})])
        with pytest.raises(Misconfigured, match=told):
            log.check([TopicSpec(name, partitions, settings)])

    def test_check_names_a_missing_topic(self, log: Log) -> None:
        with pytest.raises(Misconfigured, match="never-made"):
            log.check([TopicSpec("never-made", 1)])

    def test_reading_a_missing_topic_is_refused(self, log: Log) -> None:
        with pytest.raises(Misconfigured, match="never-made"):
            log.reader("never-made")
        with pytest.raises(Misconfigured, match="never-made"):
            log.group_reader("never-made", "g")
        with pytest.raises(Misconfigured, match="never-made"):
            log.ownership("never-made", "g")

    # Appending and reading

    def test_records_come_back_whole_and_in_order(self, log: Log, topic: str) -> None:
        sent = [
            Outgoing(topic, b"key", b"value", (("a", b"1"), ("b", b""), ("a", b"2"))),
            Outgoing(topic, b"key", None),
            Outgoing(topic, None, b""),
            Outgoing(topic, "\u0567".encode(), bytes(range(256))),
        ]
        before = datetime.now(UTC) - timedelta(seconds=5)
        with log.appender() as appender, log.reader(topic) as reader:
            positions = appender.append_all(sent)
            read = drain(reader, len(sent))
        assert [(record.key, record.value, record.headers) for record in read] == [
            (record.key, record.value, record.headers) for record in sent
        ]
        assert [record.position for record in read] == positions
        assert {(position.topic, position.partition) for position in positions} == {(topic, 0)}
        stamps = [record.appended_at for record in read]
        assert stamps == sorted(stamps)
        assert before < stamps[0] <= stamps[-1] < datetime.now(UTC) + timedelta(seconds=5)
        assert stamps[0].tzinfo is UTC

    def test_appends_of_one_appender_keep_their_order(self, log: Log, topic: str) -> None:
        with log.appender() as appender, log.reader(topic) as reader:
            for start in range(0, 300, 100):
                appender.append_all([Outgoing(topic, None, str(n).encode()) for n in range(start, start + 100)])
            read = drain(reader, 300)
        assert values(read) == [str(n).encode() for n in range(300)]
        assert [record.offset for record in read] == sorted(record.offset for record in read)

    def test_nothing_is_appended_for_nothing(self, log: Log, topic: str) -> None:
        with log.appender() as appender, log.exclusive_appender(f"{topic}-x", [topic]) as exclusive:
            assert appender.append_all([]) == []
            assert exclusive.append_batch([]) == []
        with log.reader(topic) as reader:
            assert reader.end(0) == 0

    def test_a_key_chooses_its_partition_by_murmur2(self, log: Log, wide: str) -> None:
        keys = [f"key-{n}".encode() for n in range(20)]
        with log.appender() as appender:
            positions = appender.append_all([Outgoing(wide, key, b"v") for key in keys])
        assert [position.partition for position in positions] == [partition_for(key, 4) for key in keys]
        assert {position.partition for position in positions} == {0, 1, 2, 3}

    def test_a_named_partition_goes_before_the_key(self, log: Log, wide: str) -> None:
        with log.appender() as appender:
            positions = appender.append_all([Outgoing(wide, b"same", b"v", partition=part) for part in (3, 0, 2)])
        assert [position.partition for position in positions] == [3, 0, 2]

    @pytest.mark.parametrize("partition", [None, 4, -1])
    def test_a_record_that_belongs_nowhere_is_refused(self, log: Log, wide: str, partition: int | None) -> None:
        with log.appender() as appender, pytest.raises(ValueError, match=wide):
            appender.append_all([Outgoing(wide, None, b"v", partition=partition)])

    def test_the_largest_record_goes_through(self, log: Log, topic: str) -> None:
        overhead = encoded_size(Outgoing(topic, b"k", b""))
        record = Outgoing(topic, b"k", b"x" * (MAX_RECORD_BYTES - overhead))
        with log.appender() as appender, log.reader(topic) as reader:
            appender.append_all([record])
            assert drain(reader, 1)[0].value == record.value

    async def test_a_record_that_is_too_large_is_named_before_anything_is_sent(self, log: Log, topic: str) -> None:
        overhead = encoded_size(Outgoing(topic, b"k", b""))
        large = Outgoing(topic, b"k", b"x" * (MAX_RECORD_BYTES - overhead + 1))
        small = Outgoing(topic, b"k", b"small")
        with log.appender() as appender, pytest.raises(TooLarge) as caught:
            appender.append_all([small, large])
        assert (caught.value.size, caught.value.limit) == (MAX_RECORD_BYTES + 1, MAX_RECORD_BYTES)
        with log.exclusive_appender(f"{topic}-x", [topic]) as exclusive:
            with pytest.raises(TooLarge):
                exclusive.append_batch([small, large])
            exclusive.append_batch([Outgoing(topic, b"k", b"after")])
        async with log.async_appender([topic]) as asynchronous:
            with pytest.raises(TooLarge):
                await asynchronous.append(large)
        with log.reader(topic) as reader:
            assert values(drain(reader, 1)) == [b"after"]

    # Positions

    def test_a_reader_starts_at_the_position_it_is_given(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            positions = appender.append_all(numbered(topic, 5))
        with log.reader(topic, start={0: positions[2].offset}) as reader:
            assert reader.position(0) == positions[2].offset
            assert values(drain(reader, 3)) == [b"r2", b"r3", b"r4"]
            assert reader.position(0) == reader.end(0) == positions[-1].offset + 1

    def test_a_reader_has_heard_of_what_lies_ahead(self, log: Log, topic: str) -> None:
        with log.appender() as appender, log.reader(topic) as reader:
            appender.append_all(numbered(topic, 5))
            drain(reader, 2)
            assert reader.ahead(0) == 3
            drain(reader, 3)
            assert reader.ahead(0) == 0

    def test_a_reader_from_the_end_sees_only_what_comes_later(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            appender.append_all(numbered(topic, 3, word="old"))
            with log.reader(topic, start="end") as reader:
                assert reader.position(0) == reader.end(0)
                appender.append_all(numbered(topic, 1, word="new"))
                assert values(drain(reader, 1)) == [b"new0"]

    def test_a_reader_goes_back_and_forth(self, log: Log, topic: str) -> None:
        with log.appender() as appender, log.reader(topic) as reader:
            appender.append_all(numbered(topic, 6))
            drain(reader, 6)
            reader.seek(0, 1)
            assert values(drain(reader, 2)) == [b"r1", b"r2"]
            assert reader.position(0) == 3
            reader.seek(0, 5)
            assert values(drain(reader, 1)) == [b"r5"]
            assert reader.beginning(0) == 0

    def test_a_position_counts_only_what_was_given(self, log: Log, topic: str) -> None:
        with log.appender() as appender, log.reader(topic) as reader:
            appender.append_all(numbered(topic, 10))
            assert values(drain(reader, 4)) == [b"r0", b"r1", b"r2", b"r3"]
            assert reader.position(0) == 4

    def test_a_poll_keeps_to_its_limit_over_partitions(self, log: Log, wide: str) -> None:
        with log.appender() as appender, log.reader(wide) as reader:
            appender.append_all([record for part in range(4) for record in numbered(wide, 5, part)])
            read: list[LogRecord] = []

            def all_read() -> bool:
                batch = reader.poll(0.2, 3)
                assert len(batch) <= 3
                read.extend(batch)
                return len(read) == 20

            until(all_read)
        for part in range(4):
            assert values([record for record in read if record.partition == part]) == [
                b"r0",
                b"r1",
                b"r2",
                b"r3",
                b"r4",
            ]

    def test_a_reader_reads_the_partitions_it_names(self, log: Log, wide: str) -> None:
        with log.appender() as appender, log.reader(wide, (1, 3)) as reader:
            appender.append_all([Outgoing(wide, None, str(part).encode(), partition=part) for part in range(4)])
            assert sorted(record.partition for record in drain(reader, 2)) == [1, 3]
            assert reader.poll(0.2, 10) == []

    def test_a_poll_with_nothing_to_read_returns_in_time(self, log: Log, topic: str) -> None:
        with log.reader(topic) as reader:
            reader.poll(0.1, 1)
            began = time.monotonic()
            assert reader.poll(0.3, 1) == []
            assert 0.25 < time.monotonic() - began < 2

    def test_a_position_past_the_end_is_out_of_range(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            appender.append_all(numbered(topic, 2))
        with log.reader(topic, start={0: 50}) as reader, pytest.raises(OutOfRange):
            until(lambda: reader.poll(0.2, 1))

    # Appending from an event loop

    async def test_async_appends_are_durable_on_return(self, log: Log, topic: str) -> None:
        async with log.async_appender([topic]) as appender:
            sent = numbered(topic, 50)
            positions = await asyncio.gather(*(appender.append(record) for record in sent))
            assert appender.ready()
            with log.reader(topic) as reader:
                read = await asyncio.to_thread(drain, reader, 50)
        assert {record.position: record.value for record in read} == {
            position: record.value for position, record in zip(positions, sent, strict=True)
        }

    async def test_no_more_appends_are_in_flight_than_allowed(self, log: Log, topic: str) -> None:
        async with log.async_appender([topic], max_in_flight=4) as appender:
            outcomes = await asyncio.gather(
                *(appender.append(record) for record in numbered(topic, 12)), return_exceptions=True
            )
            assert [type(outcome) for outcome in outcomes] == [Position] * 4 + [Full] * 8
            await appender.append(Outgoing(topic, None, b"room again"))
        with log.reader(topic) as reader:
            assert values(drain(reader, 5))[-1] == b"room again"
            assert reader.end(0) == 5

    async def test_an_append_that_belongs_nowhere_is_refused(self, log: Log, wide: str) -> None:
        async with log.async_appender([wide]) as appender:
            with pytest.raises(ValueError, match=wide):
                await appender.append(Outgoing(wide, None, b"v"))
            assert (await appender.append(Outgoing(wide, None, b"v", partition=2))).partition == 2

    async def test_a_closed_appender_appends_nothing(self, log: Log, topic: str) -> None:
        appender = log.async_appender([topic])
        await appender.close()
        await appender.close()
        assert not appender.ready()
        with pytest.raises(Unavailable):
            await appender.append(Outgoing(topic, None, b"v"))

    # Exclusive batches

    def test_a_batch_is_visible_as_a_whole(self, log: Log, topic: str, wide: str) -> None:
        with (
            log.exclusive_appender(f"{topic}-x", [topic, wide]) as appender,
            log.reader(topic) as one,
            log.reader(wide) as other,
        ):
            first = appender.append_batch(numbered(topic, 3) + numbered(wide, 2, partition=1))
            second = appender.append_batch(numbered(topic, 2, word="s"))
            read = drain(one, 5)
            assert values(read) == [b"r0", b"r1", b"r2", b"s0", b"s1"]
            assert [record.position for record in read] == first[:3] + second
            assert [record.position for record in drain(other, 2)] == first[3:]

    def test_offsets_have_holes_and_positions_pass_them(self, log: Log, topic: str) -> None:
        with log.exclusive_appender(f"{topic}-x", [topic]) as appender, log.reader(topic) as reader:
            for word in ("a", "b"):
                appender.append_batch(numbered(topic, 2, word=word))
            last = drain(reader, 4)[-1].offset
            end = reader.end(0)
            assert last + 1 < end, "a commit takes an offset"

            def at_end() -> bool:
                assert reader.poll(0.1, 10) == []
                return reader.position(0) == end

            until(at_end)

    def test_what_is_not_committed_is_not_seen(self, world: World, log: Log, topic: str) -> None:
        with log.appender() as appender, log.reader(topic) as reader:
            appender.append_all(numbered(topic, 1, word="before"))
            left_open = world.die_in_transaction(f"{topic}-x", topic)
            appender.append_all(numbered(topic, 1, word="after"))
            assert values(drain(reader, 1)) == [b"before0"]
            assert reader.poll(0.5, 10) == []
            assert reader.end(0) == left_open[0], "the end stands before an open transaction"

            log.exclusive_appender(f"{topic}-x", [topic]).close()
            assert values(drain(reader, 1)) == [b"after0"]
            assert reader.end(0) > left_open[-1] + 1, "the aborted records kept their offsets"
            until(lambda: not reader.poll(0.1, 10) and reader.position(0) == reader.end(0))

    def test_a_successor_goes_on_where_the_dead_one_left_off(self, world: World, log: Log, topic: str) -> None:
        with log.exclusive_appender(f"{topic}-x", [topic]) as first:
            first.append_batch(numbered(topic, 2, word="first"))
        world.die_in_transaction(f"{topic}-x", topic)
        with log.exclusive_appender(f"{topic}-x", [topic]) as successor, log.reader(topic) as reader:
            end = reader.end(0)
            assert values(drain(reader, 2)) == [b"first0", b"first1"]
            until(lambda: not reader.poll(0.1, 10) and reader.position(0) == end)
            successor.append_batch(numbered(topic, 1, word="next"))
            assert values(drain(reader, 1)) == [b"next0"]

    def test_a_successor_fences_its_predecessor(self, log: Log, topic: str) -> None:
        predecessor = log.exclusive_appender(f"{topic}-x", [topic])
        predecessor.append_batch(numbered(topic, 1, word="old"))
        with log.exclusive_appender(f"{topic}-x", [topic]) as successor:
            with pytest.raises(Fenced):
                predecessor.append_batch(numbered(topic, 3, word="late"))
            successor.append_batch(numbered(topic, 1, word="new"))
            with log.reader(topic) as reader:
                assert values(drain(reader, 2)) == [b"old0", b"new0"]
                until(lambda: not reader.poll(0.1, 10) and reader.position(0) == reader.end(0))
        predecessor.close()

    def test_other_ids_do_not_fence_each_other(self, log: Log, topic: str) -> None:
        with (
            log.exclusive_appender(f"{topic}-x", [topic]) as one,
            log.exclusive_appender(f"{topic}-y", [topic]) as other,
        ):
            one.append_batch(numbered(topic, 1, word="x"))
            other.append_batch(numbered(topic, 1, word="y"))
            one.append_batch(numbered(topic, 1, word="z"))
        with log.reader(topic) as reader:
            assert values(drain(reader, 3)) == [b"x0", b"y0", b"z0"]

    # Groups

    def test_a_group_goes_on_at_its_commit(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            appender.append_all(numbered(topic, 6))
        with log.group_reader(topic, f"{topic}-g") as reader:
            read = drain(reader, 5)
            assert reader.commit({0: read[2].offset + 1}) == {0}
            assert (reader.position(0), reader.end(0)) == (read[-1].offset + 1, 6)
        with log.group_reader(topic, f"{topic}-g") as reader:
            assert values(drain(reader, 3)) == [b"r3", b"r4", b"r5"]

    def test_groups_do_not_share_commits(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            appender.append_all(numbered(topic, 2))
        for group in ("g", "h"):
            with log.group_reader(topic, f"{topic}-{group}") as reader:
                assert values(drain(reader, 2)) == [b"r0", b"r1"]
                reader.commit({0: 2})

    def test_members_share_partitions_and_hand_them_over(self, log: Log, wide: str) -> None:
        group = f"{wide}-g"
        with log.appender() as appender:
            appender.append_all([record for part in range(4) for record in numbered(wide, 2, part)])
        with log.group_reader(wide, group) as first:
            read = drain(first, 8)
            assert {record.value for record in read} == {b"r0", b"r1"}
            assert first.partitions() == {0, 1, 2, 3}
            assert first.commit(dict.fromkeys(range(4), 1)) == {0, 1, 2, 3}

            with log.group_reader(wide, group) as second:
                taken = drain(second, 2)
                until(lambda: first.poll(0.1, 10) == [] and len(first.partitions()) == 2, LOST_WITHIN_S)
                assert first.partitions() | second.partitions() == {0, 1, 2, 3}
                assert {record.partition for record in taken} == second.partitions()
                assert values(taken) == [b"r1", b"r1"], "a new holder reads from the commit"

                lost, kept = min(second.partitions()), min(first.partitions())
                committed = until(lambda: first.commit({lost: 2, kept: 2}), LOST_WITHIN_S)
                assert committed == {kept}, "a lost partition is left out"

            regained: list[LogRecord] = []

            def alone() -> bool:
                regained.extend(first.poll(0.1, 10))
                return len(first.partitions()) == 4 and len(regained) == 2

            until(alone, LOST_WITHIN_S)
            assert {(record.partition, record.value) for record in regained} == {
                (record.partition, b"r1") for record in taken
            }, "what the other did not commit is given again"

    def test_a_lost_partition_is_given_up_with_what_was_read_ahead(self, log: Log, wide: str) -> None:
        group = f"{wide}-g"
        with log.appender() as appender:
            appender.append_all([record for part in range(4) for record in numbered(wide, 50, part)])
        with log.group_reader(wide, group) as first:
            before = drain(first, 1)
            with log.group_reader(wide, group) as second:

                def shared() -> bool:
                    """Both look, as both live: the one gives up only as it looks what the other is to have."""
                    for reader in (first, second):
                        assert not reader.poll(0.1, 0)
                    return [len(reader.partitions()) for reader in (first, second)] == [2, 2]

                until(shared, LOST_WITHIN_S)
                held = first.partitions()
                after = drain(first, 100 - sum(record.partition in held for record in before))
                assert {record.partition for record in after} == held
                assert {record.partition for record in drain(second, 100)} == second.partitions()

    def test_a_group_comes_to_rest_while_its_members_are_busy(self, log: Log, wide: str) -> None:
        group = f"{wide}-g"
        with log.group_reader(wide, group) as first, log.group_reader(wide, group) as second:

            def shared() -> bool:
                """Short looks with pauses in between, as of a worker with much to do."""
                counts = []
                for reader in (first, second):
                    reader.poll(0, 1)
                    counts.append(len(reader.partitions()))
                return counts == [2, 2] and bool(first.commit(dict.fromkeys(first.partitions(), 0)))

            until(shared, LOST_WITHIN_S)

    def test_a_dead_member_is_replaced(self, world: World, log: Log, wide: str) -> None:
        group = f"{wide}-g"
        kill = world.doomed_reader(wide, group)
        with log.group_reader(wide, group) as survivor:
            until(lambda: survivor.poll(0.1, 0) or len(survivor.partitions()) == 2, LOST_WITHIN_S)
            kill()
            until(lambda: survivor.poll(0.1, 0) or len(survivor.partitions()) == 4, LOST_WITHIN_S)

    def test_a_full_member_stays_without_reading(self, log: Log, topic: str) -> None:
        with log.appender() as appender:
            appender.append_all(numbered(topic, 3))
        with log.group_reader(topic, f"{topic}-g") as reader:
            until(lambda: reader.poll(0.1, 0) or reader.partitions())
            assert values(drain(reader, 1)) == [b"r0"]
            for _ in range(3):
                assert reader.poll(0.05, 0) == []
            assert values(drain(reader, 2)) == [b"r1", b"r2"]

    # Ownership

    def test_there_is_one_owner_and_the_next_takes_over(self, log: Log, topic: str) -> None:
        with log.ownership(topic, f"{topic}-g") as first:
            assert first.wait(LOST_WITHIN_S)
            with log.ownership(topic, f"{topic}-g") as second:
                assert not second.wait(3)
                assert first.owned(), "a member that joins does not unseat the owner"
                first.close()
                assert second.wait(LOST_WITHIN_S)

    def test_a_dead_owner_is_replaced(self, world: World, log: Log, topic: str) -> None:
        kill = world.doomed_owner(topic, f"{topic}-g")
        with log.ownership(topic, f"{topic}-g") as standby:
            assert not standby.wait(0.5)
            kill()
            assert standby.wait(LOST_WITHIN_S)
