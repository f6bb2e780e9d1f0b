"""A rebuild beside live traffic: the same rows, a swap that nobody who follows can see, and nothing half done."""

import asyncio
import itertools
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import asyncpg
import pytest

from chassis.postgres import DatabaseAway, retrying
from services.query.feed.cursor import FeedCursor
from services.query.feed.following import Feed
from services.query.projection.fold import Unappliable
from services.query.projection.rebuilding.rebuild import Rebuilt, rebuild
from services.query.projection.rebuilding.swap import Telling
from services.query.projection.store import reading_as
from tests.embedded import run_query
from tests.histories import MONITORS, History, killed, linked, placed, report, seed, statement
from tests.projecting import Projecting, query, rows, serving
from tests.random_histories import RandomHistory

pytestmark = pytest.mark.integration

TABLES = ("decision", "report", "statement", "placement", "seed", "link", "review", "suggestion", "incident_version")


def nothing(*_: object) -> None:
    """Told of progress, and of no interest here."""


def tell(_: int) -> Telling:
    """Followers are told of each."""
    return Telling.CHANGES


def run(projector: Projecting, ask: Any = tell, told: Any = nothing, **more: Any) -> Rebuilt:
    """A rebuild of what this projector folds, which waits for no reader."""
    return rebuild(projector.log, projector.dsn, "g1", told, ask, readers_s=more.pop("readers_s", 0.0), **more)


def generation(dsn: str, name: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of a generation but how far it is folded."""
    return {table: rows(dsn, f"select * from {name}.{table} as t order by t::text") for table in TABLES}


def seqs(dsn: str) -> list[int]:
    """The numbers of the feed."""
    return [row["seq"] for row in rows(dsn, "select seq from feed.change order by seq")]


def live(dsn: str) -> str:
    """The generation that is served."""
    return str(rows(dsn, "select live_generation from feed.head")[0]["live_generation"])


def three_incidents() -> History:
    """Three incidents, of which the second is merged into the first."""
    history = History()
    history.open(statement("a", casualties=(killed(3),)), "a")
    history.open(statement("b", MONITORS), "b")
    history.open(statement("c", MONITORS), "c")
    history.decide(linked("a", "b"))
    return history


OLD_FORM = """
    create table g1.before as select * from g1.incident_version;
    drop view g1.incident_version;
    drop table g1.incident_facets, g1.incident_summary;
    alter table g1.before rename to incident_version
"""


def test_a_generation_of_the_form_before_is_rebuilt_where_it_is_too_large_to_be_rewritten(
    projector: Projecting, postgres: str
) -> None:
    """Before 0004 an incident's version was a row of one table: its projector stands still meanwhile."""
    projector.append(RandomHistory(random.Random(3)).run(60).decisions)
    projector.fold()
    before = generation(postgres, "g1")
    run_query(postgres, OLD_FORM)

    done = run(projector)

    assert (done.generation, done.told, live(postgres)) == ("g2", 0, "g2")
    assert generation(postgres, "g2") == before


def test_a_rebuild_makes_the_same_rows_and_tells_followers_nothing(projector: Projecting, postgres: str) -> None:
    projector.append(RandomHistory(random.Random(7)).run(150).decisions)
    projector.fold()
    before, feed = generation(postgres, "g1"), seqs(postgres)
    progress: list[tuple[int, int]] = []

    done = run(projector, told=lambda *each: progress.append(each), batch=20)

    assert (done.generation, done.before, done.told, done.dropped) == ("g2", "g1", 0, ["g1"])
    assert generation(postgres, "g2") == before
    assert seqs(postgres) == feed
    assert live(postgres) == "g2"
    assert progress[0][0] < progress[-1][0] == progress[-1][1]


@contextmanager
def reader_of(dsn: str, generation: str) -> Iterator[None]:
    """A connection of somebody who reads the generation, for which a rebuild does not drop it."""
    with asyncio.Runner() as runner:
        settings = {"application_name": reading_as(generation)}
        connection = runner.run(asyncpg.connect(dsn, server_settings=settings))
        try:
            yield
        finally:
            runner.run(connection.close())


@pytest.mark.parametrize("read", [False, True], ids=["dropped", "still-read"])
def test_the_projector_goes_on_in_the_new_generation(projector: Projecting, postgres: str, read: bool) -> None:
    """Whatever is left of the one before: two that fold would each write the feed's next change."""
    history = three_incidents()
    projector.append(history.decisions)
    projector.fold()
    with reader_of(postgres, "g1") if read else nullcontext():
        assert run(projector).dropped == ([] if read else ["g1"])
        projector.append([history.open(statement("d"), "d")])
        projector.decisions.step()
        assert "another generation" in str(projector.decisions.waiting_for())
        projector.fold()
        left = rows(postgres, "select max(n) as n from g1.decision") if read else [{"n": 3}]
    assert left == [{"n": 3}]
    assert rows(postgres, "select max(n) as n from g2.decision") == [{"n": 4}]
    assert rows(postgres, "select generation, n from feed.change order by seq desc limit 1") == [
        {"generation": "g2", "n": 4}
    ]


def test_an_idle_projector_sees_the_swap_too(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    projector.fold()
    run(projector)
    projector.decisions.step()
    projector.decisions.step()
    assert projector.decisions.waiting_for() is None
    assert projector.decisions._store is not None
    assert projector.decisions._store.generation == "g2"


def older_code(dsn: str) -> None:
    """As if the generation had been folded by code that called one incident otherwise and did not have another."""
    a, c = seed("a"), seed("c")
    rows(
        dsn,
        'update g1.incident_summary set summary = (summary::jsonb || \'{"headline": "Other"}\')::json '
        "from g1.incident_facets f where f.incident_id = $1 and f.to_n is null "
        "and (incident_summary.incident_id, incident_summary.from_n) = (f.incident_id, f.from_n)",
        a,
    )
    for table in ("incident_facets", "incident_summary"):
        rows(dsn, f"delete from g1.{table} where incident_id = $1", c)


def test_what_is_served_otherwise_is_told_with_before_and_after(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    projector.fold()
    older_code(postgres)
    last = seqs(postgres)[-1]

    assert run(projector).told == 2

    found = rows(postgres, "select * from feed.change where seq > $1 order by seq", last)
    assert [(each["incident_id"], each["kind"], each["generation"], each["n"]) for each in found] == [
        (seed("c"), "opened", "g2", 3),
        (seed("a"), "changed", "g2", 3),
    ]
    assert found[1]["before"]["headline"] == "Other"
    assert found[1]["after"]["headline"] != "Other"
    assert found[1]["before_filters"]["killed"] == found[1]["after_filters"]["killed"] == 3


def test_nothing_is_swapped_that_the_operator_does_not_want(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    projector.fold()
    older_code(postgres)

    class NotWantedError(Exception):
        pass

    def refuse(changed: int) -> Telling:
        assert changed == 2
        raise NotWantedError

    with pytest.raises(NotWantedError):
        run(projector, refuse)
    assert live(postgres) == "g1"
    assert rows(postgres, "select next_n from g2.position") == [{"next_n": 4}], "what was folded stays"
    assert run(projector).generation == "g2"


async def test_a_feed_that_begins_anew_sends_its_readers_to_a_snapshot(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    await asyncio.to_thread(projector.fold)
    await asyncio.to_thread(older_code, postgres)
    async with serving(postgres) as client:
        cursor = (await client.get("/v1/feed")).json()["next"]
        done = await asyncio.to_thread(run, projector, lambda _: Telling.ANEW)
        gone = await client.get("/v1/feed", params={"since": cursor})
        snapshot = (await client.get("/v1/incidents")).json()
        following = await client.get("/v1/feed", params={"since": snapshot["feed"]})
    assert done.told is None
    assert gone.status_code == 410
    assert gone.json()["snapshot"].endswith("/v1/incidents")
    assert (following.status_code, following.json()["changes"]) == (200, [])


def test_a_decision_that_cannot_be_applied_stops_the_rebuild_and_is_named(projector: Projecting, postgres: str) -> None:
    history = three_incidents()
    projector.append(history.decisions)
    projector.fold()
    broken = history.decide(placed(statement("x"), "nowhere"), about=report("x"))
    projector.append([broken])
    with pytest.raises(Unappliable, match=r"decisions\.g1 at 4: decision 4 places a statement in seed .*never opened"):
        run(projector)
    assert live(postgres) == "g1"


def test_a_generation_begun_by_another_release_is_begun_anew(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    projector.fold()
    rows(postgres, "create schema g2")
    rows(postgres, "comment on schema g2 is 'deconflict 0.0.1'")
    rows(postgres, "create table g2.left_over ()")
    run(projector)
    assert rows(postgres, "select to_regclass('g2.left_over') as found") == [{"found": None}]


async def test_a_request_ends_in_the_generation_that_it_began_in(projector: Projecting, postgres: str) -> None:
    projector.append(three_incidents().decisions)
    await asyncio.to_thread(projector.fold)
    async with query(postgres) as (app, _):
        live = app.state.live
        async with live.held():
            began = await live.now()
            done = await asyncio.to_thread(run, projector)
            now = await live.now()
            assert (began.generation, now.generation) == ("g1", "g2")
            assert await began.pool.fetch("select from incident_version limit 1") != []
        assert done.dropped == [], "it was being read"
        with pytest.raises(DatabaseAway), retrying():
            await began.pool.fetch("select from incident_version limit 1")
        # The next rebuild finds the first without a reader, and the second once the api has seen the swap.
        done = await asyncio.to_thread(run, projector, readers_s=30.0)
    assert done.dropped == ["g2"]
    assert await asyncio.to_thread(rows, postgres, "select to_regnamespace('g1') as found") == [{"found": None}]


@contextmanager
def folding(projector: Projecting) -> Iterator[None]:
    """The projector steps in a thread of its own, as it does in its process."""
    ended = threading.Event()

    def steps() -> None:
        while not ended.is_set():
            projector.decisions.step()

    thread = threading.Thread(target=steps)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(30)


async def follow(feed: Feed, since: FeedCursor, count: int) -> list[str]:
    """The incidents of so many changes after a cursor. Let go, it comes back with the id of the last event."""
    seen: list[str] = []
    while len(seen) < count:
        stream = feed.follow(since, {})
        async for piece in stream:
            for event in piece.decode().strip().split("\n\n"):
                id, _, data = event.partition("\n")
                since = FeedCursor.parse(id.removeprefix("id: "))
                if data:
                    seen.append(json.loads(data.partition("\ndata: ")[2])["incident_id"])
            if len(seen) >= count:
                break
        await stream.aclose()  # type: ignore[attr-defined]
    return seen


async def test_a_follower_through_a_swap_under_live_traffic_loses_nothing_and_sees_nothing_twice(
    projector: Projecting, postgres: str
) -> None:
    history = History()
    names = [f"s{number}" for number in range(90)]
    for name in names:
        history.open(statement(name), name)
    traffic = iter(history.decisions[40:80])

    def post_some(*_: object) -> None:
        projector.append(list(itertools.islice(traffic, 3)))

    projector.append(history.decisions[:40])
    await asyncio.to_thread(projector.fold)
    with folding(projector):
        async with query(postgres) as (app, _):
            beginning = (await app.state.live.now()).head.beginning
            following = asyncio.create_task(follow(app.state.feed, beginning, len(names)))
            # With each batch that is folded anew, and up to the swap, reports go on coming.
            done = await asyncio.to_thread(run, projector, told=post_some, batch=10)
            rest = list(traffic)
            assert len(rest) < 40, "there was traffic while it was folded"
            await asyncio.to_thread(projector.append, [*rest, *history.decisions[80:]])
            seen = await asyncio.wait_for(following, 60)
            assert (await app.state.live.now()).generation == "g2"
    assert done.told == 0
    assert seen == [str(seed(name)) for name in names]
    by = {row["generation"] for row in await asyncio.to_thread(rows, postgres, "select generation from feed.change")}
    assert by == {"g1", "g2"}, "either generation has written some of the feed"
