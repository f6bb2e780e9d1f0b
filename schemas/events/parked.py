"""Topic `parked`: inputs that could not be processed, by where they lie. Never the words."""

from uuid import UUID

from schemas.events.position import Position
from schemas.record import Instant, Record

__all__ = ["TYPES", "Parked"]


class Parked(Record):
    """An input that was not processed, why, and the trace it was seen in (W3C traceparent)."""

    position: Position
    report_id: UUID | None = None
    revision: UUID | None = None
    reason: str
    trace: str | None = None
    parked_at: Instant


TYPES: dict[str, type[Record]] = {"input.parked": Parked}
