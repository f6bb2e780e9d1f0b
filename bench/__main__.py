"""`python -m bench`: the whole path from POST to feed on this machine, in under five minutes."""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import dedup, page, query
from bench.machine import occasion
from bench.path import measure
from bench.report import tables, write
from bench.standing import standing

OUT = Path("bench/results/path.json")


def main() -> None:
    """Parse the command line, run, print the tables and write the file."""
    if sys.argv[1:2] == ["dedup"]:
        dedup.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["page"]:
        page.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["query"]:
        query.main(sys.argv[2:])
        return
    epilog = "`dedup`: the dedup writer. `page`: the page over many incidents. `query`: reading, and the projector."
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog=epilog)
    parser.add_argument("--seconds", type=float, default=20.0, help="about how long each of four streams goes on")
    parser.add_argument("--out", type=Path, default=OUT, help="where the figures go, as JSON")
    given = parser.parse_args()
    console, where = Console(), occasion()
    columns = TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with standing(console) as system, Progress(*columns, console=console) as progress:
        figures = measure(system, progress, given.seconds)
    for table in tables(figures):
        console.print(table)
    write(given.out, where, figures)
    console.print(f"written to {given.out}")


if __name__ == "__main__":
    main()
