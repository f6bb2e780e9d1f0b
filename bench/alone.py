"""What each part can do alone, on what just went through the whole path, in the same run."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from bench.intake import ingest, normalize
from bench.projecting import project
from bench.standing import Standing
from bench.writing import write
from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.log.kafka.appending import PRODUCE
from chassis.log.kafka.reading import FETCH
from chassis.log.port import TopicSpec
from chassis.process.settings import Settings
from reference import Reference
from services.dedup.matching.weights import Weights
from services.dedup.writer.worker import MOST_INPUTS

__all__ = ["Alone", "alone"]

_PREFIX: Final = "bench-alone."
_COPY: Final = "copy"
_LONGEST_S: Final = 120.0


@dataclass(frozen=True)
class Alone:
    """Reports a second, one part at work at a time, beside a system that idles.

    Read, decide, append is the writer on the real broker.
    """

    reports: int
    statements: int
    ingested_per_second: float
    normalized_per_second: float
    written_per_second: float
    projected_per_second: float
    copied_per_second: float
    """kafka-python reading the same inputs and appending the same decisions, in transactions as large, deciding
    nothing."""
    rows_copied_per_second: float
    """Postgres's own COPY of all the rows that were projected, into the same tables."""

    @property
    def slowest(self) -> float:
        """The rate of the part that the path cannot be faster than."""
        return min(
            self.ingested_per_second, self.normalized_per_second, self.written_per_second, self.projected_per_second
        )

    @property
    def statements_projected_per_second(self) -> float:
        """The projector's rate by what it writes."""
        return self.projected_per_second * self.statements / self.reports


def alone(standing: Standing, bodies: Sequence[dict[str, Any]], weights: Weights, reference: Reference) -> Alone:
    """Take the reports in again, in topics of their own, part by part up to a database of its own; copy the bytes.

    Raises:
        TimeoutError: one of them took longer than anything here may.
        ExceptionGroup: of Refused, a report was.
    """
    settings, count = standing.settings, len(bodies)
    prefix = settings.topic_prefix + _PREFIX
    with KafkaLog(settings.kafka_bootstrap, prefix) as log:
        specs = [*topics.SPECS, topics.decisions_spec("g1"), TopicSpec(_COPY, 1, {})]
        log.ensure(specs, settings.topic_replication)
        ingested = ingest(standing, prefix, bodies)
        normalized = normalize(log, standing, count, reference)
        written = write(log, count, weights, reference)
        decisions = _values(log, topics.decisions("g1"))
        if len(decisions) != count:
            raise RuntimeError(f"{count} inputs gave {len(decisions)} decisions")
        projected = asyncio.run(project(log, settings, count))
        copied = _copy(settings, prefix, decisions)
    return Alone(
        reports=count,
        statements=projected.statements,
        ingested_per_second=count / ingested,
        normalized_per_second=count / normalized,
        written_per_second=count / written,
        projected_per_second=count / projected.seconds,
        copied_per_second=count / copied,
        rows_copied_per_second=count / projected.copied_seconds,
    )


def _values(log: KafkaLog, topic: str) -> list[bytes]:
    with log.reader(topic) as reader:
        end, found = reader.end(0), []
        while reader.position(0) < end:
            found += [record.value for record in reader.poll(1.0, 1000) if record.value]
    return found


def _copy(settings: Settings, prefix: str, values: Sequence[bytes]) -> float:
    consumer = KafkaConsumer(bootstrap_servers=settings.kafka_bootstrap, auto_offset_reset="earliest", **FETCH)
    partition = TopicPartition(prefix + topics.STATEMENTS, 0)
    consumer.assign([partition])
    consumer.position(partition)
    producer = KafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap,
        transactional_id=prefix + _COPY,
        retry_backoff_ms=5,
        linger_ms=0,
        **PRODUCE,
    )
    producer.init_transactions()
    began, done = time.perf_counter(), 0
    while done < len(values):
        if time.perf_counter() - began > _LONGEST_S:
            raise TimeoutError(f"{done} of {len(values)} copied")
        read = sum(map(len, consumer.poll(timeout_ms=1000, max_records=MOST_INPUTS).values()))
        if read:
            producer.begin_transaction()
            futures = [producer.send(prefix + _COPY, value) for value in values[done : done + read]]
            for future in futures:
                future.get(_LONGEST_S)
            producer.commit_transaction()
        done += read
    seconds = time.perf_counter() - began
    consumer.close()
    producer.close()
    return seconds
