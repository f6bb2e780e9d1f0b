"""The parts before `statements`, one at work at a time: the ingest api and the normalizer."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import httpx

from bench.posting import Post, Poster, by_turns, posts
from bench.standing import Standing
from chassis import registry
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.port import LogRecord
from deploy.ports import free_port
from operate.access import DESK
from operate.registry import in_registry
from operate.waiting import wait_for
from reference import Reference
from schemas.vocabulary import Scope
from services.ingest.normalizer.furnishing import make_extractor
from services.ingest.normalizer.wordless import WordlessBeside
from services.ingest.normalizer.worker import Normalizer

__all__ = ["BATCHES", "LINES", "coded_posting", "ingest", "is_known", "normalize"]

BATCHES: Final = 2
LINES: Final = 50
"""Batches under way and lines in each: a desk that forwards its log as it grows, not to measure how long one takes."""

_LONGEST_S: Final = 120.0
_READY_S: Final = 60.0


def coded_posting(system: Standing) -> Standing:
    """The same, with a key that may post statements: an ingest api that is up already learns of it by and by."""
    scopes = [Scope.INGEST, Scope.INGEST_CODED]
    _, token = in_registry(system.dsn, lambda pool: registry.add_key(pool, scopes, label="bench", source=DESK))
    return replace(system, ingest_key=token)


def is_known(system: Standing) -> bool:
    """Whether the ingest api knows the key by now."""
    headers = {"Authorization": f"Bearer {system.ingest_key}"}
    # Nothing is accepted by this: it is refused for its key first, then for its form.
    answer = httpx.post(f"{system.ingest_url}/v1/reports", json={}, headers=headers)
    return answer.status_code != httpx.codes.UNAUTHORIZED


def ingest(standing: Standing, prefix: str, bodies: Sequence[dict[str, Any]]) -> float:
    """Seconds that another ingest api takes to put these reports into the topics behind `prefix`, which must exist.

    Raises:
        ExceptionGroup: of Refused.
    """
    with _api(standing, prefix) as url:
        return asyncio.run(_post(url, standing.ingest_key, posts(bodies, LINES)))


def normalize(log: KafkaLog, standing: Standing, count: int, reference: Reference) -> float:
    """Seconds that a normalizer in this process takes for the `count` reports in `log`, its extraction at its side.

    Raises:
        TimeoutError: it took longer than anything here may.
    """
    make = partial(make_extractor, standing.settings.nlp_model, None)
    beside = partial(WordlessBeside, make, _LONGEST_S, reference)
    normalizer = Normalizer(log, beside, lambda: datetime.now(UTC), _LONGEST_S)
    normalizer.start()
    deadline = time.monotonic() + _LONGEST_S
    with log.reader(topics.STATEMENTS) as published:
        found: list[LogRecord] = []
        while len(found) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(found)} of {count} normalized")
            normalizer.step()
            found += published.poll(0.0, 1000)
    normalizer.stop()
    # Until its group has given it the partitions it only waits: what comes after its first batch tells its rate.
    first = found[0].appended_at
    later = [record for record in found if record.appended_at > first]
    return (found[-1].appended_at - first).total_seconds() * count / len(later)


@contextmanager
def _api(standing: Standing, prefix: str) -> Iterator[str]:
    settings = standing.settings
    port = free_port()
    told = {
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "TOPIC_PREFIX": prefix,
        "POSTGRES_DSN": standing.dsn,
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    environment = os.environ | {f"DECONFLICT_{name}": value for name, value in told.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "services.ingest.api"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for("another ingest api", lambda: _ready(url), _READY_S)
        yield url
    finally:
        process.terminate()
        process.wait()


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


async def _post(url: str, key: str, ready: Sequence[Post]) -> float:
    async with Poster(url, key) as poster:

        async def post(each: Post) -> None:
            await poster.post(each)

        began = time.perf_counter()
        await by_turns(post, ready, BATCHES)
        return time.perf_counter() - began
