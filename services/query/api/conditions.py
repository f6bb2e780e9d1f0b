"""Queries that grow: by conditions in their where clause, which stand in files of their own, or by others in them."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

__all__ = ["Condition", "compose", "enclosed"]

_PLACE: Final = "/* conditions */ true"
_NUMBER: Final = re.compile(r"\$(\d+)")
_PARAMETER: Final = re.compile(r"(?<!:):([a-z_]+)\b")


Condition = tuple[str, Mapping[str, Any]]
"""SQL with names for its parameters, and their values by name."""


def compose(query: str, conditions: Sequence[Condition], fixed: Sequence[Any]) -> list[Any]:
    """The query and its arguments: `fixed` are $1 and on; each condition's `:name` takes the next number.

    Every value goes as an argument; nothing of it gets into the text.
    """
    arguments = list(fixed)
    parts = [_numbered(condition, values, arguments) for condition, values in conditions]
    return [query.replace(_PLACE, " and ".join(parts) or "true"), *arguments]


def enclosed(query: Sequence[Any], **parts: Sequence[Any]) -> list[Any]:
    """The composed query with others in it, and the arguments of all, its own first.

    Each of `parts` stands where the query has its name in a comment.
    """
    sql, *arguments = query
    for name, (part, *own) in parts.items():
        sql = sql.replace(f"/* {name} */", _moved(part, len(arguments)))
        arguments += own
    return [sql, *arguments]


@lru_cache
def _moved(sql: str, by: int) -> str:
    """The SQL with higher numbers for its parameters, to stand in other SQL."""
    return _NUMBER.sub(lambda found: f"${int(found[1]) + by}", sql.removesuffix(";"))


def _numbered(sql: str, values: Mapping[str, Any], arguments: list[Any]) -> str:
    """The SQL with numbers for names; their values are added to the arguments."""

    def number(found: re.Match[str]) -> str:
        arguments.append(values[found[1]])
        return f"${len(arguments)}"

    return _PARAMETER.sub(number, sql)
