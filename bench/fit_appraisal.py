"""Estimates the weights of `services.ingest.extraction.happenings.appraisal` from labelled dossiers.

    python -m bench.fit_appraisal --dossiers IN... --out FILE

The real code reads every report, under word weights that have not seen it (`fitting.unseen`). A draft is a statement
if a labelled one stands where it does, one to one. Logistic loss over the marks of drafts with a quadratic penalty.
Prints how it does on each writer's files when fitted to all others; files of one folder that differ in a last number
are one writer's.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

import reference as references
from bench.fit_happening import Held, solve
from bench.fitting.drafts import labels_of, writer_of
from bench.fitting.unseen import parts
from bench.quality.extract import documents, read_lines
from schemas.vocabulary import SourceKind
from services.ingest.extraction import Extractor
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.appraisal import LEAST
from services.ingest.extraction.happenings.marks import standing

_LEAST: Final = 5
"""Drafts that a mark must be of to be weighed."""
_SMALL: Final = 0.05
"""Bits that are not worth keeping."""


class Example(NamedTuple):
    """The marks of a draft, whether it is a statement, and who wrote its report."""

    marks: frozenset[str]
    stands: bool
    writer: str


class Fitted(NamedTuple):
    """Bits by mark; the last are the prior."""

    columns: dict[str, int]
    bits: NDArray[np.float64]

    def of(self, found: Sequence[Example]) -> NDArray[np.float64]:
        """What the marks of each example say."""
        return Held.of(_rows(found, self.columns), len(self.columns) + 1).score(self.bits[:, None])[:, 0]


def examples(file: Path, reference: references.Reference) -> Iterator[Example]:
    """The drafts of a file."""
    drafts: list[tuple[Sequence[Draft], SourceKind]] = []

    def note(found: Sequence[Draft], kind: SourceKind) -> list[Draft]:
        drafts.append((list(found), kind))
        return list(found)

    extractor = Extractor(reference, MODEL, appraise=note)
    reports = {report["report_id"]: report for dossier in read_lines(file) for report in dossier["reports"]}
    writer = writer_of(file)
    for name, document in documents(file):
        drafts.clear()
        extractor.extract(document)
        for found, kind in drafts:
            labelled = labels_of(reports[name], found)
            for at, draft in enumerate(found):
                if draft.unit.field == "text":
                    yield Example(standing(at, found, kind), at in labelled, writer)


def _rows(found: Sequence[Example], columns: dict[str, int]) -> list[list[int]]:
    return [sorted(columns[mark] for mark in one.marks if mark in columns) for one in found]


def fit(found: Sequence[Example]) -> Fitted:
    """A model of some examples."""
    counts = Counter(mark for one in found for mark in one.marks)
    columns = {mark: at for at, mark in enumerate(sorted(mark for mark, count in counts.items() if count >= _LEAST))}
    classes = np.array([[not one.stands, one.stands] for one in found], dtype=np.float64)
    weights = solve(Held.of(_rows(found, columns), len(columns) + 1), classes)
    return Fitted(columns, weights[:, 1] - weights[:, 0])


def left_out(found: Sequence[Example]) -> Iterator[str]:
    """By writer, what models of all the others do."""
    for writer in dict.fromkeys(one.writer for one in found):
        own = [one for one in found if one.writer == writer]
        stands = np.array([one.stands for one in own])
        kept = fit([one for one in found if one.writer != writer]).of(own) >= LEAST
        yield (
            f"{writer}: {len(own)} drafts, {stands.sum()} are statements; {kept.sum()} kept, "
            f"{(kept & stands).sum()} of them are"
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each writer gives when left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_appraisal", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    reference = references.open()
    found = [one for files in parts(given.dossiers) for file in files for one in examples(file, reference)]
    console = Console()
    for told in left_out(found):
        console.print(told)
    fitted = fit(found)
    data = hashlib.sha256("\n".join(f"{one.stands} {sorted(one.marks)}" for one in found).encode()).hexdigest()[:16]
    document = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "drafts": len(found),
        "data": data,
        "prior": round(float(fitted.bits[-1]), 2),
        "bits": {
            mark: round(float(fitted.bits[at]), 2)
            for mark, at in fitted.columns.items()
            if abs(fitted.bits[at]) >= _SMALL
        },
    }
    given.out.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
