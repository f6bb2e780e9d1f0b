"""What every closed list of words is made of."""

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

__all__ = ["Word"]


class Word(StrEnum):
    """A word of a closed list. It is that string, hashes like it, and tells its value at the cost of an attribute.

    Words are hashed and written by the dozen for every statement, for which `Enum` runs Python.
    """

    __hash__ = str.__hash__

    if not TYPE_CHECKING:  # Which takes whatever stands here for a member.
        value = property(attrgetter("_value_"))
