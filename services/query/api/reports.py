"""What became of a report: its status, its statements and incidents, and everything that was decided about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.query.api.forms import source_form, statement_form
from services.query.api.incidents import incidents_of_seeds, statements
from services.query.api.live import Moment, Row, fetch

__all__ = ["report_document"]

_MOST: Final = 1000
_NOTHING_CHANGED: Final = frozenset({"duplicate", "stale"})


async def report_document(
    moment: Moment, id: UUID, instant: datetime | None
) -> tuple[dict[str, Any], list[str]] | None:
    """The report of which `id` is an address, and the traces that wrote it; None if nothing was heard of it.

    Words that are not decided yet belong to no moment of the record: without an `instant`, all that came by now count.
    """
    found = await fetch(moment.pool, "report", moment.n, id)
    report = found[0] if found else None
    known = [report["id"], report["posted_as"], *report["aliases"]] if report else [id]
    decisions = await fetch(moment.pool, "report_decisions", moment.n, report["id"] if report else id)
    texts = await fetch(moment.pool, "report_texts", list({*known, id}), instant)
    if not (report or decisions or texts):
        return None
    rows = await statements(moment, _MOST, of_report=report["id"]) if report else []
    incidents = await incidents_of_seeds(moment, [row["seed_id"] for row in rows if row["seed_id"]])
    said = [statement_form(row, incidents.get(row["seed_id"])) for row in rows]
    status, reason = _status(id, report, rows, decisions)
    stored = texts[-1]["revision"] if texts else None
    words = await fetch(moment.pool, "report_words", report["revision"] if report else stored)
    document = {
        "id": report["id"] if report else id,
        "asked_as": id,
        "status": status,
        "reason": reason,
        "revision": report["revision"] if report else None,
        "title": words[0]["title"] if words else None,
        "text": words[0]["text"] if words else None,
        "aliases": [alias for alias in dict.fromkeys(known) if report and alias != report["id"]],
        "source": source_form(report) if report else None,
        "origin_id": report["origin_id"] if report else None,
        "extraction_rules": report["extraction_rules"] if report else None,
        "truncated": report["truncated"] if report else 0,
        "statements": said,
        "incidents": list(dict.fromkeys(incidents.values())),
        "revisions": _revisions(decisions, texts, report),
        "decisions": [_decision(row) for row in decisions],
        **moment.members(),
    }
    return document, [row["trace"] for row in decisions if row["trace"]]


def _status(id: UUID, report: Row | None, rows: Sequence[Row], decisions: Sequence[Row]) -> tuple[str, str | None]:
    """The status, and the reason for it in words where it has one.

    Asked by another address than the report's own, it is that of what was last posted under that address.
    """
    if report is None:
        return (decisions[-1]["outcome"], None) if decisions else ("queued", None)
    posted = [row for row in decisions if row["posted_as"] == id]
    if id != report["id"] and posted and posted[-1]["outcome"] in _NOTHING_CHANGED:
        return posted[-1]["outcome"], f"report {report['id']} stands"
    status, why, detail = report["status"], report["why"], report["detail"]
    if status == "decided" and not any(row["seed_id"] for row in rows):
        reasons = sorted({row["set_aside"] for row in rows if row["set_aside"]}) or [why or "nothing_found"]
        return "set_aside", ", ".join(reasons) + (f": {detail}" if detail else "")
    return status, ": ".join(part for part in (why, detail) if part) or None


def _revisions(decisions: Sequence[Row], texts: Sequence[Row], report: Row | None) -> list[dict[str, Any]]:
    """Each revision with what became of it, in the order in which they came."""
    outcomes: dict[UUID, str] = {}
    for row in decisions:
        if row["revision"] and not (row["outcome"] in _NOTHING_CHANGED and row["revision"] in outcomes):
            outcomes[row["revision"]] = row["outcome"]
    came = {row["revision"]: row["at"] for row in texts}
    standing = report["revision"] if report else None
    return [
        {
            "revision": revision,
            "status": outcomes.get(revision, "queued"),
            "stands": revision == standing,
            "stored_at": came.get(revision),
        }
        for revision in dict.fromkeys([*came, *outcomes])
    ]


def _decision(row: Row) -> dict[str, Any]:
    return {
        "n": row["n"],
        "known_at": row["known_at"],
        "outcome": row["outcome"],
        "revision": row["revision"],
        "events": [event["type"] for event in row["events"]],
        "error": next((event["error"] for event in row["events"] if "error" in event), None),
    }
