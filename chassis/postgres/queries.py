"""Named queries: SQL in one `.sql` file, each under a line `-- name: what_it_is` and a sentence on what it is for.

After the manner of procrastinate's `sql/queries.sql`.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Final

__all__ = ["Queries", "load_queries"]

_NAME: Final = re.compile(r"^-- name: *(\w+) *$", re.MULTILINE)


class Queries(Mapping[str, str]):
    """SQL by name. An unknown name is a KeyError that lists the known ones."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = dict(queries)

    def __getitem__(self, name: str) -> str:
        try:
            return self._queries[name]
        except KeyError:
            raise KeyError(f"no query {name!r}; there are {', '.join(sorted(self._queries))}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)


def load_queries(file: Traversable) -> Queries:
    """The queries of one file.

    Raises:
        ValueError: no queries, a name given twice, or one without SQL.
    """
    _, *parts = _NAME.split(file.read_text(encoding="utf-8"))
    queries: dict[str, str] = {}
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        if name in queries:
            raise ValueError(f"{file.name}: {name} is there twice")
        if not (sql := _without_comments(body)):
            raise ValueError(f"{file.name}: {name} has no SQL")
        queries[name] = sql
    if not queries:
        raise ValueError(f"{file.name} names no query")
    return Queries(queries)


def _without_comments(body: str) -> str:
    return "\n".join(line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("--")).strip()
