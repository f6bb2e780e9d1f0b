"""Lists of incidents in every format: negotiated, paged, as of a moment, and asked for only if they changed."""

import asyncio
import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import httpx
import pytest

from services.query.api.conditional import last_modified
from services.query.api.representations import Format, chosen
from tests.answers import register
from tests.histories import MONITORS, History, changed, killed, placed, report, seed, statement
from tests.projecting import fresh_database, project, serving

pytestmark = pytest.mark.integration

LIST = "/v1/incidents"


@pytest.fixture(scope="module")
def three(postgres_server: str) -> Iterator[tuple[str, History]]:
    """Three incidents; the first is changed afterwards."""
    history = History()
    for name in "abc":
        history.open(statement(name, casualties=(killed(2),)), name)
    history.decide(placed(statement("d", MONITORS, casualties=(killed(9),)), "a"), about=report("d"))
    with fresh_database(postgres_server) as dsn:
        project(dsn, history.decisions)
        yield dsn, history


async def ask(dsn: str, headers: dict[str, str] | None = None, **params: Any) -> httpx.Response:
    """One list."""
    async with serving(dsn) as client:
        return await client.get(LIST, params=params, headers=headers)


def ids(answer: httpx.Response) -> list[str]:
    """The incidents of an answer, in whatever format it is."""
    kind = answer.headers["Content-Type"].partition(";")[0]
    if kind == "application/geo+json":
        return [each["id"] for each in answer.json()["features"]]
    if kind == "application/atom+xml":
        return [entry.id.removeprefix("urn:uuid:") for entry in feedparser.parse(answer.content).entries]
    if kind == "text/csv":
        rows = csv.DictReader(io.StringIO(answer.text, newline=""))
        return [row.get("id") or row["event_id_cnty"] for row in rows]
    return [each["id"] for each in answer.json()["incidents"]]


@pytest.mark.parametrize("form", Format)
async def test_every_format_lists_the_same_now_and_then(three: tuple[str, History], form: Format) -> None:
    dsn, history = three
    now = await ask(dsn, f=form.value)
    assert ids(now) == [str(seed(name)) for name in "acb"]
    then = await ask(dsn, f=form.value, as_of=history.decisions[1].known_at.isoformat())
    assert ids(then) == [str(seed(name)) for name in "ba"]


@pytest.mark.parametrize("form", Format)
async def test_pages_are_linked(three: tuple[str, History], form: Format) -> None:
    dsn, _ = three
    found: list[str] = []
    async with serving(dsn) as client:
        answer = await client.get(LIST, params={"f": form.value, "limit": "1"})
        found += ids(answer)
        while "next" in answer.links:
            answer = await client.get(answer.links["next"]["url"])
            found += ids(answer)
    assert found == [str(seed(name)) for name in "acb"]


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.JSON])
async def test_every_format_says_of_which_moment_it_is_and_whom_to_credit(
    three: tuple[str, History], form: Format
) -> None:
    dsn, history = three
    answer = await ask(dsn, f=form.value, as_of=history.decisions[1].known_at.isoformat())
    told = (await ask(dsn, as_of=history.decisions[1].known_at.isoformat())).json()
    names = "Known-Up-To", "As-Of-N", "Generation"
    moment = [answer.headers[f"Deconflict-{name}"] for name in names]
    assert [datetime.fromisoformat(moment[0]), *moment[1:]] == [history.decisions[-1].known_at, "1", told["generation"]]
    assert "GeoNames" in answer.headers["Deconflict-Attribution"]
    assert "sources" in answer.headers["Deconflict-License"]
    assert answer.links["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("form", Format)
async def test_who_has_it_already_is_told_so(three: tuple[str, History], form: Format) -> None:
    dsn, history = three
    first = await ask(dsn, f=form.value)
    again = await ask(dsn, {"If-None-Match": first.headers["ETag"]}, f=form.value)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    then = history.decisions[1].known_at.isoformat()
    other = await ask(dsn, {"If-None-Match": first.headers["ETag"]}, f=form.value, as_of=then)
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 12 Apr 2024 13:02:59 GMT", 200),
        ("Fri, 12 Apr 2024 13:03:00 GMT", 304),
        ("Sun, 12 Apr 2026 1:0:0 GMT", 304),
    ]
    + [(word, 200) for word in ("yesterday", "Fri, 32 Apr 2024 13:03:00 GMT", "Fri, 12 Apr 2024 13:03:00 -0000")],
)
async def test_who_has_seen_the_last_change_is_told_so(three: tuple[str, History], since: str, status: int) -> None:
    answer = await ask(three[0], {"If-Modified-Since": since})
    assert (answer.status_code, answer.headers["Last-Modified"]) == (status, "Fri, 12 Apr 2024 13:03:00 GMT")


async def test_what_more_than_the_record_decides_has_no_date(three: tuple[str, History]) -> None:
    dsn, _ = three
    await register(dsn)
    later = {"If-Modified-Since": "Sun, 12 Apr 2026 13:00:00 GMT"}
    items, words = "/ogc/collections/incidents/items", f"/v1/incidents/{seed('a')}"
    async with serving(dsn) as client:
        for path in (f"{LIST}?text=Kesh", f"{LIST}?f=csv&text=Kesh", items, f"{items}/{seed('a')}", words):
            answer = await client.get(path, headers=later)
            assert (answer.status_code, "Last-Modified" in answer.headers) == (200, False), path


async def test_what_names_sources_is_as_new_as_their_last_change(three: tuple[str, History]) -> None:
    dsn, _ = three
    await register(dsn)
    formats = [f"{LIST}?f={form}" for form in Format if form is not Format.JSON]
    async with serving(dsn, sources_changed=datetime(2025, 6, 1, 10, tzinfo=UTC)) as client:
        for path in (*formats, "/v1/sources"):
            before, since = [
                await client.get(path, headers={"If-Modified-Since": when})
                for when in ("Sat, 31 May 2025 10:00:00 GMT", "Sun, 01 Jun 2025 10:00:00 GMT")
            ]
            assert (before.status_code, before.headers["Last-Modified"]) == (200, "Sun, 01 Jun 2025 10:00:00 GMT"), path
            assert since.status_code == 304, path


async def test_a_copy_stands_while_only_the_record_goes_on(postgres: str) -> None:
    history = History()
    history.open(statement("a"), "a")
    await asyncio.to_thread(project, postgres, history.decisions)
    params: dict[str, Any] = {"country": "NE"}
    first = await ask(postgres, **params)
    history.decide(about=report("nothing"))
    await asyncio.to_thread(project, postgres, history.decisions)
    known = {"If-None-Match": first.headers["ETag"]}
    assert (await ask(postgres, known, **params)).status_code == 304
    history.decide(changed(statement("a", casualties=(killed(1),)), "a"), about=report("a", revision="2"))
    await asyncio.to_thread(project, postgres, history.decisions)
    assert (await ask(postgres, known, **params)).status_code == 200


def test_no_date_is_given_that_two_answers_could_have() -> None:
    known = datetime(2024, 4, 12, 12, 0, 0, 500_000, tzinfo=UTC)
    assert last_modified(known, known + timedelta(seconds=30)) == {}
    assert last_modified(known, known + timedelta(minutes=2)) == {"Last-Modified": "Fri, 12 Apr 2024 12:00:00 GMT"}


async def test_who_takes_gzip_gets_it(three: tuple[str, History]) -> None:
    dsn, _ = three
    async with serving(dsn) as client, client.stream("GET", LIST, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join([part async for part in answer.aiter_raw()])
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(packed) == int(answer.headers["Content-Length"])
    assert len(json.loads(gzip.decompress(packed))["incidents"]) == 3
    plain = await ask(dsn, {"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", Format.JSON),
        ("*/*", Format.JSON),
        ("application/geo+json", Format.GEOJSON),
        ("text/csv;q=0.5, application/atom+xml;q=0.9", Format.ATOM),
        ("text/html, application/xhtml+xml, */*;q=0.8", Format.JSON),
        ("image/png", Format.JSON),
        ("text/csv;q=0", Format.JSON),
        ("text/csv;q=x", Format.JSON),
    ],
)
def test_the_format_that_is_accepted_best_is_chosen(accept: str, form: Format) -> None:
    assert chosen(None, accept) is form
    assert chosen(Format.UCDP, accept) is Format.UCDP


async def test_a_list_has_one_feed_id_on_all_its_pages_and_another_list_another(three: tuple[str, History]) -> None:
    dsn, _ = three
    async with serving(dsn) as client:
        first = await client.get(LIST, params={"f": "atom", "limit": "1", "country": "NE"})
        second = await client.get(first.links["next"]["url"])
        whole = await client.get(LIST, params={"f": "atom"})
    ids = [feedparser.parse(answer.content).feed.id for answer in (first, second, whole)]
    assert ids[0] == ids[1] != ids[2]
