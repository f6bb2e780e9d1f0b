"""Incidents as they are read: lists, one with its claims side by side, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from pydantic_core import from_json, to_json

from chassis.postgres import load_queries
from services.query.api.conditions import Condition, compose
from services.query.api.forms import account_of, claims_form, matrix_form, readable, source_form, statement_form
from services.query.api.live import Moment, Row, fetch, fetch_sql
from services.query.api.search import Page, page_of, page_of_any
from services.query.assessment.docket import claims_of
from services.query.assessment.telling import telling
from services.query.erasure import shown
from services.query.feed.cursor import ListCursor, PageCursor, digest
from services.query.feed.differences import changed_members

__all__ = [
    "Found",
    "Listed",
    "Tombstone",
    "Unknown",
    "detail",
    "history",
    "incidents",
    "incidents_of_any",
    "incidents_of_seeds",
    "listed_alone",
    "resolve",
    "statements",
]

_SQL: Final = files("services.query.api.sql")
_QUERIES: Final = load_queries(_SQL / "queries.sql")
_STATEMENTS: Final = load_queries(_SQL / "statements.sql")
_MOST_STATEMENTS: Final = 5000
_MOST_VERSIONS: Final = 1000
_MOST_MOVES: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The incident that an id stands for: its own id, and the seeds it is made of."""

    id: UUID
    seeds: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """No statement of it stands any more."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of incidents as JSON, the cursor after it, and the traces that wrote them.

    `sources` are the ids of the sources of each, where they were asked for.
    """

    written: Sequence[str]
    sources: Sequence[Sequence[str]]
    next: PageCursor | None
    traces: Sequence[str]

    @property
    def incidents(self) -> list[dict[str, Any]]:
        """The same, read."""
        return [from_json(each) for each in self.written]


class Unknown(LookupError):
    """No incident ever had this id, as far as was known."""


async def resolve(moment: Moment, id: UUID) -> Found | Tombstone:
    """What an id stands for: the incident that holds its seed, else the one its last statement went to.

    In a generation without that seed, the one that holds its founding statement.

    Raises:
        Unknown: there is none.
    """
    target: UUID | None = id
    for _ in range(_MOST_MOVES):
        rows = await fetch(moment.pool, "component", moment.n, target)
        if not rows:
            former = await fetch(moment.pool, "former_seed", moment.n, target)
            if not former:
                raise Unknown(id)
            if (target := former[0]["seed_id"]) is None:
                break
            continue
        if any(row["has_statements"] for row in rows):
            return Found(rows[0]["id"], [row["id"] for row in rows])
        target = next(row["moved_to"] for row in rows if row["id"] == target)
        if target is None:
            break
    return Tombstone(id)


async def incidents(
    moment: Moment, filters: Mapping[str, Any], limit: int, after: PageCursor | None, *, sources: bool = True
) -> Listed:
    """A page of open incidents, the last changed first."""
    page = await page_of(moment, filters, limit + 1, after, sources=sources)
    return _listed(page, moment, filters, limit, after)


async def incidents_of_any(
    moment: Moment,
    filters: Mapping[str, Any],
    alternatives: Sequence[Mapping[str, Any]],
    limit: int,
    after: PageCursor | None,
) -> Listed:
    """The same of those that pass the filters of one of the alternatives, as which the `filters` of the list are meant.

    None passes those of two.
    """
    page = await page_of_any(moment, alternatives, limit + 1, after, sources=True)
    return _listed(page, moment, filters, limit, after)


def _listed(page: Page, moment: Moment, filters: Mapping[str, Any], limit: int, after: PageCursor | None) -> Listed:
    following = None
    if len(page.ids) > limit:
        feed, told = after.feed if after else moment.feed, digest(filters)
        following = PageCursor(moment.generation, moment.n, page.numbers[limit - 1], page.ids[limit - 1], told, feed)
    return Listed(
        [_as_shown(*each) for each in zip(page.summaries[:limit], page.erased[:limit], strict=True)],
        [each or () for each in page.sources[:limit]],
        following,
        [trace for trace in page.traces[:limit] if trace],
    )


def _as_shown(written: str, up_to_n: int | None) -> str:
    """A summary as it may be served, written."""
    return written if up_to_n is None else to_json(shown(from_json(written), up_to_n)).decode()


async def listed_alone(moment: Moment, found: Found) -> Listed:
    """One incident as a list has it."""
    row = (await fetch(moment.pool, "version", moment.n, found.id))[0]
    traces = [row["trace"]] if row["trace"] else []
    written = to_json(shown(row["summary"], row["up_to_n"])).decode()
    return Listed([written], [row["sources"] or ()], None, traces)


async def detail(moment: Moment, found: Found) -> tuple[dict[str, Any], list[str]]:
    """An incident with everything that is said of it, and the traces that wrote it."""
    told = await statements(moment, 2 * _MOST_STATEMENTS, of_or_about_seeds=found.seeds)
    rows = [row for row in told if row["seed_id"]][:_MOST_STATEMENTS]
    background = [row for row in told if not row["seed_id"]][:_MOST_STATEMENTS]
    version = (await fetch(moment.pool, "version", moment.n, found.id))[0]
    # What they amount to is in the summary.
    claims = claims_of(account_of(row) for row in rows)
    said = [statement_form(row, found.id) for row in sorted(rows, key=_in_order)]
    document = shown(version["summary"], version["up_to_n"]) | {
        "told": telling(claims),
        "also_known_as": [seed for seed in found.seeds if seed != found.id],
        "claims": claims_form(claims),
        "casualty_matrix": matrix_form(claims),
        "statements": said,
        "background": [statement_form(row, None) for row in background],
        "sources": _sources(rows),
        "links": await _links(moment, found.seeds),
        **moment.members(),
    }
    return document, [version["trace"]] if version["trace"] else []


async def _links(moment: Moment, seeds: Sequence[UUID]) -> Sequence[Row]:
    """The links between the seeds of an incident, of which one by itself has none."""
    return await fetch(moment.pool, "links", moment.n, list(seeds)) if len(seeds) > 1 else ()


def _in_order(row: Row) -> tuple[Any, ...]:
    return row["first_n"], str(row["report_id"]), (row["slots"].get("span") and row["slots"]["span"]["start"]) or 0


def _sources(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The reports behind the statements, each with its source, grade and origin, in the order of publication."""
    reports = {row["report_id"]: row for row in rows}
    found = [
        source_form(row)
        | {
            "report_id": report,
            "status": row["report_status"],
            "statements": sum(1 for each in rows if each["report_id"] == report),
        }
        for report, row in reports.items()
    ]
    return sorted(
        found, key=lambda each: (each["published_at"] or each["received_at"], reports[each["report_id"]]["first_n"])
    )


async def history(moment: Moment, id: UUID) -> list[dict[str, Any]]:
    """Every version of an incident, the oldest first, with the members that it changed and the decision that did."""
    rows = await fetch(moment.pool, "history", moment.n, id, _MOST_VERSIONS)
    versions, before = [], None
    for row in rows:
        summary = shown(row["summary"], row["up_to_n"])
        versions.append(
            {
                "version": row["from_n"],
                "until": row["to_n"] if row["to_n"] is not None and row["to_n"] <= moment.n else None,
                "known_at": row["updated_at"],
                "state": row["state"],
                "merged_into": row["merged_into"],
                "changed": changed_members(before, summary),
                "decision": {"n": row["from_n"], "report_id": row["report_id"], "events": _types(row["events"])},
                "review": _review(row),
                "summary": summary,
            }
        )
        before = summary
    return versions


def _review(row: Row) -> dict[str, Any] | None:
    """The review that the decision applied."""
    if row["review_id"] is None or row["review"] is None:
        return None
    return {"id": row["review_id"], **{name: row["review"].get(name) for name in ("author", "reason", "action")}}


def _types(events: Sequence[Row] | None) -> list[str]:
    return [event["type"] for event in events or ()]


async def statements(moment: Moment, limit: int, after: ListCursor | None = None, **conditions: Any) -> Sequence[Row]:
    """Rows of the query `statements`, by conditions of `sql/statements.sql`; `after` names the last of a page.

    Each has what it says under `statement`, as it may be served.
    """
    asked: list[Condition] = [(_STATEMENTS[name], {"value": value}) for name, value in conditions.items()]
    if after is not None:
        asked.append((_STATEMENTS["after"], {"first_n": after.number, "value": after.ids[0]}))
    # A claimant has said little or much: how much is known by its name alone.
    pool = moment.pool if conditions.keys() - {"of_claimant"} else moment.readers.searching
    rows = await fetch_sql(pool, *compose(_QUERIES["statements"], asked, (moment.n, limit)))
    return [{**row, "statement": readable(row)} for row in rows]


async def incidents_of_seeds(moment: Moment, seeds: Sequence[UUID]) -> dict[UUID, UUID]:
    """The incident that each seed is of."""
    if not seeds:
        return {}
    rows = await fetch(moment.pool, "incidents_of_seeds", moment.n, list(seeds))
    return {row["seed_id"]: row["incident_id"] for row in rows}
