"""What the events of one decision share while they are folded."""

from uuid import UUID

from schemas.events.decisions import ReportDecided

__all__ = ["Step"]


class Step:
    """The decision's number, the report it is about and, once it was met among its events, the review it applies."""

    __slots__ = ("n", "report", "review")

    def __init__(self, n: int, report: ReportDecided | None) -> None:
        self.n = n
        self.report = report
        self.review: UUID | None = None
