"""One decision as it is read: what it was about, its events, and the evidence for what it placed and linked."""

from typing import Any

from services.query.api.live import Moment, fetch

__all__ = ["decision_document"]


async def decision_document(moment: Moment, n: int) -> tuple[dict[str, Any], list[str]] | None:
    """Decision `n` and the trace that folded it; None if there is none yet."""
    rows = await fetch(moment.pool, "decision", n)
    if not rows:
        return None
    row = dict(rows[0])
    trace = row.pop("trace")
    evidence = [
        {"about": each["kind"], "statement": each["statement_id"], "seed": each["seed_id"], "other_seed": each["other"]}
        | {"evidence": each["evidence"]}
        for each in await fetch(moment.pool, "decision_evidence", n)
    ]
    return row | {"evidence": evidence} | moment.members(), [trace] if trace else []
