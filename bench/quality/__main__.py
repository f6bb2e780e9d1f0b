"""`python -m bench.quality dossiers|clusters IN... --out PRED.jsonl`: the real code over labelled files, with figures.

`extract IN --out PRED.jsonl` runs extraction alone, `explain TEXT` shows a report with its statements slot by slot,
`attribution IN` and `muc4 IN` run extraction over hand-marked news, `features IN` shows how often match features are
right, `order IN` what the order of a day's reports changes, `cost IN` what extraction costs beside a bare parse.
Labelled files and their scorers stay outside the project: IN are files of theirs, and `--scorer FILE` is a Python file
whose `score` (dossiers) or `clusters`, `attribution`, `muc4` takes the rows of IN and of PRED and gives figures.
"""

import argparse
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import reference
from bench.quality import attribution, clusters, cost, described, dossiers, explain, extract, gold, muc4, order, tables
from bench.quality.errors import wrong_placements
from bench.quality.pipeline import Normalizing
from bench.quality.scoring import scored
from reference import Reference
from schemas.vocabulary import SourceKind
from services.dedup.matching import weights
from services.ingest.extraction import MODEL, Extractor
from services.ingest.normalizer.describing import Describing

_WIDE = 140
_COLUMNS = TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
_SCORES = {"dossiers": "score", "clusters": "clusters"}


def main() -> None:
    """Parse the command line and run."""
    given = _parser().parse_args()
    world = reference.open()
    if given.command == "extract":
        print(extract.run(given.source, given.out, Extractor.load(world, given.model), world), "statements")
        return
    # Into a file or a pipe, tables are as wide as they need to be.
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    alone = {
        "features": _features,
        "explain": _explain,
        "attribution": _sample,
        "muc4": _sample,
        "order": _order,
        "cost": _cost,
    }
    if given.command in alone:
        alone[given.command](given, world, console)
        return
    began = time.monotonic()
    found = _run(given, world, console)
    console.print(
        f"{found.reports} reports, {found.statements} statements, {time.monotonic() - began:.0f} s", highlight=False
    )
    for system, rows in found.rows.items():
        dossiers.write(_beside(given.out, system), rows)
    console.print(tables.clusterings(found.clusterings))
    for table in tables.judgements(found.judged):
        console.print(table)
    console.print(tables.work(found.deciding.decisions))
    if given.scorer is not None:
        right = [row for path in given.source for row in extract.read_lines(path)]
        function = _SCORES[given.command]
        figures = {system: scored(given.scorer, function, right, rows) for system, rows in found.rows.items()}
        console.print(tables.scores(figures))
    if given.errors is not None:
        wrong = wrong_placements(found.deciding.decisions, found.labels, lambda one: found.words.get(one.id, ""))
        dossiers.write(given.errors, wrong)
    console.print(f"predictions are in {given.out}, those of the others beside it", highlight=False)


def _features(given: argparse.Namespace, world: Reference, console: Console) -> None:
    rows = [row for path in given.source for row in extract.read_lines(path)]
    with Progress(*_COLUMNS, console=console) as progress:
        task = progress.add_task("features", total=len(rows))
        measured = described.measure(rows, world, lambda: progress.advance(task))
    console.print(tables.features(measured))
    console.print(f"{measured.microseconds:.0f} µs of processor per 3 KB, beside the parse", highlight=False)
    if given.errors is not None:
        dossiers.write(given.errors, measured.wrong)


def _explain(given: argparse.Namespace, world: Reference, console: Console) -> None:
    # A report may be longer than any name of a file, which `Path.is_file` takes for an error.
    is_file = os.path.isfile(given.text)
    text = sys.stdin.read() if given.text == "-" else Path(given.text).read_text("utf-8") if is_file else given.text
    console.print(
        explain.explained(
            text,
            Extractor.load(world, given.model),
            title=given.title,
            source=given.source,
            kind=SourceKind(given.kind),
            country=given.country,
            published=given.published,
        )
    )


def _sample(given: argparse.Namespace, world: Reference, console: Console) -> None:
    first, _, last = given.documents.partition("-")
    rows = [row for path in given.source for row in extract.read_lines(path)]
    rows = rows[int(first or 0) : int(last) if last else None]
    extractor = Extractor.load(world, given.model)
    began = time.process_time()
    made = (attribution.claims if given.command == "attribution" else muc4.templates)(rows, extractor)
    with Progress(*_COLUMNS, console=console) as progress:
        found = list(progress.track(made, total=len(rows), description=given.command))
    spent = time.process_time() - began
    dossiers.write(given.out, found)
    size = sum(len(row["text"]) for row in rows)
    console.print(
        f"{len(rows)} documents, {1000 * spent / (size / 3000):.0f} ms of processor per 3 KB", highlight=False
    )
    if given.scorer is not None:
        console.print(tables.scores({given.command: scored(given.scorer, given.command, rows, found)}))


def _cost(given: argparse.Namespace, world: Reference, console: Console) -> None:
    first, _, last = given.documents.partition("-")
    reports = [one for path in given.source for one in cost.texts(path)][int(first or 0) : int(last) if last else None]
    with Progress(*_COLUMNS, console=console) as progress:
        task = progress.add_task("cost", total=len(reports))
        extract_ = Extractor.load(world, given.model).extract
        found = cost.by_turns(reports, extract_, cost.bare(given.model), lambda: progress.advance(task))
    console.print(str(found), highlight=False)


def _order(given: argparse.Namespace, world: Reference, console: Console) -> None:
    postings = gold.dossiers(given.source, coded=True)
    rules = [weights.load(given.weights)]
    with Progress(*_COLUMNS, console=console) as progress:
        task = progress.add_task("order", total=given.shuffles)
        found = order.run(
            postings,
            _normalizing(given, world),
            rules,
            world,
            given.shuffles,
            given.seed,
            lambda: progress.advance(task),
        )
    console.print(f"{found.reports} reports, {found.statements} statements", highlight=False)
    console.print(tables.order(found))


def _normalizing(given: argparse.Namespace, world: Reference) -> Normalizing:
    return Normalizing(Describing(Extractor.load(world, given.model), world), world)


def _run(given: argparse.Namespace, world: Reference, console: Console) -> dossiers.Run | clusters.Run:
    normalizing = _normalizing(given, world)
    rules = [weights.load(path) for path in given.weights or [weights.SHIPPED]]
    with Progress(*_COLUMNS, console=console) as progress:
        if given.command == "dossiers":
            postings = gold.dossiers(given.source, given.gold_statements)
        else:
            postings = gold.clusters(given.source)
        task = progress.add_task(given.command, total=len(postings))

        def step() -> None:
            progress.advance(task)

        if given.command == "dossiers":
            return dossiers.run(postings, normalizing, rules, world, given.gold_incidents, step)
        return clusters.run(postings, normalizing, rules, world, given.report_level, step)


def _beside(out: Path, system: str) -> Path:
    """Ours is `out` itself, another system's has the system's name before the suffix."""
    if system == dossiers.OURS:
        return out
    slug = "".join(letter if letter.isalnum() else "-" for letter in system.lower()).strip("-")
    return out.with_name(f"{out.stem}.{slug}{out.suffix}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.quality", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    alone = commands.add_parser("extract", help="extract the statements of a file of dossiers")
    alone.add_argument("source", type=Path)
    shown = commands.add_parser("explain", help="show a report with its statements, slot by slot")
    shown.add_argument("text", help="the text, a file that holds it, or - for the standard input")
    shown.add_argument("--title")
    shown.add_argument("--source", default="Reader", help="who publishes it")
    shown.add_argument("--kind", default="outlet", choices=[kind.value for kind in SourceKind])
    shown.add_argument("--country", help="of the publisher, ISO 3166-1 alpha-2")
    shown.add_argument("--published", type=datetime.fromisoformat, help="with its time zone, as 2026-11-20T09:00+00:00")
    shown.add_argument("--model", default=MODEL)
    for name, what in (("attribution", "who says what, on hand-marked news"), ("muc4", "incident templates of MUC-4")):
        sample = commands.add_parser(name, help=what)
        sample.add_argument("source", type=Path, nargs="+")
        sample.add_argument("--documents", default="", metavar="FROM-TO", help="only these, counted from 0")
        sample.add_argument("--scorer", type=Path, help="a Python file that scores predictions")
        sample.add_argument("--out", type=Path, required=True)
        sample.add_argument("--model", default=MODEL)
    spent = commands.add_parser("cost", help="what extraction costs, by turns with a bare parse of the same text")
    spent.add_argument("source", type=Path, nargs="+")
    spent.add_argument("--documents", default="", metavar="FROM-TO", help="only these, counted from 0")
    spent.add_argument("--model", default=MODEL)
    features = commands.add_parser("features", help="match features, on clusters of news reports")
    features.add_argument("source", type=Path, nargs="+")
    features.add_argument("--errors", type=Path, help="where to write which features of which report are wrong")
    whole = commands.add_parser("dossiers", help="from report to incident, on labelled dossiers")
    whole.add_argument("--gold-statements", action="store_true", help="post the labelled statements, already coded")
    whole.add_argument("--gold-incidents", action="store_true", help="assess the labelled incidents")
    news = commands.add_parser("clusters", help="from report to incident, on clusters of news reports")
    news.add_argument(
        "--report-level",
        action="store_true",
        help="reports without a statement are one candidate each; and, as another system, all reports are",
    )
    shuffled = commands.add_parser("order", help="the order effect: the reports of a day shuffled, coded statements")
    shuffled.add_argument("source", type=Path, nargs="+")
    shuffled.add_argument("--shuffles", type=int, default=order.SHUFFLES)
    shuffled.add_argument("--seed", type=int, default=0)
    shuffled.add_argument("--weights", type=Path, default=weights.SHIPPED)
    shuffled.add_argument("--model", default=MODEL)
    for command in (whole, news):
        command.add_argument("source", type=Path, nargs="+")
        command.add_argument("--scorer", type=Path, help="a Python file that scores predictions")
        command.add_argument("--errors", type=Path, help="where to write wrong placements, for reading")
        command.add_argument(
            "--weights", type=Path, action="append", help="a weights file; given several times, one a fold (clusters)"
        )
    for command in (alone, whole, news):
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--model", default=MODEL)
    return parser


if __name__ == "__main__":
    main()
