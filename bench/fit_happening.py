"""Estimates the weights of `services.ingest.extraction.happening` from labelled sentences.

    python -m bench.fit_happening --dossiers IN... --out FILE

`IN` are dossiers as `bench.quality` takes them: a unit of a report is one that tells if it holds most of a labelled
statement's evidence, of the type of the first. Beside them stand the project's own sentences,
`bench/fitting/sentences.tsv`. Multinomial logistic loss with a quadratic penalty, by accelerated gradient descent
(Nesterov 1983). Prints how it does on each file when fitted to all others.
"""

import argparse
import csv
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

from bench.quality.extract import read_lines
from services.ingest.extraction import lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happening import NONE, words
from services.ingest.extraction.parse import Parser, open_model
from services.ingest.extraction.segment import segment

Array = NDArray[np.float64]

SENTENCES: Final = Path(__file__).parent / "fitting" / "sentences.tsv"
_PENALTY: Final = 1.0
_STEPS: Final = 400
_LEAST: Final = 2
"""Sentences that a word must stand in to be weighed."""
_LIKELY: Final = 0.75
_SMALL: Final = 0.2
"""Bits that are not worth keeping."""


class Sentence(NamedTuple):
    """A text, the type of what it tells or `none`, and the file it is from."""

    text: str
    label: str
    source: str


def written() -> Iterator[Sentence]:
    """The project's own."""
    with SENTENCES.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Sentence(row["sentence"], row["label"], SENTENCES.name)


def labelled(file: Path) -> Iterator[Sentence]:
    """The units of the reports of a file of dossiers."""
    for dossier in read_lines(file):
        for report in dossier["reports"]:
            text = report["text"]
            evidence = [(text.find(s["evidence"]), len(s["evidence"]), s["event_type"]) for s in report["statements"]]
            for unit in segment("text", text).units:
                end = unit.start + len(unit.text)
                held = (
                    kind
                    for at, size, kind in evidence
                    if at >= 0 and min(at + size, end) - max(at, unit.start) > size / 2
                )
                yield Sentence(unit.text, next(held, NONE), file.name)


def solve(design: Array, classes: Array) -> Array:
    """Weights in bits by word and class; the last row, the prior, is not held down."""
    weights = np.zeros((design.shape[1], classes.shape[1]))
    ahead = weights
    held = np.full((design.shape[1], 1), _PENALTY)
    held[-1] = 0.0
    # The curvature of the loss is at most half the largest eigenvalue of the words' own products.
    step = 1.0 / (0.5 * np.linalg.norm(design, 2) ** 2 + _PENALTY)
    for turn in range(_STEPS):
        score = design @ ahead
        share = np.exp(score - score.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        moved = ahead - step * (design.T @ (share - classes) + held * ahead)
        ahead = moved + turn / (turn + 3) * (moved - weights)
        weights = moved
    bits: Array = weights / np.log(2.0)
    return bits


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each file gives when it is left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_happening", description=__doc__)
    parser.add_argument("--dossiers", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    sentences = [*written(), *(one for file in given.dossiers for one in labelled(file))]
    parse = Parser(open_model(MODEL), lexicon.load()).parse
    held = [words(tree) for tree in parse([one.text for one in sentences])]
    counts = Counter(word for found in held for word in found)
    columns = {word: at for at, word in enumerate(sorted(w for w, count in counts.items() if count >= _LEAST))}
    design = np.zeros((len(held), len(columns) + 1))
    for row, found in enumerate(held):
        design[row, [columns[word] for word in found if word in columns]] = 1.0
    design[:, -1] = 1.0
    labels = sorted({one.label for one in sentences})
    classes = np.array([[one.label == label for label in labels] for one in sentences], dtype=np.float64)
    sources = np.array([one.source for one in sentences])
    none = labels.index(NONE)
    console = Console()
    for source in dict.fromkeys(sources):
        out = sources == source
        if not out.all():
            console.print(
                f"{source}: {_left_out(design[out] @ solve(design[~out], classes[~out]), classes[out], none)}"
            )
    weights = solve(design, classes)
    # Sentences were not gathered in the shares that reports have: without a word, the odds are to be even.
    weights[-1, none] += np.log2((len(sentences) - classes[:, none].sum()) / classes[:, none].sum())
    data = hashlib.sha256("\n".join(f"{one.label} {one.text}" for one in sentences).encode()).hexdigest()[:16]
    document = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "sentences": len(sentences),
        "data": data,
        "priors": dict(zip(labels, weights[-1].round(2), strict=True)),
        "bits": {
            word: {
                label: round(bits, 2) for label, bits in zip(labels, weights[at], strict=True) if abs(bits) >= _SMALL
            }
            for word, at in columns.items()
        },
    }
    given.out.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _left_out(score: Array, classes: Array, none: int) -> str:
    share = 2.0 ** (score - score.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    tells, likely = classes[:, none] == 0, share[:, none] < 1 - _LIKELY
    right = (likely & tells).sum()
    share[:, none] = 0.0
    typed = classes[np.arange(len(share)), share.argmax(1)][tells].mean()
    return (
        f"{len(tells)} sentences, {tells.sum()} tell; precision {right / max(1, likely.sum()):.3f}, "
        f"recall {right / tells.sum():.3f}, type of those that tell right {typed:.3f}"
    )


if __name__ == "__main__":
    main()
