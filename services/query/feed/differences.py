"""What a change of an incident changed, by the names of the members of its summary."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

__all__ = ["changed_members"]

_ALWAYS = frozenset({"updated_at", "version"})


def changed_members(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """The members that differ as JSON, in alphabetical order; all that are there when there was nothing before."""
    earlier = before or {}
    names = after if earlier.keys() == after.keys() else earlier.keys() | after.keys()
    # Most do not, and are what they were or are soon seen to be.
    other = [name for name in names if earlier.get(name) != after.get(name) and name not in _ALWAYS]
    return sorted([name for name in other if _differ(earlier.get(name), after.get(name))])


def _differ(one: Any, other: Any) -> bool:
    # An instant may be a word already on one side alone.
    return type(one) is type(other) or one is None or other is None or to_json(one) != to_json(other)
