"""The log in memory keeps the port's promises."""

import pytest

from tests.log.conformance import LogConformance
from tests.log.world import MemoryWorld, World


class TestMemoryLog(LogConformance):
    @pytest.fixture
    def world(self) -> World:
        return MemoryWorld()
