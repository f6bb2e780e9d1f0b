"""What was known at any moment is what is answered as of it, through merges, partings and withdrawals."""

import random
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.histories import named, seed
from tests.integration.asking import folded, get, known, merged_and_parted
from tests.projecting import fresh_database, serving
from tests.random_histories import RandomHistory

pytestmark = pytest.mark.integration


async def test_every_id_resolves_as_of_every_moment(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    a, b = f"/v1/incidents/{seed('a')}", f"/v1/incidents/{seed('b')}"
    answers = [(await get(postgres, b, as_of=known(history, n))) for n in range(5)]
    assert [answer.status_code for answer in answers] == [404, 200, 307, 200, 410]
    merge = answers[2]
    assert merge.headers["Location"].startswith(a + "?as_of=")
    assert merge.headers["Cache-Control"] == "no-store"
    gone = answers[4]
    assert gone.headers["Content-Type"] == "application/problem+json"
    assert gone.json()["reason"] == "withdrawn"
    assert [len((await get(postgres, a, as_of=known(history, n))).json()["statements"]) for n in range(5)] == [
        1, 1, 2, 1, 1,
    ]  # fmt: skip
    assert (await get(postgres, b)).status_code == 410


async def test_statements_of_an_incident_are_those_of_the_one_it_was_merged_into(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    async with serving(postgres) as client:
        params = {"incident": str(seed("b")), "as_of": known(history, 2), "limit": "1"}
        moved = await client.get("/v1/statements", params=params)
        assert (moved.status_code, moved.headers["Cache-Control"]) == (307, "no-store")
        followed = await client.get(moved.headers["Location"])
        asked = await client.get("/v1/statements", params=params | {"incident": str(seed("a"))})
    assert followed.status_code == 200
    assert len(followed.json()["statements"]) == 1
    assert followed.json() == asked.json()


async def test_a_statement_that_was_withdrawn_is_gone_with_the_reason_and_stood_before(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    path = f"/v1/statements/{named('statement', 'b')}"
    answers = [await get(postgres, path, as_of=known(history, n)) for n in range(5)]
    assert [answer.status_code for answer in answers] == [404, 200, 200, 200, 410]
    gone = await get(postgres, path)
    assert gone.headers["Content-Type"] == "application/problem+json"
    assert (gone.status_code, gone.json()["reason"], gone.json()["decision"]["n"]) == (410, "revised", 4)
    assert (await get(postgres, f"/v1/statements/{named('statement', 'nobody')}")).status_code == 404


async def test_history_says_what_each_version_changed(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    versions = (await get(postgres, f"/v1/incidents/{seed('b')}/history")).json()["versions"]
    assert [(each["version"], each["state"]) for each in versions] == [
        (1, "open"), (2, "merged"), (3, "open"), (4, "withdrawn"),
    ]  # fmt: skip
    assert versions[1]["merged_into"] == str(seed("a"))
    assert "state" in versions[1]["changed"]


async def test_lists_are_as_of_the_moment_that_was_asked_for(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    before = (await get(postgres, "/v1/incidents", as_of="2020-01-01")).json()
    assert before["incidents"] == []
    counts = [
        len((await get(postgres, "/v1/incidents", as_of=known(history, n))).json()["incidents"]) for n in range(5)
    ]
    assert counts == [1, 2, 1, 2, 1]


@pytest.mark.parametrize("path", ["/v1/incidents", "/v1/points"])
async def test_the_feed_goes_on_from_the_moment_that_was_asked_for(postgres: str, path: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    async with serving(postgres) as client:
        for instant, kinds in [
            ("2020-01-01", ["opened", "opened", "merged", "changed", "changed", "restored", "withdrawn"]),
            (known(history, 1), ["merged", "changed", "changed", "restored", "withdrawn"]),
            (known(history, 3), ["withdrawn"]),
            (known(history, 4), []),
        ]:
            feed = (await client.get(path, params={"as_of": instant})).json()["feed"]
            changes = (await client.get("/v1/feed", params={"since": feed})).json()["changes"]
            assert sorted(change["kind"] for change in changes) == sorted(kinds)


async def test_what_contradicts_is_refused(postgres: str) -> None:
    history = merged_and_parted()
    await folded(postgres, *history.decisions)
    async with serving(postgres) as client:

        async def ask(path: str, **params: Any) -> tuple[int, Any]:
            answer = await client.get(path, params=params)
            return answer.status_code, answer.json().get("parameter")

        lists = "/v1/incidents", "/ogc/collections/incidents/items"
        for path in lists:
            then = known(history, 1)
            cursor = (await client.get(path, params={"limit": "1", "as_of": then})).json()["next"]
            assert await ask(path, cursor=cursor) == (200, None)
            assert await ask(path, cursor=cursor, as_of=then, limit="5") == (200, None)
            assert await ask(path, cursor=cursor, as_of=known(history, 0)) == (400, "cursor")
            assert await ask(path, cursor=cursor, text="Kesh") == (400, "cursor")
        said = (await client.get("/v1/statements", params={"limit": "1", "as_of": known(history, 1)})).json()["next"]
        assert await ask("/v1/statements", cursor=said, as_of=known(history, 0)) == (400, "cursor")
        assert await ask("/v1/statements", cursor=said, incident=str(seed("a"))) == (400, "cursor")
        named = (await client.get("/v1/actors", params={"limit": "1"})).json()["next"]
        assert await ask("/v1/actors", cursor=named, limit="5") == (200, None)
        assert await ask("/v1/actors", cursor=named, text="x") == (400, "cursor")
        one = f"/v1/incidents/{seed('a')}"
        assert await ask(one, as_of=known(history, 3), as_of_n="1") == (200, None)
        assert await ask(one, as_of=known(history, 1), as_of_n="3") == (400, "as_of_n")


@pytest.fixture
def other(postgres_server: str) -> Iterator[str]:
    """A second database."""
    with fresh_database(postgres_server) as dsn:
        yield dsn


@pytest.mark.parametrize(("seed_of_chance", "n"), [(0, 9), (0, 44), (1, 25), (2, 33)])
async def test_as_of_a_decision_answers_what_a_projection_up_to_it_answers(
    postgres: str, other: str, seed_of_chance: int, n: int
) -> None:
    chance = RandomHistory(random.Random(seed_of_chance))
    decisions = chance.run(60).decisions
    await folded(postgres, *decisions)
    await folded(other, *decisions[: n + 1])
    async with serving(postgres) as whole, serving(other) as upto:
        instant = {"as_of": decisions[n].known_at.isoformat()}
        for path in ["", *(f"/{seed(name)}{more}" for name in chance.seeds for more in ("", "/history"))]:
            then = await whole.get(f"/v1/incidents{path}", params=instant)
            now = await upto.get(f"/v1/incidents{path}")
            assert said(then) == said(now), path


def said(answer: httpx.Response) -> tuple[int, Any]:
    """What an answer says, apart from the moment that it was asked at."""
    body = answer.json()
    for moment in ("known_up_to", "feed"):
        body.pop(moment, None)
    return answer.status_code, body
