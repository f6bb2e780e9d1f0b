"""Sessions of browsers in Postgres: opened with a key, or with a ticket that stands for one and is good once."""

from datetime import timedelta
from importlib.resources import files
from typing import Final

from chassis.errors import Invalid
from chassis.postgres import Pool, load_queries, retrying
from chassis.registry.tokens import Prefix, hash_of, new_token
from schemas.vocabulary import Scope

__all__ = ["SESSION_LASTS", "TICKET_LASTS", "add_ticket", "close_session", "open_session"]

_QUERIES: Final = load_queries(files("chassis.registry.sql") / "queries.sql")
_SIGNING_IN: Final = [Scope.READ.value, Scope.REVIEW.value]

SESSION_LASTS: Final = timedelta(hours=12)
"""A long shift. It is not prolonged by use: that would write to the database with every request."""

TICKET_LASTS: Final = timedelta(hours=1)
"""From when a link is printed to when somebody opens it."""


async def open_session(pool: Pool, token: str, lasts: timedelta = SESSION_LASTS) -> str | None:
    """A new session for who has `token`, of a key or a ticket; its own token, which is shown this once.

    None where the token is not known, was revoked, has been used, or is of a key that may neither read nor review.
    """
    if (hashed := hash_of(token, Prefix.KEY, Prefix.TICKET)) is None:
        return None
    session = new_token(Prefix.SESSION)
    with retrying():
        await pool.execute(_QUERIES["sweep_sessions"])
        opened = await pool.fetchval(
            _QUERIES["open_session"], hash_of(session, Prefix.SESSION), hashed, lasts, _SIGNING_IN
        )
    return session if opened else None


async def close_session(pool: Pool, token: str) -> None:
    """Let the session in no more."""
    if (hashed := hash_of(token, Prefix.SESSION)) is not None:
        with retrying():
            await pool.execute(_QUERIES["close_session"], hashed)


async def add_ticket(pool: Pool, key: str, lasts: timedelta = TICKET_LASTS) -> str:
    """A token that opens one session for the holder of this key, whose token is `key`.

    Raises:
        Invalid: no valid key has it.
    """
    ticket = new_token(Prefix.TICKET)
    await pool.execute(_QUERIES["sweep_tickets"])
    hashes = hash_of(ticket, Prefix.TICKET), hash_of(key)
    if await pool.fetchval(_QUERIES["add_ticket"], *hashes, lasts) is None:
        raise Invalid("the key is not known or was revoked")
    return ticket
