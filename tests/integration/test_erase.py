"""`deconflict erase`: after it no reader has words of the report, whatever is asked and however it is asked for."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpx
import pytest

from chassis.log.port import LogRecord, Outgoing
from chassis.log.topics import REPORT_PARTITIONS, REPORTS
from operate.erase import Erased, UnknownReport, erase_report
from schemas.events import decisions as d
from schemas.events.decisions import ReportDecided
from schemas.events.envelope import unpack
from schemas.events.reports import TYPES, ReportErased
from schemas.slots import Actor, Place, Span
from tests.histories import (
    HERALD,
    MONITORS,
    History,
    changed,
    denial,
    killed,
    linked,
    named,
    placed,
    report,
    seed,
    statement,
    submission_of,
    unlinked,
)
from tests.projecting import Projecting, fresh_database, project, rows, serving

pytestmark = pytest.mark.integration

WORD: Final = "Zephyrine"
"""Stands in everything that the report says in words of its own, and nowhere else."""

SAID = statement(
    "a",
    Actor(name=f"{WORD}, a villager"),
    place=Place(name=f"{WORD}'s house"),
    casualties=(killed(1, words=f"{WORD}'s son"),),
    span=Span(field="title", start=0, end=9),
)
FORMS: Final = ("json", "geojson", "csv", "atom", "acled", "ucdp")


def first() -> ReportDecided:
    """The report as it was posted first."""
    return report("a", HERALD)


def second() -> ReportDecided:
    """A revision of it, that was posted under another of its addresses."""
    return first().model_copy(update={"revision": named("revision", "a2"), "posted_as": named("report", "a by url")})


@dataclass
class Newsroom:
    """A record with two incidents, of which the first is said in the words of one report alone."""

    projector: Projecting
    history: History

    def erase(self, name: str) -> Erased:
        """What the command does, up to where others pass the record on to the decisions."""
        log, dsn = self.projector.log, self.projector.dsn
        return erase_report(log, dsn, named("report", name), "court order", "operator", patience_s=0.0)

    def decide(self) -> None:
        """The erasure has come through normalizer and writer, and is folded."""
        self.projector.append([self.history.decide(d.ReportErasedDecided(report_id=first().report_id))])
        self.projector.fold()


@pytest.fixture
def newsroom(projector: Projecting) -> Newsroom:
    """Everything is folded."""
    history = History()
    history.open(SAID, "a", first())
    history.open(statement("b"), "b")
    more = SAID.model_copy(update={"casualties": (killed(2, words=f"{WORD}'s sons"),)})
    history.decide(changed(more, "a"), about=second())
    projector.append([submission_of(first(), f"{WORD} said so.", f"{WORD} speaks")])
    projector.append([submission_of(second(), f"{WORD} said more.", f"{WORD} again")])
    projector.append([submission_of(report("b"), "Others said so.")])
    projector.append(history.decisions)
    projector.fold()
    return Newsroom(projector, history)


def in_reports(projector: Projecting) -> list[LogRecord]:
    """Everything in the topic."""
    found: list[LogRecord] = []
    with projector.log.reader(REPORTS) as reader:
        while any(reader.position(p) < reader.end(p) for p in range(REPORT_PARTITIONS)):
            found += reader.poll(0.1, 100)
    return found


def compacted(records: list[LogRecord]) -> list[LogRecord]:
    """What compaction leaves in the end: the last record of each key, and no null."""
    last = {(record.partition, record.key): record for record in records}
    return [record for record in last.values() if record.value is not None]


def addresses(known: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that can be asked of which an answer might have words, now and as it was known before."""
    a, ids = seed("a"), [named("report", name) for name in ("a", "a by url")]
    for as_of in ({}, {"as_of": known}):
        for form in FORMS:
            yield "/v1/incidents", {"f": form, **as_of}
        yield "/ogc/collections/incidents/items", {}
        for path in (f"/v1/incidents/{a}", f"/v1/incidents/{a}/history", "/v1/points", "/v1/actors"):
            yield path, as_of
        # The second address was posted under later than `known`.
        for id in ids[:1] if as_of else ids:
            yield f"/v1/reports/{id}", as_of
        yield "/v1/statements", {"incident": str(a), **as_of}
        yield f"/v1/statements/{SAID.id}", as_of
    yield f"/ogc/collections/incidents/items/{a}", {}
    yield "/v1/feed", {}
    for n in range(3):
        yield f"/v1/decisions/{n}", {}


async def words_in(client: httpx.AsyncClient, known: str) -> list[str]:
    """The addresses whose answers have the word."""
    found = []
    for path, parameters in addresses(known):
        answer = await client.get(path, params=parameters)
        assert answer.status_code == 200, (path, parameters, answer.text)
        if WORD in answer.text:
            found.append(f"{path} {parameters}")
    return found


async def test_no_reader_serves_the_words_of_an_erased_report(newsroom: Newsroom, postgres: str) -> None:
    known = newsroom.history.decisions[1].known_at.isoformat()
    async with serving(postgres) as client:
        assert len(await words_in(client, known)) > 10, "there was something to erase"
        for as_of in ({}, {"as_of": known}):
            found = (await client.get("/v1/incidents", params={"text": WORD, **as_of})).json()["incidents"]
            assert len(found) == 1

        await asyncio.to_thread(newsroom.erase, "a")
        await asyncio.to_thread(newsroom.decide)

        assert await words_in(client, known) == []
        for as_of in ({}, {"as_of": known}):
            found = (await client.get("/v1/incidents", params={"text": WORD, **as_of})).json()["incidents"]
            assert found == [], "nor is anything found by them"
        shown = (await client.get(f"/v1/statements/{SAID.id}")).json()
        assert (shown["quote"], shown["erased"]) == (None, True)
        assert shown["casualties"][0]["min"] == 2, "slots stay"


async def test_what_is_left_of_an_incident_is_told_and_found_as_before(projector: Projecting, postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    history.decide(placed(statement("a2", MONITORS), "a"), about=report("a2"))
    history.open(statement("b"), "b")
    history.decide(linked("a", "b"))
    history.decide(unlinked("a", "b"))
    history.decide(placed(denial("a3"), "a"), about=report("a3"))
    gone = d.ReportErasedDecided(report_id=report("a2").report_id)
    async with serving(postgres) as client:
        projector.append(history.decisions)
        await asyncio.to_thread(projector.fold)
        before = (await client.get("/v1/incidents", params={"text": "Kesh"})).json()["incidents"]
        assert len(before) == 2
        for _ in ("erased", "and once more"):
            projector.append([history.decide(gone)])
            await asyncio.to_thread(projector.fold)

            found = (await client.get("/v1/incidents", params={"text": "Kesh"})).json()["incidents"]
            assert {one["id"]: said(one) for one in found} == {one["id"]: said(one) for one in before}
            changes = (await client.get("/v1/feed")).json()["changes"]
            assert (changes[-1]["version"], changes[-1]["incident_id"]) == (6, str(seed("a"))), "it is told, and once"
            assert changes[-1]["after"]["headline"] == before[0]["headline"]
            assert changes[0]["after"]["headline"] == "Shelling", "what was before is blanked"


def said(incident: dict[str, Any]) -> dict[str, Any]:
    """All of an incident, but for which version it is."""
    return {name: value for name, value in incident.items() if name not in ("version", "updated_at")}


def test_the_record_goes_under_every_id_and_a_null_for_every_posting(newsroom: Newsroom) -> None:
    before = {record.key for record in in_reports(newsroom.projector)}

    done = newsroom.erase("a by url")

    ids = sorted((named("report", "a"), named("report", "a by url")))
    assert (list(done.addresses), done.postings, done.obeyed) == (ids, 2, False)
    came = in_reports(newsroom.projector)[len(before) :]
    events = [unpack(record.value, TYPES).data for record in came if record.value is not None]
    assert all(isinstance(event, ReportErased) for event in events)
    assert sorted(event.report_id for event in events) == ids
    nulled = [record.key for record in came if record.value is None]
    assert {key.split(b"/")[0].decode() for key in nulled if key} == {str(id) for id in ids}
    assert set(nulled) < before
    newsroom.decide()
    assert newsroom.erase("a").obeyed, "done again it does no harm"


@pytest.mark.parametrize("cleaned", [False, True], ids=["before compaction", "after it"])
def test_words_do_not_come_back_when_the_topic_is_read_anew(
    newsroom: Newsroom, postgres_server: str, cleaned: bool
) -> None:
    newsroom.erase("a")
    late = first().model_copy(update={"revision": named("revision", "a3")})
    newsroom.projector.append([submission_of(late, f"{WORD} speaks up once more.")])
    records = in_reports(newsroom.projector)
    kept = compacted(records) if cleaned else records
    assert any(WORD.encode() in (record.value or b"") for record in kept), "a later posting, at least, is there"
    again = [Outgoing(REPORTS, record.key, record.value, record.headers, record.partition) for record in kept]
    with fresh_database(postgres_server) as other:
        project(other, again)
        stored = rows(other, "select title, text from text.report where text <> ''")
    assert stored == [{"title": None, "text": "Others said so."}]


def test_a_report_that_nobody_posted_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(UnknownReport, match="nothing was posted under"):
        newsroom.erase("nobody's")
