"""What COPY alone does with rows that the projector wrote: the same rows, into tables with the same indexes."""

import time
from io import BytesIO
from typing import Final

from chassis.postgres import Connection, Pool

__all__ = ["copy_rows"]

_TABLES: Final = (
    "decision", "report", "statement", "seed", "placement", "link", "suggestion", "incident_facets", "incident_summary",
)  # fmt: skip
_COPIED: Final = "copied"


async def copy_rows(pool: Pool, schema: str) -> float:
    """Seconds that it takes to COPY every row of the generation in `schema` into empty tables like its own.

    A table at a time, in one transaction each: faster than anything can be that has to write them in turn.
    """
    async with pool.acquire() as connection:
        await connection.execute(f"create schema {_COPIED}")
        took = 0.0
        for table in _TABLES:
            took += await _copy(connection, f"{schema}.{table}", f"{_COPIED}.{table}")
        await connection.execute(f"drop schema {_COPIED} cascade")
    return took


async def _copy(connection: Connection, source: str, target: str) -> float:
    await connection.execute(f"create table {target} (like {source} including all)")
    rows = bytearray()

    async def keep(part: bytes) -> None:
        rows.extend(part)

    await connection.copy_from_query(f"select * from {source}", output=keep, format="binary")
    schema, _, table = target.partition(".")
    began = time.perf_counter()
    await connection.copy_to_table(table, schema_name=schema, source=BytesIO(rows), format="binary")
    return time.perf_counter() - began
