"""Why the dedup writer decided as it did, in additive bits (Fellegi & Sunter 1969)."""

from uuid import UUID

from schemas.record import Record

__all__ = ["Candidate", "Comparison", "Evidence"]


class Comparison(Record):
    """One comparison: the level that held and its weight, log2 of how much likelier it is for one happening."""

    name: str
    level: str
    bits: float


class Candidate(Record):
    """A seed that a statement was compared with: its nearest statement, and the sum of prior and comparisons."""

    seed: UUID
    statement: UUID
    bits: float
    comparisons: tuple[Comparison, ...] = ()


class Evidence(Record):
    """The chosen candidate in full, at most three runners-up, the rest as a count with the best score among them.

    `cause` is a closed word: matched, opened, origin, answers, review, held; `sentence` says it in plain words.
    """

    cause: str
    sentence: str
    threshold: float | None = None
    chosen: Candidate | None = None
    runners_up: tuple[Candidate, ...] = ()
    others: int = 0
    best_other: float | None = None
