"""Evidence as a decision records it: the reasons in full, and a sentence in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from schemas.events.evidence import Candidate, Comparison, Evidence
from services.dedup.matching.weights import Weights

__all__ = ["RUNNERS_UP", "Scored", "evidence", "sentence"]

RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """An incident's seed with its nearest statement, its score, and the reasons, which add up to the score."""

    seed: UUID
    statement: UUID
    bits: float
    comparisons: tuple[Comparison, ...]

    def candidate(self) -> Candidate:
        """As evidence."""
        reasons = tuple(one for one in self.comparisons if _tells(one))
        return Candidate(seed=self.seed, statement=self.statement, bits=round(self.bits, 2), comparisons=reasons)


def evidence(cause: str, says: str, scored: Sequence[Scored], chosen: int | None, threshold: float) -> Evidence:
    """Evidence with `scored` (best first) as candidates, of which number `chosen` was taken.

    Reasons are given as far as `scored` has them.
    """
    rest = [one for number, one in enumerate(scored) if number != chosen]
    return Evidence(
        cause=cause,
        sentence=says,
        threshold=threshold,
        chosen=None if chosen is None else scored[chosen].candidate(),
        runners_up=tuple(one.candidate() for one in rest[:RUNNERS_UP]),
        others=len(rest[RUNNERS_UP:]),
        best_other=round(rest[RUNNERS_UP].bits, 2) if len(rest) > RUNNERS_UP else None,
    )


def sentence(lead: str, scored: Scored | None, weights: Weights, threshold: float) -> str:
    """One sentence: the lead, what speaks for it, what against, and the sum beside what is needed."""
    if scored is None:
        return f"{lead}: nothing on record is like it."
    says_for: list[str] = []
    against: list[str] = []
    for one in sorted(scored.comparisons, key=lambda one: -abs(one.bits)):
        level = weights.levels.get(one.name, {}).get(one.level)
        if level is not None and level.says and abs(one.bits) >= 0.5:
            (says_for if one.bits > 0 else against).append(f"{level.says} ({one.bits:+.1f})")
    parts = [", ".join(says_for) or "little in common"]
    if against:
        parts.append("but " + ", ".join(against))
    start = next((one.bits for one in scored.comparisons if one.name == "prior"), 0.0)
    return f"{lead}: {'; '.join(parts)}. From {start:+.1f} that makes {scored.bits:.1f} bits; {threshold:g} are needed."


def _tells(one: Comparison) -> bool:
    return one.bits != 0.0 or one.level not in ("unknown", "none")
