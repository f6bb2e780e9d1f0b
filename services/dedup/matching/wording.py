"""Evidence as a decision records it: the reasons in full, and a sentence in plain words."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from schemas.events.evidence import Candidate, Evidence
from services.dedup.matching.weights import Reason

__all__ = ["RUNNERS_UP", "Scored", "evidence", "sentence"]

RUNNERS_UP = 3


class Scored(NamedTuple):
    """An incident's seed with its nearest statement, its score, and the reasons, which add up to the score."""

    seed: UUID
    statement: UUID
    bits: float
    reasons: Sequence[Reason] = ()

    def candidate(self) -> Candidate:
        """As evidence."""
        comparisons = tuple([one.outcome for one in self.reasons])
        return Candidate(seed=self.seed, statement=self.statement, bits=round(self.bits, 2), comparisons=comparisons)


def evidence(
    cause: str, says: str, chosen: Scored | None, others: Sequence[Scored], left: Sequence[float], threshold: float
) -> Evidence:
    """Evidence for what was chosen, if anything was. `others` are the runners-up, best first, `left` the bits of
    those that come after them."""
    return Evidence(
        cause=cause,
        sentence=says,
        threshold=threshold,
        chosen=None if chosen is None else chosen.candidate(),
        runners_up=tuple([one.candidate() for one in others]),
        others=len(left),
        best_other=round(left[0], 2) if left else None,
    )


def sentence(lead: str, scored: Scored | None, threshold: float) -> str:
    """One sentence: the lead, what speaks for it, what against, and the sum beside what is needed."""
    if scored is None:
        return f"{lead}: nothing on record is like it."
    says_for: list[str] = []
    against: list[str] = []
    for one in sorted([one for one in scored.reasons if one.says], key=_least):
        if one.says:
            (says_for if one.outcome.bits > 0 else against).append(one.says)
    parts = [", ".join(says_for) or "little in common"]
    if against:
        parts.append("but " + ", ".join(against))
    start = next((one.outcome.bits for one in scored.reasons if one.outcome.name == "prior"), 0.0)
    return f"{lead}: {'; '.join(parts)}. From {start:+.1f} that makes {scored.bits:.1f} bits; {threshold:g} are needed."


def _least(one: Reason) -> float:
    return -abs(one.outcome.bits)
