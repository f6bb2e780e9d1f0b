"""Matching, compiled before a test is timed."""

import pytest

from services.dedup.matching.readiness import compile_all
from services.dedup.matching.weights import load


@pytest.fixture(scope="package", autouse=True)
def ready() -> None:
    compile_all(load())
