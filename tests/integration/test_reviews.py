"""Reviews from the post to the answer: real api, real broker, real writer, real projector."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.log import topics
from chassis.log.kafka import KafkaLog
from chassis.process.worker import Worker
from schemas.ids import published_id
from schemas.statement import Statement
from schemas.vocabulary import EventType, Scope
from services.dedup.matching.weights import Weights, load
from services.dedup.writer.matcher import RecordMatcher
from services.dedup.writer.worker import Writer
from services.query.projection.decisions import DecisionsWorker
from services.query.projection.texts import TextsWorker
from tests.projecting import serving
from tests.unit.incidents.desk import HENTZAU, STRELSAU, Desk, army, killed, ministry, published_set, says, world
from tests.unit.writer.shop import event
from tests.waiting import until_async

pytestmark = pytest.mark.integration

PATIENCE_S = 60.0


def claim(sentence: str) -> Statement:
    return says(ministry("AM"), by=army("AZ"), at=army("AM"), toll=[killed(3, "AM")], sentence=sentence)


def counterclaim(sentence: str) -> Statement:
    return says(
        ministry("AZ"),
        EventType.CAPTURE_ABDUCTION,
        by=army("AM"),
        at=army("AZ"),
        toll=[killed(9, "AZ")],
        sentence=sentence,
    )


def elsewhere(sentence: str) -> Statement:
    return says(ministry("AZ"), EventType.CAPTURE_ABDUCTION, by=army("AM"), place=HENTZAU, sentence=sentence)


class Line:
    """A newsroom: reports are published to the log, and the api is asked and told."""

    def __init__(self, log: KafkaLog, client: httpx.AsyncClient) -> None:
        self.log = log
        self.client = client

    async def publish(self, name: str, *statements: Statement) -> list[str]:
        """Publish a report and wait until it is served; the ids of its statements."""
        given = published_set(name, statements, source=name)
        record = event("statements.published", given, published_id(given.revision, "r1"))
        await asyncio.to_thread(self._append, record)

        async def served() -> bool:
            return (await self.client.get(f"/v1/reports/{given.report_id}")).status_code == 200

        await until_async(served, PATIENCE_S, f"{name} is served")
        return [str(one.id) for one in given.statements]

    def _append(self, record: Any) -> None:
        with self.log.appender() as appender:
            appender.append_all([record])

    async def get(self, path: str, **params: Any) -> Any:
        return (await self.client.get(path, params=params)).raise_for_status().json()

    async def seen(self) -> int:
        """The decision that an analyst looks at now."""
        return int((await self.get("/v1/incidents"))["as_of_n"])

    async def incident(self, statement: str) -> str:
        return str((await self.get(f"/v1/statements/{statement}"))["incident_id"])

    async def review(self, action: dict[str, Any], seen_n: int | None = None, word: str | None = None) -> Any:
        """Submit a review and wait for its outcome."""
        body = {"action": action, "reason": "I looked.", "seen_n": await self.seen() if seen_n is None else seen_n}

        async def accepted() -> httpx.Response | None:
            answer = await self.client.post("/v1/reviews", json=body, headers={"Idempotency-Key": word} if word else {})
            return answer if answer.status_code != 503 else None

        answer = (await until_async(accepted, PATIENCE_S)).raise_for_status().json()
        return await self.get(answer["status_url"].removeprefix("http://query.example"), wait=30)


@contextmanager
def living(*workers: Worker) -> Iterator[None]:
    """These workers at work, each in a thread of its own. A worker that breaks breaks the test."""
    stop = threading.Event()
    broken: list[BaseException] = []

    def work(worker: Worker) -> None:
        try:
            worker.start()
            while not stop.is_set():
                worker.step()
            worker.stop()
        except BaseException as error:  # noqa: BLE001 - the test is told of whatever it was
            broken.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE_S)
    if broken:
        raise broken[0]


Open = Callable[[Weights], Any]


@pytest.fixture
def opened(kafka: str, topic_prefix: str, postgres: str, tmp_path: Path) -> Open:
    """Opens a line whose writer decides by the given weights."""

    @asynccontextmanager
    async def line(weights: Weights) -> AsyncIterator[Line]:
        with KafkaLog(kafka, topic_prefix) as log:
            log.ensure([*topics.SPECS, topics.decisions_spec("g1")])
            writer = Writer(log, tmp_path, "g1", weights, world())
            projector = (DecisionsWorker(log, postgres, "g1"), TextsWorker(log, postgres))
            with living(writer, *projector):
                async with serving(postgres, log, (Scope.READ, Scope.REVIEW)) as client:

                    async def ready() -> bool:
                        return (await client.get("/readyz")).status_code == 200

                    await until_async(ready, PATIENCE_S, "the api is ready")
                    yield Line(log, client)

    return line


def eager() -> Weights:
    """Whatever touches two incidents links them, unless a review forbids it; little is attached without a doubt, and
    whatever is not is suggested."""
    weights, never = load(), -99.0
    bars = replace(weights.thresholds, attach=5.0, suggest=never, bridge=never, link=never)
    return replace(weights, thresholds=bars)


def test_without_a_review_the_bridging_report_would_link_the_two() -> None:
    desk = Desk()
    desk.matcher = RecordMatcher(desk.record, eager())
    for name, said in (("first", claim("one")), ("second", counterclaim("two"))):
        desk.publish(name, said, source=name)
    pair = [desk.statements(name, name)[0] for name in ("first", "second")]
    assert not desk.together(*pair)

    desk.publish("third", claim("three"), source="third")

    assert desk.together(*pair)


async def test_two_incidents_are_merged_read_as_one_parted_and_kept_apart(opened: Open) -> None:
    async with opened(eager()) as line:
        (first,) = await line.publish("first", claim("one"))
        (second,) = await line.publish("second", counterclaim("two"))
        a, b = await line.incident(first), await line.incident(second)
        assert a != b

        merged = await line.review({"type": "merge", "a": b, "b": a}, word="merge them")
        assert merged["status"] == "applied"
        loser = await line.client.get(f"/v1/incidents/{b}")
        assert (loser.status_code, loser.headers["Location"]) == (307, f"/v1/incidents/{a}")
        whole = await line.get(f"/v1/incidents/{a}")
        assert {one["id"] for one in whole["statements"]} == {first, second}
        assert [one["id"] for one in (await line.get("/v1/incidents"))["incidents"]] == [a]

        undone = await line.review({"type": "undo", "review": merged["review_id"]})
        assert undone["status"] == "applied"
        assert {frozenset(pair) for pair in undone["cannot_link"]} == {frozenset((first, second))}
        assert (await line.get(f"/v1/reviews/{merged['review_id']}"))["undone_by"] == undone["review_id"]
        for incident, statement in ((a, first), (b, second)):
            assert [one["id"] for one in (await line.get(f"/v1/incidents/{incident}"))["statements"]] == [statement]

        again = await line.review({"type": "merge", "a": a, "b": b})
        assert (again["status"], again["why"]) == ("rejected", "conflict")
        (third,) = await line.publish("third", claim("three"))
        assert [await line.incident(one) for one in (first, second, third)] == [a, b, a]


async def test_a_suggested_link_is_listed_until_it_is_turned_down_and_is_never_made(opened: Open) -> None:
    async with opened(eager()) as line:
        (first,) = await line.publish("first", claim("one"))
        (second,) = await line.publish("second", counterclaim("two"))
        (suggestion,) = (await line.get("/v1/suggestions"))["suggestions"]
        sides = {suggestion[side]["incident"]["id"] for side in "ab"}
        assert sides == {await line.incident(one) for one in (first, second)}

        declined = await line.review(suggestion["answers"]["different"])

        assert declined["status"] == "applied"
        assert (await line.get("/v1/suggestions"))["suggestions"] == []
        await line.publish("third", claim("three"))
        assert {await line.incident(one) for one in (first, second)} == sides
        refused = await line.review(suggestion["answers"]["same"])
        assert (refused["status"], refused["why"]) == ("rejected", "conflict")


async def test_statements_are_split_off_and_moved(opened: Open) -> None:
    async with opened(load()) as line:
        said = [(await line.publish(name, claim(name)))[0] for name in ("one", "two", "three")]
        (far,) = await line.publish("far", elsewhere("far"))
        (whole,) = {await line.incident(one) for one in said}

        split = await line.review({"type": "split", "incident": whole, "statements": [said[1]]})
        assert split["status"] == "applied"
        apart = await line.incident(said[1])
        assert [await line.incident(one) for one in said] == [whole, apart, whole]
        assert apart != whole
        counts = (await line.get(f"/v1/incidents/{whole}"))["counts"]
        assert counts["statements"] == 2

        moved = await line.review({"type": "move", "statements": [said[2]], "to": await line.incident(far)})
        assert moved["status"] == "applied"
        assert await line.incident(said[2]) == await line.incident(far)


async def test_a_slot_is_corrected_and_given_back(opened: Open) -> None:
    async with opened(load()) as line:
        (said,) = await line.publish("one", claim("one"))
        plain = await line.get(f"/v1/statements/{said}")
        extracted = plain["place"]
        place = STRELSAU.model_dump(mode="json", exclude_none=True)

        corrected = await line.review({"type": "correct", "statement": said, "slot": "place", "value": place})
        assert corrected["status"] == "applied"
        shown = await line.get(f"/v1/statements/{said}")
        assert shown["place"]["name"] == "Strelsau"
        (by,) = shown["corrected"]
        assert (by["slot"], by["review"], plain["corrected"]) == ("place", corrected["review_id"], [])
        assert "Strelsau" in (await line.get("/v1/incidents"))["incidents"][0]["headline"]

        await line.review({"type": "undo", "review": corrected["review_id"]})
        given_back = await line.get(f"/v1/statements/{said}")
        assert (given_back["place"], given_back["corrected"]) == (extracted, [])
        assert (await line.get(f"/v1/statements/{said}", as_of=shown["known_up_to"]))["corrected"] == [by]


async def test_a_review_of_what_has_changed_since_is_rejected_as_stale_with_both_versions(opened: Open) -> None:
    async with opened(load()) as line:
        (one,) = await line.publish("one", claim("one"))
        (far,) = await line.publish("far", elsewhere("far"))
        seen = await line.seen()
        await line.publish("two", claim("two"))

        action = {"type": "merge", "a": await line.incident(one), "b": await line.incident(far)}
        stale = await line.review(action, seen_n=seen)

        assert (stale["status"], stale["why"]) == ("rejected", "stale")
        assert (stale["seen_n"], stale["current_n"]) == (seen, seen + 1)
        assert (await line.review(action))["status"] == "applied"


async def test_a_repeat_after_the_decision_is_the_same_review(opened: Open) -> None:
    async with opened(load()) as line:
        (one,) = await line.publish("one", claim("one"))
        (far,) = await line.publish("far", elsewhere("far"))
        action = {"type": "merge", "a": await line.incident(one), "b": await line.incident(far)}
        seen = await line.seen()
        first = await line.review(action, seen, "a word")
        assert first["status"] == "applied"

        assert await line.review(action, seen, "a word") == first
        assert await line.seen() == first["as_of_n"]
