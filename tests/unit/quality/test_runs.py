"""Labelled files go through the real code and come back in the form that scorers read."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import reference
from bench.quality import clusters, dossiers, gold, order
from bench.quality.errors import wrong_placements
from bench.quality.pipeline import Normalizing
from bench.quality.scoring import scored
from reference import Reference
from schemas.features import Features
from services.dedup.matching import weights
from services.ingest.extraction import Document, Extraction
from services.ingest.extraction.features import features
from services.ingest.extraction.text.segment import segment
from services.ingest.normalizer.describing import Describing
from tests.unit.normalizer.test_guard import Obedient

DAY = {"start": "2026-03-01", "end": "2026-03-01", "precision": "day"}
MINISTRY = {"name": "Armenian Ministry of Defence", "country": "AM", "kind": "government", "accept": []}
ARMY = {"name": "Azerbaijani armed forces", "country": "AZ", "kind": "military", "accept": []}
BAKU = {"name": "Azerbaijani Ministry of Defence", "country": "AZ", "kind": "government", "accept": []}
TEGH = {"name": "Tegh", "country": "AM", "accept": []}


def said(id: str, evidence: str, incident: str | None, **slots: Any) -> dict[str, Any]:
    return {
        "id": id,
        "evidence": evidence,
        "claimant": MINISTRY,
        "relayer": None,
        "speech_act": "asserts",
        "denies": None,
        "temporal": "actual",
        "certainty": "certain",
        "event_type": "shelling",
        "initiator": ARMY,
        "target": None,
        "place": TEGH,
        "occurred": DAY,
        "casualties": [],
        "incident": incident,
        **slots,
    }


def report(id: str, at: str, text: str, *statements: dict[str, Any]) -> dict[str, Any]:
    return {
        "report_id": id,
        "source": {"name": "Border Post", "kind": "outlet", "country": "GE"},
        "published_at": at,
        "title": "From the border",
        "text": text,
        "language": "en",
        "revises": None,
        "retracts": "x/1",
        "copy_of": None,
        "statements": list(statements),
    }


class Wordy(Obedient):
    """Finds no statement anywhere, but describes the words."""

    def __init__(self, world: Reference) -> None:
        self._world = world

    def extract_batch(self, documents: Sequence[Document]) -> list[Extraction]:
        return [Extraction((), self._described(one), 0, None, None, "en") for one in documents]

    def _described(self, one: Document) -> Features:
        return features(one, (), segment("text", one.text), self._world)


@pytest.fixture(scope="module")
def world() -> Reference:
    return reference.open()


@pytest.fixture
def normalizing(world: Reference) -> Normalizing:
    return Normalizing(Describing(Obedient(), world), world)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    denial = said("x/2/1", "Baku denies shelling Tegh", "x/I1", claimant=BAKU, speech_act="denies", denies="x/1/1")
    reports = [
        report("x/2", "2026-03-02T09:00:00Z", "Baku denies shelling Tegh.", denial),
        report(
            "x/1",
            "2026-03-01T20:00:00Z",
            "Yerevan said shells fell on Tegh. Last year Jermuk was hit.",
            said("x/1/1", "shells fell on Tegh", "x/I1", casualties=[_figure(2)]),
            said("x/1/2", "Last year Jermuk was hit", None, temporal="historical", occurred=None, place=None),
        ),
    ]
    return _written(tmp_path, reports)


def _written(folder: Path, reports: list[dict[str, Any]]) -> Path:
    path = folder / "dossiers.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"dossier_id": "x", "reports": reports, "incidents": [{"id": "x/I1"}]}) + "\n")
    return path


def _figure(killed: int) -> dict[str, Any]:
    figure = {"category": "killed", "victims": "military", "side": "AM", "min": killed, "max": killed}
    return {**figure, "qualifier": "exact"}


def test_labelled_statements_go_in_by_date_and_come_back_with_their_incident(
    dossier: Path, normalizing: Normalizing, world: Reference
) -> None:
    postings = gold.dossiers([dossier], coded=True)
    found = dossiers.run(postings, normalizing, [weights.load()], world, False, lambda: None)

    assert [one.name for one in postings] == ["x/1", "x/2"]
    assert "retracts" not in postings[0].fields
    rows = [row for row in found.rows[dossiers.OURS] if "report_id" in row]
    claim, background, denial = rows
    assert [row["report_id"] for row in rows] == ["x/1", "x/1", "x/2"]
    assert (claim["claimant"]["name"], claim["place"]["name"]) == ("Armenian Ministry of Defence", "Tegh")
    assert [(figure["category"], figure["side"], figure["min"]) for figure in claim["casualties"]] == [
        ("killed", "AM", 2)
    ]
    assert claim["incident_id"] == denial["incident_id"]
    assert (claim["incident_id"] is None, background["incident_id"]) == (False, None)
    [incident] = [row for row in found.rows[dossiers.OURS] if "report_id" not in row]
    assert incident == {"incident_id": claim["incident_id"], "support": "single_claimant", "dispute": "denied"}
    assert found.clusterings[dossiers.OURS].b3.f1 == 1.0
    assert list(wrong_placements(found.deciding.decisions, found.labels, lambda _: "")) == []


@pytest.mark.parametrize(
    ("end", "precision", "posted"),
    [
        ("2026-03-02T06:00:00Z", "part_of_day", "part_of_day"),
        ("2026-03-03T06:00:00Z", "part_of_day", "day"),
        ("2026-05-20T00:00:00Z", "day", "month"),
        ("2029-05-20T00:00:00Z", "year", "year"),
    ],
)
def test_what_is_labelled_longer_than_the_edge_takes_it_goes_in_as_it_is_known(
    tmp_path: Path, normalizing: Normalizing, end: str, precision: str, posted: str
) -> None:
    told = said("x/1/1", "shells fell on Tegh", "x/I1", occurred={**DAY, "end": end, "precision": precision})
    path = _written(tmp_path, [report("x/1", "2026-03-01T20:00:00Z", "Yerevan said shells fell on Tegh.", told)])
    [posting] = gold.dossiers([path], coded=True)

    normalizing.post(posting)
    assert posting.fields["statements"][0]["occurred"]["precision"] == posted


def test_reports_of_different_days_are_decided_on_the_same_in_every_shuffle(
    dossier: Path, normalizing: Normalizing, world: Reference
) -> None:
    postings = gold.dossiers([dossier], coded=True)
    found = order.run(postings, normalizing, [weights.load()], world, times=3, seed=0, step=lambda: None)

    assert (found.reports, found.statements, len(found.between)) == (2, 3, 3)
    assert {one.b3.f1 for one in (*found.between, *found.labelled)} == {1.0}


def test_labelled_incidents_are_assessed_as_they_are_labelled(
    dossier: Path, normalizing: Normalizing, world: Reference
) -> None:
    postings = gold.dossiers([dossier], coded=True)
    found = dossiers.run(postings, normalizing, [weights.load()], world, True, lambda: None)

    assert [row["incident_id"] for row in found.rows[dossiers.OURS]] == ["x/I1", None, "x/I1", "x/I1"]


def test_plain_ways_are_measured_on_the_same_statements(
    dossier: Path, normalizing: Normalizing, world: Reference
) -> None:
    postings = gold.dossiers([dossier], coded=True)
    found = dossiers.run(postings, normalizing, [weights.load()], world, False, lambda: None)

    by_key = [row["incident_id"] for row in found.rows[dossiers.DAY_AND_PLACE]]
    assert by_key[0] == by_key[2]
    assert by_key[1] is None


def test_news_reports_without_a_statement_are_candidates_as_a_whole_only_where_asked_for(
    tmp_path: Path, world: Reference
) -> None:
    texts = {
        "a": "HAWTHORNE — Ruben Castellan was shot at a party on March 1, police said.",
        "b": "HAWTHORNE — Police were told that Ruben Castellan died of his wounds on March 1.",
        "c": "Nothing of the kind.",
    }
    path = tmp_path / "news.jsonl"
    rows = [
        {"doc_id": id, "incident_id": "i", "published": "2026-03-02", "title": "\x93News\x94", "text": text}
        for id, text in texts.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    found = {}
    for asked in (False, True):
        normalizing = Normalizing(Describing(Wordy(world), world), world)
        found[asked] = clusters.run(gold.clusters([path]), normalizing, [weights.load()], world, asked, lambda: None)

    assert [row["incident_id"] for row in found[False].rows[dossiers.OURS]] == [None, None, None]
    assert set(found[True].rows) - set(found[False].rows) == {clusters.WHOLE}
    first, second, third = (row["incident_id"] for row in found[True].rows[dossiers.OURS])
    assert first == second
    assert (first is None, third) == (False, None)
    assert found[True].as_candidates == 2


def test_a_scorer_is_any_file_that_takes_both_lists(tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text("def count(gold, predicted):\n    return {'both': len(gold) + len(predicted)}\n")

    assert scored(scorer, "count", [{}], [{}, {}]) == {"both": 3}
