"""One running system for all tests from outside, its traces told to a receiver that they can look into."""

from collections.abc import Iterator

import pytest

from tests.otlp import OtlpReceiver
from tests.system import System


@pytest.fixture(scope="package")
def receiver() -> Iterator[OtlpReceiver]:
    """Where the processes send their spans."""
    with OtlpReceiver() as receiver:
        yield receiver


@pytest.fixture(scope="package")
def system(receiver: OtlpReceiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Running, every trace recorded."""
    telling = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint,
        "OTEL_TRACES_SAMPLER": "parentbased_always_on",
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    with System(tmp_path_factory.mktemp("e2e") / "home", **telling) as system:
        yield system
