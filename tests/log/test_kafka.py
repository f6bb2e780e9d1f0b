"""The log on a real broker keeps the port's promises."""

import pytest

from tests.log.conformance import LogConformance
from tests.log.world import KafkaWorld, World

pytestmark = pytest.mark.integration


class TestKafkaLog(LogConformance):
    @pytest.fixture
    def world(self, kafka: str, topic_prefix: str) -> World:
        return KafkaWorld(kafka, topic_prefix)
