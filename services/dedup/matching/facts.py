"""A statement as comparisons see it: one row of plain numbers, computed once, so that many are compared at a time.

Words (places, parties, claimants) are 64-bit hashes, 0 where there are none: equal words, equal numbers, in every
process and after every restart.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.decisions import Alignments
from schemas.slots import Actor, Casualty, Place
from schemas.statement import Statement
from schemas.vocabulary import CasualtyCategory, EventType, PlacePrecision, Stance, TimePrecision, family, stance

__all__ = ["CARRIED", "FIGURES", "NEVER", "ROW", "Drawn", "Facts", "facts_of", "number_of", "party", "rows_of", "word"]

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

_POINTS = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.LANDMARK,
        PlacePrecision.SETTLEMENT,
        PlacePrecision.NEAR_SETTLEMENT,
    }
)
_TYPES = {kind: number for number, kind in enumerate(EventType)}
_KIN = {kind: min(_TYPES[one] for one in family(kind)) for kind in EventType}
_CATEGORIES = {category: number for number, category in enumerate(CasualtyCategory, 1)}
CARRIED: Final = {"day": 1, "place": 2, "initiator": 4, "target": 8, "type": 16, "casualties": 32}
"""The bit of each comparison whose slot was not stated but taken from the report's header."""
_COMPARED_AS = {"occurred": "day", "event_type": "type"}
_COARSE_TIME = frozenset({TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.UNKNOWN})

_Figures = tuple[int, ...]


class Facts(NamedTuple):
    """What two statements are compared by, in the order of `ROW`.

    `id`, `report` and `answers_statement` are hashes of ids. `place` is of the gazetteer id, else of the name; `point`
    says that it is as small as a settlement, `named` that the gazetteer knows no such place. Days are proleptic
    Gregorian ordinals: `first` to `last` are stated, `earliest` to `latest` are possible. Parties are alignments where
    known, else countries, else actors. `kin` is one number for all types of a family. `coded` says that it was posted
    as it is, not read from words. `carried` has a bit for each slot that was not stated but taken from the report's
    header. Of a figure number n, `categories[n]` is 0 where there is none, `sides[n]` where it is not told whose people
    were hit.
    """

    id: int
    report: int
    type: int
    kin: int
    reacts: bool
    coded: bool
    claimant: int
    claimant_party: int
    initiator: int
    target: int
    place: int
    place_name: int
    point: bool
    named: bool
    lat: float
    lon: float
    radius_km: float
    country: int
    admin1: int
    first: int
    last: int
    earliest: int
    latest: int
    published: int
    answers_statement: int
    answers_claimant: int
    carried: int
    categories: _Figures
    sides: _Figures
    least: _Figures
    most: _Figures


ROW: Final = np.dtype(
    [
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
"""A row of facts, a quarter of a kilobyte."""
_PACKED: Final = Struct("<qqbb??qqqqqq??fffqqiiiiiqqb4b4q4i4i")
"""The same row as `struct` has it, which packs one in a fifth of the time."""


def rows_of(facts: Sequence[Facts]) -> NDArray[Any]:
    """Rows, one for each."""
    pack = _PACKED.pack
    packed = b"".join([pack(*one[:-4], *one.categories, *one.sides, *one.least, *one.most) for one in facts])
    return np.frombuffer(bytearray(packed), ROW)


@lru_cache(maxsize=1 << 18)
def word(text: str) -> int:
    """The number of a word, never 0."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True) or 1


def number_of(id: UUID) -> int:
    """The number of an id: its last 64 bits."""
    low = id.int & 0xFFFF_FFFF_FFFF_FFFF
    return low - (1 << 64) if low >> 63 else low


def facts_of(statement: Statement, alignment: Alignments, report: UUID, published: date | None) -> Facts:
    """The facts of a statement as it was decided on, made by `report`, which was published on that day."""
    place, occurred, answers = statement.place, statement.occurred, statement.answers
    categories, sides, least, most = _figures(statement.casualties)
    told = published.toordinal() if published else NEVER
    first = last = NEVER
    if occurred is not None and occurred.precision not in _COARSE_TIME:
        first, last = occurred.start.toordinal(), occurred.end.toordinal()
    # News that gives no day is of the week it is told in.
    earliest, latest = (first, last) if first != NEVER else (told - _WEEK, told) if published else (-_LONG, _LONG)
    return Facts(
        id=number_of(statement.id),
        report=number_of(report),
        type=_TYPES[statement.event_type],
        kin=_KIN[statement.event_type],
        reacts=stance(statement.speech_act) is not Stance.SUPPORTS,
        coded=statement.rule == _CODED,
        claimant=word(statement.claimant.key),
        claimant_party=_number(party(statement.claimant, alignment.claimant)),
        initiator=_number(party(statement.initiator, alignment.initiator)),
        target=_number(party(statement.target, alignment.target)),
        place=_number(_place(place)),
        place_name=word(_name(place)) if place else 0,
        point=place is not None and place.precision in _POINTS,
        named=place is not None and place.id is None,
        lat=_single(place.lat if place else None),
        lon=_single(place.lon if place else None),
        radius_km=_single((place.radius_km or 0.0) if place else 0.0),
        country=_number(place.country) if place else 0,
        admin1=_number(place.admin1) if place else 0,
        first=first,
        last=last,
        earliest=earliest,
        latest=latest,
        published=told,
        answers_statement=number_of(answers.statement) if answers and answers.statement else 0,
        answers_claimant=_number(answers.claimant) if answers else 0,
        carried=sum(
            {CARRIED.get(_COMPARED_AS.get(one.slot, one.slot), 0) for one in statement.carried if one.statement is None}
        ),
        categories=categories,
        sides=sides,
        least=least,
        most=most,
    )


class Drawn:
    """Facts of the latest statements: what is decided on is filed in a moment."""

    def __init__(self) -> None:
        self._held: dict[UUID, tuple[Statement, tuple[Alignments, UUID, date | None], Facts]] = {}

    def of(self, statement: Statement, alignment: Alignments, report: UUID, published: date | None) -> Facts:
        """See `facts_of`."""
        given = alignment, report, published
        held = self._held.get(statement.id)
        if held is None or held[0] is not statement or held[1] != given:
            if len(self._held) >= _DRAWN:
                self._held.clear()
            held = self._held[statement.id] = statement, given, facts_of(statement, *given)
        return held[2]


def party(actor: Actor | None, alignment: str | None) -> str | None:
    """Whom an actor counts as: the party it is aligned with, else its country, else itself."""
    if actor is None:
        return None
    if alignment and alignment != NEUTRAL:
        return alignment
    return actor.country or actor.key


def _number(text: str | None) -> int:
    return word(text) if text else 0


def _single(value: float | None) -> float:
    """As a row holds it, so that keys of facts and of rows are the same."""
    return float("nan") if value is None else float(np.float32(value))


def _name(place: Place) -> str:
    return " ".join(place.name.lower().split())


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    return place.id or _name(place)


_NONE: Final = (0,) * FIGURES


def _figures(casualties: tuple[Casualty, ...]) -> tuple[_Figures, _Figures, _Figures, _Figures]:
    if not casualties:
        return _NONE, _NONE, _NONE, _NONE
    given = casualties[:FIGURES]
    padding = (0,) * (FIGURES - len(given))
    return (
        tuple(_CATEGORIES[one.category] for one in given) + padding,
        tuple(_number(one.side) for one in given) + padding,
        tuple(min(one.min, _OPEN) for one in given) + padding,
        tuple(_OPEN if one.max is None else min(one.max, _OPEN) for one in given) + padding,
    )
