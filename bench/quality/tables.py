"""Figures as people read them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from statistics import mean
from typing import Any

from rich import box
from rich.table import Table

from bench.quality.described import PARTS, Measured, named
from bench.quality.evidence import Judged
from bench.quality.figures import Clustering, bins
from bench.quality.order import OrderEffect
from schemas.events.decisions import Decision

__all__ = ["clusterings", "features", "judgements", "order", "scores", "work"]

_TOLD = ("right", "given")


def clusterings(systems: Mapping[str, Clustering]) -> Table:
    """Every system on the same input."""
    table = _table("Clusters beside the labelled ones", "B³ P", "R", "F1", "pairs P", "R", "F1", "clusters", "labelled")
    for name, one in systems.items():
        shares = (one.b3.precision, one.b3.recall, one.b3.f1, one.pairs.precision, one.pairs.recall, one.pairs.f1)
        table.add_row(name, *(f"{share:.3f}" for share in shares), str(one.found), str(one.right))
    return table


def features(measured: Measured) -> Table:
    """Each feature with a gold: how often it is right, of all reports, and how often it is given at all."""
    parts = [part for part in PARTS if part in measured.counts]
    table = _table("Match features beside what is known", *(f"{part}: {what}" for part in parts for what in _TOLD))
    for name in named(key for part in parts for key in measured.counts[part]):
        cells = []
        for counts in (measured.counts[part] for part in parts):
            cells += [f"{counts[name, what] / max(1, counts[name, 'asked']):.3f}" for what in _TOLD]
        table.add_row(name, *cells)
    table.add_row("reports", *(cell for part in parts for cell in (str(measured.sizes[part]), "")))
    return table


def judgements(judged: Judged) -> Iterator[Table]:
    """Joining at the automatic threshold, and every 2 bits of score with how often they were right."""
    table = _table("Statements joined automatically", "count", "share")
    table.add_row("joined beside one of their incident", str(judged.rightly), _share(judged.rightly, judged.joined))
    table.add_row("of those that could have joined one", str(judged.could), _share(judged.rightly, judged.could))
    table.add_row("links suggested that are right", str(judged.apt), _share(judged.apt, judged.suggested))
    yield table
    table = _table("Bits of the candidates that decisions show", "pairs", "right", "promised")
    for one in bins(judged.scores):
        table.add_row(
            f"{one.low:+d} to {one.low + 2:+d}", str(one.count), _share(one.right, one.count), f"{one.due:.2f}"
        )
    yield table


def work(decisions: Iterable[Decision]) -> Table:
    """What was decided, by kind."""
    kinds = Counter(_kind(event) for decision in decisions for event in decision.events)
    table = _table("Decided", "times")
    for kind, count in sorted(kinds.items()):
        table.add_row(kind, str(count))
    return table


def scores(scored: Mapping[str, Mapping[str, Any]]) -> Table:
    """What a scorer gave, figure by figure, a column a system: the first whole, of the others what it has of pairs."""
    table = _table("By the scorer", *scored)
    columns = [dict(_flat(figures)) for figures in scored.values()]
    for name in columns[0]:
        others = columns[1:] if "b3" in name or "pairwise" in name else [{}] * (len(columns) - 1)
        table.add_row(name, *(str(one.get(name, "")) for one in (columns[0], *others)))
    return table


def order(effect: OrderEffect) -> Table:
    """What the order of a day's reports does: the mean of every comparison, and the lowest and highest."""
    title = f"{len(effect.labelled)} shuffles of the reports within a day"
    table = _table(title, "compared", "B³ F1", "lowest", "highest", "pairs F1", "lowest", "highest")
    for name, found in (("between two shuffles", effect.between), ("beside the labelled ones", effect.labelled)):
        kinds = [one.b3.f1 for one in found], [one.pairs.f1 for one in found]
        cells = [cell for f1s in kinds for cell in (mean(f1s), min(f1s), max(f1s))]
        table.add_row(name, str(len(found)), *(f"{cell:.3f}" for cell in cells))
    return table


def _flat(figures: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{name} ")
        else:
            yield within + name, value


def _kind(event: Any) -> str:
    why = getattr(event, "why", None)
    return f"{event.type}: {why}" if event.type == "statement.set_aside" else str(event.type)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} of {whole}" if whole else "-"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_style="bold", title_justify="left")
    table.add_column("", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    return table
