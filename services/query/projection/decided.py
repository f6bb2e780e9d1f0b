"""The decision's own row: what it was about, what came of it, and its events by ids."""

from typing import Any, Final, get_args

from pydantic_core import to_json

from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.record import Record
from services.query.projection.structs import json_of

__all__ = ["decision_columns"]

_HEAVY = {"statement", "evidence", "review", "given"}
"""Members of events that stand in rows of their own."""

_NAMED = ("statement", "review")
"""Those of them that the row names."""

_OUTCOMES: dict[str, str] = {
    "input.parked": "parked",
    "report.duplicate": "duplicate",
    "report.stale": "stale",
    "report.erased": "erased",
    "review.applied": "review",
    "review.rejected": "review",
}


def decision_columns(decision: Decision, trace: str | None) -> dict[str, Any]:
    """The row of table `decision`, as values that JSON can take."""
    report = decision.report
    return {
        "n": decision.n,
        "id": decision.id,
        "known_at": decision.known_at,
        "input": json_of(decision.input),
        "rules": decision.deciding_rules,
        "report_id": report.report_id if report else _named_report(decision),
        "posted_as": report.posted_as if report else None,
        "revision": report.revision if report else None,
        "outcome": _outcome(decision),
        "events": to_json([_brief(event) for event in decision.events], exclude_none=True),
        "trace": trace,
    }


def _outcome(decision: Decision) -> str:
    for event in decision.events:
        if outcome := _OUTCOMES.get(event.type):
            return outcome
    if decision.report is None and any(event.type == "report.retracted" for event in decision.events):
        return "retracted"
    return "decided"


def _named_report(decision: Decision) -> Any:
    return next((id for event in decision.events if (id := getattr(event, "report_id", None))), None)


def _brief(event: Any) -> dict[str, Any]:
    light, named = _MEMBERS[event.type]
    brief = {name: value for name in light if (value := getattr(event, name)) is not None}
    for name in named:
        if (value := getattr(event, name)) is not None:
            brief[name] = getattr(value, "id", value)
    return brief


def _members(kind: type[Record]) -> tuple[list[str], list[str]]:
    names = list(kind.model_fields)
    return [name for name in names if name not in _HEAVY], [name for name in _NAMED if name in names]


_MEMBERS: Final = {
    kind.model_fields["type"].get_default(): _members(kind) for kind in get_args(get_args(d.DecisionEvent)[0])
}
"""By type of event, the members that stand in the row, and those that are named there."""
