"""Estimates the weights of `services.ingest.extraction.happenings.wording` from labelled sentences and clauses.

    python -m bench.fit_wording --dossiers IN... --out FILE [--check]

`IN` are dossiers as `bench.quality` takes them. A unit of a report that holds most of a labelled statement's evidence
tells of its type, and so do the words of the evidence alone where a unit says more than that. Multinomial logistic loss
with a quadratic penalty. What was estimated from texts that are no longer at hand counts as much
(`bench/fitting/earlier_wording.json`): bits are the mean of both. With `--check`, prints how each writer does when
fitted to all others.
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

from bench.fitting.descent import least
from bench.fitting.drafts import writer_of
from bench.quality.extract import read_lines
from schemas.vocabulary import EVENT_TYPES, EventType, family
from services.ingest.extraction import lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.wording import Wording, read, wording
from services.ingest.extraction.syntax.parse import Parser, open_model
from services.ingest.extraction.text.segment import segment

__all__ = ["Told", "fit"]

Array = NDArray[np.float64]

_EARLIER: Final = Path(__file__).parent / "fitting" / "earlier_wording.json"
_KINDS: Final = tuple(EVENT_TYPES)
_PENALTY: Final = 1.0
_FREE: Final = 0.01
"""The penalty on what stands before any word is heard."""
_STEPS: Final = 60
_LEAST: Final = 3
"""Texts that a word must stand in to be weighed."""
_WHOLE: Final = 0.9
"""Share of a unit from which evidence is the unit."""


class _Text(NamedTuple):
    """A unit, a part of it or none, the type that it tells of, and who wrote it."""

    unit: str
    part: tuple[int, int] | None
    label: EventType
    writer: str


def _labelled(file: Path) -> Iterator[_Text]:
    writer = writer_of(file)
    for dossier in read_lines(file):
        for report in dossier["reports"]:
            text = report["text"]
            for unit in segment("text", text).units:
                end, whole = unit.start + len(unit.text), False
                for told in report["statements"]:
                    at, size = text.index(told["evidence"]), len(told["evidence"])
                    part = max(at, unit.start), min(at + size, end)
                    if part[1] - part[0] <= size / 2:
                        continue
                    if not whole:
                        whole = True
                        yield _Text(unit.text, None, EventType(told["event_type"]), writer)
                    if part[1] - part[0] < _WHOLE * len(unit.text):
                        inside = part[0] - unit.start, part[1] - unit.start
                        yield _Text(unit.text, inside, EventType(told["event_type"]), writer)


class Told(NamedTuple):
    """Texts that tell of something: what counts of each, its type, and who wrote it."""

    words: Sequence[frozenset[str]]
    labels: Sequence[EventType]
    writers: Sequence[str]

    @classmethod
    def of(cls, files: Sequence[Path]) -> Self:
        """What labelled files tell, as extraction reads it."""
        texts = [one for file in files for one in _labelled(file)]
        tables = lexicon.load()
        trees = Parser(open_model(MODEL), tables).parse([one.unit for one in texts])
        nodes = [tree.nodes if one.part is None else tree.at(*one.part) for one, tree in zip(texts, trees, strict=True)]
        return cls(
            [wording(part, tables) for part in nodes],
            [one.label for one in texts],
            [one.writer for one in texts],
        )

    def without(self, writers: Container[str]) -> "Told":
        """All that others wrote."""
        kept = [at for at, one in enumerate(self.writers) if one not in writers]
        return Told(*([of[at] for at in kept] for of in self))  # type: ignore[arg-type]


def fit(told: Told) -> Wording:
    """Between the model of earlier texts and that of some."""
    earlier, new = read(_EARLIER), _fit(told)
    names = sorted({*earlier.rows, *new.rows})
    none = np.zeros(len(_KINDS), np.int16)
    both = np.stack(
        [[one.bits[one.rows[name]] if name in one.rows else none for name in names] for one in (earlier, new)]
    )
    bits = _whole(both.sum(axis=0) / 2)
    heavy = np.flatnonzero(bits.any(axis=1)).tolist()
    rows = {names[at]: n for n, at in enumerate(heavy)}
    return Wording(_KINDS, rows, bits[heavy], _whole((earlier.priors + new.priors) / 2))


def _whole(tenths: Array) -> NDArray[np.int16]:
    return np.rint(tenths).astype(np.int16)


def _fit(told: Told) -> Wording:
    """The model of some texts."""
    counts = Counter(word for heard in told.words for word in heard)
    rows = {word: at for at, word in enumerate(sorted(word for word, count in counts.items() if count >= _LEAST))}
    held = [[*sorted(rows[word] for word in heard if word in rows), len(rows)] for heard in told.words]
    text = np.repeat(np.arange(len(held)), [len(one) for one in held])
    word = np.array([at for one in held for at in one])
    kinds = np.array([_KINDS.index(label) for label in told.labels])
    shape, every = (len(rows) + 1, len(_KINDS)), np.arange(len(held))
    penalty = np.full((shape[0], 1), _PENALTY)
    penalty[-1] = _FREE

    def loss(flat: Array) -> tuple[float, Array]:
        bits = flat.reshape(shape)
        score = np.stack([np.bincount(text, column[word], len(held)) for column in bits.T], axis=1)
        score -= score.max(1, keepdims=True)
        share = np.exp(score)
        share /= share.sum(1, keepdims=True)
        value = -np.log(share[every, kinds] + 1e-300).sum() + 0.5 * float((penalty * bits * bits).sum())
        share[every, kinds] -= 1.0
        slope = np.stack([np.bincount(word, column[text], shape[0]) for column in share.T], axis=1) + penalty * bits
        return float(value), slope.ravel()

    found = least(loss, np.zeros(shape[0] * shape[1]), _STEPS).reshape(shape)
    tenths = _whole(found * 10.0 / np.log(2.0))
    return Wording(_KINDS, rows, tenths[:-1], tenths[-1])


def _check(told: Told) -> Iterator[str]:
    for writer in dict.fromkeys(told.writers):
        model = fit(told.without({writer}))
        own = told.without({one for one in told.writers if one != writer})
        right = []
        for heard, label in zip(own.words, own.labels, strict=True):
            score = model.priors + model.bits[[model.rows[word] for word in heard if word in model.rows]].sum(axis=0)
            right.append(_KINDS[int(score.argmax())] in family(label))
        yield f"{writer}: {len(right)} texts, family of types right {np.mean(right):.3f}"


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each writer gives when left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_wording", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="tell how each writer does when fitted to all others")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    told = Told.of(given.dossiers)
    for line in _check(told) if given.check else ():
        Console().print(line)
    model = fit(told)
    data = hashlib.sha256("\n".join(f"{a} {sorted(b)}" for a, b in zip(told.labels, told.words, strict=True)).encode())
    head = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "texts": len(told.labels),
        "data": data.hexdigest()[:16],
        "kinds": [kind.value for kind in model.kinds],
        "priors": model.priors.tolist(),
    }
    bits = ",\n".join(
        f"{json.dumps(word, ensure_ascii=False)}:{json.dumps(model.bits[at].tolist(), separators=(',', ':'))}"
        for word, at in model.rows.items()
    )
    given.out.write_text(f'{json.dumps(head)[:-1]}, "bits": {{\n{bits}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
