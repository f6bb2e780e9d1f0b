"""What a sentence tells of evidence adds up."""

import re
from uuid import UUID

import pytest

from schemas.events.evidence import Comparison
from services.dedup.matching.weights import Reason
from services.dedup.matching.wording import Scored, sentence

SOMEWHERE = UUID(int=1)


def scored(*bits: tuple[float, str]) -> Scored:
    reasons = [
        Reason(Comparison(name="place", level="same", bits=one), f"{says} ({one:+.1f})" if says else "", one > 0, -one)
        for one, says in bits
    ]
    return Scored(SOMEWHERE, SOMEWHERE, sum(one for one, _ in bits), reasons)


def test_what_a_sentence_leaves_untold_stands_in_it_as_one_sum() -> None:
    says = sentence("So", scored((-4.0, ""), (3.1, "one"), (1.7, ""), (-6.5, "other"), (1.2, ""), (0.9, "")), 0)

    assert "all else +3.8" in says
    *parts, total, _ = map(float, re.findall(r"[-+]?\d+(?:\.\d+)?", says))
    assert sum(parts) == pytest.approx(total)


def test_a_sentence_that_tells_all_has_no_rest() -> None:
    assert "all else" not in sentence("So", scored((-4.0, ""), (3.1, "one"), (0.02, "")), 0)
