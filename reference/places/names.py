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
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    plain = _BREAKS.sub(" ", plain).strip()
    return plain.removeprefix("the ")


class Named(NamedTuple):
    """A name without the words around it, and what these say.

    `precision` is the kind of place that a generic word demands, `radius_km` the least extent it means (None: the
    entry's own), `direction` the compass point of a part, in degrees from north (None: the whole), `around` whether
    the words mean the neighbourhood and not the place.
    """

    name: str
    precision: PlacePrecision | None = None
    radius_km: float | None = None
    direction: float | None = None
    around: bool = False


_KINDS: Final = {
    PlacePrecision.SETTLEMENT: (
        None, "village town city settlement hamlet municipality township borough kibbutz moshav metropolis suburb "
        "neighbourhood neighborhood",
    ),
    PlacePrecision.DISTRICT: (
        25.0, "district raion rayon county subdistrict tehsil area community commune hromada zone agency territory "
        "sector direction axis woreda division arrondissement locality",
    ),
    PlacePrecision.REGION: (
        75.0, "region province oblast governorate state republic prefecture canton krai department wilaya marz "
        "peninsula",
    ),
    PlacePrecision.LANDMARK: (
        2.0, "crossing checkpoint airport airfield airbase base camp port harbour harbor pass bridge dam heights hill "
        "post outpost refinery forest island islands",
    ),
}  # fmt: skip
_KIND_OF: Final = {word: (precision, radius) for precision, (radius, words) in _KINDS.items() for word in words.split()}
_POINTS: Final = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_DIRECTION: Final = re.compile(
    r"^(?:(?:far|extreme) )?(north ?east|south ?east|north ?west|south ?west|north|south|east|west|central)(?:ern)? "
    r"(?:part )?(?:of )?(?:the )?(.+)$"
)
_AROUND: Final = re.compile(
    r"^(?:outskirts|suburbs|vicinity|countryside|direction|area|area around|environs|approaches|surroundings) "
    r"(?:of|to) (?:the )?(.+)$|^(?:near|outside|around|close to|just outside) (?:the )?(.+)$"
)
_WORDS: Final = "|".join(_KIND_OF)
_GENERIC_FIRST: Final = re.compile(rf"^(?:administrative |border )?({_WORDS}) of (?:the )?(.+)$")
_GENERIC_LAST: Final = re.compile(
    rf"^(.+?) (?:administrative |border |refugee |air |military |regional |international )?({_WORDS})s?$"
)


def take_apart(name: str) -> list[Named]:
    """What `name` may mean, likeliest first: as it stands, then without generic words and directions."""
    plain = comparable(name)
    readings = [Named(plain)]
    if found := _GENERIC_FIRST.match(plain):
        readings.append(Named(found[2], *_KIND_OF[found[1]]))
    elif found := _GENERIC_LAST.match(plain):
        readings.append(Named(found[1].removeprefix("city of "), *_KIND_OF[found[2]]))
    if found := _DIRECTION.match(plain):
        point = _POINTS.get(found[1].replace(" ", ""))
        for inner in take_apart(found[2]):
            readings.append(inner._replace(direction=point, around=point is None))
    elif found := _AROUND.match(plain):
        readings += [inner._replace(around=True) for inner in take_apart(found[1] or found[2])]
    return readings
