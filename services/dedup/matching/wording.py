"""Evidence as a decision records it: the reasons in full, and a sentence in plain words."""

from collections.abc import Sequence
from uuid import UUID

from schemas.events.evidence import Candidate, Comparison, Evidence
from services.dedup.matching.weights import Weights

__all__ = ["RUNNERS_UP", "Scored", "evidence", "sentence"]

RUNNERS_UP = 3


class Scored:
    """An incident's seed with its nearest statement, its score, and the reasons, which add up to the score."""

    __slots__ = ("bits", "comparisons", "seed", "statement")

    def __init__(self, seed: UUID, statement: UUID, bits: float, comparisons: Sequence[Comparison]) -> None:
        self.seed = seed
        self.statement = statement
        self.bits = bits
        self.comparisons = tuple(comparisons)

    def candidate(self, in_full: bool) -> Candidate:
        """As evidence, with or without the reasons."""
        reasons = tuple(_rounded(one) for one in self.comparisons if _tells(one)) if in_full else ()
        return Candidate(seed=self.seed, statement=self.statement, bits=round(self.bits, 2), comparisons=reasons)


def evidence(cause: str, says: str, scored: Sequence[Scored], chosen: int | None, threshold: float) -> Evidence:
    """Evidence with `scored` (best first) as candidates, of which number `chosen` was taken.

    All reasons of the chosen one and of the first runner-up are given: what was nearly taken is worth a look.
    """
    rest = [one for number, one in enumerate(scored) if number != chosen]
    return Evidence(
        cause=cause,
        sentence=says,
        threshold=threshold,
        chosen=None if chosen is None else scored[chosen].candidate(True),
        runners_up=tuple(one.candidate(number == 0) for number, one in enumerate(rest[:RUNNERS_UP])),
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


def _rounded(one: Comparison) -> Comparison:
    return one.model_copy(update={"bits": round(one.bits, 2)})
