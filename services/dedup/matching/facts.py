"""A statement as comparisons see it: one row of plain numbers, computed once, so that many are compared at a time.

Words (places, parties, claimants) are 64-bit hashes, 0 where there are none: equal words, equal numbers, in every
process and after every restart.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from math import nan
from struct import Struct
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.decisions import Alignments
from schemas.slots import Actor, Casualty, Place
from schemas.statement import Statement
from schemas.vocabulary import (
    ActorKind,
    CasualtyCategory,
    EventType,
    PlacePrecision,
    Stance,
    TimePrecision,
    family,
    stance,
)

__all__ = ["CARRIED", "FIGURES", "NEVER", "ROW", "Drawn", "facts_of", "number_of", "party", "rows_of", "word"]

NEUTRAL = "neutral"
_CODED: Final = "coded"
NEVER: Final = -1
"""No day."""
FIGURES: Final = 4
"""Figures of a statement that are compared: those it gives first."""
_OPEN: Final = 2**31 - 1
_LONG: Final = 10**6
_WEEK: Final = 7
_DRAWN: Final = 500
_ROUND_THE_GLOBE_KM: Final = 40_000.0

_POINTS = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.LANDMARK,
        PlacePrecision.SETTLEMENT,
        PlacePrecision.NEAR_SETTLEMENT,
    }
)
_ANYBODY: Final = (ActorKind.CIVILIAN, ActorKind.UNIDENTIFIED_ARMED)
_TYPES = {kind: number for number, kind in enumerate(EventType)}
_KIN = {kind: min(_TYPES[one] for one in family(kind)) for kind in EventType}
_CATEGORIES = {category: number for number, category in enumerate(CasualtyCategory, 1)}
CARRIED: Final = {"day": 1, "place": 2, "initiator": 4, "target": 8, "type": 16, "casualties": 32}
"""The bit of each comparison whose slot was not stated but taken from the report's header."""
_COMPARED_AS = {"occurred": "day", "event_type": "type"}
_COARSE_TIME = frozenset({TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN})

ROW: Final = np.dtype(
    [
        ("high", "u8"),
        ("id", "i8"),
        ("report", "i8"),
        ("type", "i1"),
        ("kin", "i1"),
        ("reacts", "?"),
        ("coded", "?"),
        ("claimant", "i8"),
        ("claimant_party", "i8"),
        ("initiator", "i8"),
        ("target", "i8"),
        ("place", "i8"),
        ("place_name", "i8"),
        ("point", "?"),
        ("named", "?"),
        ("lat", "f4"),
        ("lon", "f4"),
        ("radius_km", "f4"),
        ("country", "i8"),
        ("admin1", "i8"),
        ("first", "i4"),
        ("last", "i4"),
        ("earliest", "i4"),
        ("latest", "i4"),
        ("published", "i4"),
        ("answers_statement", "i8"),
        ("answers_claimant", "i8"),
        ("carried", "i1"),
        ("categories", "i1", (FIGURES,)),
        ("sides", "i8", (FIGURES,)),
        ("least", "i4", (FIGURES,)),
        ("most", "i4", (FIGURES,)),
    ]
)
"""What two statements are compared by, a quarter of a kilobyte.

`id`, `report` and `answers_statement` are the last halves of ids, `high` is the first half of its own. `place` is of
the gazetteer id, else of the name; `point` says that it is as small as a settlement, `named` that the gazetteer knows
no such place. Days are proleptic Gregorian ordinals: `first` to `last` are stated, `earliest` to `latest` are possible.
Parties are alignments where known, else countries, else actors. `kin` is one number for all types of a family. `coded`
says that it was posted as it is, not read from words. `carried` has a bit for each slot that was not stated but taken
from the report's header. Of a figure number n, `categories[n]` is 0 where there is none, `sides[n]` where it is not
told whose people were hit.
"""
_PACKED: Final = Struct("<Qqqbb??qqqqqq??fffqqiiiiiqqb4b4q4i4i")
"""The same row as `struct` has it, which packs one in a fifth of the time."""


def rows_of(facts: Sequence[bytes]) -> NDArray[Any]:
    """An array of such rows."""
    return np.frombuffer(bytearray().join(facts), ROW)


@lru_cache(maxsize=1 << 18)
def word(text: str) -> int:
    """The number of a word, never 0."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True) or 1


def number_of(id: UUID) -> int:
    """The number of an id: its last 64 bits."""
    low = id.int & 0xFFFF_FFFF_FFFF_FFFF
    return low - (1 << 64) if low >> 63 else low


def facts_of(statement: Statement, alignment: Alignments, report: UUID, published: date | None) -> bytes:
    """The row of a statement as it was decided on, made by `report`, which was published on that day."""
    place, occurred, answers = statement.place, statement.occurred, statement.answers
    told = published.toordinal() if published else NEVER
    first = last = NEVER
    if occurred is not None and occurred.precision not in _COARSE_TIME:
        first, last = occurred.start.toordinal(), occurred.end.toordinal()
    # News that gives no day is of the week it is told in.
    earliest, latest = (first, last) if first != NEVER else (told - _WEEK, told) if published else (-_LONG, _LONG)
    where = _NOWHERE if place is None else _place(place)
    reacts = stance(statement.speech_act) is not Stance.SUPPORTS
    kind = statement.event_type
    return _PACKED.pack(
        statement.id.int >> 64, number_of(statement.id), number_of(report),
        _TYPES[kind], _KIN[kind], reacts, statement.rule == _CODED,
        word(statement.claimant.key), _party(statement.claimant, alignment.claimant),
        _party(statement.initiator, alignment.initiator), _party(statement.target, alignment.target),
        *where,
        first, last, earliest, latest, told,
        number_of(answers.statement) if answers and answers.statement else 0,
        _number(answers.claimant) if answers else 0,
        _carried(statement) if statement.carried else 0,
        *(_figures(statement.casualties) if statement.casualties else _NO_FIGURES),
    )  # fmt: skip


class Drawn:
    """Facts of the latest statements: what is decided on is filed in a moment."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Statement, tuple[Alignments, UUID, date | None], bytes]] = {}

    def of(self, statement: Statement, alignment: Alignments, report: UUID, published: date | None) -> bytes:
        """See `facts_of`."""
        given = alignment, report, published
        # What is held is alive, so that no other object has its place.
        held = self._held.get(id(statement))
        if held is None or held[1] != given:
            if len(self._held) >= _DRAWN:
                self._held.clear()
            held = self._held[id(statement)] = statement, given, facts_of(statement, *given)
        return held[2]


def party(actor: Actor | None, alignment: str | None) -> str | None:
    """Whom an actor counts as: the party it is aligned with, else its country, else itself."""
    if actor is None:
        return None
    if alignment and alignment != NEUTRAL:
        return alignment
    return actor.country or actor.key


def _party(actor: Actor | None, alignment: str | None) -> int:
    """The number of a party, which is even for common people and gunmen of no land: they may be anybody's."""
    whom = party(actor, alignment)
    if actor is None or whom is None:
        return 0
    nameless = whom == actor.key and actor.kind in _ANYBODY
    return word(whom) & -2 if nameless else word(whom) | 1


def _number(text: str | None) -> int:
    return word(text) if text else 0


def _place(place: Place) -> tuple[int, int, bool, bool, float, float, float, int, int]:
    """From `place` to `admin1`."""
    words, name = _name(place.name)
    return (
        word(place.id) if place.id else name if words else 0,
        name,
        place.precision in _POINTS,
        place.id is None,
        nan if place.lat is None else place.lat,
        nan if place.lon is None else place.lon,
        min(place.radius_km or 0.0, _ROUND_THE_GLOBE_KM),
        _number(place.country) | 1 if place.country else 0,
        _number(place.admin1),
    )


@lru_cache(maxsize=1 << 14)
def _name(name: str) -> tuple[bool, int]:
    """Whether a place's name has any words, and their number."""
    words = " ".join(name.lower().split())
    return bool(words), word(words)


_NOWHERE: Final = (0, 0, False, False, nan, nan, 0.0, 0, 0)


def _carried(statement: Statement) -> int:
    return sum(
        {CARRIED.get(_COMPARED_AS.get(one.slot, one.slot), 0) for one in statement.carried if one.statement is None}
    )


_NO_FIGURES: Final = (0,) * (4 * FIGURES)


def _figures(casualties: tuple[Casualty, ...]) -> list[int]:
    """From `categories` to `most`."""
    figures = list(_NO_FIGURES)
    for at, one in enumerate(casualties[:FIGURES]):
        figures[at] = _CATEGORIES[one.category]
        figures[at + FIGURES] = _number(one.side)
        figures[at + 2 * FIGURES] = min(one.min, _OPEN)
        figures[at + 3 * FIGURES] = _OPEN if one.max is None else min(one.max, _OPEN)
    return figures
