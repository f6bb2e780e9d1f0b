"""What tests of the writer on the real broker stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.writer_shop import Shop


@pytest.fixture
def shop(kafka: str, topic_prefix: str, tmp_path: Path) -> Iterator[Shop]:
    """Topics of its own; its writers end with the test."""
    made = Shop(kafka, topic_prefix, tmp_path)
    yield made
    made.close()
