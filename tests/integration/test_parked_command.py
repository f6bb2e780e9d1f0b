"""`deconflict parked list` says of every parked input where it lies and why."""

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from chassis.log.kafka import KafkaLog
from chassis.log.port import Outgoing
from chassis.log.topics import PARKED, SPECS
from operate.__main__ import app
from schemas.events.envelope import Envelope, pack
from schemas.events.parked import Parked
from schemas.events.position import Position
from schemas.ids import parked_id

pytestmark = pytest.mark.integration

AT = datetime(2026, 10, 7, 8, 30, tzinfo=UTC)


def test_every_parked_input_is_listed_with_its_place_and_reason(kafka: str, postgres: str, topic_prefix: str) -> None:
    with KafkaLog(kafka, topic_prefix) as log:
        log.ensure([spec for spec in SPECS if spec.name == PARKED])
        with log.appender() as appender:
            appender.append_all([_parked(offset) for offset in range(3)])
    environment = {
        "DECONFLICT_KAFKA_BOOTSTRAP": kafka,
        "DECONFLICT_TOPIC_PREFIX": topic_prefix,
        "DECONFLICT_POSTGRES_DSN": postgres,
        "COLUMNS": "200",
    }

    listed = CliRunner(env=environment).invoke(app, ["parked", "list"])

    assert listed.exit_code == 0
    assert [f"broke at {offset}" in listed.output for offset in range(3)] == [True, True, True]
    assert listed.output.count("2026-10-07 08:30:00") == 3


def _parked(offset: int) -> Outgoing:
    position = Position(topic="reports", partition=7, offset=offset)
    event = Envelope(
        id=parked_id("reports", 7, offset),
        source="deconflict/normalizer",
        type="input.parked",
        time=AT,
        data=Parked(position=position, reason=f"broke at {offset}", parked_at=AT),
    )
    return Outgoing(PARKED, key=None, value=pack(event))
