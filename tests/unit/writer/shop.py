"""Writers over a log in memory: inputs are put in, decisions read out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from chassis.log import topics
from chassis.log.memory import MemoryLog
from chassis.log.port import Log, LogRecord, Outgoing
from chassis.telemetry.headers import event_headers
from schemas.events import decisions
from schemas.events.decisions import Decision
from schemas.events.envelope import Envelope, pack, unpack
from schemas.record import Record
from services.dedup.matching.weights import load
from services.dedup.writer.steps import Step
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import NOON, world

_TESTS = UUID("00000000-0000-5000-8000-0000000000ff")


def memory_log() -> MemoryLog:
    log = MemoryLog()
    log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
    return log


def writer(log: Log, folder: Path, reached: Callable[[Step], None] = lambda _: None) -> Writer:
    made = Writer(log, folder, "g1", load(), world(), reached)
    made.start()
    return made


def event(type: str, data: Record, id: UUID | None = None) -> Outgoing:
    """An input of `statements`."""
    envelope: Envelope[Any] = Envelope[Any](
        id=id or uuid5(_TESTS, data.model_dump_json()), source="test", type=type, time=NOON, data=data
    )
    return Outgoing(topics.STATEMENTS, None, pack(envelope), event_headers(type))


def records(log: Log, topic: str = "decisions.g1") -> list[LogRecord]:
    """Everything committed in a topic of one partition."""
    with log.reader(topic) as reader:
        end, found = reader.end(0), []
        while reader.position(0) < end:
            found += reader.poll(0.5, 1000)
    return found


def decided(log: Log) -> list[Decision]:
    """Every decision."""
    return [unpack(record.value or b"", decisions.TYPES).data for record in records(log)]
