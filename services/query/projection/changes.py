"""What the feed tells of an incident, of its versions before and after. Pure."""

from typing import Any

from services.query.feed.differences import changed_members
from services.query.projection.rows import VersionRow

__all__ = ["change_row"]


def change_row(before: VersionRow | None, after: VersionRow, *, n: int) -> dict[str, Any] | None:
    """A row of `feed.change` as columns, neither numbered nor dated; None where followers are told nothing.

    Of the summaries before and after it says only which members differ.
    """
    kind = _kind(before, after)
    if kind is None:
        return None
    return {
        "incident_id": after.incident_id,
        "kind": kind,
        "n": n,
        "before_filters": before.filters_written if before and before.state == "open" else None,
        "after_filters": after.filters_written,
        "changed": changed_members(before.summary if before else None, after.summary),
    }


def _kind(before: VersionRow | None, after: VersionRow) -> str | None:
    """What followers are told; nothing where what was gone already leads on to where its survivor went."""
    if after.state != "open":
        return after.state if before is None or before.state == "open" else None
    if before is None:
        return "opened"
    return "changed" if before.state == "open" else "restored"
