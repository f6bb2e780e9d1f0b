"""The statements that the api sends for a question: its own app, asked in this process, with its pools listened to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bench.reading.serving import query
from chassis.registry.tokens import new_token

__all__ = ["Sent", "recorded"]

Sent = Sequence[tuple[str, str, Sequence[Any]]]
"""How statements are planned, they themselves and their arguments, in order."""


@asynccontextmanager
async def recorded(dsn: str) -> AsyncIterator[Callable[[str], Awaitable[Sent]]]:
    """A function that asks the api for an address and says what it sent to the database."""
    token = new_token()
    sent: list[tuple[str, str, Sequence[Any]]] = []
    listening = False

    async def listen(connection: Any) -> None:
        planning = await connection.fetchval("show plan_cache_mode")

        def heard(logged: Any) -> None:
            if listening:
                sent.append((planning, logged.query, logged.args or ()))

        connection.add_query_logger(heard)

    app = query(dsn, token)
    async with app.router.lifespan_context(app):
        # What the api looks for in any case, while nobody asks, goes over other connections.
        for pool in (await app.state.live.now()).readers:
            async with pool.acquire() as connection:
                await listen(connection)
        transport = httpx.ASGITransport(app)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as client:

            async def statements_of(address: str) -> Sent:
                nonlocal listening
                sent.clear()
                listening = True
                answer = await client.get(address)
                # What was sent is told in the loop's next round.
                await asyncio.sleep(0)
                listening = False
                assert answer.status_code == 200, answer.text[:500]
                assert sent, f"nothing was heard of {address}"
                return tuple(sent)

            yield statements_of
