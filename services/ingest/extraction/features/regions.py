"""First-order divisions (states, provinces) as newspapers write them, and the counties that lie in each."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from reference.places import Places
from reference.places.names import comparable
from schemas.vocabulary import PlacePrecision
from services.ingest.extraction.features.tables import table
from services.ingest.extraction.features.tokens import Tokens

__all__ = ["State", "named_at", "with_county"]

State = tuple[str, str]
"""A country (ISO) and the name of one of its first-order divisions."""

_LONGEST = 3


@cache
def _abbreviations() -> tuple[dict[str, State], dict[str, State]]:
    """By abbreviation in lower case, and by what stands only after a town, as written."""
    long: dict[str, State] = {}
    short: dict[str, State] = {}
    for row in table("region_abbreviations"):
        state = row["country"], row["name"]
        long |= dict.fromkeys(row["abbreviations"].split(), state)
        short |= dict.fromkeys(row["short"].split(), state)
    return long, short


@cache
def _counties() -> dict[str, tuple[State, ...]]:
    found: dict[str, list[State]] = defaultdict(list)
    for row in table("counties"):
        for name in row["names"].split("|"):
            found[comparable(name)].append((row["country"], row["division"]))
    return {name: tuple(states) for name, states in found.items()}


def with_county(name: str) -> Sequence[State]:
    """The divisions that have a county of this comparable name."""
    return _counties().get(name, ())


def named_at(found: Tokens, at: int, places: Places) -> tuple[State, int] | None:
    """The division that is named at a token after a town ("Ore.", "Oregon", "OR"), and the token after it."""
    word = found.words[at]
    if not word[0].isupper():
        return None
    long, short = _abbreviations()
    state = short.get(word) or long.get(word.lower())
    if state is not None:
        return state, at + 1
    for size in range(_LONGEST, 0, -1):
        if not found.within(at, at + size - 1) or not found.words[at + size - 1][0].isupper():
            continue
        for entry in places.homonyms(" ".join(found.words[at : at + size])):
            if entry.precision is PlacePrecision.REGION and entry.country and entry.proper:
                return (entry.country, entry.name), at + size
    return None
