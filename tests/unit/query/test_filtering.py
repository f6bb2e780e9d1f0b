"""What a follower of filtered incidents is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic_core import to_json

from services.query.feed.box import Box
from services.query.feed.differences import changed_members
from services.query.feed.filtering import passage, words_of

IN: dict[str, Any] = {"theatre": "borderlands", "killed": 3, "occurred_from": "2024-04-12T00:00:00Z"}
OUT: dict[str, Any] = {"theatre": "elsewhere"}
FILTERS = {"theatre": "borderlands"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (IN, IN, "within"),
        (OUT, IN, "entered"),
        (None, IN, "entered"),
        (IN, OUT, "left"),
        (IN, None, "left"),
        (OUT, OUT, None),
        (None, OUT, None),
        (OUT, None, None),
    ],
)
def test_a_change_is_told_by_where_it_leads_from_and_to(before: Any, after: Any, told: str | None) -> None:
    assert passage(FILTERS, before, after) == told


def test_all_filters_must_hold() -> None:
    assert passage(FILTERS | {"min_killed": 4}, None, IN) is None
    assert passage(FILTERS | {"min_killed": 3, "occurred_to": datetime(2024, 4, 12, tzinfo=UTC)}, None, IN)


def test_what_is_not_known_passes_no_filter() -> None:
    filters = (("min_killed", 0), ("bbox", Box(-180, -90, 180, 90)), ("occurred_from", datetime(1, 1, 1, tzinfo=UTC)))
    assert [passage({name: value}, None, OUT) for name, value in filters] == [None, None, None]


def test_the_changed_members_are_named_and_stamps_are_not() -> None:
    before = {"state": "open", "support": "single_claimant", "version": 1, "updated_at": "a"}
    after = {"state": "merged", "merged_into": "x", "version": 2, "updated_at": "b"}
    assert changed_members(before, after) == ["merged_into", "state", "support"]


def test_in_a_change_that_passes_stand_the_words_of_the_filters() -> None:
    filters = {
        "actor": 'the "50%"_\\ men',
        "event_type": ["shelling"],
        "support": ["admitted", "disputed"],
        "min_killed": 3,
    }
    assert words_of(filters) == [to_json(filters["actor"]).decode(), '"shelling"']
    assert words_of({**filters, "country": "AM", "theatre": "south"}) == [*words_of(filters), '"south"']
    assert words_of({"bbox": Box(-180, -90, 180, 90)}) == []
