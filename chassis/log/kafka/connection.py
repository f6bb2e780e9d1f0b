"""What every client of the broker shares: where it is, how names are prefixed, how its errors are told apart."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from kafka.errors import (
    InvalidProducerEpochError,
    KafkaError,
    OffsetOutOfRangeError,
    ProducerFencedError,
    TransactionCoordinatorFencedError,
)

from chassis.errors import Fatal
from chassis.log.errors import Fenced, Misconfigured, OutOfRange, Unavailable

__all__ = ["ANSWER_MS", "CLOSE_S", "CONNECT_MS", "Connection", "passing", "require_crc32c", "translated"]

CONNECT_MS: Final = 30_000
ANSWER_MS: Final = 10_000
CLOSE_S: Final = 3

_FENCED = (ProducerFencedError, InvalidProducerEpochError, TransactionCoordinatorFencedError)


@dataclass(frozen=True)
class Connection:
    """Where the brokers are (host:port, separated by commas), the prefix of every name there, and how long to try."""

    bootstrap: str
    prefix: str
    connect_ms: int = CONNECT_MS

    def client(self, timeout_ms: int | None = None) -> dict[str, Any]:
        """Settings of any client, which connects within `timeout_ms`, if not `connect_ms`, or gives up.

        The client's own reconnect delay grows to 30 s: far longer than a broker takes to come back.
        """
        return {
            "bootstrap_servers": self.bootstrap.split(","),
            "bootstrap_timeout_ms": timeout_ms or self.connect_ms,
            "reconnect_backoff_max_ms": 500,
            "metadata_max_age_ms": 60_000,
        }

    def outer(self, name: str) -> str:
        """The name on the broker of a topic, group or transactional id of ours."""
        return self.prefix + name

    def inner(self, name: str) -> str:
        """Our name of a topic on the broker."""
        return name.removeprefix(self.prefix)


def require_crc32c() -> None:
    """Refuse to go on with checksums in pure Python, which cost three quarters of the produce rate and more to read.

    Raises:
        Misconfigured: the compiled module is not there.
    """
    try:
        importlib.import_module("crc32c")
    except ImportError as error:
        raise Misconfigured("the module crc32c is missing: install kafka-python[crc32c]") from error


def passing(error: KafkaError) -> None:
    """Return if the client calls the error retriable, as it does a broker that is away; else raise it again."""
    if not error.retriable:
        raise error


@contextmanager
def translated(what: str) -> Iterator[None]:
    """The client's errors as ours: only those that it calls retriable are, all others are fatal."""
    try:
        yield
    except _FENCED as error:
        raise Fenced(f"{what}: {error}") from error
    except OffsetOutOfRangeError as error:
        raise OutOfRange(f"{what}: {error}") from error
    except KafkaError as error:
        # What came of an earlier request is told of at the next one, inside an error of no kind.
        if any(isinstance(cause, _FENCED) for cause in error.args):
            raise Fenced(f"{what}: {error}") from error
        if error.retriable:
            raise Unavailable(f"{what}: {error}") from error
        raise Fatal(f"{what}: {error}") from error
