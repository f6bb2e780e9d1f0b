"""Files of dossiers and clusters as postings: what a source would have sent, and beside it what is right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from unicodedata import category

from bench.quality.extract import publisher, read_lines
from schemas.events.reports import Source
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, TimePrecision
from services.ingest.api.coded import LONGEST

__all__ = ["Gold", "Posting", "clusters", "dossiers"]

Row = dict[str, Any]

_COARSER: Final = dict(pairwise(TimePrecision))
_NEWSPAPER: Final = Source(
    id="newspaper",
    name="Local newspaper",
    kind=SourceKind.OUTLET,
    country="US",
    actor=Actor(name="Local newspaper", country="US", kind=ActorKind.MEDIA),
)


@dataclass(frozen=True)
class Gold:
    """A labelled statement: where it stands in the text, and its incident, if any."""

    start: int
    end: int
    event_type: str
    incident: str | None


@dataclass(frozen=True)
class Posting:
    """A report as its source posts it. `name` is the file's for it; `fields` is the body; `incident` that of a report
    which is labelled as a whole."""

    name: str
    source: Source
    fields: Row
    published: datetime
    gold: tuple[Gold, ...] = ()
    incident: str | None = None


def dossiers(paths: Sequence[Path], coded: bool) -> list[Posting]:
    """Every report of the dossiers in the order of publication, each as its own, with its statements if `coded`.

    What the file knows of copies, revisions and retractions is not passed on.
    """
    made = []
    for dossier in (row for path in paths for row in read_lines(path)):
        for report in dossier["reports"]:
            source = report["source"]
            fields: Row = {
                "external_id": report["report_id"],
                "title": report["title"] or None,
                "text": report["text"],
                "published_at": report["published_at"],
                "language": report.get("language"),
            }
            if coded:
                fields["statements"] = list(_coded(report))
            posting = Posting(
                name=report["report_id"],
                source=Source(
                    id=_slug(source["name"]),
                    name=source["name"],
                    kind=SourceKind(source["kind"]),
                    country=source["country"],
                    actor=publisher(source),
                ),
                fields=fields,
                published=datetime.fromisoformat(report["published_at"]),
                gold=tuple(_gold(report["text"], one) for one in report["statements"]),
            )
            made.append(posting)
    return sorted(made, key=lambda one: one.published)


def clusters(paths: Sequence[Path]) -> list[Posting]:
    """Every report of the files in the order of publication, which is known by the day."""
    made = []
    for row in (row for path in paths for row in read_lines(path)):
        # Noon: a day's paper is read neither the day before nor the day after anywhere.
        at = f"{row['published']}T12:00:00Z"
        fields = {
            "external_id": row["doc_id"],
            "title": _sendable(row["title"]) or None,
            "text": _sendable(row["text"]),
            "published_at": at,
        }
        made.append(Posting(row["doc_id"], _NEWSPAPER, fields, datetime.fromisoformat(at), incident=row["incident_id"]))
    return sorted(made, key=lambda one: one.published)


def _sendable(words: str) -> str:
    """Without the control characters that old web pages are full of and the edge refuses."""
    return "".join(letter for letter in words if letter in "\n\t" or category(letter) != "Cc")


def _gold(text: str, one: Row) -> Gold:
    start = text.index(one["evidence"])
    return Gold(start, start + len(one["evidence"]), one["event_type"], one["incident"])


def _coded(report: Row) -> Iterator[Row]:
    numbers = {one["id"]: number for number, one in enumerate(report["statements"])}
    for one in report["statements"]:
        start = report["text"].index(one["evidence"])
        slots: Row = {
            "claimant": _actor(one["claimant"]),
            "relayer": _actor(one["relayer"]),
            "speech_act": one["speech_act"],
            "certainty": one["certainty"],
            "temporal": one["temporal"],
            "event_type": one["event_type"],
            "initiator": _actor(one["initiator"]),
            "target": _actor(one["target"]),
            "place": _only(one["place"], ("name", "country")),
            "occurred": _occurred(one["occurred"]),
            "casualties": list(_figures(one["casualties"])),
            "span": {"field": "text", "start": start, "end": start + len(one["evidence"])},
        }
        # What another report said cannot be pointed to: the writer has to find it.
        if one["denies"] in numbers:
            slots["answers"] = {"statement": numbers[one["denies"]]}
        yield {name: value for name, value in slots.items() if value is not None}


def _only(given: Row | None, names: Iterable[str]) -> Row | None:
    return None if given is None else {name: given[name] for name in names if given[name] is not None}


def _actor(given: Row | None) -> Row | None:
    return _only(given, ("name", "country", "kind"))


def _occurred(given: Mapping[str, str] | None) -> Row | None:
    if given is None:
        return None
    start, end = f"{given['start'][:10]}T00:00:00Z", f"{given['end'][:10]}T23:59:59Z"
    lasts, precision = datetime.fromisoformat(end) - datetime.fromisoformat(start), TimePrecision(given["precision"])
    # The edge refuses a day of three months: that is known as well as a month is.
    while lasts > LONGEST.get(precision, lasts):
        precision = _COARSER[precision]
    return {"start": start, "end": end, "precision": precision}


def _figures(given: Iterable[Row]) -> Iterator[Row]:
    """Figures as they may be posted: the first of each side and category."""
    cells = set()
    for one in given:
        if (cell := (one["category"], one["side"])) not in cells:
            cells.add(cell)
            yield {name: value for name, value in one.items() if value is not None}


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
