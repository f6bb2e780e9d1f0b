"""`python -m bench.quality extract IN.jsonl.gz --out PRED.jsonl`: statements of dossiers, for the scorer."""

import argparse
from pathlib import Path

import reference
from bench.quality import extract
from services.ingest.extraction import MODEL, Extractor


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    statements = commands.add_parser("extract", help="extract the statements of a file of dossiers")
    statements.add_argument("source", type=Path)
    statements.add_argument("--out", type=Path, required=True)
    statements.add_argument("--model", default=MODEL)
    given = parser.parse_args()
    world = reference.open()
    print(extract.run(given.source, given.out, Extractor.load(world, given.model), world), "statements")


if __name__ == "__main__":
    main()
