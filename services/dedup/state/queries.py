"""The statements in `sql/queries.sql`, by name."""

from pathlib import Path

__all__ = ["QUERIES", "SCHEMA"]

_FOLDER = Path(__file__).with_name("sql")
_MARK = "-- name: "

SCHEMA = (_FOLDER / "schema.sql").read_text(encoding="utf-8")


def _named(text: str) -> dict[str, str]:
    parts = text.split(_MARK)[1:]
    return {name.strip(): body.strip() for name, _, body in (part.partition("\n") for part in parts)}


QUERIES = _named((_FOLDER / "queries.sql").read_text(encoding="utf-8"))
