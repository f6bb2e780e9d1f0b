"""Submitting a review: it is durable when that is said, and a repeat under the same Idempotency-Key is the same one."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis.http import Problem
from chassis.log import topics
from chassis.log.errors import Full, Unavailable
from chassis.log.memory import MemoryLog
from chassis.log.port import AsyncAppender, Outgoing
from chassis.registry import Key
from chassis.telemetry.headers import event_type
from schemas.events.envelope import unpack
from schemas.events.position import Position
from schemas.events.statements import TYPES, ReviewSubmitted
from schemas.vocabulary import Scope
from services.query.api.reviews.submitting import Accepted, Reviews

NOW = datetime(2024, 4, 12, 12, tzinfo=UTC)
KEY = Key(id=UUID(int=7), scopes=frozenset({Scope.REVIEW}), label="border desk", created_at=NOW)
OTHER_KEY = KEY.model_copy(update={"id": UUID(int=8), "label": ""})
MERGE = {"action": {"type": "merge", "a": str(UUID(int=1)), "b": str(UUID(int=2))}, "reason": "Same post.", "seen_n": 3}
OTHER = MERGE | {"reason": "Same village."}


class Failing(AsyncAppender):
    """Fails as often as told, then appends; what was told to fail as `Unavailable` may be durable all the same."""

    def __init__(self, appender: AsyncAppender, failures: list[Exception]) -> None:
        self._appender = appender
        self.failures = failures

    async def append(self, record: Outgoing) -> Position:
        if self.failures:
            raise self.failures.pop(0)
        return await self._appender.append(record)

    def ready(self) -> bool:
        return True

    async def close(self) -> None:
        await self._appender.close()


class Room:
    """Reviews over a log in memory, and those that were decided."""

    def __init__(self, log: MemoryLog, reviews: Reviews) -> None:
        self.log = log
        self.reviews = reviews
        self.decided: dict[UUID, ReviewSubmitted] = {}

    async def look_up(self, id: UUID) -> ReviewSubmitted | None:
        return self.decided.get(id)

    async def submit(self, fields: Any, word: str | None = None, key: Key = KEY, record_n: int = 3) -> Accepted:
        return await self.reviews.submit(key, word, json.dumps(fields).encode(), record_n, self.look_up)

    def appended(self) -> list[ReviewSubmitted]:
        with self.log.reader(topics.STATEMENTS) as reader:
            records = reader.poll(0.0, 100)
        assert {event_type(record.headers) for record in records} <= {"review.submitted"}
        return [unpack(record.value or b"", TYPES).data for record in records]


@asynccontextmanager
async def room(*failures: Exception) -> AsyncIterator[Room]:
    log = MemoryLog()
    log.ensure(topics.SPECS)
    async with log.async_appender([topics.STATEMENTS]) as appender:
        yield Room(log, Reviews(Failing(appender, list(failures)), "https://query.example", lambda: NOW))


async def refused(room: Room, fields: Any, word: str | None = None, **more: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        await room.submit(fields, word, **more)
    return caught.value


async def test_what_is_accepted_lies_in_statements_by_the_holder_of_the_key() -> None:
    async with room() as here:
        accepted = await here.submit(MERGE)

        (given,) = here.appended()
    assert (given.id, given.author, given.reason, given.seen_n) == (accepted.review_id, "border desk", "Same post.", 3)
    assert given.received_at == NOW
    assert accepted.status_url == f"https://query.example/v1/reviews/{given.id}"


async def test_a_repeat_is_the_same_review_and_appends_nothing() -> None:
    async with room() as here:
        first = await here.submit(MERGE, "one")
        again = await here.submit(MERGE, "one")

        assert again == first
        assert len(here.appended()) == 1


async def test_a_repeat_to_a_process_that_knows_nothing_of_it_is_the_same_review() -> None:
    async with room() as here, room() as elsewhere:
        first = await here.submit(MERGE, "one")
        undecided = await elsewhere.submit(MERGE, "one")
        assert undecided == first

    async with room() as later:
        later.decided[first.review_id] = here.appended()[0]
        assert await later.submit(MERGE, "one") == first
        assert later.appended() == []


@pytest.mark.parametrize("decided", [False, True])
async def test_another_review_under_the_same_word_is_refused(decided: bool) -> None:
    async with room() as here, room() as later:
        first = await here.submit(MERGE, "one")
        asked = later if decided else here
        if decided:
            later.decided[first.review_id] = here.appended()[0]

        problem = await refused(asked, OTHER, "one")

        assert (problem.status_code, problem.kind) == (422, "idempotency-key-reused")
        assert problem.members["review_id"] == str(first.review_id)
        assert len(here.appended()) == 1
        assert later.appended() == []


async def test_words_of_different_keys_are_different_and_without_a_word_every_review_is_its_own() -> None:
    async with room() as here:
        ids = [
            (await here.submit(MERGE, "one")).review_id,
            (await here.submit(MERGE, "one", OTHER_KEY)).review_id,
            (await here.submit(MERGE)).review_id,
            (await here.submit(MERGE)).review_id,
        ]

        assert len(set(ids)) == 4
        assert [given.author for given in here.appended()][1] == str(OTHER_KEY.id)


async def test_an_append_in_doubt_is_answered_503_and_repeated_under_the_same_id() -> None:
    async with room(Unavailable("away")) as here:
        problem = await refused(here, MERGE, "one")
        assert problem.status_code == 503
        assert problem.headers == {"Retry-After": "1"}
        assert (await refused(here, OTHER, "one")).kind == "idempotency-key-reused"

        accepted = await here.submit(MERGE, "one")

        assert [given.id for given in here.appended()] == [accepted.review_id]


async def test_what_was_never_sent_leaves_its_word_free() -> None:
    async with room(Full("full")) as here:
        assert (await refused(here, MERGE, "one")).status_code == 503

        await here.submit(OTHER, "one")

        assert [given.reason for given in here.appended()] == ["Same village."]


async def test_only_what_is_durable_is_pending() -> None:
    async with room(Unavailable("away")) as here:
        await refused(here, MERGE, "one")
        accepted = await here.submit(OTHER, "two")

        pending = here.reviews.pending(accepted.review_id)
        assert pending is not None
        assert pending.reason == "Same village."
        doubtful = await refused(here, OTHER, "one")
        assert here.reviews.pending(UUID(doubtful.members["review_id"])) is None


async def test_nobody_has_seen_what_is_not_decided_yet() -> None:
    async with room() as here:
        problem = await refused(here, MERGE, record_n=2)

        assert problem.members["errors"][0]["field"] == "seen_n"
        assert here.appended() == []


@pytest.mark.parametrize("word", ["", "x" * 201, "tab\t", "naïve"])
async def test_a_word_that_is_none_is_refused(word: str) -> None:
    async with room() as here:
        assert (await refused(here, MERGE, word)).status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"seen_n": NaN}'])
async def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    async with room() as here:
        with pytest.raises(Problem) as caught:
            await here.reviews.submit(KEY, None, body, 3, here.look_up)
        assert (caught.value.status_code, caught.value.kind) == (400, "bad-json")


async def test_a_name_given_twice_is_named() -> None:
    async with room() as here:
        with pytest.raises(Problem) as caught:
            await here.reviews.submit(KEY, None, b'{"reason": "a", "reason": "b"}', 3, here.look_up)
        assert caught.value.members["errors"][0]["field"] == "reason"
