"""The query api on a real database: what was folded is served, side by side, with its words and its sources."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from chassis.postgres import connected, migrate
from schemas.slots import Occurred, Place, Span
from schemas.vocabulary import EventType, PlacePrecision, TimePrecision
from services.query.feed.cursor import FeedCursor, ListCursor, PageCursor
from services.query.projection.store import FEED, SQL
from tests.histories import (
    DAY,
    GAZETTE,
    MONITORS,
    NORTH_MOD,
    SOUTH_MOD,
    History,
    changed,
    denial,
    killed,
    named,
    opened,
    placed,
    report,
    seed,
    statement,
    submission_of,
)
from tests.integration.asking import TEXT, dispute, folded, get, merged_and_parted
from tests.projecting import fresh_database, project, serving
from tests.waiting import until_async

pytestmark = pytest.mark.integration


async def test_an_incident_shows_claims_side_by_side_with_quotes_and_sources(postgres: str) -> None:
    history, texts = dispute()
    await folded(postgres, *history.decisions, *texts)
    async with serving(postgres) as client:
        listed = (await client.get("/v1/incidents")).json()
        assert [each["id"] for each in listed["incidents"]] == [str(seed("a"))]
        assert listed["incidents"][0]["headline"] == "Shelling near Kesh, 12 April 2024"
        incident = (await client.get(f"/v1/incidents/{seed('a')}")).json()
    assert [(claim["claimant"]["name"], claim["stance"]) for claim in incident["claims"]] == [
        (NORTH_MOD.name, "supports"),
        (MONITORS.name, "supports"),
        (SOUTH_MOD.name, "denies"),
    ]
    assert incident["support"] == "corroborated"
    assert incident["dispute"] == "denied"
    assert incident["counts"] == {"claims": 3, "statements": 3, "voices": 2, "origins": 2, "reports": 3}
    assert incident["casualty_matrix"][0]["min"] == 3
    quotes = {each["claimant"]["name"]: each["quote"] for each in incident["statements"]}
    assert quotes[NORTH_MOD.name] == "Three soldiers were killed"
    assert quotes[SOUTH_MOD.name] is None
    assert [each["name"] for each in incident["sources"]] == ["The Herald", "The Gazette", SOUTH_MOD.name]


async def test_pages_are_of_one_moment_and_the_feed_goes_on_after_them(postgres: str) -> None:
    history = History()
    for name in "abcde":
        history.open(statement(name), name)
    await folded(postgres, *history.decisions)
    async with serving(postgres) as client:
        first = (await client.get("/v1/incidents", params={"limit": 2})).json()
        history.decide(changed(statement("a", casualties=(killed(1),)), "a"), about=report("a", revision="2"))
        history.open(statement("f"), "f")
        await folded(postgres, *history.decisions)
        found, page = list(first["incidents"]), first
        while page["next"]:
            page = (await client.get("/v1/incidents", params={"limit": 2, "cursor": page["next"]})).json()
            found += page["incidents"]
        feed = (await client.get("/v1/feed", params={"since": page["feed"]})).json()
    assert [each["id"] for each in found] == [str(seed(name)) for name in "edcba"]
    assert all(each["casualties"] == {} for each in found)
    assert [(change["kind"], change["incident_id"]) for change in feed["changes"]] == [
        ("changed", str(seed("a"))),
        ("opened", str(seed("f"))),
    ]
    assert feed["changes"][0]["changed"] == ["casualties", "casualties_by_side", "claims", "sentence"]


async def test_the_feed_is_read_in_pages_without_loss_or_repetition(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    kinds, params = [], {"limit": "2"}
    async with serving(postgres) as client:
        while changes := (page := (await client.get("/v1/feed", params=params)).json())["changes"]:
            kinds += [change["kind"] for change in changes]
            params["since"] = page["next"]
    assert kinds == ["opened", "opened", "merged", "changed", "changed", "restored", "withdrawn"]


async def test_a_cursor_of_a_feed_that_was_lost_is_gone_and_says_where_to_start(postgres: str) -> None:
    await folded(postgres, *merged_and_parted().decisions)
    for cursor in (FeedCursor(uuid4(), 1), FeedCursor(await epoch(postgres), 99)):
        answer = await get(postgres, "/v1/feed", since=str(cursor))
        assert answer.status_code == 410
        assert answer.json()["snapshot"] == "http://query.example/v1/incidents"


async def epoch(dsn: str) -> UUID:
    """That of the feed."""
    found = await get(dsn, "/v1/feed")
    return FeedCursor.parse(found.json()["next"]).epoch


FAR = Place(name="Farland", id="geonames:9", lat=-10, lon=120, country="FA", precision=PlacePrecision.DISTRICT)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, "ba"),
        ({"country": "NE"}, "a"),
        ({"country": "fa"}, "b"),
        ({"theatre": "borderlands"}, "a"),
        ({"event_type": "drone_strike,threat"}, "b"),
        ({"event_type": "shelling"}, "a"),
        ({"actor": "so.mil"}, "a"),
        ({"actor": "so"}, "a"),
        ({"actor": "Southern army"}, "a"),
        ({"claimant": "monitors"}, "b"),
        ({"source": "gazette"}, "b"),
        ({"support": "single_claimant"}, "ba"),
        ({"support": "corroborated"}, ""),
        ({"dispute": "denied"}, "a"),
        ({"dispute": "none,contested"}, "b"),
        ({"occurred_from": "2024-04-13"}, "b"),
        ({"occurred_to": "2024-04-12"}, "a"),
        ({"occurred_from": "2024-04-12", "occurred_to": "2024-04-12"}, "a"),
        ({"updated_since": "2024-04-12T13:01:00Z"}, "ba"),
        ({"updated_since": "2024-04-12T13:02:01+00:00"}, ""),
        ({"min_killed": "3"}, "a"),
        ({"min_killed": "4"}, ""),
        ({"bbox": "46,40,47,41"}, "a"),
        ({"bbox": "-180,-90,180,0"}, "b"),
        ({"bbox": "100,-90,50,90"}, "ba"),
        ({"bbox": "100,-90,40,90"}, "b"),
        ({"near": "40.3,46.5,10"}, "a"),
        ({"near": "40.3,46.5,5"}, ""),
        ({"near": "-10,120,1"}, "b"),
        ({"near": "0,0,20000"}, "ba"),
        ({"near": "89,-60,5600"}, "a"),
        ({"text": "kesh"}, "a"),
        ({"text": "farland monitors"}, "b"),
        ({"text": "kesh farland"}, ""),
        ({"country": "NE", "event_type": "drone_strike"}, ""),
    ],
    ids=lambda value: "&".join(f"{key}={word}" for key, word in value.items()) if isinstance(value, dict) else "",
)
async def test_filters_find_what_they_say_and_nothing_else(filtered: str, params: dict[str, str], found: str) -> None:
    answer = await get(filtered, "/v1/incidents", **params)
    assert [each["id"] for each in answer.json()["incidents"]] == [str(seed(name)) for name in found]


async def test_what_is_not_to_be_there_is_looked_for_in_all_that_an_incident_is_called(postgres: str) -> None:
    history = History()
    quoted = report("first")
    history.open(statement("a", span=Span(field="text", start=0, end=13)), "a", quoted)
    other = statement("b", MONITORS, place=FAR)
    history.decide(opened("b"), placed(other, "b", theatre="far away"), about=report("b", GAZETTE))
    await folded(postgres, *history.decisions, submission_of(quoted, "Smoke was seen."))
    async with serving(postgres) as client:
        for params, found in [
            ({"text": "-kesh"}, "b"),
            ({"text": "smoke"}, "a"),
            ({"text": "smoke -kesh"}, ""),
            ({"text": "-kesh", "event_type": "shelling"}, "b"),
        ]:
            answer = await client.get("/v1/incidents", params=params)
            assert [each["id"] for each in answer.json()["incidents"]] == [str(seed(name)) for name in found], params


@pytest.fixture(scope="module")
def filtered(postgres_server: str) -> Iterator[str]:
    """Two incidents that differ in everything, for all tests that only read."""
    history = History()
    history.open(statement("a", casualties=(killed(3),)), "a")
    history.decide(placed(denial("c"), "a"), about=report("c"))
    later = Occurred(start=DAY + timedelta(days=3), end=DAY + timedelta(days=3), precision=TimePrecision.DAY)
    other = statement(
        "b", MONITORS, event_type=EventType.DRONE_STRIKE, place=FAR, occurred=later, initiator=None, target=None
    )
    history.decide(opened("b"), placed(other, "b", theatre="far away"), about=report("b", GAZETTE))
    with fresh_database(postgres_server) as dsn:
        project(dsn, history.decisions)
        yield dsn


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/v1/incidents", "limit", "501"),
        ("/v1/incidents", "limit", "0"),
        ("/v1/incidents", "limit", "ten"),
        ("/v1/incidents", "country", "Armenia"),
        ("/v1/incidents", "event_type", "party"),
        ("/v1/incidents", "support", "strong"),
        ("/v1/incidents", "occurred_from", "yesterday"),
        ("/v1/incidents", "occurred_from", "2024-02-30"),
        ("/v1/incidents", "min_killed", "-1"),
        ("/v1/incidents", "bbox", "1,2,3"),
        ("/v1/incidents", "bbox", "5,5,10,0"),
        ("/v1/incidents", "bbox", "nan,0,5,5"),
        ("/v1/incidents", "near", "1,2"),
        ("/v1/incidents", "near", "91,0,5"),
        ("/v1/incidents", "near", "nan,0,5"),
        ("/v1/incidents", "near", "1,2,0"),
        ("/v1/incidents", "cursor", "p2AAAA"),
        ("/v1/statements", "cursor", "l2AAAA"),
        ("/v1/incidents", "text", " "),
        ("/v1/incidents", "text", "a\0b"),
        ("/v1/incidents", "as_of", "now"),
        ("/v1/incidents", "colour", "red"),
        ("/v1/feed", "since", "7"),
        ("/v1/statements", "incident", "7"),
        ("/v1/decisions/0", "as_of", "2024-04-12"),
        ("/v1/sources", "as_of", "2024-04-12"),
    ],
)
async def test_a_bad_value_is_refused_by_the_name_of_its_parameter(
    filtered: str, path: str, name: str, value: str
) -> None:
    answer = await get(filtered, path, **{name: value})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["parameter"] == name


@pytest.mark.parametrize(
    "path", ["/v1/incidents", "/v1/points", "/v1/feed", "/v1/feed/stream", "/ogc/collections/incidents/items"]
)
async def test_a_time_that_ends_before_it_begins_is_refused_wherever_it_is_asked_for(filtered: str, path: str) -> None:
    # A stream that is not refused has no end.
    async with asyncio.timeout(20):
        answer = await get(filtered, path, occurred_from="2024-04-12", occurred_to="2024-04-11")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "occurred_to")


async def test_statements_have_one_form_everywhere(postgres: str) -> None:
    history, texts = dispute()
    await folded(postgres, *history.decisions, *texts)
    id = named("statement", "a")
    paths = {
        "/v1/incidents/" + str(seed("a")): {},
        "/v1/reports/" + str(named("report", "first")): {},
        "/v1/statements": {"incident": str(seed("a"))},
    }
    forms = []
    for path, params in paths.items():
        listed = (await get(postgres, path, **params)).json()["statements"]
        forms.append(next(each for each in listed if each["id"] == str(id)))
    alone = (await get(postgres, f"/v1/statements/{id}")).json()
    assert forms[0] == forms[1] == forms[2]
    assert forms[0].items() <= alone.items()
    required = {
        "id", "report_id", "revision", "span", "quote", "claimant", "relayer", "speech_act", "answers", "certainty",
        "temporal", "event_type", "initiator", "target", "place", "occurred", "casualties", "carried", "incident_id",
    }  # fmt: skip
    assert required <= forms[0].keys()
    assert forms[0]["claimant"] == {"id": "ne.mod", "name": NORTH_MOD.name, "country": "NE", "kind": "government"}


async def test_a_decision_shows_its_events_and_evidence(postgres: str) -> None:
    history, _ = dispute()
    await folded(postgres, *history.decisions)
    found = (await get(postgres, "/v1/decisions/0")).json()
    assert [event["type"] for event in found["events"]] == ["incident.opened", "statement.placed"]
    (evidence,) = found["evidence"]
    assert evidence["evidence"]["chosen"]["comparisons"] == [{"name": "day", "level": "same", "bits": 1.9}]
    for unknown in ("99", "-1", "x", "9" * 30):
        assert (await get(postgres, f"/v1/decisions/{unknown}")).status_code == 404


async def test_pages_of_statements_hold_each_of_them_once_as_of_one_moment(postgres: str) -> None:
    history, texts = dispute()
    await folded(postgres, *history.decisions, *texts)
    async with serving(postgres) as client:
        whole = (await client.get("/v1/statements")).json()
        page = (await client.get("/v1/statements", params={"limit": 1})).json()
        paged = page["statements"]
        while page["next"]:
            page = (await client.get("/v1/statements", params={"limit": 1, "cursor": page["next"]})).json()
            assert len(page["statements"]) == 1
            assert page["as_of_n"] == whole["as_of_n"]
            paged += page["statements"]
        assert len(paged) > 2
        assert paged == whole["statements"]


async def test_statements_of_a_claimant_are_found_by_its_id_in_any_case(filtered: str) -> None:
    found = [
        (await get(filtered, "/v1/statements", claimant=id)).json()["statements"]
        for id in ("ne.mod", "NE.MOD", "so.mod")
    ]
    assert found[0] == found[1] != found[2]
    assert len(found[0]) == 1


@pytest.mark.parametrize("path", ["/v1/incidents", "/v1/statements", "/v1/actors", "/ogc/collections/incidents/items"])
async def test_a_page_of_a_generation_that_was_replaced_is_gone_and_says_where_to_start(
    filtered: str, path: str
) -> None:
    async with serving(filtered) as client:
        word = (await client.get(path, params={"limit": "1"})).json()["next"]
        if word.startswith("p"):
            earlier = str(replace(PageCursor.parse(word), generation="g0"))
        else:
            earlier = str(replace(ListCursor.parse(path.rpartition("/")[2], 1, word), generation="g0"))
        gone = await client.get(path, params={"limit": "1", "cursor": earlier})
        assert gone.status_code == 410
        assert gone.json()["snapshot"] == f"http://query.example{path}?limit=1"
        assert (await client.get(gone.json()["snapshot"])).json()["next"] == word


async def test_every_answer_says_up_to_when_it_is_known(filtered: str) -> None:
    async with serving(filtered) as client:
        for path in ("/v1/statements", "/ogc", "/ogc/collections", "/ogc/collections/incidents"):
            assert (await client.get(path)).json()["known_up_to"] is not None


async def test_nobody_reads_without_a_key(filtered: str) -> None:
    async with serving(filtered) as client:
        described = (await client.get("/openapi.json")).json()["paths"]
        kept = [path for path, operations in described.items() if operations.get("get", {}).get("security")]
        assert {"/v1/incidents", "/v1/feed", "/v1/reports/{id}", "/v1/points", "/ogc"} <= set(kept)
        for path in kept:
            answer = await client.get(path.format(id=seed("a"), n=1), headers={"Authorization": ""})
            assert answer.status_code == 401, path


async def test_before_the_projector_has_made_its_tables_it_is_live_but_not_ready(postgres: str) -> None:
    async with serving(postgres) as client:
        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503
        answer = await client.get("/v1/incidents")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        await folded(postgres)
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/v1/incidents")).json()["incidents"] == []


async def test_a_feed_that_is_being_migrated_is_waited_for(
    postgres: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its migrations are applied one by one, and the api may start between two of them."""
    for first in (SQL / "feed/0001_feed.sql", SQL / "feed/0002_former_seeds.sql"):
        (tmp_path / first.name).write_text(first.read_text())
    async with connected(postgres, application="test") as connection:
        await migrate(connection, FEED, tmp_path)
    caplog.set_level(logging.DEBUG, "services.query.feed.following")
    async with serving(postgres) as client:

        async def waits() -> bool:
            await client.get("/livez")
            return "the feed waits" in caplog.text

        await until_async(waits)
        await folded(postgres)
        assert (await client.get("/v1/feed")).json()["changes"] == []


async def test_a_quote_stands_between_the_words_around_it(postgres: str) -> None:
    history, texts = dispute()
    await folded(postgres, *history.decisions, *texts)
    async with serving(postgres) as client:
        incident = (await client.get(f"/v1/incidents/{seed('a')}")).json()
    (said,) = [each for each in incident["statements"] if each["quote"] and each["span"]["start"] == 1]
    assert said["context"]["before"] + said["quote"] + said["context"]["after"] == TEXT
    assert incident["told"].startswith(f"{NORTH_MOD.name} reported shelling")
    assert [cell["contradicts"] for cell in incident["casualty_matrix"]] == [[]]


async def test_a_record_can_be_walked_decision_by_decision(postgres: str) -> None:
    """Several decisions may be known from one instant on; their numbers tell them apart."""
    history, _ = dispute()
    await folded(postgres, *history.decisions)
    async with serving(postgres) as client:

        async def claimants(n: str) -> list[str]:
            incident = (await client.get(f"/v1/incidents/{seed('a')}", params={"as_of_n": n})).json()
            return [claim["claimant"]["name"] for claim in incident["claims"]]

        assert [len(await claimants(n)) for n in ("0", "1", "2", "999")] == [1, 2, 3, 3]
        versions = (await client.get(f"/v1/incidents/{seed('a')}/history", params={"as_of_n": "1"})).json()["versions"]
        assert [version["version"] for version in versions] == [0, 1]
        assert (await client.get(f"/v1/incidents/{seed('a')}", params={"as_of_n": "x"})).status_code == 400
