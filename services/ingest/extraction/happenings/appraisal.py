"""Drafts appraised: which of them are statements.

Rules find what may be a statement. Whether it is one is told by all that is known of it together: how it was found,
what its words say, who speaks, and what stands beside it, since one happening told in two clauses makes two drafts. A
logistic model over the marks of a draft (`marks.py`), bits that add up, kept as data; `bench.fit_appraisal` estimates
them.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final

from schemas.vocabulary import SourceKind, SpeechAct
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.marks import standing

__all__ = ["LEAST", "WEIGHTS", "Appraise", "appraise"]

Appraise = Callable[[Sequence[Draft], SourceKind], list[Draft]]
"""Drafts of one report and the kind of its source, to those that are statements."""
WEIGHTS: Final = "appraisal.json"
"""The file under `data/`: the prior and bits by mark, with what they were estimated from."""
LEAST: Final = -0.9
"""Bits from which a draft is a statement: one that is so in seven cases of twenty stays, or too much would be lost."""
_ALONE: Final = -1.5
"""The same of the only one that a report has left, which is about something: a flash has few words to weigh."""
_UTTERED: Final = -3.2
"""The same of a threat in the mouth of whoever makes it, which is seldom anything else: threats are few among what
the bits were estimated from, and stand beside what they answer."""
_LOGGED: Final = -4.5
"""The same of what an observer logs for a place, "Adre: 6 shots", in as few words as can be."""


def appraise(drafts: Sequence[Draft], kind: SourceKind) -> list[Draft]:
    """The drafts of a report without those that are no statements, the least likely taken out first: of two that tell
    one happening the other then stands alone. What answers a claim, or tells the place of what it answers, stands
    whatever it weighs, or the claim would go unanswered."""

    def bits(at: int) -> float:
        answers = kept[at].answers
        of_its_own = kept[at].place is not None and "place" not in kept[at].carried
        answering = answers is not None and (answers[0] is not None or of_its_own)
        threat, logged = kept[at].act is SpeechAct.THREATENS, _logged(kept[at], kind)
        lent = LEAST - (_UTTERED if threat else _LOGGED if logged else LEAST)
        return math.inf if answering else _bits(standing(at, kept, kind)) + lent

    kept = list(drafts)
    scores = [bits(at) for at in range(len(kept))]
    while kept and (worst := min(scores)) < (LEAST if len(kept) > 1 else _ALONE):
        at = scores.index(worst)
        out = kept.pop(at)
        del scores[at]
        for near, draft in enumerate(kept):
            if abs(draft.unit.sentence - out.unit.sentence) <= 1:
                scores[near] = bits(near)
    return kept


def _logged(draft: Draft, kind: SourceKind) -> bool:
    """Whether a mission tells what it saw or heard in an item that stands under a place."""
    headed = kind is SourceKind.OBSERVER and draft.unit.heading is not None
    return headed and draft.act is SpeechAct.OBSERVES and not draft.told and not draft.rule.endswith(":likely")


def _bits(marks: Iterable[str]) -> float:
    prior, weights = _model()
    return prior + sum(weights.get(mark, 0.0) for mark in sorted(marks))


@cache
def _model() -> tuple[float, Mapping[str, float]]:
    file = resources.files("services.ingest.extraction.data") / WEIGHTS
    held = json.loads(file.read_text(encoding="utf-8"))
    return held["prior"], held["bits"]
