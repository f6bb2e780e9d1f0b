"""The topics, their names and what must hold of each.

`reports` and `control` are compacted: a null under a key is the only thing that removes a record. The others keep all.
"""

from typing import Final

from chassis.log.port import MAX_RECORD_BYTES, TopicSpec

__all__ = ["CONTROL", "PARKED", "REPORTS", "REPORT_PARTITIONS", "SPECS", "STATEMENTS", "decisions", "decisions_spec"]

REPORTS: Final = "reports"
STATEMENTS: Final = "statements"
PARKED: Final = "parked"
CONTROL: Final = "control"

REPORT_PARTITIONS: Final = 32
"""As many normalizers as can share the work. A report's partition is murmur2 of its id, so this can never change."""

_ALL = {
    "message.timestamp.type": "LogAppendTime",
    "max.message.bytes": str(MAX_RECORD_BYTES),
    "retention.ms": "-1",
    "retention.bytes": "-1",
    "unclean.leader.election.enable": "false",
}
_KEPT = {**_ALL, "cleanup.policy": "delete"}
_COMPACTED = {**_ALL, "cleanup.policy": "compact"}

SPECS: Final = (
    TopicSpec(REPORTS, REPORT_PARTITIONS, _COMPACTED),
    TopicSpec(STATEMENTS, 1, _KEPT),
    TopicSpec(PARKED, 1, _KEPT),
    TopicSpec(CONTROL, 1, _COMPACTED),
)
"""Every topic but those of decisions, of which there is one a generation."""


def decisions(generation: str) -> str:
    """The topic of one generation's decisions."""
    return f"decisions.{generation}"


def decisions_spec(generation: str) -> TopicSpec:
    """What must hold of one generation's decisions."""
    return TopicSpec(decisions(generation), 1, _KEPT)
