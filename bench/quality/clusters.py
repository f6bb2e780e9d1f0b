"""News reports through the real code: each report's incident is that of most of its statements."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zlib import crc32

from bench.quality.baselines import Text, day_and_place, single_pass
from bench.quality.candidates import Candidates
from bench.quality.dossiers import DAY_AND_PLACE, OURS, SINGLE_PASS
from bench.quality.evidence import Judged, judge
from bench.quality.figures import Clustering, clustering
from bench.quality.gold import Posting
from bench.quality.pipeline import Deciding, Normalizing, published_set
from reference import Reference
from schemas.statement import Statement
from services.dedup.incidents.background import set_aside_why
from services.dedup.incidents.decide import Input
from services.dedup.matching.weights import Weights

__all__ = ["WHOLE", "Run", "fold_of", "instead", "run"]

WHOLE = "deconflict, one candidate a report"
"""The same code with one statement for each report, made of the report as a whole."""

Row = dict[str, Any]


@dataclass
class Run:
    """What came of a file. `rows` are predictions by system, in the scorer's form."""

    reports: int
    statements: int
    as_candidates: int
    deciding: Deciding
    judged: Judged
    labels: dict[UUID, str]
    words: dict[UUID, str]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    clusterings: dict[str, Clustering] = field(default_factory=dict)


def fold_of(incident: str, folds: int) -> int:
    """Which part of the reports an incident is in, when they are split so that no incident is."""
    return crc32(incident.encode()) % folds


def run(
    postings: Sequence[Posting],
    normalizing: Normalizing,
    weights: Sequence[Weights],
    reference: Reference,
    report_level: bool,
    step: Callable[[], None],
) -> Run:
    """One pass by date. With several weights each report is decided with those of its fold.

    With `report_level`, a report without a statement that could open anything is one candidate as a whole where it
    gives a place or a name, and a day; and beside it all of them are, as a system of its own.
    """
    candidates = Candidates(reference)
    deciding, whole = Deciding(weights, reference), Deciding(weights, reference)
    own: list[list[UUID]] = []
    alone: list[UUID | None] = []
    first: list[Statement | None] = []
    labels: dict[UUID, str] = {}
    words: dict[UUID, str] = {}
    replaced = statements = 0
    for posting in postings:
        assert posting.incident is not None
        fold = fold_of(posting.incident, len(weights))
        given = normalizing.post(posting)
        found = published_set(given)
        candidate = candidates.of(found, posting)
        if report_level:
            whole.decide(instead(given, candidate), fold)
            alone.append(candidate.id if candidate else None)
        eligible = [one for one in found.statements if set_aside_why(one) is None]
        if report_level and not eligible and candidate is not None:
            given, eligible = instead(given, candidate), [candidate]
            replaced += 1
        deciding.decide(given, fold)
        statements += len(found.statements)
        own.append([one.id for one in eligible])
        first.append(candidate)
        labels |= dict.fromkeys(own[-1], posting.incident)
        words |= {one.id: f"{posting.name}: {_said(one, posting)}" for one in eligible}
        step()
    judged = judge(deciding.decisions, labels)
    made = Run(len(postings), statements, replaced, deciding, judged, labels, words)
    systems = {OURS: [_incident_of_most(deciding, ids) for ids in own]}
    if report_level:
        systems[WHOLE] = [str(whole.incident(one)) if one and whole.incident(one) else None for one in alone]
    systems[DAY_AND_PLACE] = _day_and_place(first)
    texts = [Text(f"{one.fields['title'] or ''} {one.fields['text']}", one.published.date()) for one in postings]
    systems[SINGLE_PASS] = [str(number) for number in single_pass(texts)]
    for system, incidents in systems.items():
        pairs = list(zip(postings, incidents, strict=True))
        made.rows[system] = [{"doc_id": one.name, "incident_id": incident} for one, incident in pairs]
        made.clusterings[system] = clustering([(one.incident, incident) for one, incident in pairs])
    return made


def _said(one: Statement, posting: Posting) -> str:
    text: str = posting.fields["text"]
    return text[one.span.start : one.span.end] if one.span and one.span.field == "text" else "the report as a whole"


def _incident_of_most(deciding: Deciding, statements: Sequence[UUID]) -> str | None:
    """Statements come in the order of the text, so that of two incidents with as many the earlier is taken."""
    incidents = [found for one in statements if (found := deciding.incident(one)) is not None]
    return str(Counter(incidents).most_common(1)[0][0]) if incidents else None


def _day_and_place(candidates: Sequence[Statement | None]) -> list[str | None]:
    known = [one for one in candidates if one is not None]
    labels = iter(day_and_place(known))
    found = [next(labels) if one is not None else None for one in candidates]
    return [None if label is None else str(label) for label in found]


def instead(given: Input, candidate: Statement | None) -> Input:
    """An input with one statement in place of those it has, or with none."""
    statements = () if candidate is None else (candidate,)
    data = published_set(given).model_copy(update={"statements": statements, "why": None})
    return Input(given.id, given.position, given.appended_at, data)
