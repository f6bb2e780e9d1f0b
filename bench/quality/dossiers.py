"""Dossiers through the real code: statements extracted or as labelled, incidents as decided or as labelled."""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.quality import extract
from bench.quality.alignment import align
from bench.quality.baselines import Text, day_and_place, single_pass
from bench.quality.evidence import Judged, judge
from bench.quality.figures import Clustering, clustering
from bench.quality.gold import Posting
from bench.quality.pipeline import Deciding, Normalizing, published_set
from reference import Reference
from schemas.statement import Statement
from services.dedup.incidents.background import set_aside_why
from services.dedup.matching.weights import Weights
from services.query.assessment import assess
from services.query.projection.incidents import accounts_of

__all__ = ["DAY_AND_PLACE", "OURS", "SINGLE_PASS", "Run", "run", "write"]

OURS, DAY_AND_PLACE = "deconflict", "day + place"
SINGLE_PASS, OF_QUOTES = "TF-IDF single pass", "TF-IDF of quotes"

Row = dict[str, Any]


@dataclass
class Run:
    """What came of a file. `rows` are predictions by system, in the scorer's form, `clusterings` our own figures."""

    reports: int
    statements: int
    deciding: Deciding
    judged: Judged
    labels: dict[UUID, str]
    words: dict[UUID, str]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    clusterings: dict[str, Clustering] = field(default_factory=dict)


@dataclass(frozen=True)
class _Told:
    """One statement of one report: as it came to the writer, and its labelled incident where it could be told."""

    report: str
    statement: Statement
    quote: Text
    label: str | None


def run(
    postings: Sequence[Posting],
    normalizing: Normalizing,
    weights: Sequence[Weights],
    reference: Reference,
    gold_incidents: bool,
    step: Callable[[], None],
) -> Run:
    """Post every report, decide on each as it comes, and read back how things stand after the last."""
    deciding = Deciding(weights, reference)
    told: list[_Told] = []
    labels: dict[UUID, str | None] = {}
    for posting in postings:
        given = normalizing.post(posting)
        deciding.decide(given)
        body = [one for one in published_set(given).statements if one.span is not None and one.span.field == "text"]
        known = align(posting.gold, body)
        for one in body:
            label = known[one.id].incident if one.id in known else None
            if one.id in known:
                labels[one.id] = label
            told.append(_Told(posting.name, one, _quote(posting, one), label))
        step()
    right = {id: label for id, label in labels.items() if label is not None}
    words = {one.statement.id: f"{one.report}: {one.quote.words}" for one in told}
    found = Run(len(postings), len(told), deciding, judge(deciding.decisions, right), right, words)
    systems: dict[str, dict[UUID, str | None]] = {OURS: deciding.incidents(one.statement.id for one in told)}
    if gold_incidents:
        systems[OURS] = {id: labels.get(id) for id in systems[OURS]}
    systems |= _baselines(postings, told)
    for system, incidents in systems.items():
        found.rows[system] = [
            extract.row(one.report, _as_it_stands(deciding, one.statement), reference, incidents[one.statement.id])
            for one in told
        ]
        found.clusterings[system] = clustering([(one.label, incidents[one.statement.id]) for one in told if one.label])
    found.rows[OURS] += list(_assessed(deciding, systems[OURS]))
    return found


def write(out: Path, rows: Iterable[Row]) -> None:
    """One row a line."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _quote(posting: Posting, one: Statement) -> Text:
    assert one.span is not None
    return Text(posting.fields["text"][one.span.start : one.span.end], posting.published.date())


def _as_it_stands(deciding: Deciding, one: Statement) -> Statement:
    """The statement as it is served, with what a reaction took from the claim it was found to answer."""
    row = deciding.picture.statements.get(one.id)
    return row.whole if row is not None else one


def _baselines(postings: Sequence[Posting], told: Sequence[_Told]) -> dict[str, dict[UUID, str | None]]:
    """Labels by the plain ways; what opens nothing by its kind opens nothing there either."""
    held = [one for one in told if set_aside_why(one.statement) is None]
    whole = [Text(f"{one.fields['title'] or ''} {one.fields['text']}", one.published.date()) for one in postings]
    of_report = dict(zip((one.name for one in postings), single_pass(whole), strict=True))
    ways: dict[str, Sequence[Hashable | None]] = {
        DAY_AND_PLACE: day_and_place(one.statement for one in held),
        SINGLE_PASS: [of_report[one.report] for one in held],
        OF_QUOTES: single_pass([one.quote for one in held]),
    }
    made: dict[str, dict[UUID, str | None]] = {}
    for name, labels in ways.items():
        made[name] = {one.statement.id: None for one in told}
        for number, (one, label) in enumerate(zip(held, labels, strict=True)):
            made[name][one.statement.id] = f"alone:{number}" if label is None else str(label)
    return made


def _assessed(deciding: Deciding, incidents: dict[UUID, str | None]) -> Iterable[Row]:
    """Support and dispute of each incident, from the statements that are in it and on record."""
    members: dict[str, list[UUID]] = defaultdict(list)
    for statement, incident in incidents.items():
        if incident is not None and statement in deciding.picture.statements:
            members[incident].append(statement)
    for incident, statements in members.items():
        judged = assess(accounts_of(deciding.picture, statements))
        yield {"incident_id": incident, "support": judged.support.value, "dispute": judged.dispute.value}
