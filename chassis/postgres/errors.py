"""When the database is away, as the one kind of error that may be tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import asyncpg

from chassis.errors import Retry

__all__ = ["DatabaseAway", "retrying"]

_AWAY: Final = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
)

_LOST: Final = ("closed", "released back to the pool", "another operation (2)")
"""Of the last: what the driver says of a connection on which it has read the server's last word, but not yet the end of
the stream; 2 is its state of having read an error that ends all. Wrong use of a connection is worded otherwise."""


class DatabaseAway(Retry):
    """The server is gone, starting, stopping, full or too slow."""


@contextmanager
def retrying() -> Iterator[None]:
    """Turn what the driver raises when the server cannot be had into `DatabaseAway`; let everything else through.

    A write that fails so may have been committed: repeat it only where that is harmless.
    """
    try:
        yield
    except _AWAY as error:
        raise DatabaseAway(f"database away: {str(error) or type(error).__name__}") from error
    except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        # The driver has one class for a lost connection and for wrong use; only the words tell them apart. A pool
        # takes a connection back as soon as it is lost.
        if not any(words in str(error) for words in _LOST):
            raise
        raise DatabaseAway(f"database away: {error}") from error
