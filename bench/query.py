"""`python -m bench query`: reading over a million incidents, a thousand followers on one process, and the projector.

Loading takes some minutes and ten gigabytes; `--keep DIR` keeps what was loaded for the next run.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.machine import occasion
from bench.projecting import BAR_PER_SECOND, PARTS, Rates, projector_alone
from bench.reading.asking import BAR_MS, Times, ask
from bench.reading.client import server
from bench.reading.database import Loaded, database, loaded
from bench.reading.followers import BAR_S, Followed, follow
from bench.reading.synthetic import Synthetic
from bench.report import ratio_rows, table
from deploy.database.cluster import Cluster

__all__ = ["QueryFigures", "main"]

OUT: Final = Path("bench/results/query.json")
_INCIDENTS: Final = 1_000_000
_FOLLOWERS: Final = 1_000


@dataclass(frozen=True)
class QueryFigures:
    """Everything that was measured in one run."""

    loaded: Loaded
    queries: Mapping[str, Times]
    followed: Followed
    bare: Followed
    projector: Rates

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return asdict(self) | {
            "bars": {"p99_ms": BAR_MS, "p95_s": BAR_S, "projected": BAR_PER_SECOND},
            "ratios": self.ratios(),
        }

    def ratios(self) -> dict[str, float]:
        """Against the bars, and against what the parts do alone."""
        slowest = max(self.queries.values(), key=lambda one: one.p99_ms)
        return {
            "p99 of the slowest query, of its bar": slowest.p99_ms / BAR_MS,
            "p95 to a follower, of its bar": self.followed.p95_s / BAR_S,
            "p95 to a follower, of the bare limit": self.followed.p95_s / self.bare.p95_s,
            "projecting, of its bar": self.projector.projected_per_second / BAR_PER_SECOND,
            "projecting / COPY of the same rows": self.projector.projected_per_second
            / self.projector.copied_per_second,
        }


def main(arguments: Sequence[str]) -> None:
    """Parse the command line, run, print the tables and write the file."""
    parser = argparse.ArgumentParser(prog="python -m bench query", description=__doc__)
    parser.add_argument("--incidents", type=int, default=_INCIDENTS, help="how many there are")
    parser.add_argument("--followers", type=int, default=_FOLLOWERS, help="how many follow the feed")
    parser.add_argument("--keep", type=Path, help="folder of a database that is kept, and used again")
    parser.add_argument("--out", type=Path, default=OUT, help="where the figures go, as JSON")
    given = parser.parse_args(arguments)
    console, where = Console(), occasion()
    if given.keep:
        figures = _measure(given.keep, given.incidents, given.followers, console)
    else:
        with tempfile.TemporaryDirectory(prefix="deconflict-bench-", ignore_cleanup_errors=True) as folder:
            try:
                figures = _measure(Path(folder) / "database", given.incidents, given.followers, console)
            finally:
                Cluster(Path(folder) / "database").remove()
    for one in _tables(figures):
        console.print(one)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(where | figures.members(), indent=2) + "\n", encoding="utf-8")
    console.print(f"written to {given.out}")


def _measure(folder: Path, incidents: int, followers: int, console: Console) -> QueryFigures:
    record = Synthetic(incidents)
    columns = TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with database(folder) as dsn, Progress(*columns, console=console) as progress:
        what = asyncio.run(loaded(dsn, record, progress))
        with server(dsn) as given:
            queries = asyncio.run(ask(given, dsn, record, progress))
        own, bare = asyncio.run(follow(dsn, followers, progress))
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("the projector alone", total=PARTS)
        projector = projector_alone(console, partial(progress.advance, task))
    return QueryFigures(what, queries, own, bare, projector)


def _tables(figures: QueryFigures) -> Iterator[Any]:
    what, own, bare = figures.loaded, figures.followed, figures.bare
    columns = ("p50 ms", "p99 ms", "asyncpg p50", "asyncpg p99", "KiB")
    title = f"{what.incidents:,} incidents, {what.versions:,} versions, {what.bytes / 2**30:.1f} GiB"
    yield table(title, "", columns, _rows(figures.queries))
    followed = [
        [f"seconds to {own.followers:,} followers, p50", f"{own.p50_s:.3f}", f"{bare.p50_s:.3f}"],
        ["  p95", f"{own.p95_s:.3f}", f"{bare.p95_s:.3f}"],
        ["KiB of memory a follower", f"{own.bytes_each / 1024:.0f}", f"{bare.bytes_each / 1024:.0f}"],
        ["bytes an event", f"{own.event_bytes:,}", f"{bare.event_bytes:,}"],
    ]
    yield table("Followers of the feed on one process", "", ["the feed", "bare"], followed)
    yield table("Folding coded reports, five statements each", "", ["a second"], _projected(figures.projector))
    yield table("Ratios", "", [""], ratio_rows(figures.ratios()))


def _rows(queries: Mapping[str, Times]) -> Iterator[list[str]]:
    for name, one in queries.items():
        times = (one.p50_ms, one.p99_ms, one.plain_p50_ms, one.plain_p99_ms)
        yield [name, *(f"{each:.1f}" for each in times), f"{one.bytes / 1024:.1f}"]


def _projected(rates: Rates) -> Iterator[list[str]]:
    yield [f"projector alone, {rates.statements:,} statements", f"{rates.projected_per_second:,.0f}"]
    yield [f"  least and most of {len(rates.projected)}", f"{min(rates.projected):,.0f} {max(rates.projected):,.0f}"]
    yield ["Postgres alone: COPY the same rows", f"{rates.copied_per_second:,.0f}"]
