"""No filter of incidents reads the whole table, now or as of an earlier moment."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import asyncpg
import pytest

from services.query.api.incidents import incidents_query
from services.query.api.parameters import FILTERS
from tests.projecting import fresh_database, project

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
VERSIONS: Final = """
insert into g1.incident_version (
    incident_id, from_n, to_n, state, updated_at, opened_at, event_type, theatre, countries, actors, claimants, sources,
    support, dispute, occurred_from, occurred_to, lat, lon, killed, words, summary, digest
)
select
    md5(i::text)::uuid, v * $1::int + i, case v when 0 then $1::int + i end, 'open',
    '2024-01-01'::timestamptz + (v * $1::int + i) * interval '1 minute', '2024-01-01',
    case i * 7919 % 100 when 7 then 'threat' else 'shelling' end, 'theatre ' || i * 7919 % 100,
    array[chr(65 + i * 7919 % 13) || chr(65 + i * 7919 % 17)], array['actor ' || i * 7919 % 300],
    array['claimant ' || i * 7919 % 300], array['source ' || i * 7919 % 300],
    case i * 7919 % 100 when 7 then 'admitted' else 'single_claimant' end,
    case i * 7919 % 100 when 7 then 'denied' else 'none' end,
    '2020-01-01'::timestamptz + i * 7919 % 20000 * interval '1 hour',
    '2020-01-02'::timestamptz + i * 7919 % 20000 * interval '1 hour',
    (i * 7919 % 17000) / 100.0 - 85, (i * 104729 % 35900) / 100.0 - 179, i * 7919 % 300,
    'shelling near place ' || i * 7919 % 300, '{}', 'd'
from generate_series(0, $1::int - 1) i cross join generate_series(0, 1) v;
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
        project(dsn, [])

        async def fill() -> None:
            connection = await asyncpg.connect(dsn)
            try:
                await connection.execute(FILL.replace("$1", str(LAST)))
                await connection.execute(VERSIONS.replace("$1", str(INCIDENTS)))
                # As they are after autovacuum: lists of GIN merged, statistics there.
                await connection.execute("vacuum analyze")
            finally:
                await connection.close()

        asyncio.run(fill())
        yield dsn


@pytest.fixture
async def connection(many: str) -> AsyncIterator[Any]:
    """A connection that looks names up in the generation."""
    found = await asyncpg.connect(many, server_settings={"search_path": "g1"})
    yield found
    await found.close()


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
        if node.get("Relation Name") == "incident_version"
    )


def sequential(plan: dict[str, Any]) -> list[str]:
    """The tables that were read from end to end."""
    return [node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"]


def test_there_is_a_value_for_every_filter() -> None:
    assert set(VALUES) == set(FILTERS)


@pytest.mark.parametrize("n", [LAST - 1, LAST // 2], ids=["now", "earlier"])
@pytest.mark.parametrize("name", [*VALUES])
async def test_a_filter_is_answered_from_an_index(connection: Any, name: str, n: int) -> None:
    found = await plan(connection, incidents_query(n, {name: FILTERS[name](VALUES[name])}, 51, None))
    assert "incident_version" not in sequential(found)
    assert reads(found) <= MOST_READ, json.dumps(found, indent=1)


async def test_a_list_without_filters_reads_no_more_than_its_page(connection: Any) -> None:
    found = await plan(connection, incidents_query(LAST - 1, {}, 51, None))
    assert "incident_version" not in sequential(found)
    assert reads(found) <= 200
