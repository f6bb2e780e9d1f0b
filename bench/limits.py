"""What the parts can do alone, on the same machine in the same run: the limits that the whole path is held against."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import mean
from typing import Final

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from chassis.log.kafka import KafkaLog
from chassis.log.kafka.appending import PRODUCE
from chassis.log.kafka.reading import FETCH
from chassis.log.port import TopicSpec
from chassis.log.topics import REPORT_PARTITIONS, REPORTS
from chassis.process.settings import Settings
from services.ingest.extraction import MODEL
from services.ingest.extraction.syntax.parse import open_model

__all__ = ["KafkaRates", "ParseRate", "kafka_rates", "parse_rate", "report_records"]

_TOPIC: Final = "bench"
_LONGEST_S: Final = 60.0


@dataclass(frozen=True)
class KafkaRates:
    """kafka-python alone, records a second: durable appends and committed reads on one partition, in one process."""

    record_bytes: float
    records: int
    produced_per_second: float
    consumed_per_second: float


@dataclass(frozen=True)
class ParseRate:
    """spaCy's pipeline alone, texts a second in one process."""

    texts: int
    per_second: float


def report_records(settings: Settings) -> list[bytes]:
    """The records that were posted so far, as they lie in the log."""
    found: list[bytes] = []
    with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log, log.reader(REPORTS) as reader:
        ends = {partition: reader.end(partition) for partition in range(REPORT_PARTITIONS)}
        while any(reader.position(partition) < end for partition, end in ends.items()):
            found += [record.value for record in reader.poll(timeout_s=1.0, limit=500) if record.value]
    return found


def kafka_rates(settings: Settings, values: Sequence[bytes], count: int) -> KafkaRates:
    """Append `count` records made of `values` and read them back, with the settings that the project's clients have."""
    with KafkaLog(settings.kafka_bootstrap, settings.topic_prefix) as log:
        log.ensure([TopicSpec(_TOPIC, 1, {})], settings.topic_replication)
    topic = settings.topic_prefix + _TOPIC
    produced = _produce(settings.kafka_bootstrap, topic, list(islice(cycle(values), count)))
    consumed = _consume(settings.kafka_bootstrap, topic, count)
    return KafkaRates(mean(map(len, values)), count, count / produced, count / consumed)


def _produce(bootstrap: str, topic: str, values: Sequence[bytes]) -> float:
    producer = KafkaProducer(bootstrap_servers=bootstrap, linger_ms=5, **PRODUCE)
    producer.partitions_for(topic)
    began = time.perf_counter()
    futures = [producer.send(topic, value) for value in values]
    producer.flush(_LONGEST_S)
    seconds = time.perf_counter() - began
    producer.close()
    if not all(future.succeeded() for future in futures):
        raise RuntimeError(f"not every record came to lie in {topic}")
    return seconds


def _consume(bootstrap: str, topic: str, count: int) -> float:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", **FETCH)
    partition = TopicPartition(topic, 0)
    consumer.assign([partition])
    consumer.position(partition)
    began = time.perf_counter()
    got = 0
    while got < count and time.perf_counter() - began < _LONGEST_S:
        got += sum(map(len, consumer.poll(timeout_ms=1000, max_records=500).values()))
    seconds = time.perf_counter() - began
    consumer.close()
    if got < count:
        raise RuntimeError(f"only {got} of {count} records were read back from {topic}")
    return seconds


def parse_rate(texts: Sequence[str]) -> ParseRate:
    """Parse the texts with the pipeline of extraction, sentence boundaries and all, and do nothing with them."""
    pipeline = open_model(MODEL)
    for _ in pipeline.pipe(texts[:2]):
        pass
    began = time.perf_counter()
    for _ in pipeline.pipe(texts):
        pass
    return ParseRate(len(texts), len(texts) / (time.perf_counter() - began))
