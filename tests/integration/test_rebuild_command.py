"""`deconflict rebuild`, `redecide --adopt` and `erase` as they are typed, on the real broker and the real database."""

import json
import signal
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from chassis.log import topics
from operate.__main__ import app
from services.dedup.matching.weights import SHIPPED
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.texts import TextsWorker
from tests.integration.writer_shop import PATIENCE_S, Shop
from tests.projecting import rows
from tests.unit.writer.shop import records
from tests.waiting import until

pytestmark = pytest.mark.integration


def served(dsn: str) -> tuple[str, str]:
    """The generation that is served, and the topic that it was folded from."""
    (live,) = rows(dsn, "select live_generation from feed.head")
    (position,) = rows(dsn, f"select topic from {live['live_generation']}.position")
    return live["live_generation"], position["topic"]


def test_what_is_served_is_rebuilt_adopted_and_asked_before_it_is_erased(
    shop: Shop, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECONFLICT_KAFKA_BOOTSTRAP", shop.bootstrap)
    monkeypatch.setenv("DECONFLICT_TOPIC_PREFIX", shop.prefix)
    monkeypatch.setenv("DECONFLICT_POSTGRES_DSN", postgres)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words[:1], "--home", str(tmp_path / "home"), *words[1:]])

    assert "nothing is served yet" in run("rebuild").output.replace("│", " ")
    writer = shop.start()
    shop.active(writer)
    shop.post(6)
    shop.all_decided()
    texts, projector = TextsWorker(shop.log, postgres), DecisionsWorker(shop.log, postgres, "g1")
    for worker in (texts, projector):
        worker.start()
        worker.step()

    def folded(topic: str, count: int) -> bool:
        projector.step()
        at = projector.folded
        return projector.waiting_for() is None and at is not None and (at.topic, at.next_n) == (topic, count)

    until(lambda: folded("decisions.g1", 6), PATIENCE_S, "the first generation")

    rebuilt = run("rebuild")
    assert rebuilt.exit_code == 0, rebuilt.output
    assert "g2 is served in the place of g1: 0 incidents" in rebuilt.output
    assert served(postgres) == ("g2", "decisions.g1")

    strict = json.loads(SHIPPED.read_text())
    strict["thresholds"]["attach"] = 99.0
    weights = tmp_path / "strict.json"
    weights.write_text(json.dumps(strict))
    adopted = run("redecide", "--weights", str(weights), "--adopt", "--yes")
    assert adopted.exit_code == 0, adopted.output
    assert served(postgres) == ("g3", "decisions.g2")
    assert until(writer.ended, PATIENCE_S, "the writer to see that it was superseded") == 1
    assert "decisions of g2 are live" in writer.errors.read_text()

    successor = shop.start()
    shop.active(successor)
    shop.post(1)
    until(lambda: folded("decisions.g2", 7), PATIENCE_S, "the first decision after it")
    assert len(records(shop.log, topics.decisions("g1"))) == 6
    successor.send(signal.SIGKILL)
    for worker in (texts, projector):
        worker.stop()

    unknown = run("erase", str(uuid4()), "--reason", "court order", "--yes")
    assert unknown.exit_code == 2
    assert "nothing was posted under" in unknown.output.replace("│", " ")
