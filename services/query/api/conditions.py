"""Queries whose where clause grows by conditions that stand in files of their own."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["Condition", "compose"]

_PLACE: Final = "/* conditions */ true"
_PARAMETER: Final = re.compile(r"(?<!:):([a-z_]+)\b")


Condition = tuple[str, Mapping[str, Any]]
"""SQL with names for its parameters, and their values by name."""


def compose(query: str, conditions: Sequence[Condition], fixed: Sequence[Any]) -> list[Any]:
    """The query and its arguments: `fixed` are $1 and on; each condition's `:name` takes the next number.

    Every value goes as an argument; nothing of it gets into the text.
    """
    arguments = list(fixed)

    def numbered(condition: str, values: Mapping[str, Any]) -> str:
        def number(found: re.Match[str]) -> str:
            arguments.append(values[found[1]])
            return f"${len(arguments)}"

        return _PARAMETER.sub(number, condition)

    parts = [numbered(condition, values) for condition, values in conditions]
    return [query.replace(_PLACE, " and ".join(parts) or "true"), *arguments]
