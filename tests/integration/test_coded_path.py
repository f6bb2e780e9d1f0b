"""Coded statements all the way over a log in memory: posted, looked up, decided on, folded into incidents."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import reference
from chassis.process.worker import Worker
from schemas.events import statements
from schemas.events.envelope import unpack
from services.dedup.matching import weights
from services.dedup.writer.worker import Writer
from services.ingest.normalizer.describing import Describing
from services.ingest.normalizer.guard import GuardedExtractor
from services.ingest.normalizer.worker import Normalizer
from services.query.projection.casebook import Casebook
from services.query.projection.incidents import follow
from tests.unit.ingest_api.edge import running
from tests.unit.normalizer.test_guard import Obedient
from tests.unit.writer.shop import decided, memory_log, records
from tests.waiting import until

SHELLED: dict[str, Any] = {
    "claimant": {"id": "am.mod"},
    "event_type": "shelling",
    "initiator": {"id": "az.mil"},
    "target": {"id": "am.mil"},
    "place": {"name": "Tegh", "country": "AM"},
    "occurred": {"start": "2024-04-11T00:00:00Z", "end": "2024-04-11T23:59:59Z", "precision": "day"},
    "casualties": [{"category": "killed", "victims": "military", "side": "AM", "min": 3}],
}
DENIED: dict[str, Any] = {
    "claimant": {"id": "az.mod"},
    "speech_act": "denies",
    "answers": {"statement": 0},
    "event_type": "shelling",
}


def stepping(worker: Worker, done: Callable[[], bool]) -> Callable[[], bool]:
    def step() -> bool:
        worker.step()
        return done()

    return step


def furnished() -> Describing:
    return Describing(Obedient(), reference.open())


@pytest.fixture(scope="module")
def extractor() -> Iterator[GuardedExtractor]:
    with GuardedExtractor(furnished, limit_s=30.0) as made:
        yield made


async def test_a_desk_that_codes_itself_gets_its_incident_with_claim_and_denial(
    extractor: GuardedExtractor, tmp_path: Path
) -> None:
    log = memory_log()
    day = {"external_id": "log-12", "published_at": "2024-04-12T09:00:00Z"}
    corrected = {**SHELLED, "casualties": [{"category": "killed", "victims": "military", "side": "AM", "min": 5}]}
    async with running(log) as edge:
        for said in ([SHELLED, DENIED], [corrected, DENIED]):
            answer = await edge.post({**day, "statements": said}, key="coder")
            assert answer.status_code == 202
    normalizer = Normalizer(log, lambda: extractor, lambda: datetime.now(UTC), limit_s=30.0)
    normalizer.start()
    until(stepping(normalizer, lambda: len(records(log, "statements")) == 2))
    writer = Writer(log, tmp_path, "g1", weights.load(), reference.open())
    writer.start()
    until(stepping(writer, lambda: len(decided(log)) == 2))

    sets = [unpack(record.value or b"", statements.TYPES).data for record in records(log, "statements")]
    assert [[one.id for one in given.statements] for given in sets] == [[one.id for one in sets[0].statements]] * 2
    book = Casebook()
    for decision in decided(log):
        follow(book, decision)
    (version,) = book.versions
    claims = {(one["claimant"]["id"], one["stance"]) for one in version.summary["claims"]}
    assert claims == {("am.mod", "supports"), ("az.mod", "denies")}
    assert version.summary["dispute"] == "denied"
    assert version.summary["casualties"]["killed"] == {"min": 5, "max": 5}
    assert {event.type for event in decided(log)[1].events} == {"statement.changed"}
