"""Named queries over the api, and the same statements through plain asyncpg: what reading takes, and whose time it is.

Each kind of question is asked with values that the record has, drawn by how often they occur. The statements that
the api's own code sends for a question are taken down first, of an app in this process that is gone by the time that
anything is measured, and are sent again over connections with no code around them. What is measured is what comes back
over one connection that is kept, to a client that does nothing but read it.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Any, Final
from urllib.parse import urlencode

import asyncpg
import httpx
from rich.progress import Progress

from bench.reading.client import Client, Server
from bench.reading.recording import Sent, recorded
from bench.reading.synthetic import LAST_DAY, Synthetic, incident_id
from chassis.process.garbage import lasting
from services.query.api.pools import PLANNED, PLANNING

__all__ = ["BAR_MS", "QUERIES", "Times", "ask"]

BAR_MS: Final = 10.0
_ASKED: Final = 200
_WARM_UP: Final = 20


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of question, over HTTP and through asyncpg alone, and what an answer was."""

    p50_ms: float
    p99_ms: float
    plain_p50_ms: float
    plain_p99_ms: float
    bytes: int
    statements: int


Draw = Callable[[Synthetic, random.Random], tuple[str, Mapping[str, str]]]
"""A path and its parameters."""


def _incident(record: Synthetic, draw: random.Random) -> int:
    return draw.randrange(record.incidents)


def _instant(record: Synthetic, draw: random.Random) -> str:
    return (record.opened(_incident(record, draw)) + timedelta(hours=1)).isoformat().replace("+00:00", "Z")


def _list(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return "/v1/incidents", {"limit": str(draw.choice((20, 50)))}


def _bbox(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    town, wide = record.town_of(_incident(record, draw)), draw.choice((0.1, 0.5, 2.0, 8.0))
    box = (town.lon - wide, town.lat - wide, town.lon + wide, town.lat + wide)
    return "/v1/incidents", {"bbox": ",".join(f"{each:.4f}" for each in box)}


def _near(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    town = record.town_of(_incident(record, draw))
    return "/v1/incidents", {"near": f"{town.lat},{town.lon},{draw.choice((5, 20, 100))}"}


def _text(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return "/v1/incidents", {"text": record.town_of(_incident(record, draw)).name}


def _actor(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return "/v1/incidents", {"actor": record.family_of(_incident(record, draw)).initiator.id or ""}


def _claimant(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    family = record.family_of(_incident(record, draw))
    return "/v1/incidents", {"claimant": draw.choice((family.claimant, family.observer)).id or ""}


def _country_type_time(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    incident = _incident(record, draw)
    family, day = record.family_of(incident), record.opened(incident)
    return "/v1/incidents", {
        "country": family.target.country or "",
        "event_type": family.kind.value,
        "occurred_from": f"{day - timedelta(days=1):%Y-%m-%d}",
        "occurred_to": f"{day:%Y-%m-%d}",
    }


def _killed_and_denied(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return "/v1/incidents", {"min_killed": str(draw.choice((10, 50, 200))), "dispute": "denied"}


def _detail(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return f"/v1/incidents/{incident_id(_incident(record, draw))}", {}


def _history(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    return f"/v1/incidents/{incident_id(_incident(record, draw))}/history", {}


def _geojson(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    path, parameters = _near(record, draw)
    return path, {**parameters, "f": "geojson"}


def _then(question: Draw) -> Draw:
    def asked(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
        path, parameters = question(record, draw)
        return path, {**parameters, "as_of": _instant(record, draw)}

    return asked


def _detail_then(record: Synthetic, draw: random.Random) -> tuple[str, Mapping[str, str]]:
    incident = _incident(record, draw)
    known = record.opened(incident) + timedelta(hours=draw.choice((1, 24, 240)))
    at = min(known, LAST_DAY).isoformat().replace("+00:00", "Z")
    return f"/v1/incidents/{incident_id(incident)}", {"as_of": at}


QUERIES: Final[Mapping[str, Draw]] = {
    "list": _list,
    "box": _bbox,
    "near": _near,
    "text": _text,
    "actor": _actor,
    "claimant": _claimant,
    "country, type and time": _country_type_time,
    "killed and denied": _killed_and_denied,
    "detail": _detail,
    "history": _history,
    "GeoJSON near": _geojson,
    "list as of": _then(_list),
    "near as of": _then(_near),
    "claimant as of": _then(_claimant),
    "detail as of": _detail_then,
}


async def ask(given: Server, dsn: str, record: Synthetic, progress: Progress, asked: int = _ASKED) -> dict[str, Times]:
    """Every kind of question so many times, one after the other; then pages of the feed."""
    draw = random.Random(7)
    questions = {
        name: [_address(*question(record, draw)) for _ in range(asked + _WARM_UP)] for name, question in QUERIES.items()
    }
    questions |= await _feed(given, asked + _WARM_UP)
    task = progress.add_task("asking", total=2 * len(questions))
    sent: dict[str, list[Sent]] = {}
    async with recorded(dsn) as statements_of:
        for name, addresses in questions.items():
            sent[name] = [await statements_of(address) for address in addresses]
            progress.advance(task)
    client = Client(given)
    plain = {
        planning["plan_cache_mode"]: await asyncpg.connect(
            dsn, server_settings={"search_path": "g1", "timezone": "UTC", **planning}
        )
        for planning in (PLANNED, PLANNING)
    }
    found: dict[str, Times] = {}
    try:
        # A collection of this process is no time of the server.
        with lasting():
            for name, addresses in questions.items():
                found[name] = await _measured(client, plain, sent[name], addresses)
                progress.advance(task)
    finally:
        await client.close()
        for connection in plain.values():
            await connection.close()
    return found


async def _feed(given: Server, asked: int) -> dict[str, list[str]]:
    """Pages of the feed one after the other, with a filter and without."""
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{given.port}", headers={"Authorization": f"Bearer {given.token}"}
    ) as client:
        cursor, addresses = "", []
        for _ in range(asked):
            address = _address("/v1/feed", {"limit": "50", **({"since": cursor} if cursor else {})})
            cursor = (await client.get(address)).json()["next"]
            addresses.append(address)
    return {"feed": addresses, "feed with a filter": [f"{each}&country=UA" for each in addresses]}


def _address(path: str, parameters: Mapping[str, str]) -> str:
    return path + ("?" + urlencode(parameters) if parameters else "")


async def _measured(client: Client, plain: Mapping[str, Any], sent: Sequence[Sent], addresses: Sequence[str]) -> Times:
    over_http: list[float] = []
    alone: list[float] = []
    size = statements = 0
    for place, (address, asked) in enumerate(zip(addresses, sent, strict=True)):
        # The two take turns in going first: what one has read, the other finds in memory.
        for http in (place % 2 == 0, place % 2 == 1):
            began = time.perf_counter()
            if http:
                size += len(await client.get(address))
            else:
                for planning, sql, arguments in asked:
                    await plain[planning].fetch(sql, *arguments)
            took = (time.perf_counter() - began) * 1000
            if place >= _WARM_UP:
                (over_http if http else alone).append(took)
        statements += len(asked)
    return Times(
        *_middle_and_worst(over_http), *_middle_and_worst(alone), size // len(addresses), statements // len(addresses)
    )


def _middle_and_worst(times: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]
