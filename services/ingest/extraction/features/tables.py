"""The data files that match features alone are told by."""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from reference import tables

__all__ = ["table", "words"]

_DATA: Final = Path(str(resources.files("services.ingest.extraction"))) / "data"
_COLUMNS: Final = {
    "counties": ("country", "division", "names"),
    "event_classes": ("class", "words", "example"),
    "furniture": ("where", "pattern", "example"),
    "feature_words": ("set", "words"),
    "region_abbreviations": ("country", "name", "abbreviations", "short"),
}


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a file as column → value."""
    return tuple(tables.read(_DATA / f"{name}.tsv", _COLUMNS[name]))


@cache
def words(name: str) -> frozenset[str]:
    """A closed class of words."""
    return frozenset(word for row in table("feature_words") if row["set"] == name for word in row["words"].split())
