"""A batch: each line by itself, answered in order, in bounded memory, whatever the log does meanwhile."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.http import HttpLimits
from chassis.log.errors import Full, Unavailable
from chassis.log.memory import MemoryLog
from chassis.log.memory.appending import MemoryAsyncAppender
from chassis.log.port import Outgoing
from chassis.log.topics import SPECS
from schemas.events.position import Position
from services.ingest.api.batch import MAX_LINES
from services.ingest.api.lines import Line, lines_of
from tests.unit.ingest_api.edge import Edge, running


class FaultyLog(MemoryLog):
    """Appends fail with the next error of a list, and in any order of time, before they work."""

    def __init__(self, *errors: Exception) -> None:
        super().__init__()
        self.ensure(SPECS)
        self.errors = list(errors)
        self.tried = 0

    def async_appender(
        self, topics: Sequence[str] = (), max_in_flight: int = 1000, timeout_s: float = 5.0
    ) -> MemoryAsyncAppender:
        """An appender that fails so."""
        log = self

        class Appender(MemoryAsyncAppender):
            async def append(self, record: Outgoing) -> Position:
                log.tried += 1
                if log.errors:
                    raise log.errors.pop(0)
                for _ in range(hash(record.key) % 5):
                    await asyncio.sleep(0)
                return await super().append(record)

        return Appender(self.store, max_in_flight)


def ndjson(*reports: Any) -> bytes:
    return b"".join(json.dumps(report).encode() + b"\n" for report in reports)


def lines(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 202
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


async def test_one_bad_line_harms_no_other(edge: Edge) -> None:
    body = (
        ndjson({"text": "one"})
        + b"{nonsense\n\n"
        + ndjson({"title": "no text"})
        + b'{"text": "last, without a line end"}'
    )

    answers = lines(await edge.batch(body))

    assert [(answer["line"], answer["status"]) for answer in answers] == [(1, 202), (2, 400), (4, 422), (5, 202)]
    assert answers[2]["errors"][0]["field"] == "text"
    assert {answers[0]["report_id"], answers[3]["report_id"]} == {str(event.data.report_id) for event in edge.events()}


async def test_a_line_has_the_answer_that_it_would_have_alone(edge: Edge) -> None:
    report = {"external_id": "1", "text": "one"}
    alone = (await edge.post(report)).json()

    (line,) = lines(await edge.batch(ndjson(report)))

    assert line == {"line": 1, "status": 202, **alone}


async def test_answers_stand_in_the_order_of_the_lines() -> None:
    async with running(FaultyLog()) as edge:
        posted = [{"external_id": str(number), "text": "x"} for number in range(300)]
        alone = [(await edge.post(report)).json()["report_id"] for report in posted]

        answers = lines(await edge.batch(ndjson(*posted)))

    assert [answer["report_id"] for answer in answers] == alone


async def test_an_empty_batch_is_an_empty_answer(edge: Edge) -> None:
    assert lines(await edge.batch(b"\n \n")) == []


async def test_a_line_over_the_limit_is_refused_and_the_next_is_read() -> None:
    async with running(limits=HttpLimits(body_bytes=100)) as edge:
        answers = lines(await edge.batch(ndjson({"text": "x" * 200}, {"text": "y"})))

    assert [answer["status"] for answer in answers] == [413, 202]


async def test_a_body_over_the_limit_is_answered_for_what_came_before() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield ndjson({"text": "x"})

    async with running(limits=HttpLimits(batch_bytes=100)) as edge:
        answers = lines(await edge.batch(endless()))
        durable = len(edge.records())

    assert answers[-1]["status"] == 413
    assert [answer["line"] for answer in answers] == list(range(1, len(answers) + 1))
    assert [answer["status"] for answer in answers[:-1]] == [202] * durable
    assert durable > 1


async def test_lines_over_the_limit_are_not_read(edge: Edge) -> None:
    answers = lines(await edge.batch(b"1\n" * (MAX_LINES + 5)))

    assert len(answers) == MAX_LINES + 1
    assert (answers[-1]["line"], answers[-1]["status"]) == (MAX_LINES + 1, 413)


async def test_lines_take_from_the_rate_of_the_key() -> None:
    async with running(limits=HttpLimits(rate_per_second=1000, rate_burst=5)) as edge:
        began = asyncio.get_running_loop().time()
        answers = lines(await edge.batch(ndjson(*[{"text": "x"}] * 54)))
        took = asyncio.get_running_loop().time() - began

    assert {answer["status"] for answer in answers} == {202}
    assert took >= 0.049


async def test_a_full_buffer_refuses_the_line_alone() -> None:
    async with running(FaultyLog(Full("full"))) as edge:
        answers = lines(await edge.batch(ndjson({"text": "one"}, {"text": "two"})))

    assert [answer["status"] for answer in answers] == [503, 202]


async def test_when_the_log_is_away_the_rest_does_not_wait_for_it() -> None:
    log = FaultyLog(*[Unavailable("away")] * MAX_LINES)
    async with running(log) as edge:
        answers = lines(await edge.batch(ndjson(*[{"text": "x"}] * 1000)))

    assert {answer["status"] for answer in answers} == {503}
    assert len(answers) == 1000
    assert log.tried <= 200


@pytest.mark.parametrize("error", [Full("full"), Unavailable("away")])
async def test_nothing_is_accepted_before_it_is_durable(error: Exception) -> None:
    async with running(FaultyLog(error)) as edge:
        refused = await edge.post({"text": "x"})
        nothing = edge.records()
        again = await edge.post({"text": "x"})

        assert (refused.status_code, nothing) == (503, [])
        assert int(refused.headers["retry-after"]) >= 1
        assert again.status_code == 202
        assert len(edge.records()) == 1


def as_read(body: bytes, limit: int) -> list[Line]:
    found = []
    for number, data in enumerate(body.split(b"\n"), start=1):
        if len(data) > limit:
            found.append(Line(number, None))
        elif data.strip():
            found.append(Line(number, data))
    return found


@given(st.lists(st.sampled_from([b"a", b"\n", b" ", b"bcd", b"\n\n", b"x\ny"]), max_size=30), st.integers(1, 6))
async def test_lines_are_the_same_however_the_bytes_arrive(chunks: list[bytes], limit: int) -> None:
    async def arriving() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    assert [line async for line in lines_of(arriving(), limit)] == as_read(b"".join(chunks), limit)
