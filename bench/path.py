"""The whole path on one machine, from the POST to the feed, beside what its parts can do alone.

Two streams: text that nobody has seen, where parsing decides, and wire copies of texts that were just seen, where it
is answered from the cache and the rest of the path decides. Of each: how many reports a second go through when they
are posted as fast as they are taken, and how long one takes at half of that.

Every text is of another day, so that incidents are about as large as a report and its copies make them; how the cost
grows with incidents of thousands of statements is another question. The largest is told beside the figures.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from statistics import mean, quantiles
from typing import Any, Final, TypeVar

from rich.progress import Progress

from bench.flow import Flow, flow
from bench.limits import KafkaRates, ParseRate, kafka_rates, parse_rate, report_records
from bench.standing import Standing
from bench.texts import reports

__all__ = ["SENTENCES", "PathFigures", "StreamFigures", "measure", "ratios"]

SENTENCES: Final = 24
"""A report: about 3 KB of text."""

_WARM_UP: Final = 24
_STORIES: Final = 40
"""Texts that the wire copies are of: fewer than the cache holds."""
_PARSED: Final = 60
_KAFKA_RECORDS: Final = 20_000
_FEWEST, _MOST = 40, 4_000
_LAST_DAY: Final = datetime(2026, 6, 1, 9, tzinfo=UTC)
_DAYS: Final = 900
"""Every second day of these, which all lie behind what the texts call background."""

T = TypeVar("T")
Body = dict[str, Any]


@dataclass(frozen=True)
class StreamFigures:
    """One stream. Delays are in seconds, from the moment a POST was due until the feed had it."""

    reports_per_second: float
    reports: int
    statements_per_report: float
    share_fed: float
    """Of the reports, those that changed the feed; the others were decided without."""
    largest_incident: int
    """Statements of the largest incident that there was in the end."""
    paced_per_second: float
    paced_reports: int
    p50_s: float
    p95_s: float
    cores: dict[str, float]
    """Cores that each process kept busy while posting was unpaced."""


@dataclass(frozen=True)
class PathFigures:
    """Everything that was measured in one run."""

    text_bytes: float
    kafka: KafkaRates
    parse: ParseRate
    unseen: StreamFigures
    cached: StreamFigures

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return asdict(self) | {"sentences": SENTENCES, "ratios": ratios(self)}


def ratios(figures: PathFigures) -> dict[str, float]:
    """Reports through the whole path, of what a part does alone."""
    return {
        "unseen text / bare spaCy parse, one process": figures.unseen.reports_per_second / figures.parse.per_second,
        "wire copies / bare spaCy parse, one process": figures.cached.reports_per_second / figures.parse.per_second,
        "wire copies / kafka-python produce": figures.cached.reports_per_second / figures.kafka.produced_per_second,
        "wire copies / kafka-python consume": figures.cached.reports_per_second / figures.kafka.consumed_per_second,
    }


def measure(standing: Standing, progress: Progress, seconds: float) -> PathFigures:
    """Run both streams, each for about `seconds` unpaced and as long paced, then the parts alone.

    Raises as `flow`.
    """
    warm = _through(standing, progress, "warming up", list(_of_days(reports(_WARM_UP, seed=0, sentences=SENTENCES))))
    unseen = _stream(standing, progress, "unseen text", _unseen(), warm.per_second, seconds)
    copies = _copies(_STORIES)
    _through(standing, progress, "wire copies: first seen", list(islice(copies, _STORIES)))
    warm = _through(standing, progress, "wire copies: warming up", list(islice(copies, 2 * _STORIES)))
    cached = _stream(standing, progress, "wire copies", copies, warm.per_second, seconds)

    texts = [body["text"] for body in reports(_PARSED, seed=1, sentences=SENTENCES)]
    parse = _task(progress, "spaCy alone", lambda: parse_rate(texts))
    values = report_records(standing.settings)
    kafka = _task(progress, "kafka-python alone", lambda: kafka_rates(standing.settings, values, _KAFKA_RECORDS))
    return PathFigures(mean(len(text.encode()) for text in texts), kafka, parse, unseen, cached)


def _unseen() -> Iterator[Body]:
    for seed in count(1):
        yield from _of_days(reports(1000, seed=seed, sentences=SENTENCES))


def _copies(stories: int) -> Iterator[Body]:
    """The same texts over and over, each time under other external ids."""
    originals = list(_of_days(reports(stories, seed=-1, sentences=SENTENCES)))
    for copy in count():
        for body in originals:
            yield body | {"external_id": f"{body['external_id']}-{copy}"}


def _of_days(bodies: Iterator[Body]) -> Iterator[Body]:
    for number, body in enumerate(bodies):
        yield body | {"published_at": (_LAST_DAY - timedelta(days=2 * (number % _DAYS))).isoformat()}


def _stream(
    standing: Standing, progress: Progress, name: str, bodies: Iterator[Body], expected: float, seconds: float
) -> StreamFigures:
    posted = list(islice(bodies, _many(expected * seconds)))
    before = standing.seconds_worked()
    full = _through(standing, progress, name, posted)
    cores = {who: (worked - before[who]) / full.seconds for who, worked in standing.seconds_worked().items()}
    pace = full.per_second / 2
    paced = _through(standing, progress, f"{name}, {pace:.1f}/s", list(islice(bodies, _many(pace * seconds))), pace)
    cuts = quantiles(paced.delays_s, n=20)
    return StreamFigures(
        reports_per_second=full.per_second,
        reports=full.posted,
        statements_per_report=full.statements / full.posted,
        share_fed=len(full.delays_s) / full.posted,
        largest_incident=paced.largest_incident,
        paced_per_second=pace,
        paced_reports=paced.posted,
        p50_s=cuts[9],
        p95_s=cuts[18],
        cores={who: round(share, 3) for who, share in cores.items()},
    )


def _many(wished: float) -> int:
    return int(min(_MOST, max(_FEWEST, wished)))


def _through(
    standing: Standing, progress: Progress, name: str, bodies: Sequence[Body], per_second: float | None = None
) -> Flow:
    task = progress.add_task(name, total=len(bodies))
    return asyncio.run(flow(standing, bodies, per_second, lambda done: progress.update(task, completed=done)))


def _task(progress: Progress, name: str, work: Callable[[], T]) -> T:
    task = progress.add_task(name, total=1)
    done = work()
    progress.advance(task)
    return done
