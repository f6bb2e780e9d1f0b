"""What extraction costs beside spaCy's bare parse of the same text, the two by turns, report by report.

A machine that others use too is twice as fast in one minute as in the next: whole runs one after the other say little,
neighbouring reports do. Both meet each report for the first time.
"""

import gc
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import spacy

from bench.quality.extract import documents, read_lines
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document
from services.ingest.extraction.syntax.parse import UNUSED
from services.ingest.normalizer.guard import settle

__all__ = ["Cost", "bare", "by_turns", "texts"]

WARM: Final = 6
"""Reports that are read before any is timed: tables are read when first asked for."""
_PER: Final = 3000
_READER: Final = Actor(name="News", kind=ActorKind.MEDIA)


@dataclass
class Cost:
    """Processor seconds of both over so many reports and characters of text, and the most memory held, in MiB."""

    reports: int = 0
    characters: int = 0
    ours: float = 0.0
    bare: float = 0.0
    memory: int = 0

    def __str__(self) -> str:
        ours, bare = (1000 * seconds * _PER / max(1, self.characters) for seconds in (self.ours, self.bare))
        ratio = self.ours / self.bare if self.bare else 0.0
        return (
            f"{self.reports} reports: {ours:.1f} ms of processor per 3 KB, the bare parse {bare:.1f}: "
            f"{ratio:.2f} times; {self.memory} MiB"
        )


def texts(path: Path) -> Iterator[Document]:
    """The reports of a file of dossiers, or the documents of hand-marked news."""
    first = next(read_lines(path), {})
    if "reports" in first:
        yield from (document for _, document in documents(path))
        return
    for number, row in enumerate(read_lines(path)):
        yield Document(UUID(int=number), None, row["text"], "en", None, _READER, SourceKind.OUTLET)


def bare(model: str) -> Callable[[Document], Any]:
    """spaCy as it comes, with what a parse needs and no more, over the whole text."""
    nlp = spacy.load(model, exclude=list(UNUSED))
    return lambda document: nlp(document.text)


def by_turns(
    reports: Sequence[Document],
    ours: Callable[[Document], Any],
    other: Callable[[Document], Any],
    step: Callable[[], None],
    clock: Callable[[], float] = time.thread_time,
) -> Cost:
    """Give each report to both, in turns the one or the other first."""
    cost = Cost()
    for number, report in enumerate(reports):
        if number == WARM:
            gc.collect()
            settle()  # as the normalizer does
        times = {}
        for function in (ours, other) if number % 2 else (other, ours):
            began = clock()
            function(report)
            times[function] = clock() - began
        step()
        if number >= WARM:
            cost.reports += 1
            cost.characters += len(report.text)
            cost.ours += times[ours]
            cost.bare += times[other]
    cost.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return cost
