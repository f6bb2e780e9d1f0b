"""Estimates the weights of `services.ingest.extraction.happenings.weigh` from labelled dossiers.

    python -m bench.fit_types --dossiers IN... --out FILE

Every report is extracted by the real code up to where types are weighed, under word weights that have not seen it
(`fitting.unseen`); a draft is about the labelled statement that it overlaps most. Each piece of evidence has a weight
for all drafts and one more for each sort. Prints in what share of the drafts of each writer the family of types is
right, by the shipped weights and by weights fitted to all others.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

import reference
from bench.fitting.choice import Choice, fitted, vocabulary
from bench.fitting.drafts import labels_of, writer_of
from bench.fitting.unseen import parts
from bench.quality.extract import documents, read_lines
from reference import Reference
from schemas.vocabulary import EVENT_TYPES, EventType, family
from services.ingest.extraction import Extractor
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.weigh import (
    Account,
    Evidence,
    Heard,
    Sort,
    evidence,
    likeliest,
    shipped,
    sort,
    weigh,
    weighed,
)

_KINDS: Final = tuple(EVENT_TYPES)
_PENALTY: Final = 1.0
_LEAST: Final = 3
"""Drafts that a piece of evidence must speak in to be weighed."""
_SMALL: Final = 0.02
"""Bits that are not worth keeping."""
_LN2: Final = 0.6931

Bits = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Case:
    """A draft whose type is weighed, beside the type of its label."""

    writer: str
    sort: Sort
    evidence: Evidence
    label: EventType


def cases(files: Sequence[Path], world: Reference) -> Iterator[Case]:
    """The labelled drafts of some reports."""
    label: dict[str, Any] = {}
    writer = ""
    found: list[Case] = []

    def note(drafts: Sequence[Draft], accounts: Sequence[Account], heard: Heard) -> None:
        told = labels_of(label, drafts)
        number = {id(draft): at for at, draft in enumerate(drafts)}
        for draft, pieces in evidence(drafts, accounts, heard):
            at = told.get(number[id(draft)])
            if at is not None:
                kind = EventType(label["statements"][at]["event_type"])
                found.append(Case(writer, sort(draft), pieces, kind))
        weigh(drafts, accounts, heard)

    extractor = Extractor(world, MODEL, weigh=note)
    for file in files:
        writer = writer_of(file)
        labels = {r["report_id"]: r for dossier in read_lines(file) for r in dossier["reports"]}
        for name, document in documents(file):
            label = labels[name]
            extractor.extract(document)
    yield from found


def _choice(case: Case) -> Choice:
    features = []
    for kind in _KINDS:
        amounts = {name: of[kind] for name, of in case.evidence.items() if kind in of} | {f"is {kind.value}": 1.0}
        own = {f"{case.sort.name}: {name}": amount for name, amount in amounts.items()}
        features.append({name: amount * _LN2 for name, amount in (amounts | own).items()})
    return Choice(features, [kind is case.label for kind in _KINDS])


def _fit(of: Sequence[Case]) -> Bits:
    """Weights by sort of draft and piece of evidence."""
    choices = [_choice(case) for case in of]
    known = vocabulary(choices, _LEAST)
    weights = {name: bits * _LN2 for name, bits in fitted(choices, known, _PENALTY).items()}
    names = sorted({name.split(": ")[-1] for name in known})
    return {
        one.name: {
            name: round(bits, 2)
            for name in names
            if abs(bits := weights.get(name, 0.0) + weights.get(f"{one.name}: {name}", 0.0)) >= _SMALL
        }
        for one in Sort
    }


def _right(of: Sequence[Case], bits: Bits) -> str:
    right = [likeliest(weighed(case.evidence, bits[case.sort.name])) in family(case.label) for case in of]
    return f"{sum(right) / max(1, len(right)):.3f}"


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each writer gives when left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_types", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    world = reference.open()
    found = [case for files in parts(given.dossiers) for case in cases(files, world)]
    writers = dict.fromkeys(case.writer for case in found)
    table = Table("writer", "drafts", "shipped", "fitted to others")
    for name in writers if len(writers) > 1 else ():
        own = [case for case in found if case.writer == name]
        others = [case for case in found if case.writer != name]
        table.add_row(name, str(len(own)), _right(own, shipped()), _right(own, _fit(others)))
    Console().print(table)
    document = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "drafts": len(found),
        "writers": len(writers),
        "data": hashlib.sha256(b"".join(file.read_bytes() for file in given.dossiers)).hexdigest()[:16],
        "bits": _fit(found),
    }
    given.out.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
