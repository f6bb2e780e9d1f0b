"""`deconflict parked`: the inputs that could not be processed."""

from collections.abc import Iterator
from typing import Any, Final

import typer

from chassis.log.kafka import KafkaLog
from chassis.log.port import Log
from chassis.log.topics import PARKED
from operate.home import DEFAULT_HOME, HomeOption, reach
from operate.tables import show, table
from schemas.events.envelope import Envelope, unpack
from schemas.events.parked import TYPES

_CONNECT_MS: Final = 3_000
"""Someone waits before a terminal."""

parked = typer.Typer(help="Inputs that could not be processed.", no_args_is_help=True)


@parked.callback()
def _group() -> None:
    """Makes `parked` a group, as it would not be with a single command."""


@parked.command("list")
def list_parked(home: HomeOption = DEFAULT_HOME) -> None:
    """Show where each lies and why it was parked, oldest first."""
    settings = reach(home)
    columns = ("parked at", "topic", "partition", "offset", "report", "reason")
    listed = table(*columns, ids=frozenset({"report"}))
    with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix, connect_ms=_CONNECT_MS) as log:
        for event in parked_inputs(log):
            where, data = event.data.position, event.data
            listed.add_row(
                f"{data.parked_at:%Y-%m-%d %H:%M:%S}", where.topic, str(where.partition), str(where.offset),
                str(data.report_id or ""), data.reason,
            )  # fmt: skip
    show(listed)


def parked_inputs(log: Log) -> Iterator[Envelope[Any]]:
    """Every record of the topic `parked` as it stands now."""
    with log.reader(PARKED) as reader:
        end = reader.end(0)
        while reader.position(0) < end:
            for record in reader.poll(timeout_s=1.0, limit=500):
                if record.value is not None:
                    yield unpack(record.value, TYPES)
