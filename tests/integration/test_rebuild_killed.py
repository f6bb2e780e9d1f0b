"""A rebuild that is killed with -9 is gone on with, and what comes of it is what would have come of it at once."""

import random
import signal
import subprocess
import sys

import pytest

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from services.query.projection.decisions import DecisionsWorker
from tests.histories import record_of
from tests.integration.test_rebuild import generation, live
from tests.projecting import rows
from tests.random_histories import RandomHistory
from tests.waiting import until

pytestmark = pytest.mark.integration

PATIENCE_S = 60.0


def test_a_rebuild_killed_while_folding_and_before_the_swap_is_gone_on_with(
    kafka: str, topic_prefix: str, postgres: str
) -> None:
    decisions = RandomHistory(random.Random(11)).run(120).decisions
    with KafkaLog(kafka, topic_prefix) as log:
        log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
        with log.appender() as appender:
            appender.append_all([record_of(decision) for decision in decisions])
        projector = DecisionsWorker(log, postgres, "g1")
        projector.start()

        def folded() -> bool:
            projector.step()
            return projector.folded is not None and projector.folded.next_n == len(decisions)

        until(folded, PATIENCE_S, "the first generation")
        projector.stop()

    def run(where: str) -> int:
        command = [sys.executable, "-m", "tests.integration.rebuild_program", kafka, topic_prefix, postgres, where]
        return subprocess.run(command, timeout=PATIENCE_S, check=False).returncode

    def next_n() -> int:
        return int(rows(postgres, "select next_n from g2.position")[0]["next_n"])

    before = generation(postgres, "g1")
    feed = rows(postgres, "select * from feed.change order by seq")
    assert run("folding") == -signal.SIGKILL
    assert 0 < next_n() < len(decisions), "it was in the middle"
    assert live(postgres) == "g1"
    begun = rows(postgres, "select xmin::text from g2.decision where n = 0")
    assert run("asked") == -signal.SIGKILL
    assert (next_n(), live(postgres)) == (len(decisions), "g1")

    assert run("nowhere") == 0

    assert live(postgres) == "g2"
    assert rows(postgres, "select xmin::text from g2.decision where n = 0") == begun, (
        "it was gone on with, not begun anew"
    )
    assert generation(postgres, "g2") == before
    assert rows(postgres, "select * from feed.change order by seq") == feed
