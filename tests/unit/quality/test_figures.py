"""Figures are those that the papers define, on examples small enough to work out by hand."""

from datetime import date
from uuid import UUID

import pytest

from bench.quality.alignment import align
from bench.quality.baselines import Text, single_pass
from bench.quality.clusters import fold_of
from bench.quality.figures import bins, clustering
from bench.quality.gold import Gold
from schemas.ids import statement_id
from schemas.slots import Actor, Sentence, Span
from schemas.statement import Statement
from schemas.vocabulary import EventType

DAY = date(2026, 3, 1)


def test_a_merge_of_two_incidents_costs_precision_and_a_split_recall() -> None:
    # Right: {a a b}. Found: all three together; then each alone.
    merged = clustering([("a", 1), ("a", 1), ("b", 1)])
    parted = clustering([("a", None), ("a", None), ("b", None)])

    assert [merged.b3.precision, merged.b3.recall] == pytest.approx([5 / 9, 1])
    assert [merged.pairs.precision, merged.pairs.recall] == pytest.approx([1 / 3, 1])
    assert [parted.b3.precision, parted.b3.recall] == pytest.approx([1, 2 / 3])
    assert (parted.pairs.recall, parted.pairs.f1) == (0.0, 0.0)
    assert (parted.right, parted.found) == (2, 3)


def test_bins_are_two_bits_wide_and_take_in_what_lies_beyond() -> None:
    found = bins([(0.5, True), (1.9, False), (-0.1, False), (99.0, True), (-99.0, False)])

    assert [(one.low, one.count, one.right) for one in found] == [(-10, 1, 0), (-2, 1, 0), (0, 2, 1), (14, 1, 1)]
    assert found[2].due == pytest.approx(2 / 3)


def test_a_single_pass_joins_the_likest_text_of_the_last_week() -> None:
    fire, flood = "a fire burned the mill at Zenda", "the river flooded the fields of Strelsau"
    texts = [
        Text(fire, DAY),
        Text(flood, DAY),
        Text(f"{fire} again", DAY.replace(day=8)),
        Text(flood, DAY.replace(day=20)),
    ]

    assert single_pass(texts) == [0, 1, 0, 3]


def test_spans_are_aligned_one_to_one_within_a_family_and_the_larger_overlap_goes_first() -> None:
    def found(start: int, end: int, kind: EventType) -> Statement:
        return Statement(
            id=statement_id(UUID(int=1), f"{start}", 0, 0),
            claimant=Actor(name="x"),
            event_type=kind,
            span=Span(field="text", start=start, end=end),
            sentence=Sentence(hash="s"),
        )

    gold = [Gold(0, 10, "shelling", "a"), Gold(12, 20, "shooting", "b")]
    loose, tight = found(0, 20, EventType.AIR_STRIKE), found(1, 10, EventType.SHELLING)
    other = found(12, 20, EventType.THREAT)

    assert align(gold, [loose, tight, other]) == {tight.id: gold[0]}


def test_a_fold_is_of_the_incident_alone_and_all_are_used() -> None:
    folds = [fold_of(str(number), 5) for number in range(200)]

    assert set(folds) == set(range(5))
    assert folds == [fold_of(str(number), 5) for number in range(200)]
