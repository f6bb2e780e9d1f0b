"""What tests of the writer on the real broker, and of the projector on the real database, stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.writer_shop import Shop
from tests.projecting import Projecting, projecting


@pytest.fixture
def shop(kafka: str, topic_prefix: str, tmp_path: Path) -> Iterator[Shop]:
    """Topics of its own; its writers end with the test."""
    made = Shop(kafka, topic_prefix, tmp_path)
    yield made
    made.close()


@pytest.fixture
def projector(postgres: str) -> Iterator[Projecting]:
    """A projector that has started."""
    with projecting(postgres) as found:
        yield found
