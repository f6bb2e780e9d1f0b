"""Reviews and suggestions on a real database: what the record holds of them is told, page by page."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.log.kafka import KafkaLog
from schemas.events import decisions as d
from schemas.events.statements import Merge, Undo
from schemas.vocabulary import Scope
from services.query.api.reviews import examples
from tests.histories import MONITORS, History, linked, named, reviewed, seed, statement, suggested
from tests.projecting import fresh_database, project, serving
from tests.waiting import until_async

pytestmark = pytest.mark.integration

NOWHERE = "127.0.0.1:1"
ANALYST = (Scope.REVIEW,)


def judged() -> History:
    """Incidents a to e; a and b merged by a review and parted by another; one review rejected; five links suggested."""
    history = History()
    for name in "abcde":
        history.open(statement(name, MONITORS), name)
    merge = reviewed("merge", Merge(a=seed("a"), b=seed("b")), seen_n=4)
    pair = (named("statement", "a"), named("statement", "b"))
    history.decide(d.ReviewApplied(review=merge, must_link=(pair,)), linked("a", "b", "merge"))
    undo = reviewed("undo", Undo(review=merge.id), seen_n=5)
    unlinked = d.IncidentsUnlinked(a=seed("a"), b=seed("b"), cause=named("cause", "merge"))
    history.decide(d.ReviewApplied(review=undo, cannot_link=(pair,)), unlinked)
    late = reviewed("late", Merge(a=seed("a"), b=seed("c")), seen_n=2)
    history.decide(
        d.ReviewRejected(review=late.id, given=late, why="stale", detail="it changed", seen_n=2, current_n=6)
    )
    for one, other, bits in (("a", "c", -1.5), ("b", "c", 0.2), ("c", "d", -0.2), ("d", "e", 0.0), ("a", "e", 3.25)):
        history.decide(suggested(one, other, bits))
    return history


@pytest.fixture(scope="module")
def record(postgres_server: str) -> Iterator[str]:
    """The database with all that, for tests that only read."""
    with fresh_database(postgres_server) as dsn:
        project(dsn, judged().decisions)
        yield dsn


async def pages(
    client: httpx.AsyncClient, path: str, member: str, **params: Any
) -> AsyncIterator[list[dict[str, Any]]]:
    """Every page of a list."""
    following: str | None = None
    while True:
        asked = params | ({"cursor": following} if following else {})
        answer = (await client.get(path, params=asked)).raise_for_status().json()
        yield answer[member]
        if (following := answer["next"]) is None:
            return


async def test_a_review_tells_who_asked_for_what_why_and_what_came_of_it(record: str) -> None:
    async with serving(record, scopes=ANALYST) as client:
        merge = (await client.get(f"/v1/reviews/{named('review', 'merge')}")).json()
        late = (await client.get(f"/v1/reviews/{named('review', 'late')}")).json()
    assert (merge["status"], merge["author"], merge["reason"]) == ("applied", "desk", "I looked.")
    assert merge["action"] == {"type": "merge", "a": str(seed("a")), "b": str(seed("b"))}
    assert merge["decision"]["events"] == ["review.applied", "incidents.linked"]
    assert merge["must_link"] == [[str(named("statement", "a")), str(named("statement", "b"))]]
    assert merge["undone_by"] == str(named("review", "undo"))
    assert (late["status"], late["why"], late["detail"]) == ("rejected", "stale", "it changed")
    assert (late["seen_n"], late["current_n"], late["decision"]["n"]) == (2, 6, 7)
    assert late["action"]["b"] == str(seed("c"))
    assert late["undone_by"] is None
    assert set(examples.REVIEWED) == set(late)


async def test_reviews_are_listed_last_first_page_by_page_and_by_outcome(record: str) -> None:
    async with serving(record) as client:
        found = [page async for page in pages(client, "/v1/reviews", "reviews", limit=2)]
        rejected = [page async for page in pages(client, "/v1/reviews", "reviews", outcome="rejected")]
    names = [[named("review", name) for name in page] for page in (("late", "undo"), ("merge",))]
    assert [[UUID(each["review_id"]) for each in page] for page in found] == names
    assert [[each["why"] for each in page] for page in rejected] == [["stale"]]


async def test_suggestions_are_listed_the_most_doubtful_first_with_both_incidents(record: str) -> None:
    async with serving(record, scopes=ANALYST) as client:
        found = [page async for page in pages(client, "/v1/suggestions", "suggestions", limit=2)]
        shown = (await client.get("/v1/suggestions")).json()
    listed = [each for page in found for each in page]
    assert [len(page) for page in found] == [2, 2, 1]
    bits = [each["bits"] for each in listed]
    assert (bits[0], set(bits[1:3]), bits[3:]) == (0.0, {0.2, -0.2}, [-1.5, 3.25])
    assert shown["suggestions"] == listed
    first = listed[0]
    assert {first[side]["incident"]["id"] for side in "ab"} == {str(seed("d")), str(seed("e"))}
    assert first["a"]["incident"]["headline"].startswith("Shelling near Kesh")
    assert first["evidence"]["sentence"] == "They are much alike."
    assert first["answers"]["different"] == {"type": "undo", "link": [first[side]["seed"] for side in "ab"]}
    assert (set(shown), set(first)) == (set(examples.SUGGESTIONS), set(examples.SUGGESTIONS["suggestions"][0]))


async def test_pages_of_suggestions_are_as_of_the_first_one(postgres: str) -> None:
    history = judged()
    await asyncio.to_thread(project, postgres, history.decisions)
    async with serving(postgres) as client:
        first = (await client.get("/v1/suggestions", params={"limit": 1})).json()
        history.decide(linked("a", "c"))
        await asyncio.to_thread(project, postgres, history.decisions)
        rest = (await client.get("/v1/suggestions", params={"cursor": first["next"]})).json()
        now = (await client.get("/v1/suggestions")).json()
    assert len(rest["suggestions"]) == 4
    assert len(now["suggestions"]) == 4
    assert (rest["as_of_n"], now["as_of_n"]) == (first["as_of_n"], first["as_of_n"] + 1)


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/v1/reviews", "cursor", "l1abc"),
        ("/v1/reviews", "outcome", "undecided"),
        ("/v1/suggestions", "cursor", "p1abc"),
        ("/v1/suggestions", "limit", "0"),
        (f"/v1/reviews/{UUID(int=1)}", "wait", "31"),
        (f"/v1/reviews/{UUID(int=1)}", "wait", "nan"),
        (f"/v1/reviews/{UUID(int=1)}", "wait", "soon"),
    ],
)
async def test_a_bad_value_is_refused_by_the_name_of_its_parameter(
    record: str, path: str, name: str, value: str
) -> None:
    async with serving(record) as client:
        answer = await client.get(path, params={name: value})
        assert (answer.status_code, answer.json()["parameter"]) == (400, name)


async def test_a_cursor_of_one_list_is_none_of_another(record: str) -> None:
    async with serving(record) as client:
        following = (await client.get("/v1/reviews", params={"limit": 1})).json()["next"]
        assert (await client.get("/v1/suggestions", params={"cursor": following})).status_code == 400


@asynccontextmanager
async def posting(dsn: str, *, broker: bool = True, scopes: tuple[Scope, ...] = ANALYST) -> AsyncIterator[Any]:
    """A function that posts a review to an api, once that has found its log."""
    log = None if broker else KafkaLog(NOWHERE, connect_ms=500)
    async with serving(dsn, log, scopes) as client:

        async def post(fields: Any, **headers: str) -> httpx.Response:
            return await client.post("/v1/reviews", json=fields, headers=headers)

        async def found_its_log() -> bool:
            return (await post({})).status_code != 503

        if broker:
            await until_async(found_its_log)
        post.client = client  # type: ignore[attr-defined]
        yield post


REVIEW = {"action": {"type": "merge", "a": str(seed("d")), "b": str(seed("e"))}, "reason": "Same.", "seen_n": 5}


async def test_what_is_submitted_is_pending_until_it_is_decided(record: str) -> None:
    async with posting(record) as post:
        accepted = await post(REVIEW, **{"Idempotency-Key": "one"})
        assert accepted.status_code == 202
        assert (await post(REVIEW, **{"Idempotency-Key": "one"})).json() == accepted.json()
        where = accepted.json()["status_url"].removeprefix("http://query.example")
        pending = (await post.client.get(where, params={"wait": "0.2"})).json()
    assert (pending["status"], pending["author"], pending["action"]) == ("pending", "test", REVIEW["action"])


async def test_a_fault_is_named_and_nobody_knows_what_was_never_submitted(record: str) -> None:
    async with posting(record) as post:
        answer = await post(REVIEW | {"seen_n": 4711})
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "seen_n")
        unknown = await post.client.get(f"/v1/reviews/{UUID(int=1)}")
        assert (unknown.status_code, unknown.headers["Retry-After"]) == (404, "1")


async def test_a_reader_may_not_review_and_nobody_may_without_a_key(record: str) -> None:
    async with serving(record) as client:
        answer = await client.post("/v1/reviews", json=REVIEW)
        assert (answer.status_code, answer.json()["scope"]) == (403, "review")
        for path in ("/v1/reviews", "/v1/suggestions"):
            assert (await client.get(path, headers={"Authorization": ""})).status_code == 401
    async with serving(record, scopes=(Scope.INGEST,)) as client:
        assert (await client.get("/v1/suggestions")).status_code == 403


async def test_without_a_broker_the_record_is_read_and_reviews_alone_are_refused(record: str) -> None:
    async with posting(record, broker=False) as post:
        refused = await post(REVIEW)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
        assert (await post.client.get("/v1/suggestions")).status_code == 200
        assert (await post.client.get("/readyz")).status_code == 200


async def test_the_description_has_the_schema_of_a_review_and_all_that_it_names(record: str) -> None:
    async with serving(record) as client:
        described = (await client.get("/openapi.json")).json()
    submitting = described["paths"]["/v1/reviews"]["post"]
    assert submitting["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Review"}
    assert submitting["security"]
    named_schemas = {word.split('"')[0] for word in str(described).replace("'", '"').split("#/components/schemas/")[1:]}
    assert named_schemas <= set(described["components"]["schemas"])


async def test_an_incident_tells_what_links_it_and_which_reviews_changed_it(postgres: str) -> None:
    history = judged()
    await asyncio.to_thread(project, postgres, history.decisions)
    async with serving(postgres) as client:
        merged = (await client.get(f"/v1/incidents/{seed('a')}", params={"as_of_n": "5"})).json()
        parted = (await client.get(f"/v1/incidents/{seed('a')}")).json()
        versions = (await client.get(f"/v1/incidents/{seed('a')}/history")).json()["versions"]
    assert [{link["a"], link["b"]} for link in merged["links"]] == [{str(seed("a")), str(seed("b"))}]
    assert parted["links"] == []
    told = [(version["version"], version["review"]["action"]["type"]) for version in versions if version["review"]]
    assert told == [(5, "merge"), (6, "undo")]
    assert versions[1]["review"]["reason"]
