"""`python -m deploy.prepare` makes what the processes check at start, and may be run again at any time."""

import os
import subprocess
import sys

import pytest

from chassis.log.kafka import KafkaLog
from chassis.log.topics import SPECS, decisions_spec
from tests.embedded import run_query

pytestmark = pytest.mark.integration


def test_topics_and_schemas_are_made_once_and_left_alone_after(kafka: str, postgres: str, topic_prefix: str) -> None:
    environment = {
        "DECONFLICT_KAFKA_BOOTSTRAP": kafka,
        "DECONFLICT_POSTGRES_DSN": postgres,
        "DECONFLICT_TOPIC_PREFIX": topic_prefix,
    }
    log = KafkaLog(kafka, topic_prefix)
    assert log.describe("reports") is None

    for _ in range(2):
        subprocess.run([sys.executable, "-m", "deploy.prepare"], env=os.environ | environment, check=True)

    log.check((*SPECS, decisions_spec("g1")))
    assert run_query(postgres, "select from registry.source, registry.key")
