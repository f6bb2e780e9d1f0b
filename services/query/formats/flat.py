"""Incidents as CSV, one row each: the columns of `columns`."""

from services.query.formats.columns import COLUMNS, row_of
from services.query.formats.selection import Selection
from services.query.formats.separated import MEDIA_TYPE, table

__all__ = ["MEDIA_TYPE", "flat"]


def flat(selection: Selection) -> bytes:
    """The page as a table."""
    rows = ([*row_of(incident), selection.url_of(incident)] for incident in selection.incidents)
    return table([*COLUMNS, "url"], rows)
