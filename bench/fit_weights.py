"""`python -m bench.fit_weights --dossiers IN... --clusters IN --out FILE`: estimate the weights of matching.

Pairs are those that the candidate index hands over while the real code decides on labelled files with the weights there
are, so that the new ones fit what they will be asked:

- what slots weigh, between statements of two reports and of one, from dossiers whose statements are posted as labelled;
- what the words of reports weigh, and the prior, from news reports taken as one candidate each.

What is not estimated (thresholds, caps, what reactions weigh, what a level says in words) is taken over from the
weights there are.

With `--folds N` a file is written for each fold as well, `FILE.0.json` and so on, fitted to the news reports of all
other folds: for `python -m bench.quality clusters --weights`, which decides on each report with those of its own.
"""

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import reference
from bench.fitting.rows import Collecting, Pairs
from bench.fitting.solve import Design, solve
from bench.quality import gold
from bench.quality.alignment import align
from bench.quality.candidates import Candidates
from bench.quality.clusters import fold_of, instead
from bench.quality.pipeline import Normalizing, published_set
from reference import Reference
from services.dedup.matching import slots, weights, words
from services.dedup.matching.weights import Weights
from services.ingest.extraction import MODEL, Extractor
from services.ingest.normalizer.describing import Describing

__all__ = ["counted", "main"]

_ORDER: Final[dict[str, Sequence[str]]] = {
    **{name: known[1:] for name, known in ({**slots.LEVELS, **words.LEVELS}).items()},
    "place": (
        "far abroad",
        "other country",
        "other place",
        "other name",
        "inside",
        "round",
        "unknown",
        "near",
        "same area",
        "same",
    ),
    "day": ("told apart", "30 apart", "2 apart", "1 apart", "unknown", "overlap", "same"),
    "type": ("apart", "other", "vague", "unknown", "related", "family", "same"),
    "initiator": ("other", "reversed", "unknown", "same"),
    "target": ("other", "reversed", "unknown", "same"),
    "casualties": ("differ", "unknown", "compatible", "same"),
    "gap": ("more", "15-30", "5-14", "2-4", "0-1"),
    "boilerplate": (">= 0.3", ">= 0.06", ">= 0.015", "< 0.015"),
}
"""From what speaks most against two being one to what speaks most for it."""
del _ORDER["after"]
_FEW: Final = 20
_CHOSEN: Final = {"answers": slots.LEVELS["answers"]}
"""Reactions are too few to estimate by: what they weigh was chosen."""


_COUNTED: Final = (("place", "far abroad"),)
"""Slots' levels that no true pair holds and that come with others that settle the labelled pairs by themselves. The
penalty leaves such a step at nothing, whatever the number of false pairs: these weigh what counting them says."""


@dataclass(frozen=True)
class _Found:
    prior: float
    levels: dict[str, dict[str, float]]
    same_report: float
    siblings: dict[str, dict[str, float]]


def main() -> None:
    """Parse the command line, run, write the files."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_weights", description=__doc__)
    parser.add_argument("--dossiers", type=Path, nargs="+", required=True)
    parser.add_argument("--clusters", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--weights", type=Path, default=weights.SHIPPED, help="the weights there are")
    given = parser.parse_args()
    console, world, held = Console(), reference.open(), weights.load(given.weights)
    normalizing = Normalizing(Describing(Extractor.load(world, MODEL), world), world)
    columns = TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as progress:
        coded, siblings = _of_dossiers(given.dossiers, normalizing, held, world, progress)
        news = _of_clusters(given.clusters, normalizing, held, world, progress)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (*given.dossiers, *given.clusters))).hexdigest()
    raw = json.loads(given.weights.read_text(encoding="utf-8"))
    pairs = {"statements": len(coded.one), "reports": len(news.one)}
    for fold in (None, *range(given.folds)):
        kept = np.array([fold is None or fold_of(one, given.folds) != fold for one in news.incident])
        part = news.where(kept)
        found = _fit(coded, part, siblings, held)
        made = _file(raw, found, (coded, part), siblings, {"data": digest[:16], "pairs": pairs})
        out = given.out if fold is None else given.out.with_suffix(f".{fold}.json")
        out.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
        console.print(f"written to {out}")


def _of_dossiers(
    paths: Sequence[Path], normalizing: Normalizing, held: Weights, world: Reference, progress: Progress
) -> tuple[Pairs, Pairs]:
    postings = gold.dossiers(paths, coded=True)
    task = progress.add_task("labelled statements", total=len(postings))
    deciding = Collecting(held, world)
    for posting in postings:
        given = normalizing.post(posting)
        known = align(posting.gold, published_set(given).statements)
        deciding.decide(given)
        deciding.label({id: one.incident for id, one in known.items() if one.incident is not None})
        progress.advance(task)
    return deciding.pairs(), deciding.siblings()


def _of_clusters(
    paths: Sequence[Path], normalizing: Normalizing, held: Weights, world: Reference, progress: Progress
) -> Pairs:
    postings = gold.clusters(paths)
    task = progress.add_task("news reports", total=len(postings))
    deciding, candidates = Collecting(held, world), Candidates(world)
    for posting in postings:
        given = normalizing.post(posting)
        candidate = candidates.of(published_set(given), posting)
        deciding.decide(instead(given, candidate))
        if candidate is not None and posting.incident is not None:
            deciding.label({candidate.id: posting.incident})
        progress.advance(task)
    return deciding.pairs()


def _fit(coded: Pairs, news: Pairs, siblings: Pairs, held: Weights) -> _Found:
    """Words and slots by turns, each given the other; slots at `repeated` of their bits, also where they speak against
    and count in full if words say nothing particular (decision 16)."""
    chosen, within_chosen = (
        {name: {level: one.bits for level, one in of[name].items()} for name in _CHOSEN}
        for of in (held.levels, held.siblings)
    )
    of_slots = {name: known for name, known in slots.LEVELS.items() if name not in _CHOSEN}
    of_statements = coded.problem(held.prior).given(_CHOSEN, chosen)
    of_reports = news.problem(held.prior).given(_CHOSEN, chosen)
    nothing = {name: dict.fromkeys(known, 0.0) for name, known in of_slots.items()}
    found = nothing
    for _ in range(2):
        repeated = {name: {level: bits * held.repeated for level, bits in of.items()} for name, of in found.items()}
        prior, words_found = solve(Design(words.LEVELS, _ORDER), of_reports.given(of_slots, repeated))
        given = of_statements.given(words.LEVELS, words_found, prior)
        _, found = solve(Design(of_slots, {name: _ORDER[name] for name in of_slots}), given)
    for name, level in _COUNTED:
        found[name][level] = min(found[name][level], counted(coded, name, slots.LEVELS[name].index(level)))
    prior, words_found = _rebased(prior, words_found, news)
    within = replace(
        siblings.problem(held.prior), offset=np.zeros(len(siblings.one)), prior=np.ones(len(siblings.one), bool)
    )
    order = {name: _ORDER[name] for name in of_slots}
    same_report, of_siblings = solve(Design(of_slots, order), within.given(_CHOSEN, within_chosen))
    return _Found(prior, words_found | found | chosen, same_report, of_siblings | within_chosen)


def counted(pairs: Pairs, name: str, level: int) -> float:
    """log2 of how much more often pairs of one incident hold a level than others do, half a pair added to each count
    (Jeffreys 1946)."""
    true, false = (
        (pairs.count(name, level, one) + 0.5) / (int((pairs.one == one).sum()) + 1.0) for one in (True, False)
    )
    return log2(true / false)


def _rebased(
    prior: float, levels: dict[str, dict[str, float]], news: Pairs
) -> tuple[float, dict[str, dict[str, float]]]:
    """Where two reports always say something, the level that two happenings mostly hold says nothing."""
    made = dict(levels)
    for name, known in words.LEVELS.items():
        counts = [news.count(name, number, False) for number in range(len(known))]
        if name not in words.STANDS_FOR and counts[0] < _FEW:
            base = levels[name][known[counts.index(max(counts))]]
            prior += base
            made[name] = {level: 0.0 if level == known[0] else bits - base for level, bits in levels[name].items()}
    return prior, made


def _file(
    raw: dict[str, Any], found: _Found, parts: Sequence[Pairs], siblings: Pairs, provenance: dict[str, Any]
) -> dict[str, Any]:
    said = {
        name: {level: one["says"] for level, one in of.items() if "says" in one}
        for name, of in raw["comparisons"].items()
    }
    prior = raw["prior"] | {"bits": round(found.prior, 2), "same_report": round(found.same_report, 2)}
    return raw | {
        "provenance": raw["provenance"] | {"date": datetime.now(UTC).date().isoformat()} | provenance,
        "prior": prior,
        "comparisons": _levels({**slots.LEVELS, **words.LEVELS}, found.levels, parts, said),
        "siblings": _levels(slots.LEVELS, found.siblings, [siblings], {}),
    }


def _levels(
    numbered: Mapping[str, Sequence[str]],
    bits: Mapping[str, Mapping[str, float]],
    parts: Sequence[Pairs],
    said: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: {
            level: {
                "bits": round(bits[name][level], 2),
                "pairs": [sum(part.count(name, number, one) for part in parts) for one in (True, False)],
            }
            | ({"says": said[name][level]} if level in said.get(name, {}) else {})
            for number, level in enumerate(known)
        }
        for name, known in numbered.items()
    }


if __name__ == "__main__":
    main()
