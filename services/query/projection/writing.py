"""What a batch writes, in the transaction that takes it: by COPY, which is what Postgres does fastest."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final
from uuid import UUID

from chassis.postgres import Connection, load_queries
from services.query.projection.picture import Picture
from services.query.projection.taking import Columns, taken

__all__ = ["Batch", "Taking", "add_changes", "numbered", "rows_of"]

_QUERIES: Final = load_queries(files("services.query.projection.sql") / "queries.sql")

_TABLES: Final = ("report", "statement", "seed", "placement", "link", "suggestion", "decision", "review")
_SUMMARY: Final = (
    "incident_id", "from_n", "merged_into", "updated_at", "opened_at", "occurred_from", "occurred_to", "words",
    "summary", "digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch writes, as columns: the rows that were born in the tables of the picture and in that of versions,
    the keys of those that ended there, and what is only ever added. `changes` of the feed are not numbered yet;
    `before` is for each where the version began that it ended.

    `erased` are reports whose words are gone, each with the decision that says so.
    """

    born: Sequence[Columns]
    ended: Sequence[Columns]
    decisions: Columns
    reviews: Columns
    changes: Columns
    before: Sequence[int | None]
    erased: Sequence[tuple[UUID, int]]


class Taking:
    """The transaction of a batch, its position taken."""

    def __init__(self, connection: Connection, generation: str) -> None:
        self._connection = connection
        self._generation = generation

    async def write(self, batch: Batch) -> None:
        """Write the rows that changed, and the changes of the feed if this generation is the live one."""
        # Ending goes first: two rows of one key must not both hold for a moment.
        if any(batch.ended):
            await self._connection.execute(_QUERIES["end_rows"], *batch.ended)
        *born, versions = batch.born
        for table, rows in zip(_TABLES, (*born, batch.decisions, batch.reviews), strict=True):
            await self._copy(table, rows)
        if versions:
            summaries = [{name: row.get(name) for name in _SUMMARY} for row in versions]
            await self._copy("incident_summary", summaries)
            await self._connection.execute(_QUERIES["add_facets"], [row | {"summary": None} for row in versions])
        name = self._generation
        if batch.changes and (changes := await numbered(self._connection, batch.changes, live=name, generation=name)):
            # The summaries are there already: they need be neither sent nor looked into nor compressed again.
            await self._connection.fetchval(_QUERIES["add_changes_of_versions"], changes, batch.before)
        for report, n in batch.erased:
            await self._connection.execute(_QUERIES["erase_words"], [report], n)

    async def _copy(self, table: str, rows: Columns) -> None:
        if rows:
            records = [tuple(row.values()) for row in rows]
            await self._connection.copy_records_to_table(table, records=records, columns=list(rows[0]))


async def numbered(connection: Connection, changes: Columns, *, live: str, generation: str) -> Columns:
    """Changes of `generation` with the next numbers of the feed, if `live` is the live one; else none."""
    last = await connection.fetchval(_QUERIES["number_changes"], len(changes), live)
    if last is None:
        return []
    first = last - len(changes) + 1
    return [change | {"seq": first + place, "generation": generation} for place, change in enumerate(changes)]


async def add_changes(connection: Connection, changes: Columns) -> None:
    """Write changes to the feed that have numbers, and the summaries before and after with them."""
    await connection.fetchval(_QUERIES["add_changes"], changes)


def rows_of(picture: Picture) -> tuple[Sequence[Columns], Sequence[Columns]]:
    """Take out of the picture the rows that were born since that was last done, and the keys of those that ended."""
    born, ended = zip(*map(taken, picture.tables, _KEYS), strict=True)
    return born, ended


_KEYS: Final = (("id",), ("id",), ("id",), ("statement_id",), ("a", "b", "cause"), ("a", "b"))
"""The columns of the keys of the tables of the picture."""
