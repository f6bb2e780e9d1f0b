"""Tables: tab-separated files with a note on their source at the top.

Lines that begin with `#` are the note; the first other line names the columns. Several values in one cell are parted by
`|`. Empty cells are empty strings. An operator's overlay has files of the same names and columns.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]

DATA = Path(__file__).parent


class BadTable(ValueError):
    """A table that is not of its form. The message names the file and the line."""


def read(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a table, each with exactly `columns`; a column that the file lacks is empty.

    Raises:
        BadTable: on a column that is not known, or a row that is longer than the header.
    """
    names: list[str] | None = None
    known = list(columns)
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if names is None:
            names = cells
            if strange := [name for name in names if name not in known]:
                raise BadTable(f"{path.name}:{number}: no such column: {', '.join(strange)}")
            continue
        if len(cells) > len(names):
            raise BadTable(f"{path.name}:{number}: {len(cells)} cells under {len(names)} columns")
        rows.append(dict.fromkeys(known, "") | dict(zip(names, cells, strict=False)))
    return rows


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(value for part in cell.split("|") if (value := part.strip()))


def layered(name: str, columns: Iterable[str], overlay: Path | None) -> list[dict[str, str]]:
    """The rows of the shipped table `name` (a path inside this package), then of the overlay's file of that name."""
    columns = list(columns)
    shipped = DATA / name
    rows = read(shipped, columns) if shipped.exists() else []
    if overlay is not None and (own := overlay / shipped.name).exists():
        rows += read(own, columns)
    return rows


def fingerprint(folder: Path) -> str:
    """SHA-256 in hex, 16 digits, of every table below `folder`: relative name and content, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.tsv")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
