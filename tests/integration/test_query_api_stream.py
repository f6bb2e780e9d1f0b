"""Following the feed: filtered, resumed, and never with a loss or a repetition."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from schemas.events import decisions as d
from services.query.feed import following
from services.query.feed.cursor import FeedCursor
from services.query.feed.following import Feed
from tests.histories import (
    MONITORS,
    History,
    changed,
    killed,
    named,
    placed,
    report,
    seed,
    statement,
)
from tests.listening import listening
from tests.projecting import project, projecting, query, serving
from tests.waiting import until_async

pytestmark = pytest.mark.integration


def many(count: int) -> History:
    """So many incidents."""
    history = History()
    for number in range(count):
        history.open(statement(f"s{number}"), f"s{number}")
    return history


async def test_a_filtered_follower_is_told_when_an_incident_enters_and_leaves(postgres: str) -> None:
    history = History()
    history.open(statement("a", casualties=(killed(1),)), "a")
    history.decide(changed(statement("a", casualties=(killed(5),)), "a"), about=report("a", revision="2"))
    history.decide(placed(statement("m", MONITORS), "a"), about=report("m"))
    history.decide(changed(statement("a", casualties=(killed(2),)), "a"), about=report("a", revision="3"))
    withdrawn = [d.StatementWithdrawn(statement=named("statement", name), why=d.WithdrawnWhy.REVISED) for name in "am"]
    history.decide(*withdrawn)
    await asyncio.to_thread(project, postgres, history.decisions)
    async with serving(postgres) as client:
        found = (await client.get("/v1/feed", params={"min_killed": 5})).json()["changes"]
        everything = (await client.get("/v1/feed", params={"min_killed": 0})).json()["changes"]
    assert [(each["version"], each["filter"], each["reason"]) for each in found] == [
        (1, "entered", None),
        (2, "within", None),
        (3, "left", "filter"),
    ]
    assert [each["filter"] for each in everything] == ["entered", "within", "within", "within", "left"]
    assert everything[-1]["reason"] == "withdrawn"


async def test_the_feed_does_not_take_a_filter_that_time_alone_would_change(postgres: str) -> None:
    await asyncio.to_thread(project, postgres, [])
    async with serving(postgres) as client:
        for name, value in (("updated_since", "2024-01-01"), ("text", "kesh"), ("as_of", "2024-01-01")):
            answer = await client.get("/v1/feed", params={name: value})
            assert (answer.status_code, answer.json()["parameter"]) == (400, name)


async def read(client: httpx.AsyncClient, last: str | None, count: int) -> list[tuple[str, dict[str, Any]]]:
    """So many changes of the stream after the cursor `last`, each with its cursor; then the connection is cut."""
    found: list[tuple[str, dict[str, Any]]] = []
    headers = {"Last-Event-ID": last} if last else {}
    async with client.stream("GET", "/v1/feed/stream", headers=headers) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        cursor = ""
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                cursor = value
            elif name == "data":
                found.append((cursor, json.loads(value)))
                if len(found) == count:
                    break
    return found


async def test_a_follower_that_is_cut_off_and_comes_back_sees_every_change_once_in_order(postgres: str) -> None:
    history = many(60)
    await asyncio.to_thread(project, postgres, [])
    async with listening(postgres) as client:
        beginning = (await client.get("/v1/feed")).json()["next"]
        folding = asyncio.create_task(asyncio.to_thread(append_slowly, postgres, history))
        seen: list[dict[str, Any]] = []
        last = beginning
        while len(seen) < 60:
            part = await asyncio.wait_for(read(client, last, min(7, 60 - len(seen))), 30)
            seen += [change for _, change in part]
            last = part[-1][0]
        await folding
    assert [change["incident_id"] for change in seen] == [str(seed(f"s{number}")) for number in range(60)]


def append_slowly(dsn: str, history: History) -> None:
    """Fold decision by decision, so that a follower catches up and waits again and again."""
    with projecting(dsn) as projector:
        for decision in history.decisions:
            projector.append([decision])
            projector.fold()


async def test_a_follower_that_is_too_slow_is_let_go_with_nothing_lost_before_its_cursor(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_QUEUE", 5)
    await asyncio.to_thread(project, postgres, [])
    async with query(postgres) as (app, _):
        feed: Feed = app.state.feed
        epoch = (await feed_head(app)).epoch
        events = feed.follow(FeedCursor(epoch, 0), {})
        await anext(events)
        await asyncio.to_thread(project, postgres, many(30).decisions)

        async def let_go() -> bool:
            return feed.followers == 0

        await until_async(let_go)
        rest = b"".join([event async for event in events]).split(b"\n\n")[:-1]
    told = [FeedCursor.parse(event.split(b"\n")[0][4:].decode()).seq for event in rest]
    # How many fit before the queue overflows depends on how many changes were seen at once.
    assert told == [1, 2, 3, 4, 5][: len(told)]


async def test_with_nothing_to_tell_there_is_an_id_alone(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "HEARTBEAT_S", 0.05)
    await asyncio.to_thread(project, postgres, many(1).decisions)
    async with query(postgres) as (app, _):
        epoch = (await feed_head(app)).epoch
        events = app.state.feed.follow(FeedCursor(epoch, 1), {})
        assert [await anext(events) for _ in range(2)] == [b"id: %b\n\n" % str(FeedCursor(epoch, 1)).encode()] * 2
        await events.aclose()


async def test_changes_that_are_filtered_out_do_not_put_the_heartbeat_off(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "HEARTBEAT_S", 0.3)
    await asyncio.to_thread(project, postgres, [])
    async with query(postgres) as (app, _):
        epoch = (await feed_head(app)).epoch
        events = app.state.feed.follow(FeedCursor(epoch, 0), {"country": "XX"})
        await anext(events)
        folding = asyncio.create_task(asyncio.to_thread(append_slowly, postgres, many(40)))
        beats = [await anext(events)]
        while beats[-1] != b"id: %b\n\n" % str(FeedCursor(epoch, 40)).encode():
            beats.append(await asyncio.wait_for(anext(events), 30))
        await folding
        await events.aclose()
    assert len(beats) > 1
    assert all(beat.startswith(b"id: ") and beat.count(b"\n") == 2 for beat in beats)


async def feed_head(app: Any) -> Any:
    """Where the feed stands."""
    return (await app.state.live.now()).head
