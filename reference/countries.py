"""What a country is called."""

from functools import cache
from typing import Final

from reference.tables import DATA, read

__all__ = ["country_name", "is_country_code"]

_COLUMNS: Final = (
    "iso", "name", "adjective", "names", "demonyms", "capital", "seats", "lat", "lon", "radius", "neighbours",
)  # fmt: skip


def country_name(iso: str) -> str:
    """A country's short English name by its ISO 3166-1 alpha-2 code; the code itself where no country has it."""
    return _names().get(iso, iso)


def is_country_code(word: str) -> bool:
    """Whether a country has this ISO 3166-1 alpha-2 code, in capitals; XK is that of Kosovo."""
    return word in _names()


@cache
def _names() -> dict[str, str]:
    return {row["iso"]: row["name"] for row in read(DATA / "actors" / "countries.tsv", _COLUMNS)}
