"""One running api a test."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.ingest_api.edge import Edge, running


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    """The api over an in-memory log."""
    async with running() as found:
        yield found
