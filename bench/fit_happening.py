"""Estimates the weights of `services.ingest.extraction.happenings.happening` from labelled sentences.

    python -m bench.fit_happening --dossiers IN... --out FILE [--check]

`IN` are dossiers as `bench.quality` takes them: a unit of a report is one that tells if it holds most of a labelled
statement's evidence, of the type of the first. Multinomial logistic loss with a quadratic penalty, by accelerated
gradient descent (Nesterov 1983). What was estimated from texts that are no longer at hand,
`bench/fitting/earlier_happening.json`, counts as much: bits are the mean of both. With `--check`, prints how the new
ones alone do on each file when fitted to all others.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from bench.quality.extract import read_lines
from services.ingest.extraction import lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.happening import NONE, words
from services.ingest.extraction.syntax.parse import Parser, open_model
from services.ingest.extraction.text.segment import segment

Array = NDArray[np.float64]

_EARLIER: Final = Path(__file__).parent / "fitting" / "earlier_happening.json"
_PENALTY: Final = 2.0
_STEPS: Final = 250
_POWERS: Final = 20
"""Turns in which the largest eigenvalue is found (power iteration)."""
_MARGIN: Final = 1.05
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


def source_of(file: Path) -> str:
    """What a file goes by: its folder and its name."""
    return f"{file.parent.name}/{file.name}"


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
                yield Sentence(unit.text, next(held, NONE), source_of(file))


class Held(NamedTuple):
    """Which words stand in which sentence: columns of all sentences in one row, and where each sentence begins. Every
    sentence holds the last column, the prior."""

    columns: NDArray[np.int64]
    begins: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], width: int) -> Self:
        """From the columns of each sentence, without the prior's."""
        full = [[*row, width - 1] for row in rows]
        begins = np.cumsum([0, *(len(row) for row in full[:-1])])
        return cls(np.array([at for row in full for at in row]), begins, width)

    def score(self, weights: Array) -> Array:
        """The sum of the weights of each sentence, by class."""
        return np.add.reduceat(weights[self.columns], self.begins, axis=0)

    def spread(self, each: Array) -> Array:
        """What stands at each sentence, summed by word."""
        lengths = np.diff([*self.begins, len(self.columns)])
        told = np.repeat(each, lengths, axis=0)
        return np.stack([np.bincount(self.columns, part, self.width) for part in told.T], axis=1)


def solve(held: Held, classes: Array) -> Array:
    """Weights in bits by word and class; the last row, the prior, is not held down."""
    weights = np.zeros((held.width, classes.shape[1]))
    ahead = weights
    penalty = np.full((held.width, 1), _PENALTY)
    penalty[-1] = 0.0
    # The curvature of the loss is at most half the largest eigenvalue of the words' own products.
    way = np.ones((held.width, 1))
    for _ in range(_POWERS):
        way = held.spread(held.score(way / np.linalg.norm(way)))
    step = 1.0 / (0.5 * _MARGIN * float(np.linalg.norm(way)) + _PENALTY)
    for turn in range(_STEPS):
        score = held.score(ahead)
        share = np.exp(score - score.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        moved = ahead - step * (held.spread(share - classes) + penalty * ahead)
        ahead = moved + turn / (turn + 3) * (moved - weights)
        weights = moved
    bits: Array = weights / np.log(2.0)
    return bits


class Told(NamedTuple):
    """Sentences and the words that count of each."""

    sentences: Sequence[Sentence]
    words: Sequence[frozenset[str]]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Self:
        """As extraction reads them."""
        tables = lexicon.load()
        trees = Parser(open_model(MODEL), tables).parse([one.text for one in sentences])
        return cls(sentences, [words(tree.nodes, tables) for tree in trees])

    def without(self, sources: Container[str]) -> "Told":
        """All that is not from these files."""
        kept = [at for at, one in enumerate(self.sentences) if one.source not in sources]
        return Told([self.sentences[at] for at in kept], [self.words[at] for at in kept])


class Model(NamedTuple):
    """Bits by word, the last row being the prior, and label."""

    columns: dict[str, int]
    labels: list[str]
    bits: Array

    def score(self, found: Sequence[frozenset[str]]) -> Array:
        """Bits of each sentence by label."""
        rows = [sorted(self.columns[word] for word in heard if word in self.columns) for heard in found]
        return Held.of(rows, len(self.columns) + 1).score(self.bits)

    def priors(self, told: Told) -> dict[str, float]:
        """Sentences were not gathered in the shares that reports have: without a word, the odds are to be even."""
        none = sum(one.label == NONE for one in told.sentences)
        even = np.log2((len(told.sentences) - none) / none)
        bits = {label: float(one) for label, one in zip(self.labels, self.bits[-1], strict=True)}
        return {label: round(one + even * (label == NONE), 2) for label, one in bits.items()}

    def weights(self) -> dict[str, dict[str, float]]:
        """The bits worth keeping, by word and label."""
        return {
            word: {
                label: round(float(bits), 2)
                for label, bits in zip(self.labels, self.bits[at], strict=True)
                if abs(bits) >= _SMALL
            }
            for word, at in self.columns.items()
        }


def fit(told: Told) -> Model:
    """The model of some sentences."""
    counts = Counter(word for heard in told.words for word in heard)
    columns = {word: at for at, word in enumerate(sorted(w for w, count in counts.items() if count >= _LEAST))}
    rows = [sorted(columns[word] for word in heard if word in columns) for heard in told.words]
    labels = sorted({one.label for one in told.sentences})
    classes = np.array([[one.label == label for label in labels] for one in told.sentences], dtype=np.float64)
    return Model(columns, labels, solve(Held.of(rows, len(columns) + 1), classes))


Bits = dict[str, float]
"""By label."""


def estimate(told: Told) -> tuple[Bits, dict[str, Bits]]:
    """What stands before any word is heard, and the bits of each word: between the earlier ones and those of some
    sentences."""
    earlier = json.loads(_EARLIER.read_text(encoding="utf-8"))
    model = fit(told)
    new = model.weights()
    words = {word: _mean(earlier["bits"].get(word, {}), new.get(word, {})) for word in sorted({*earlier["bits"], *new})}
    heard = {word: {label: bits for label, bits in row.items() if abs(bits) >= _SMALL} for word, row in words.items()}
    return _mean(earlier["priors"], model.priors(told)), {word: row for word, row in heard.items() if row}


def _mean(one: Bits, other: Bits) -> Bits:
    return {label: round((one.get(label, 0.0) + other.get(label, 0.0)) / 2, 2) for label in sorted({*one, *other})}


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each file gives when it is left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_happening", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="tell how each file does when fitted to all others")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    told = Told.of([one for file in given.dossiers for one in labelled(file)])
    if given.check:
        for source in dict.fromkeys(one.source for one in told.sentences):
            others = {one.source for one in told.sentences} - {source}
            Console().print(f"{source}: {_left_out(fit(told.without({source})), told.without(others))}")
    priors, bits = estimate(told)
    data = hashlib.sha256("\n".join(f"{one.label} {one.text}" for one in told.sentences).encode()).hexdigest()[:16]
    document = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "sentences": len(told.sentences),
        "data": data,
        "priors": priors,
        "bits": bits,
    }
    given.out.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _left_out(model: Model, told: Told) -> str:
    score = model.score(told.words)
    none = model.labels.index(NONE)
    share = 2.0 ** (score - score.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    tells, likely = np.array([one.label != NONE for one in told.sentences]), share[:, none] < 1 - _LIKELY
    share[:, none] = 0.0
    best = [model.labels[at] for at in share.argmax(1)]
    typed = [one.label == label for one, label in zip(told.sentences, best, strict=True) if one.label != NONE]
    right = (likely & tells).sum()
    return (
        f"{len(tells)} sentences, {tells.sum()} tell; precision {right / max(1, likely.sum()):.3f}, "
        f"recall {right / tells.sum():.3f}, type of those that tell right {np.mean(typed):.3f}"
    )


if __name__ == "__main__":
    main()
