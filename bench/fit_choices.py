"""Estimates what `placing`, `dating`, `siding`, `sharing` of `services.ingest.extraction` weigh, by labelled dossiers.

    python -m bench.fit_choices --dossiers IN... --out FOLDER

The real code reads every report with the weights there are, but for those of words (`fitting.unseen`). A found
statement is the labelled one that `align` says it is. Of the places it could have, those are right by whose name the
labelled place goes; a figure that it could share is right if the label has it, unless the statement has it already.
Both are choices among options, and a conditional logistic model with a quadratic penalty is fitted to them by
accelerated gradient descent (Nesterov 1983). With `--check`, prints how each file fares under weights fitted to all
others, beside what the code chose.
"""

import argparse
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

import reference
from bench.fitting.unseen import parts
from bench.quality.alignment import align
from bench.quality.extract import documents, read_lines
from bench.quality.gold import Gold
from reference import Reference
from schemas.slots import Casualty, Occurred, Place
from schemas.statement import Statement
from schemas.vocabulary import SourceKind, Victims
from services.ingest.extraction import Extractor
from services.ingest.extraction.bits import Levels
from services.ingest.extraction.casualties import sharing, siding
from services.ingest.extraction.casualties.called import Called
from services.ingest.extraction.dates import dating
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.appraisal import appraise
from services.ingest.extraction.places import placing
from services.ingest.extraction.reading import Reading

Array = NDArray[np.float64]
Row = dict[str, Any]

_PENALTY: Final = 3.0
_STEPS: Final = 150
_SHARED: Final = 0.36
"""How likely a shared figure must be right: about half of the F1 of figures, from which on it raises that."""
_BASE: Final = "base"


class Choice(NamedTuple):
    """One choice of a file: the levels of its options, which are right, and which the code takes."""

    file: str
    options: list[Levels]
    right: list[bool]
    taken: int


class _Watching(Extractor):
    """Keeps what each draft of the last report could choose from, and which of the drafts were statements."""

    kept: list[int]
    placed: list[tuple[list[placing.Candidate], Place | None]]
    counted: list[list[tuple[list[siding.Candidate], Casualty]]]
    dated: list[tuple[list[dating.Candidate], Occurred | None]]
    offered: list[tuple[int, Levels, Casualty]]
    own: list[list[Casualty]]

    def __init__(self, world: Reference) -> None:
        super().__init__(world, appraise=self._keep)

    def _keep(self, drafts: Sequence[Draft], kind: SourceKind) -> list[Draft]:
        stay = appraise(drafts, kind)
        numbers = {id(draft): at for at, draft in enumerate(drafts)}
        self.kept = [numbers[id(draft)] for draft in stay]
        return stay

    def _place(self, drafts: list[Draft], named: Sequence[placing.Named]) -> None:
        told = placing.Map(drafts, named)
        self.placed = [(told.candidates(draft), draft.place) for draft in drafts]
        super()._place(drafts, named)

    def _date(self, drafts: list[Draft], reading: Reading) -> None:
        published = reading.document.published_at
        self.dated = [([], None) for _ in drafts]
        if published is not None:
            told = dating.Days(drafts, reading.calendar.named, published)
            self.dated = [(told.candidates(draft) if told.open(draft) else [], draft.occurred) for draft in drafts]
        super()._date(drafts, reading)

    def _take_sides(self, drafts: list[Draft], called: Called) -> None:
        self.counted = [
            [
                (siding.candidates(d, c, called.kinds(c)), c)
                for c in d.casualties
                if c.victims is not Victims.CIVILIAN and not called.named(c)
            ]
            for d in drafts
        ]
        super()._take_sides(drafts, called)

    def _share(self, drafts: list[Draft]) -> None:
        numbers = {id(draft): at for at, draft in enumerate(drafts)}
        self.offered = [(numbers[id(one.to)], one.levels, one.cell) for one in sharing.offers(drafts)]
        self.own = [list(draft.casualties) for draft in drafts]
        super()._share(drafts)


def _norm(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'s", "")
    return re.sub(r"^the ", "", re.sub(r"[^a-z0-9]+", " ", plain).strip())


def _named(place: Place | None, label: Row | None) -> bool:
    if place is None or label is None:
        return place is None and label is None
    known = {_norm(name) for name in (label["name"], *label["accept"])}
    return not known.isdisjoint((_norm(place.name), _norm(place.name.split(",")[0])))


def _day(occurred: Occurred | None, published: str) -> str:
    """The day of a time, which is that of publication where nothing else is told."""
    return occurred.start.date().isoformat() if occurred is not None else published


class Sides:
    """The names that each labelled side of a dossier goes by."""

    def __init__(self, dossier: Row, world: Reference) -> None:
        self._world = world
        self._names: dict[str, set[str]] = {}
        for statement in (s for report in dossier["reports"] for s in report["statements"]):
            for cell in statement["casualties"]:
                if cell["side"]:
                    self._names.setdefault(cell["side"], set()).add(_norm(cell["side"]))
            for actor in (statement[role] for role in ("claimant", "initiator", "target") if statement[role]):
                for key in (actor["name"], actor["country"]):
                    if key:
                        names = (_norm(name) for name in (actor["name"], *actor["accept"]))
                        self._names.setdefault(key, set()).update(names)

    def holds(self, side: str | None, label: Row) -> bool:
        """Whether a side is that of a labelled figure; of people who are not soldiers none is right too."""
        if label["side"] is None or (side is None and label["victims"] != "military"):
            return True
        actor = self._world.actors.get(side) if side and len(side) != 2 else None
        return _norm(actor.name if actor is not None else side or "") in self._names[label["side"]]

    def right(self, cell: Casualty, label: Row) -> set[int]:
        """Which labelled figures of a statement one is, by number."""
        return {at for at, one in _counted(cell, label) if self.holds(cell.side, one)}


def _counted(cell: Casualty, label: Row) -> list[tuple[int, Row]]:
    """The labelled figures that one may be, by number, whoever they are of."""
    least = None if cell.min == 0 and cell.max != 0 else cell.min
    told = (cell.category.value, least, cell.max)
    return [(n, c) for n, c in enumerate(label["casualties"]) if (c["category"], c["min"], c["max"]) == told]


def choices(file: Path, extractor: _Watching, world: Reference) -> Iterator[tuple[str, Choice]]:
    """(file of weights, choice) for everything that a file of dossiers has a label for."""
    read = dict(documents(file))
    for dossier in read_lines(file):
        sides = Sides(dossier, world)
        for report in dossier["reports"]:
            found = extractor.extract(read[report["report_id"]]).statements
            if found:
                labels = dict(zip(extractor.kept, _labels(report, found), strict=True))
                published = (report.get("published_at") or "")[:10]
                yield from _of_report(file.name, published, labels, extractor, sides)


def _labels(report: Row, found: Sequence[Statement]) -> list[Row | None]:
    """What each found statement is labelled as."""
    gold = []
    for one in report["statements"]:
        at = report["text"].index(one["evidence"])
        gold.append(Gold(at, at + len(one["evidence"]), one["event_type"], None))
    numbers = {id(label): number for number, label in enumerate(gold)}
    aligned = align(gold, found)
    return [report["statements"][numbers[id(aligned[one.id])]] if one.id in aligned else None for one in found]


def _of_report(
    file: str, published: str, labels: Mapping[int, Row | None], extractor: _Watching, sides: Sides
) -> Iterator[tuple[str, Choice]]:
    """`labels` are those of the drafts by number, as far as they were statements."""
    for at, label in labels.items():
        if label is None:
            continue
        options, held = extractor.placed[at]
        right = [_named(option.place, label["place"]) for option in options]
        taken = [option.place for option in options].index(held)
        yield placing.WEIGHTS, Choice(file, [option.levels for option in options], right, taken)
        days, when = extractor.dated[at]
        if days and label["occurred"]:
            day, before = label["occurred"]["start"][:10], _day(when, published)
            told = [_day(option.occurred, published) for option in days]
            taken = told.index(before) if before in told else 0
            yield dating.WEIGHTS, Choice(file, [option.levels for option in days], [one == day for one in told], taken)
        for whose, cell in extractor.counted[at]:
            meant = [one for _, one in _counted(cell, label) if one["side"]]
            right = [o.side is not None and any(sides.holds(o.side, one) for one in meant) for o in whose]
            if meant and not any(right):
                right[0] = True  # of somebody else: nobody's is better than a wrong side
            if any(right) and not all(right):
                taken = [option.side for option in whose].index(cell.side)
                yield siding.WEIGHTS, Choice(file, [option.levels for option in whose], right, taken)
    for at, levels, cell in extractor.offered:
        if (label := labels.get(at)) is not None:
            had = {number for own in extractor.own[at] for number in sides.right(own, label)}
            more = not sides.right(cell, label) <= had
            yield sharing.WEIGHTS, Choice(file, [{**levels, _BASE: ""}, {}], [more, not more], 1)


class Design:
    """Options as rows of levels, and where each choice begins."""

    def __init__(self, made: Sequence[Choice], columns: dict[tuple[str, str], int]) -> None:
        options = [levels for choice in made for levels in choice.options]
        self.rows = np.zeros((len(options), len(columns)))
        for at, levels in enumerate(options):
            for level in levels.items():
                if level in columns:
                    self.rows[at, columns[level]] = 1.0
        sizes = np.array([len(choice.options) for choice in made])
        self.begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.choice = np.repeat(np.arange(len(made)), sizes)
        self.right = np.array([right for choice in made for right in choice.right], dtype=np.float64)

    def shares(self, score: Array, among: Array | None = None) -> Array:
        """How likely each option is of its choice, or of those `among` it that are right."""
        likely = np.exp(score - np.maximum.reduceat(score, self.begins)[self.choice])
        likely = likely if among is None else likely * among
        shared: Array = likely / np.add.reduceat(likely, self.begins)[self.choice]
        return shared


def solve(made: Sequence[Choice]) -> dict[tuple[str, str], float]:
    """Bits by what is compared and level; choices without a right option tell nothing."""
    made = [choice for choice in made if any(choice.right)]
    columns: dict[tuple[str, str], int] = {}
    for choice in made:
        for levels in choice.options:
            for level in levels.items():
                columns.setdefault(level, len(columns))
    held = Design(made, columns)
    penalty = np.array([0.0 if name == _BASE else _PENALTY for name, _ in columns])
    weights = ahead = np.zeros(len(columns))
    size = 1.0 / (0.25 * float(np.linalg.norm(held.rows, 2)) ** 2 + _PENALTY)
    for turn in range(_STEPS):
        score = held.rows @ ahead
        gradient = held.rows.T @ (held.shares(score) - held.shares(score, held.right)) + penalty * ahead
        taken = ahead - size * gradient
        ahead = taken + turn / (turn + 3) * (taken - weights)
        weights = taken
    return {level: float(weights[at] / np.log(2.0)) for level, at in columns.items()}


def settled(bits: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The bits as they decide: a shared figure must be likely enough."""
    least = float(np.log2(_SHARED / (1 - _SHARED)))
    return {level: weight - least if level[0] == _BASE else weight for level, weight in bits.items()}


def _left_out(made: Sequence[Choice], bits: dict[tuple[str, str], float]) -> tuple[int, int, int, int]:
    """Choices, those that the code has right, those that the weights have right, and those where they differ."""
    before = after = differ = 0
    for choice in made:
        weighed = [sum(bits.get(level, 0.0) for level in levels.items()) for levels in choice.options]
        best = max(range(len(weighed)), key=weighed.__getitem__)
        before += choice.right[choice.taken]
        after += choice.right[best]
        differ += best != choice.taken
    return len(made), before, after, differ


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each file gives when it is left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_choices", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="print how each file fares when it is left out")
    given = parser.parse_args(argv)
    world, console = reference.open(), Console()
    extractor = _Watching(world)
    made: dict[str, list[Choice]] = {placing.WEIGHTS: [], dating.WEIGHTS: [], siding.WEIGHTS: [], sharing.WEIGHTS: []}
    for read in (file for files in parts(given.dossiers) for file in files):
        for name, choice in choices(read, extractor, world):
            made[name].append(choice)
    for name, all_made in made.items():
        for file in dict.fromkeys(choice.file for choice in all_made) if given.check else ():
            out = [choice for choice in all_made if choice.file == file]
            others = [choice for choice in all_made if choice.file != file]
            figures = _left_out(out, settled(solve(others))) if others else ()
            console.print(name, file, *figures)
        bits = settled(solve(all_made))
        table: dict[str, dict[str, float]] = {}
        for (compared, level), weight in sorted(bits.items()):
            if compared != _BASE:
                table.setdefault(compared, {})[level] = round(weight, 2)
        data = hashlib.sha256(repr([choice[1:] for choice in all_made]).encode()).hexdigest()[:16]
        document = {
            "estimated": datetime.now(UTC).date().isoformat(),
            "choices": len(all_made),
            "data": data,
            "base": round(bits.get((_BASE, ""), 0.0), 2),
            "bits": table,
        }
        (given.out / name).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
