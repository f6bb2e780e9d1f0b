"""`deconflict redecide` on the real broker: the decisions of a live writer, decided again beside it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import reference
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from operate.__main__ import app
from services.dedup.matching.weights import SHIPPED, load
from services.dedup.writer.worker import Writer
from tests.unit.incidents.desk import army, killed, ministry, published_set, says
from tests.unit.writer.shop import event, records
from tests.waiting import until

pytestmark = pytest.mark.integration

PATIENCE_S = 60.0
REPORTS = 12


@dataclass
class Desk:
    """A prefix on the broker with decided reports, and the command."""

    log: KafkaLog
    folder: Path

    def redecide(self, *options: str) -> Result:
        return CliRunner().invoke(app, ["redecide", "--home", str(self.folder / "home"), *options])

    def saved(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "home" / f"redecide-g1-{name}.json").read_text())
        return found

    def values(self, generation: str) -> list[bytes | None]:
        return [record.value for record in records(self.log, topics.decisions(generation))]


@pytest.fixture
def desk(kafka: str, topic_prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Reports that say the same, decided by a writer with the shipped weights."""
    monkeypatch.setenv("DECONFLICT_KAFKA_BOOTSTRAP", kafka)
    monkeypatch.setenv("DECONFLICT_TOPIC_PREFIX", topic_prefix)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("DECONFLICT_POSTGRES_DSN", "postgresql://nobody@127.0.0.1:1/none")
    with KafkaLog(kafka, topic_prefix) as log:
        log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
        made = Desk(log, tmp_path)
        with log.appender() as appender:
            appender.append_all([_report(number) for number in range(REPORTS)])
        writer = Writer(log, tmp_path / "state", "g1", load(), reference.open(None))
        writer.start()

        def all_decided() -> bool:
            writer.step()
            return len(made.values("g1")) >= REPORTS

        until(all_decided, PATIENCE_S, "the reports are decided")
        writer.stop()
        yield made


def _report(number: int) -> Any:
    said = says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=f"s{number}")
    return event("statements.published", published_set(f"report {number}", [said], source=f"source {number}"))


def test_the_same_weights_give_the_same_decisions_and_say_so(desk: Desk) -> None:
    result = desk.redecide()

    assert result.exit_code == 0, result.output
    assert desk.values("g2") == desk.values("g1")
    assert desk.saved("g2")["b3"]["f1"] == 1.0
    assert "deciding g2" in result.output
    assert "g1 stays live" in result.output


def test_other_weights_are_told_apart_run_after_run(desk: Desk, tmp_path: Path) -> None:
    raw = json.loads(SHIPPED.read_text())
    raw["thresholds"]["attach"] = 99.0
    strict = tmp_path / "strict.json"
    strict.write_text(json.dumps(raw))

    first = desk.redecide("--weights", str(strict))
    again = desk.redecide("--weights", str(strict))
    third = desk.redecide()

    assert [result.exit_code for result in (first, again, third)] == [0, 0, 0], first.output + again.output
    (lost,) = desk.saved("g2")["merges_lost"]
    assert len(lost["parts"]) == REPORTS
    assert len(desk.values("g2")) == REPORTS
    assert "Merges lost: 1" in again.output
    assert desk.values("g3") == desk.values("g1")


def test_a_generation_that_cannot_be_used_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    unreadable = tmp_path / "weights.json"
    unreadable.write_text("{}")

    assert "g1 is live" in desk.redecide("--generation", "g1").output
    assert "is no generation" in desk.redecide("--generation", "next").output
    assert "holds no weights" in desk.redecide("--weights", str(unreadable)).output
