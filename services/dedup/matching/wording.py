"""Evidence as a decision records it: the reasons in full, and a sentence in plain words."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from schemas.events.evidence import Evidence
from services.dedup.matching.weights import Reason

__all__ = ["RUNNERS_UP", "Scored", "evidence", "sentence"]

RUNNERS_UP = 3
_TELLING: Final = attrgetter("telling")
_SHOWN: Final = 0.05
"""Bits that are not nothing when they are rounded as a sentence rounds them."""


class Scored(NamedTuple):
    """An incident's seed with its nearest statement, its score, and the reasons, which add up to the score: if any are
    told, the prior comes first."""

    seed: UUID
    statement: UUID
    bits: float
    reasons: Sequence[Reason] = ()


def evidence(
    cause: str, says: str, chosen: Scored | None, others: Sequence[Scored], left: Sequence[float], threshold: float
) -> Evidence:
    """Evidence for what was chosen, if anything was. `others` are the runners-up, best first, `left` the bits of
    those that come after them."""
    # Validated as one, which takes half the time.
    return Evidence.model_validate(
        {
            "cause": cause,
            "sentence": says,
            "threshold": threshold,
            "chosen": None if chosen is None else _candidate(*chosen),
            "runners_up": tuple([_candidate(*one) for one in others]),
            "others": len(left),
            "best_other": round(left[0], 2) if left else None,
        }
    )


def _candidate(seed: UUID, statement: UUID, bits: float, reasons: Sequence[Reason]) -> dict[str, Any]:
    comparisons = tuple([one.outcome for one in reasons]) if reasons else ()
    return {"seed": seed, "statement": statement, "bits": round(bits, 2), "comparisons": comparisons}


def sentence(lead: str, scored: Scored | None, threshold: float) -> str:
    """One sentence: the lead, what speaks for it, what against, what is left untold as one sum, and the sum of all
    beside what is needed."""
    if scored is None:
        return f"{lead}: nothing on record is like it."
    prior, *compared = scored.reasons
    told, untold = [], 0.0
    for one in compared:
        if one.says:
            told.append(one)
        else:
            untold += one.outcome.bits
    # The most telling first, of equals in their order.
    told.sort(key=_TELLING)
    says = ", ".join([one.says for one in told if one.speaks_for]) or "little in common"
    if against := ", ".join([one.says for one in told if not one.speaks_for]):
        says += f"; but {against}"
    if abs(untold) >= _SHOWN:
        says += f"; all else {untold:+.1f}"
    start = prior.outcome.bits
    return f"{lead}: {says}. From {start:+.1f} that makes {scored.bits:.1f} bits; {threshold:g} are needed."
