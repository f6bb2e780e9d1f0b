"""Match features beside what is known of each incident: how often they are right, and what they cost."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zlib import crc32

from reference import Reference
from reference.places.names import comparable
from schemas.features import Features
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document
from services.ingest.extraction.features import features
from services.ingest.extraction.text.segment import segment
from services.ingest.extraction.text.sketch import hash32

__all__ = ["PARTS", "Measured", "measure"]

Row = dict[str, Any]

PARTS: Final = ("even", "odd")
"""The two halves of the incidents, by CRC-32 of their id: one to look at, one to report on."""
_PER: Final = 3000


@dataclass
class Measured:
    """Counts by part of the incidents: (feature, "right" | "given" | "asked"), and what was found wrong."""

    counts: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0
    characters: int = 0
    wrong: list[Row] = field(default_factory=list)

    @property
    def microseconds(self) -> float:
        """Processor time per 3 KB of text, without the parse."""
        return self.seconds * 1e6 * _PER / max(1, self.characters)


def measure(rows: Sequence[Row], reference: Reference, step: Callable[[], None]) -> Measured:
    """The features of every report beside the gold of its incident. Deterministic but for the time."""
    made = Measured()
    for row in rows:
        document = _document(row)
        # The segments are made for the parse anyway.
        text = segment("text", document.text)
        began = time.process_time()
        found = features(document, (), text, reference)
        made.seconds += time.process_time() - began
        made.characters += len(document.text)
        part = PARTS[crc32(row["incident_id"].encode()) % 2]
        made.sizes[part] += 1
        wrong = []
        for name, right, given in _judged(row["gold"], found):
            counts = made.counts[part]
            counts[name, "asked"] += 1
            counts[name, "given"] += given
            counts[name, "right"] += right
            if not right:
                wrong.append(name)
        made.wrong.append({"doc_id": row["doc_id"], "part": part, "wrong": wrong})
        step()
    return made


def _document(row: Row) -> Document:
    published = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
    actor = Actor(name="Local newspaper", country="US", kind=ActorKind.MEDIA)
    report = uuid5(NAMESPACE_URL, row["doc_id"])
    return Document(report, row["title"] or None, row["text"], "en", published, actor, SourceKind.OUTLET)


def _judged(gold: Row, found: Features) -> Iterator[tuple[str, bool, bool]]:
    """(feature, whether it is right, whether it is given) for each that is known of the incident."""
    if gold.get("state"):
        yield "state", found.state == hash32(comparable(gold["state"])), found.state is not None
    if gold.get("city_or_county"):
        towns = _town(gold["city_or_county"])
        yield "main town", found.main_town in towns, found.main_town is not None
        yield "town among those named", any(town in found.towns for town in towns), bool(found.towns)
    if gold.get("date"):
        day = datetime.strptime(gold["date"], "%B %d, %Y").date()
        yield "event day", found.event_day == day, found.event_day is not None
        yield "day among those named", day in found.days, bool(found.days)
    for name, known, figure in (
        ("killed", gold.get("num_killed"), found.killed),
        ("injured", gold.get("num_injured"), found.injured),
    ):
        if known is not None:
            yield name, (figure.value if figure else 0) == known, figure is not None


def _town(name: str) -> set[int]:
    """How a town may be written: "Springfield (Queens)" is either."""
    parts = [name, *name.replace(")", "").split("(")]
    return {hash32(comparable(part)) for part in parts if part.strip()}


def named(counts: Iterable[tuple[str, str]]) -> list[str]:
    """The features counted, in order."""
    return list(dict.fromkeys(name for name, _ in counts))
