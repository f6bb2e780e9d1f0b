"""Queries that grow: by conditions in their where clause, which stand in files of their own, or by one around them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["Condition", "compose", "enclosed"]

_PLACE: Final = "/* conditions */ true"
_PLACE_OF_SEARCH: Final = "/* search */"
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


def enclosed(query: str, search: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
    """The query around a composed one, which stands in it, and the arguments of both: its own take the next numbers."""
    sql, *arguments = search
    around = _numbered(query, values, arguments)
    return [around.replace(_PLACE_OF_SEARCH, sql.removesuffix(";")), *arguments]


def _numbered(sql: str, values: Mapping[str, Any], arguments: list[Any]) -> str:
    """The SQL with numbers for names; their values are added to the arguments."""

    def number(found: re.Match[str]) -> str:
        arguments.append(values[found[1]])
        return f"${len(arguments)}"

    return _PARAMETER.sub(number, sql)
