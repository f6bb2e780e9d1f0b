"""No filter of incidents reads the whole table, now or as of an earlier moment."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

import asyncpg
import pytest

from chassis.postgres import reading_pool
from services.query.api import search
from services.query.api.filters import filter_conditions, quoting_query, within_stretches
from services.query.api.live import Moment
from services.query.api.parameters import FILTERS
from services.query.api.pools import PLANNED, PLANNING, Readers
from services.query.api.representations import Format
from services.query.api.search import (
    all_query,
    alone_query,
    newest_query,
    page_of,
    within_query,
    words_query,
)
from services.query.api.widespread import Widespread
from services.query.feed.cursor import PageCursor, digest
from services.query.feed.curve import cell
from services.query.feed.reading import Head
from tests.histories import History, statement
from tests.projecting import fresh_database, project, rows, serving

pytestmark = pytest.mark.integration

INCIDENTS: Final = 20_000
LAST: Final = 2 * INCIDENTS
"""Every incident has two versions."""

MOST_READ: Final = INCIDENTS // 10
"""Rows that a query may look at for a value that a hundredth of the incidents or fewer have."""

# In its numbers nothing goes along with the order of the list, so no walk through the newest finds a page soon.
FILL: Final = """
insert into g1.decision (n, id, known_at, input, rules, outcome, events)
select n, gen_random_uuid(), '2024-01-01'::timestamptz + n * interval '1 minute', '{}', 'r', 'decided', '[]'
from generate_series(0, $1::int - 1) n;
"""
FACETS: Final = """
insert into g1.incident_facets (
    incident_id, from_n, to_n, state, event_type, theatre, countries, actors, claimants, sources, support, dispute,
    occurred, lat, lon, cell, killed, lexemes
)
select
    md5(i::text)::uuid, v * $1::int + i, case v when 0 then $1::int + i end, 'open',
    case i * 7919 % 100 when 7 then 'threat' else 'shelling' end, 'theatre ' || i * 7919 % 100,
    array[chr(65 + i * 7919 % 13) || chr(65 + i * 7919 % 17)], array['actor ' || i * 7919 % 300],
    array['claimant ' || i * 7919 % 300]
        || case when i % 20 = 0 and v * $1::int + i < 2 * $1::int - 1000 then array['resting'] else '{}' end,
    array['source ' || i * 7919 % 300],
    case i * 7919 % 100 when 7 then 'admitted' else 'single_claimant' end,
    case i * 7919 % 100 when 7 then 'denied' else 'none' end,
    tstzrange(
        '2020-01-01'::timestamptz + i * 7919 % 20000 * interval '1 hour',
        '2020-01-02'::timestamptz + i * 7919 % 20000 * interval '1 hour', '[]'
    ),
    lat, lon, g1.place_cell(lat, lon), i * 7919 % 300, to_tsvector('simple', 'shelling near place ' || i * 7919 % 300)
from generate_series(0, $1::int - 1) i cross join generate_series(0, 1) v
cross join lateral (select (i * 7919 % 17000) / 100.0 - 85 as lat, (i * 104729 % 35900) / 100.0 - 179 as lon) place;
"""
SUMMARIES: Final = """
insert into g1.incident_summary (incident_id, from_n, updated_at, opened_at, summary, digest)
select
    incident_id, from_n, '2024-01-01'::timestamptz + from_n * interval '1 minute', '2024-01-01', model.summary, 'd'
from g1.incident_facets cross join model;
"""
# Of the reports that have the words, a tenth is quoted with them; every incident has one.
MODEL: Final = """
create table public.model as select summary from g1.incident_summary;
truncate g1.decision, g1.report, g1.statement, g1.placement, g1.seed, g1.incident_facets, g1.incident_summary;
"""
WORDS: Final = """
insert into text.report (report_id, revision, submission_id, title, text, at)
select md5('r' || i)::uuid, md5('v' || i)::uuid, md5('u' || i)::uuid, 'Report', 'A place. Word' || i / 50, now()
from generate_series(0, $1::int - 1) i;
insert into g1.report (
    id, revision, from_n, posted_as, source_id, header, origin_id, extraction_rules, position, status
)
select report_id, revision, 0, report_id, 's', '{}', report_id, 'r', '{}', 'decided' from text.report;
insert into g1.statement (
    id, from_n, report_id, revision, claimant, event_type, speech_act, slots, field, span_start, span_end, alignment,
    first_n
)
select
    md5('s' || i)::uuid, i, md5('r' || i)::uuid, md5('v' || i)::uuid, 'c', 'shelling', 'asserts', '{}', 'text',
    case i % 10 when 0 then 9 else 0 end, case i % 10 when 0 then 20 else 8 end, '{}', i
from generate_series(0, $1::int - 1) i;
insert into g1.placement (statement_id, seed_id, from_n)
select md5('s' || i)::uuid, md5(i::text)::uuid, i from generate_series(0, $1::int - 1) i;
update g1.decision set report_id = md5('r' || n)::uuid, posted_as = md5('r' || n)::uuid, revision = md5('v' || n)::uuid
where n < $1::int;
update g1.position set next_n = (select max(n) + 1 from g1.decision);
"""
VALUES: Final = {
    "country": "AA",
    "theatre": "theatre 7",
    "event_type": "threat",
    "actor": "actor 7",
    "claimant": "claimant 7",
    "source": "source 7",
    "support": "admitted",
    "dispute": "denied",
    "occurred_from": "2022-04-10",
    "occurred_to": "2020-01-05",
    "updated_since": "2024-01-28T18:00:00Z",
    "min_killed": "299",
    "bbox": "40,35,50,45",
    "near": "40,45,300",
    "text": '"place 7"',
}


@pytest.fixture(scope="module")
def many(postgres_server: str) -> Iterator[str]:
    """A generation of synthetic incidents."""
    with fresh_database(postgres_server) as dsn:
        history = History()
        history.open(statement("model"), "model")
        project(dsn, history.decisions)

        async def fill() -> None:
            connection = await asyncpg.connect(dsn)
            try:
                await connection.execute(MODEL)
                await connection.execute(FILL.replace("$1", str(LAST)))
                for statement in (FACETS, SUMMARIES, WORDS):
                    await connection.execute(statement.replace("$1", str(INCIDENTS)))
                # As they are after autovacuum: lists of GIN merged, statistics there.
                await connection.execute("vacuum analyze")
            finally:
                await connection.close()

        asyncio.run(fill())
        yield dsn


@pytest.fixture
async def connection(many: str) -> AsyncIterator[Any]:
    """A connection as those of the api that look names up in the generation."""
    found = await asyncpg.connect(many, server_settings={"search_path": "g1", **PLANNING})
    yield found
    await found.close()


def moment(connection: Any, n: int) -> Moment:
    """The record up to decision `n`."""
    head = Head(uuid4(), 1, 0, "g1")
    return Moment(Readers(connection, connection), "g1", n, None, head, head.end)


@pytest.fixture
async def pools(many: str) -> AsyncIterator[Readers]:
    """The api's own pools of connections, which plan as they do."""
    found = Readers(
        *(reading_pool(many, application="test", size=2, schema="g1", settings=each) for each in (PLANNED, PLANNING))
    )
    yield found
    for pool in found:
        await pool.close()


async def plan(connection: Any, query: list[Any]) -> dict[str, Any]:
    """The plan that the database follows for a query, with what it read."""
    sql, *arguments = query
    (row,) = await connection.fetch("explain (analyze, buffers off, format json) " + sql, *arguments)
    found: dict[str, Any] = json.loads(row[0])[0]["Plan"]
    return found


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All nodes of a plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def reads(plan: dict[str, Any]) -> int:
    """How many rows of incident versions were looked at, passed or not."""
    return sum(
        int(
            (node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0))
            * node["Actual Loops"]
        )
        for node in nodes(plan)
        if node.get("Relation Name") == "incident_facets"
    )


def walked(plan: dict[str, Any]) -> int:
    """How many of them it was only to learn where a walk among the newest ended, which their order's index tells."""
    order = [node for node in nodes(plan) if node.get("Index Name") == "incident_order"]
    return sum(node["Actual Rows"] for node in order if node["Node Type"] == "Index Only Scan")


def sequential(plan: dict[str, Any]) -> list[str]:
    """The tables of any size that were read from end to end: nothing is erased or linked here, and schemas are few."""
    read = [node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"]
    return [name for name in read if name not in ("erased", "link", "pg_namespace")]


def test_there_is_a_value_for_every_filter() -> None:
    assert set(VALUES) == set(FILTERS)


@pytest.mark.parametrize("n", [LAST - 1, LAST // 2], ids=["now", "earlier"])
@pytest.mark.parametrize("name", [*VALUES])
async def test_a_filter_is_answered_from_an_index(connection: Any, name: str, n: int) -> None:
    conditions = await filter_conditions(moment(connection, n), {name: FILTERS[name](VALUES[name])})
    found = await plan(connection, all_query(n, conditions, 51))
    assert sequential(found) == []
    assert reads(found) <= MOST_READ, json.dumps(found, indent=1)


@pytest.mark.parametrize("name", [*VALUES])
async def test_a_stretch_of_decisions_is_searched_from_an_index(connection: Any, name: str) -> None:
    filters = {name: FILTERS[name](VALUES[name])}
    conditions = await filter_conditions(moment(connection, LAST - 1), filters)
    some = within_stretches(filters, [LAST - 1 >> 12])
    found = await plan(connection, within_query(LAST - 1, [*conditions, some], 51))
    assert sequential(found) == []
    assert reads(found) <= MOST_READ, json.dumps(found, indent=1)
    assert sequential(await plan(connection, newest_query(LAST - 1, conditions, 51, LAST - 1))) == []


@pytest.mark.parametrize("name", ["country", "actor", "claimant", "source", "text", "bbox", "near"])
async def test_one_filter_alone_is_searched_from_an_index_by_a_plan_for_any_value(connection: Any, name: str) -> None:
    found = await plan_of_one(connection, name)
    assert sequential(found) == []
    assert reads(found) - walked(found) <= MOST_READ, json.dumps(found, indent=1)


@pytest.mark.parametrize("name", ["bbox", "near"])
async def test_an_area_alone_is_searched_in_indexes_without_reading_rows(connection: Any, name: str) -> None:
    read = [node for node in nodes(await plan_of_one(connection, name)) if "Index Name" in node]
    assert {node["Index Name"] for node in read} == {"incident_stretch_cell", "incident_cell"}
    assert {node["Node Type"] for node in read} == {"Index Only Scan"}
    # A range of cells is one descent of the index, not one for each stretch there is.
    assert all(node["Index Searches"] <= node["Actual Loops"] for node in read)


@pytest.mark.parametrize("more", [{}, {"country": VALUES["country"]}, {"country": "AA", "event_type": "threat"}])
async def test_a_time_is_searched_in_its_index_without_reading_rows(connection: Any, more: dict[str, str]) -> None:
    given = {"occurred_from": "2021-04-10", "occurred_to": "2021-04-12", **more}
    filters = {name: FILTERS[name](value) for name, value in given.items()}
    conditions = await filter_conditions(moment(connection, LAST - 1), filters)
    found = await plan(connection, all_query(LAST - 1, conditions, 51))
    read = [node for node in nodes(found) if node.get("Relation Name") == "incident_facets"]
    assert [(node["Node Type"], node["Index Name"]) for node in read] == [("Index Only Scan", "incident_occurred")]


@pytest.mark.parametrize("name", ["unplaced", "undated"])
async def test_what_is_in_every_area_or_interval_lies_in_an_index_of_its_own(connection: Any, name: str) -> None:
    conditions = await filter_conditions(moment(connection, LAST - 1), {name: True})
    found = await plan(connection, all_query(LAST - 1, conditions, 51))
    read = [node for node in nodes(found) if node.get("Relation Name") == "incident_facets"]
    assert [(node["Node Type"], node["Index Name"]) for node in read] == [("Index Only Scan", f"incident_{name}")]


@pytest.mark.parametrize("apart", [("undated",), ("undated", "unplaced"), ("unplaced",)], ids=" ".join)
async def test_what_is_in_every_interval_is_looked_for_in_an_area_by_its_own_index(
    connection: Any, apart: tuple[str, ...]
) -> None:
    given = {"country": VALUES["country"], "bbox": VALUES["bbox"], "occurred_to": "2022-04-12"}
    left_out = {"bbox"} if "unplaced" in apart else set()
    left_out |= {"occurred_to"} if "undated" in apart else set()
    filters = {name: FILTERS[name](value) for name, value in given.items() if name not in left_out}
    conditions = await filter_conditions(moment(connection, LAST - 1), filters | dict.fromkeys(apart, True))
    found = await plan(connection, all_query(LAST - 1, conditions, 51))
    assert {node["Index Name"].removesuffix("_cell") for node in nodes(found) if "Index Name" in node} <= {
        "incident_unplaced",
        "incident_undated",
    }


async def test_where_the_newest_are_no_example_few_stretches_are_read_before_more(connection: Any) -> None:
    # Of the newest thousand it has told none, of those before them every twentieth.
    found = await plan_of_one(connection, "claimant", "resting")
    assert found["Actual Rows"] == 51
    assert reads(found) - walked(found) <= MOST_READ, json.dumps(found, indent=1)


@pytest.mark.parametrize("words", ["word77", "place", '"place 7"', "nowhere"])
async def test_words_alone_are_searched_from_an_index_by_a_plan_for_any_words(connection: Any, words: str) -> None:
    known = await Widespread().words(connection)
    found = await plan_once(connection, words_query(LAST - 1, words, [], 51, LAST - 1, known))
    assert sequential(found) == []
    # Nothing is looked for among the newest of what few reports have.
    most = 20 if words == "word77" else MOST_READ
    assert reads(found) - walked(found) <= most, json.dumps(found, indent=1)


async def plan_of_one(connection: Any, name: str, value: str | None = None) -> dict[str, Any]:
    """The plan, made once for any value, that the database follows for one filter alone."""
    filters = {name: FILTERS[name](value or VALUES[name])}
    conditions = await filter_conditions(moment(connection, LAST - 1), filters)
    return await plan_once(connection, alone_query(LAST - 1, filters, conditions, 51, LAST - 1))


async def plan_once(connection: Any, query: list[Any]) -> dict[str, Any]:
    """The plan, made once for any arguments, that the database follows for a query, with what it read."""
    sql, *arguments = query
    values = ", ".join(map(literal, arguments))
    await connection.execute("set plan_cache_mode = force_generic_plan")
    await connection.execute(f"prepare alone as {sql}")
    (row,) = await connection.fetch(f"explain (analyze, buffers off, format json) execute alone({values})")
    found: dict[str, Any] = json.loads(row[0])[0]["Plan"]
    return found


def literal(value: Any) -> str:
    """An argument in SQL."""
    if value is None:
        return "null"
    return f"'{{{str(value)[1:-1]}}}'" if isinstance(value, list) else f"'{value}'"


async def test_a_word_that_very_many_have_is_known_before_it_is_looked_for(connection: Any) -> None:
    known = await Widespread().words(connection)
    assert "place" in known.reports & known.names
    # Every incident is called by it, no report has it.
    assert "shelling" in known.names - known.reports
    assert not {"word77", "77"} & (known.reports | known.names)


async def test_what_is_widespread_is_looked_up_once_in_a_minute(connection: Any) -> None:
    now = 0.0
    known = Widespread(lambda: now)
    before = await known.words(connection)
    await connection.execute("set search_path = public, g1")
    now = 59.0
    assert await known.words(connection) == before
    now = 60.0
    assert not (await known.words(connection)).names, "the first schema has no incidents"


@pytest.mark.parametrize("limit", [2, 51, 300])
@pytest.mark.parametrize("words", ["77", "place", "word77"])
@pytest.mark.parametrize("bounds", [(0, 1, 8, None), (0, 1, 3, 1), (0, 1, 3, 0), (400, 2, 4, None)])
async def test_however_far_a_word_is_looked_for_before_everywhere_the_page_is_the_page(
    connection: Any, pools: Readers, monkeypatch: pytest.MonkeyPatch, bounds: Any, words: str, limit: int
) -> None:
    monkeypatch.setattr(search, "_BY_RARE_WORD", bounds)
    monkeypatch.setattr(search, "_BY_ANY_WORD", bounds)
    at = replace(moment(connection, LAST - 1), readers=pools)
    found = await keys(at, {"text": words}, limit)
    sql, *arguments = all_query(LAST - 1, await filter_conditions(at, {"text": words}), limit)
    assert found == [tuple(row) for row in await connection.fetch(sql, *arguments)]


@pytest.mark.parametrize("n", [LAST - 1, LAST // 2], ids=["now", "earlier"])
@pytest.mark.parametrize("limit", [2, 51, 300])
async def test_a_page_that_is_looked_for_among_the_newest_is_the_page(
    connection: Any, pools: Readers, n: int, limit: int
) -> None:
    at = replace(moment(connection, n), readers=pools)
    for given in (
        {},
        *({name: value} for name, value in VALUES.items()),
        *({name: VALUES[name] for name in names} for names in (("country", "claimant"), ("near", "text"))),
        {"bbox": VALUES["bbox"], "min_killed": VALUES["min_killed"]},
        # Of the latter some are quoted, the others called by it.
        {"text": "word77"},
        {"text": 'word77 or "place 7"'},
        {"text": 'word77 or "place 7"', "country": VALUES["country"]},
        # Few reports have one of these words, and every incident is called by the other.
        {"text": "word77 or shelling"},
    ):
        filters = {name: FILTERS[name](value) for name, value in given.items()}
        found = await keys(at, filters, limit)
        sql, *arguments = all_query(n, await filter_conditions(at, filters), limit)
        assert found == [tuple(row) for row in await connection.fetch(sql, *arguments)], given
        if len(found) > 1:
            cursor = PageCursor("g1", n, found[0][1], found[0][0], digest(filters), at.feed)
            assert await keys(at, filters, len(found) - 1, cursor) == found[1:], given


async def keys(at: Moment, filters: dict[str, Any], limit: int, after: PageCursor | None = None) -> list[Any]:
    """Ids and numbers of a page."""
    found = await page_of(at, filters, limit, after)
    return list(zip(found.ids, found.numbers, strict=True))


async def test_a_list_without_filters_reads_no_more_than_its_page(connection: Any) -> None:
    found = await plan(connection, all_query(LAST - 1, [], 51))
    assert sequential(found) == []
    assert reads(found) <= 200


@pytest.mark.parametrize("form", Format)
async def test_no_filter_scans_a_table_in_any_format(many: str, form: Format) -> None:
    # Whatever an answer asks the database, its statistics have counted it once its connections are closed.
    before = await asyncio.to_thread(scanned, many)
    async with serving(many) as client:
        for name, value in VALUES.items():
            answer = await client.get("/v1/incidents", params={"f": form.value, name: value, "limit": "3"})
            assert answer.status_code == 200
        for name, value in [*VALUES.items(), ("datetime", "2022-04-10/2022-04-12")]:
            for more in ({}, {"bbox": "40,35,50,45"}):
                answer = await client.get("/ogc/collections/incidents/items", params={name: value, "limit": "3"} | more)
                assert answer.status_code == 200
    assert await asyncio.to_thread(scanned, many) == before


def scanned(dsn: str) -> dict[str, int]:
    """How often each table of any size was read from end to end since it was made."""
    large = "select relname, seq_scan from pg_stat_user_tables where n_live_tup > 1000 order by 1"
    return {row["relname"]: row["seq_scan"] for row in rows(dsn, large)}


async def test_quotes_are_found_from_an_index_and_only_where_few_reports_have_the_words(connection: Any) -> None:
    await connection.execute("set plan_cache_mode = force_generic_plan")
    found = await filter_conditions(moment(connection, LAST - 1), {"text": "word77"})
    assert len(found[0][1]["quoted"]) == 5
    found = await filter_conditions(moment(connection, LAST - 1), {"text": 'word0 or "place 0"'})
    # The fifth is called by it.
    assert len(found[0][1]["quoted"]) == 4
    assert "quoted" not in (await filter_conditions(moment(connection, LAST - 1), {"text": "place"}))[0][1]
    plan = await plan_once(connection, quoting_query(LAST - 1, "word77"))
    assert sequential(plan) == []
    # What leads from a revision to a seed lies in indexes alone.
    led = [node for node in nodes(plan) if node.get("Relation Name") in ("statement", "placement")]
    assert [(node["Node Type"], node["Index Name"]) for node in led] == [
        ("Index Only Scan", "statement_revision"),
        ("Index Only Scan", "placement_pkey"),
    ]


async def test_the_database_numbers_places_as_the_api_does(connection: Any) -> None:
    places = [(lat / 7, lon / 3) for lat in range(-630, 631, 90) for lon in range(-540, 541, 60)]
    found = await connection.fetch(
        "select place_cell(lat, lon) as cell from unnest($1::float8[], $2::float8[]) place (lat, lon)",
        [lat for lat, _ in places],
        [lon for _, lon in places],
    )
    assert [row["cell"] for row in found] == [cell(lat, lon) for lat, lon in places]
