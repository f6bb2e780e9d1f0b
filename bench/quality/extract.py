"""Running the extractor over dossiers and writing what `score_dossiers.py` reads."""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from reference import Reference
from schemas.slots import Actor, Casualty
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, Qualifier, SourceKind
from services.ingest.extraction import Document, Extractor

__all__ = ["documents", "publisher", "row", "run"]

_KINDS = {
    SourceKind.OUTLET: ActorKind.MEDIA,
    SourceKind.AGGREGATOR: ActorKind.MEDIA,
    SourceKind.OBSERVER: ActorKind.OBSERVER_MISSION,
    SourceKind.PRESS_OFFICE: ActorKind.UNKNOWN,
    SourceKind.SOCIAL: ActorKind.UNKNOWN,
}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """JSON objects of a `.jsonl` or `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def publisher(source: dict[str, Any]) -> Actor:
    """The actor that a source is, by name and country, as an operator would register it."""
    return Actor(name=source["name"], country=source["country"], kind=_KINDS[SourceKind(source["kind"])])


def documents(path: Path) -> Iterator[tuple[str, Document]]:
    """(gold report id, document) for every report of a file of dossiers, in file order."""
    for dossier in read_lines(path):
        for report in dossier["reports"]:
            yield (
                report["report_id"],
                Document(
                    uuid5(NAMESPACE_URL, report["report_id"]),
                    report["title"] or None,
                    report["text"],
                    report.get("language"),
                    datetime.fromisoformat(report["published_at"]) if report.get("published_at") else None,
                    publisher(report["source"]),
                    SourceKind(report["source"]["kind"]),
                ),
            )


def _actor(actor: Actor | None) -> dict[str, Any] | None:
    return None if actor is None else {"name": actor.name, "country": actor.country, "kind": actor.kind.value}


def _casualty(figure: Casualty, reference: Reference) -> dict[str, Any]:
    side = figure.side
    named = reference.actors.get(side) if side and len(side) != 2 else None
    least = (
        None
        if figure.qualifier in (Qualifier.VAGUE, Qualifier.AT_MOST) and figure.min == 0 and figure.max != 0
        else figure.min
    )
    return {
        "category": figure.category.value,
        "victims": figure.victims.value,
        "side": named.name if named else side,
        "min": least,
        "max": figure.max,
    }


def row(report: str, statement: Statement, reference: Reference, incident: str | None = None) -> dict[str, Any]:
    """One statement in the scorer's form."""
    assert statement.span is not None
    return {
        "report_id": report,
        "statement_id": str(statement.id),
        "span": [statement.span.start, statement.span.end],
        "claimant": _actor(statement.claimant),
        "speech_act": statement.speech_act.value,
        "temporal": statement.temporal.value,
        "event_type": statement.event_type.value,
        "initiator": _actor(statement.initiator),
        "target": _actor(statement.target),
        "place": {"name": statement.place.name, "country": statement.place.country} if statement.place else None,
        "occurred": {
            "start": statement.occurred.start.isoformat(),
            "end": statement.occurred.end.isoformat(),
            "precision": statement.occurred.precision.value,
        }
        if statement.occurred
        else None,
        "casualties": [_casualty(figure, reference) for figure in statement.casualties],
        "incident_id": incident,
        "rule": statement.rule,
        "carried": [slot.slot for slot in statement.carried],
    }


def run(source: Path, out: Path, extractor: Extractor, reference: Reference) -> int:
    """Extract every report of `source` and write the rows; gives their number."""
    found = 0
    with out.open("w", encoding="utf-8") as lines:
        for report, document in documents(source):
            for statement in extractor.extract(document).statements:
                if statement.span is not None and statement.span.field == "text":
                    lines.write(json.dumps(row(report, statement, reference), ensure_ascii=False) + "\n")
                    found += 1
    return found
