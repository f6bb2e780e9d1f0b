"""Rows taken out of tables to be written, as columns."""

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from services.query.projection.rows import Row
from services.query.projection.table import Table

__all__ = ["Columns", "taken"]

R = TypeVar("R", bound=Row)
Columns: TypeAlias = list[dict[str, Any]]


def taken(table: Table[R], key: Sequence[str]) -> tuple[Columns, Columns]:
    """What a table was given since that was last done, and the keys, which have these columns, of what ended in it."""
    born, ended = table.take()
    ends = [dict(zip(key, _parts(row.key), strict=True)) | {"from_n": row.from_n, "to_n": n} for row, n in ended]
    return [row.columns() for row in born], ends


def _parts(key: Any) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)
