"""Estimates the weights of `services.ingest.extraction.parties.choosing` from labelled dossiers.

    python -m bench.fit_parties --dossiers IN... [--light IN...] --out FILE

Every report is extracted by the real code up to where parties are chosen, under word weights that have not seen it
(`fitting.unseen`); a draft is about the labelled statement that it overlaps most, first of those of its family of
types. Where none of the candidates is the labelled party nothing can be learned, and the draft is left out. Prints
how parties are told for each writer by the rules and by weights fitted to all others.
"""

import argparse
import hashlib
import json
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
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
from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, EventType, family
from services.ingest.extraction import Extractor
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.parties.candidates import Candidate, candidates
from services.ingest.extraction.parties.choosing import best
from services.ingest.extraction.parties.report_parties import SLOTS, Telling, same

_PENALTY: Final = 10.0
_LEAST: Final = 3
"""Choices that a feature must hold in to be weighed."""
_APART: Final = 0.7
"""What a draft counts that has another type than its label."""
_SMALL: Final = 0.02
"""Bits that are not worth keeping."""
_CHOSEN: Final = {"initiator": {"speaker": -0.36, "given": 1.36}, "target": {"given": 1.1}}
"""Bits on top of what is estimated: what grammar gives is left only for more, and who says that it happened is none who
did it by that alone."""
_LIGHT: Final = 0.25
_MUTUAL: Final = ("exchange_of_fire", "ceasefire_agreement")

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A draft beside its label: the candidates of each slot, which are right, and which the rules gave."""

    writer: str
    family: bool
    options: tuple[list[Candidate], list[Candidate]]
    right: tuple[list[bool], list[bool]]
    given: tuple[int, int]


def cases(files: Sequence[Path], world: Reference) -> Iterator[Case]:
    """The labelled drafts of some reports."""
    label: Row = {}
    writer = ""
    found: list[Case] = []

    def see(telling: Telling) -> None:
        for at, number in labels_of(label, telling.drafts, _kin_first).items():
            found.append(_case(writer, telling.drafts[at], label["statements"][number], telling))

    extractor = Extractor(world, MODEL, see)
    for file in files:
        writer = writer_of(file)
        labels = {r["report_id"]: r for dossier in read_lines(file) for r in dossier["reports"]}
        for name, document in documents(file):
            label = labels[name]
            extractor.extract(document)
    yield from found


def _kin_first(share: float, draft: Draft, label: Row) -> tuple[float, ...]:
    return draft.type not in family(EventType(label["event_type"])), -share


def _case(writer: str, draft: Draft, label: Row, telling: Telling) -> Case:
    parties = [label[slot] for slot in SLOTS]
    if label["event_type"] in _MUTUAL and _fits(draft, parties[::-1]) > _fits(draft, parties):
        parties.reverse()
    options = candidates(draft, telling)
    right = tuple([_right(party, one.actor) for one in of] for party, of in zip(parties, options, strict=True))
    given = tuple(_at(getattr(draft, slot), of) for slot, of in zip(SLOTS, options, strict=True))
    alike = draft.type in family(EventType(label["event_type"]))
    return Case(writer, alike, options, (right[0], right[1]), (given[0], given[1]))


def _fits(draft: Draft, parties: Sequence[Row | None]) -> int:
    told = (draft.initiator, draft.target)
    return sum(actor is not None and _right(party, actor) for party, actor in zip(parties, told, strict=True))


def _at(actor: Actor | None, options: Sequence[Candidate]) -> int:
    if actor is None:
        return 0
    return next(n for n, one in enumerate(options) if one.actor is not None and same(one.actor) == same(actor))


def _right(label: Row | None, actor: Actor | None) -> bool:
    """Whether an actor is the labelled one: by one of its names, an office or force of a state by state and kind."""
    if label is None or actor is None:
        return label is None and actor is None
    kind = ActorKind(label["kind"])
    if kind is actor.kind and (kind is ActorKind.CIVILIAN or (kind in STATE and label["country"] == actor.country)):
        return kind is ActorKind.CIVILIAN or actor.country is not None
    return _plain(actor.name) in {_plain(name) for name in (label["name"], *label["accept"])}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace(".", "")
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"'s\b", "", letters)).strip()
    return re.sub(r"\bdefense\b", "defence", words.removeprefix("the "))


def _fit(of: Sequence[Case], light: Container[str] = ()) -> dict[str, dict[str, float]]:
    """Bits by slot and feature; the statements of some writers count a quarter."""
    found = {}
    for at, slot in enumerate(SLOTS):
        choices = [
            Choice(
                [one.features for one in case.options[at]],
                case.right[at],
                (1.0 if case.family else _APART) * (_LIGHT if case.writer in light else 1.0),
            )
            for case in of
            if any(case.right[at])
        ]
        bits = fitted(choices, vocabulary(choices, _LEAST), _PENALTY)
        found[slot] = bits | {name: bits[name] + more for name, more in _CHOSEN.get(slot, {}).items()}
    return found


def _figures(of: Sequence[Case], bits: Mapping[str, Mapping[str, float]] | None) -> list[str]:
    """Shares right, and right of those named, by slot."""
    cells = []
    rows = [case for case in of if case.family]
    chosen = []
    for case in rows:
        if bits is None:
            chosen.append(case.given)
        else:
            pair = best(case.options, [bits[slot] for slot in SLOTS])
            chosen.append((case.options[0].index(pair[0]), case.options[1].index(pair[1])))
    for at in range(len(SLOTS)):
        right = [case.right[at][pick[at]] for case, pick in zip(rows, chosen, strict=True)]
        named = [one for one, pick in zip(right, chosen, strict=True) if pick[at]]
        cells += [f"{sum(right) / max(1, len(right)):.3f}", f"{sum(named) / max(1, len(named)):.3f}"]
    return [str(len(rows)), *cells]


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, print what each writer gives when left out, and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_parties", description=__doc__)
    parser.add_argument("--dossiers", nargs="+", type=Path, required=True)
    parser.add_argument("--light", nargs="*", type=Path, default=[], help="those whose statements count a quarter")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(argv)
    world = reference.open()
    light = {writer_of(file) for file in given.light}
    found = [case for files in parts(given.dossiers) for case in cases(files, world)]
    table = Table("writer", "by", "drafts", "initiator", "of named", "target", "of named")
    writers = dict.fromkeys(case.writer for case in found)
    for name in writers if len(writers) > 1 else ():
        own = [case for case in found if case.writer == name]
        table.add_row(name, "rules", *_figures(own, None))
        table.add_row("", "weights", *_figures(own, _fit([case for case in found if case.writer != name], light)))
    Console().print(table)
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in given.dossiers)).hexdigest()
    document = {
        "estimated": datetime.now(UTC).date().isoformat(),
        "drafts": len(found),
        "writers": len(writers),
        "data": digest[:16],
        "bits": {
            slot: {name: round(one, 2) for name, one in sorted(bits.items()) if abs(one) >= _SMALL}
            for slot, bits in _fit(found, light).items()
        },
    }
    given.out.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
