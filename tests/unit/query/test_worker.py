"""A batch is bounded in bytes, so that no transaction outgrows what the database takes."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chassis.log.port import LogRecord
from services.query.projection.worker import parts


def records(sizes: list[int]) -> list[LogRecord]:
    """Records whose values have these sizes; None for no bytes."""
    now = datetime.now(UTC)
    return [LogRecord("t", 0, at, None, b"x" * size or None, (), now) for at, size in enumerate(sizes)]


@given(st.lists(st.integers(0, 30)), st.integers(1, 40))
def test_parts_are_bounded_and_are_everything_in_order(sizes: list[int], most: int) -> None:
    given_records = records(sizes)
    found = list(parts(given_records, most))
    assert [record for part in found for record in part] == given_records
    for part in found:
        assert part
        assert len(part) == 1 or sum(len(record.value or b"") for record in part) <= most
