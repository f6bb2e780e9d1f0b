"""Figures as people read them, and as a file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table

from bench.path import PathFigures, StreamFigures, ratios

__all__ = ["cores", "ratio_rows", "table", "tables", "write"]


def tables(figures: PathFigures) -> Iterator[RenderableType]:
    """The path, its limits with the ratios, and who used the cores."""
    streams = {"unseen text": figures.unseen, "wire copies": figures.cached}
    yield table("From POST to feed", "", streams, _path(list(streams.values())))
    yield table("The parts alone, in the same run", "", ["a second"], _limits(figures))
    yield table("Ratios", "", [""], ratio_rows(ratios(figures)))
    yield table("Cores kept busy, posted as fast as taken", "", streams, cores([one.cores for one in streams.values()]))


def table(title: str, first: str, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> Table:
    """Rows of a name and figures; `first` heads the names."""
    table = Table(title=title, box=box.SIMPLE_HEAD, title_style="bold", title_justify="left", expand=False)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _path(streams: Sequence[StreamFigures]) -> Iterator[list[str]]:
    yield ["reports/s, posted as fast as taken", *(f"{one.reports_per_second:.1f}" for one in streams)]
    yield ["  over so many reports", *(f"{one.reports:,}" for one in streams)]
    yield ["  statements a report", *(f"{one.statements_per_report:.1f}" for one in streams)]
    yield ["  reports that changed the feed", *(f"{one.share_fed:.0%}" for one in streams)]
    yield ["  statements of the largest incident", *(f"{one.largest_incident:,}" for one in streams)]
    yield ["POST to feed at half of that rate, p50", *(f"{one.p50_s * 1000:,.0f} ms" for one in streams)]
    yield ["POST to feed at half of that rate, p95", *(f"{one.p95_s * 1000:,.0f} ms" for one in streams)]
    yield ["  over so many reports", *(f"{one.paced_reports:,}" for one in streams)]


def _limits(figures: PathFigures) -> Iterator[list[str]]:
    kafka, parse = figures.kafka, figures.parse
    each = f"records of {kafka.record_bytes / 1024:.1f} KiB"
    yield [f"kafka-python produce, {each}", f"{kafka.produced_per_second:,.0f}"]
    yield [f"kafka-python consume, {each}", f"{kafka.consumed_per_second:,.0f}"]
    yield [f"spaCy parse, texts of {figures.text_bytes / 1024:.1f} KiB, one process", f"{parse.per_second:.1f}"]


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.5f}"


def ratio_rows(ratios: Mapping[str, float]) -> Iterator[list[str]]:
    """A row each."""
    yield from ([name, _ratio(value)] for name, value in ratios.items())


def cores(busy: Sequence[Mapping[str, float]]) -> Iterator[list[str]]:
    """Cores that each process kept busy, a column a stream, and all of them."""
    for process in busy[0]:
        yield [process, *(f"{one[process]:.2f}" for one in busy)]
    yield ["all", *(f"{sum(one.values()):.2f}" for one in busy)]


def write(file: Path, occasion: dict[str, Any], figures: PathFigures) -> None:
    """The figures and the occasion as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(occasion | figures.members(), indent=2) + "\n", encoding="utf-8")
