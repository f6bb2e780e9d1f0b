"""Names of places made comparable, and what stands around them taken apart."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from schemas.vocabulary import PlacePrecision

__all__ = ["Named", "comparable", "take_apart"]

_LETTERS: Final = str.maketrans({"ə": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th"})
_APOSTROPHES: Final = re.compile(r"[\u0027\u0060\u00b4\u02b9-\u02cf\u2018\u2019\u201b\u2032]")
_BREAKS: Final = re.compile(r"[\s\-\u2010-\u2015_./,]+")


@lru_cache(maxsize=65536)
def comparable(name: str) -> str:
    """Without case, accents, apostrophes, hyphens and a leading article: "Kəlbəcər" and "Kalbacar" are one."""
    plain = _APOSTROPHES.sub("", name.casefold().translate(_LETTERS))
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    plain = _BREAKS.sub(" ", plain).strip()
    return plain.removeprefix("the ")


class Named(NamedTuple):
    """A name without the words around it, and what these say: precision, and radius in km (None: the entry's own)."""

    name: str
    precision: PlacePrecision | None = None
    radius_km: float | None = None


_KINDS: Final = {
    PlacePrecision.SETTLEMENT: (
        None, "village town city settlement hamlet municipality township borough kibbutz moshav metropolis",
    ),
    PlacePrecision.DISTRICT: (
        25.0, "district raion rayon county subdistrict tehsil area community commune hromada zone agency",
    ),
    PlacePrecision.REGION: (
        75.0, "region province oblast governorate state republic prefecture canton krai department wilaya marz",
    ),
    PlacePrecision.LANDMARK: (
        2.0, "crossing checkpoint airport airfield airbase base camp port harbour harbor pass bridge dam heights hill",
    ),
}  # fmt: skip
_KIND_OF: Final = {word: (precision, radius) for precision, (radius, words) in _KINDS.items() for word in words.split()}
_DIRECTIONS: Final = re.compile(
    r"^(?:(?:the )?(?:far |extreme )?(?:north|south|east|west|northeast|northwest|southeast|southwest|central)"
    r"(?:ern)?(?: of)? |(?:the )?(?:outskirts|suburbs|vicinity|countryside|direction) of (?:the )?)"
)
_GENERIC_FIRST: Final = re.compile(rf"^(?:the )?(?:administrative )?({'|'.join(_KIND_OF)}) of (?:the )?(.+)$")
_GENERIC_LAST: Final = re.compile(rf"^(.+?) (?:administrative |border )?({'|'.join(_KIND_OF)})s?$")


def take_apart(name: str) -> list[Named]:
    """What `name` may mean, likeliest first: as it stands, then without generic words and directions."""
    plain = comparable(name)
    readings = [Named(plain)]
    if found := _GENERIC_FIRST.match(plain):
        readings.append(Named(found[2], *_KIND_OF[found[1]]))
    elif found := _GENERIC_LAST.match(plain):
        readings.append(Named(found[1], *_KIND_OF[found[2]]))
    if (rest := _DIRECTIONS.sub("", plain)) != plain:
        readings += [Named(inner.name, PlacePrecision.REGION, 75.0) for inner in take_apart(rest)]
    return readings
