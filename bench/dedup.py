"""`python -m bench dedup`: what the dedup writer costs, by how much it holds, and what the path carries through it."""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import reference
from bench.alone import Alone, alone
from bench.coded import coded_reports
from bench.deciding import PARTS, Costs, measure_costs
from bench.flow import Flow, flow
from bench.intake import BATCHES, LINES, coded_posting, is_known
from bench.machine import occasion
from bench.report import cores, ratio_rows, table
from bench.standing import Standing, standing
from bench.takeover import TakeOver, take_over
from operate.waiting import wait_for
from services.dedup.matching import weights

__all__ = ["BAR_US", "DedupFigures", "main", "ratios"]

OUT: Final = Path("bench/results/dedup.json")
BAR_US: Final = 150.0
"""Microseconds a statement of matching, at every size."""
_SIZES: Final = (10_000, 100_000)
_WARM_UP: Final = 600
"""Reports until a broker's virtual machine has compiled what it needs: the first 300 cost it four times as much."""
_FEWEST, _MOST = 120, 4_000
_KNOWN_S: Final = 30.0


@dataclass(frozen=True)
class DedupFigures:
    """Everything that was measured in one run."""

    costs: Costs
    coded_per_second: float
    coded_reports: int
    coded_statements: int
    cores: dict[str, float]
    parts: Alone
    take_over: TakeOver

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        return asdict(self) | {"costs": self.costs.members(), "ratios": ratios(self)}


def ratios(figures: DedupFigures) -> dict[str, float]:
    """What is held against what."""
    parts = figures.parts
    at = figures.costs.at
    return {
        "the whole path / its slowest part alone": figures.coded_per_second / parts.slowest,
        "projecting / COPY of the same rows": parts.projected_per_second / parts.rows_copied_per_second,
        "read, decide, append / kafka-python read, append": figures.parts.written_per_second
        / figures.parts.copied_per_second,
        f"matching at {at[-1].statements:,} / at {at[0].statements:,}": at[-1].matching_us / at[0].matching_us,
        f"matching at {at[-1].statements:,} / the bar of {BAR_US:.0f} us": at[-1].matching_us / BAR_US,
        f"all parts at {at[-1].statements:,} / at {at[0].statements:,}": at[-1].total_us / at[0].total_us,
    }


def main(arguments: Sequence[str]) -> None:
    """Parse the command line, run, print the tables and write the file."""
    parser = argparse.ArgumentParser(prog="python -m bench dedup", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="active statements to decide on top of")
    parser.add_argument("--seconds", type=float, default=20.0, help="about how long coded reports are posted")
    parser.add_argument("--out", type=Path, default=OUT, help="where the figures go, as JSON")
    given = parser.parse_args(arguments)
    console, where = Console(), occasion()
    columns = TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    shipped, world = weights.load(), reference.open(None)
    with tempfile.TemporaryDirectory(prefix="deconflict-bench-") as folder:
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("filling and deciding", total=max(given.sizes))
            advance = partial(_advance, progress, task)
            costs, last = measure_costs(Path(folder), sorted(given.sizes), shipped, world, advance)
        with standing(console) as system, Progress(*columns, console=console) as progress:
            posting = coded_posting(system)
            wait_for("the key is known", partial(is_known, posting), _KNOWN_S)
            full, busy, bodies = _coded(posting, progress, given.seconds)
            task = progress.add_task("the parts alone", total=1)
            parts = alone(posting, bodies, shipped, world)
            progress.advance(task)
            task = progress.add_task(f"take-over with {costs.at[-1].statements:,}", total=1)
            taken_over = take_over(system.settings, Path(folder), last, shipped, world)
            progress.advance(task)
    figures = DedupFigures(costs, full.per_second, full.posted, full.statements, busy, parts, taken_over)
    for one in tables(figures):
        console.print(one)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(where | figures.members(), indent=2) + "\n", encoding="utf-8")
    console.print(f"written to {given.out}")


def tables(figures: DedupFigures) -> Iterator[RenderableType]:
    """Costs by size, memory, the path and its parts, ratios, and who used the cores."""
    at = figures.costs.at
    sizes = [f"{one.statements:,}" for one in at]
    yield table("Microseconds of a core a statement", "active statements", sizes, _costs(figures.costs))
    yield table("Bytes a statement", "", [f"{at[-1].statements:,}"], _bytes(figures.costs))
    yield table("Coded reports, five statements each", "", ["a second"], _rates(figures))
    yield table("Taking over", "", ["seconds"], _taking_over(figures.take_over))
    yield table("Ratios", "", [""], ratio_rows(ratios(figures)))
    yield table("Cores kept busy, posted as fast as taken", "", [""], cores([figures.cores]))


def _costs(costs: Costs) -> Iterator[list[str]]:
    names = ("read the input", "match", "decide, fold", "file in the index", "pack", "store")
    for part, name in zip(PARTS, names, strict=True):
        yield [name, *(f"{one.parts[part]:.0f}" for one in costs.at)]
    yield [f"matching: match, file (bar {BAR_US:.0f})", *(f"{one.matching_us:.0f}" for one in costs.at)]
    yield ["all parts", *(f"{one.total_us:.0f}" for one in costs.at)]
    yield ["all but storing, 99 of 100 reports", *(f"{one.p99_us:.0f}" for one in costs.at)]
    yield ["postings touched", *(f"{one.touched:.0f}" for one in costs.at)]
    yield ["statements compared", *(f"{one.compared:.1f}" for one in costs.at)]
    yield ["incidents on record", *(f"{one.seeds:,}" for one in costs.at)]
    yield ["claims that joined one", *(f"{one.attached:.0%}" for one in costs.at)]


def _bytes(costs: Costs) -> Iterator[list[str]]:
    yield ["memory, candidate index", f"{costs.index_bytes:,.0f}"]
    yield ["memory, state with its caches", f"{costs.state_bytes:,.0f}"]
    yield ["state file", f"{costs.file_bytes:,.0f}"]


def _rates(figures: DedupFigures) -> Iterator[list[str]]:
    parts = figures.parts
    yield [f"intake to feed, {figures.coded_reports:,} reports, {LINES} a batch", f"{figures.coded_per_second:.1f}"]
    yield ["ingest api alone", f"{parts.ingested_per_second:.1f}"]
    yield ["normalizer alone", f"{parts.normalized_per_second:.1f}"]
    yield ["writer alone: read, decide, append", f"{parts.written_per_second:.1f}"]
    yield ["projector alone", f"{parts.projected_per_second:.1f}"]
    yield ["  statements", f"{parts.statements_projected_per_second:,.0f}"]
    yield ["Postgres alone: COPY the same rows", f"{parts.rows_copied_per_second:.1f}"]
    yield ["kafka-python alone: read, append the same", f"{parts.copied_per_second:.1f}"]


def _taking_over(taken: TakeOver) -> Iterator[list[str]]:
    yield [f"standby's start with {taken.statements:,} statements", f"{taken.started_s:.1f}"]
    yield ["from the kill to being elected", f"{taken.detected_s:.1f}"]
    yield ["from being elected to the first decision", f"{taken.deciding_s:.2f}"]


def _advance(progress: Progress, task: Any, done: int) -> None:
    progress.update(task, completed=done)


def _coded(
    posting: Standing, progress: Progress, seconds: float
) -> tuple[Flow, dict[str, float], list[dict[str, Any]]]:
    """What became of coded reports, who worked how much on them, and the reports."""
    bodies = coded_reports()
    warm = _through(posting, progress, "coded: warming up", list(islice(bodies, _WARM_UP)))
    many = int(min(_MOST, max(_FEWEST, warm.per_second * seconds)))
    measured = list(islice(bodies, many))
    before = posting.seconds_worked()
    full = _through(posting, progress, "coded reports", measured)
    busy = {who: round((worked - before[who]) / full.seconds, 3) for who, worked in posting.seconds_worked().items()}
    return full, busy, measured


def _through(system: Standing, progress: Progress, name: str, bodies: Sequence[dict[str, Any]]) -> Flow:
    task = progress.add_task(name, total=len(bodies))
    return asyncio.run(flow(system, bodies, None, lambda done: progress.update(task, completed=done), BATCHES, LINES))
