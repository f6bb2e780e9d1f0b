"""A table learns what it does not know, but not what it has just seen end."""

from services.query.projection.rows import PlacementRow
from services.query.projection.table import UNDER_WAY, Table
from tests.histories import named

STATEMENT = named("statement", "a")


def stored() -> PlacementRow:
    """A placement as it may be read while what ended it is being written."""
    return PlacementRow(statement_id=STATEMENT, seed_id=named("seed", "a"), from_n=1)


def table() -> Table[PlacementRow]:
    """A table that has learned it."""
    made: Table[PlacementRow] = Table()
    assert len(made.learn([stored()])) == 1
    return made


def test_what_ended_is_not_learned_again_from_where_that_may_not_be_written_yet() -> None:
    placements = table()
    placements.end(STATEMENT, 5)
    for _ in range(UNDER_WAY):
        placements.take()
        assert placements.learn([stored()]) == []
    assert STATEMENT not in placements


def test_what_ended_is_learned_again_once_the_rows_after_it_are_taken_out_too() -> None:
    placements = table()
    placements.end(STATEMENT, 5)
    for _ in range(UNDER_WAY + 1):
        placements.take()
    assert len(placements.learn([stored()])) == 1


def test_what_is_known_is_not_replaced() -> None:
    placements = table()
    newer = PlacementRow(statement_id=STATEMENT, seed_id=named("seed", "b"), from_n=3)
    placements.put(newer)
    assert placements.learn([stored()]) == []
    assert placements[STATEMENT] is newer
