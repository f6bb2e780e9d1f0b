"""The projector on a real database, with the log in memory: exactly once, in order, or not at all."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.histories import (
    MONITORS,
    History,
    killed,
    linked,
    seed,
    statement,
    unlinked,
)
from tests.projecting import Projecting, projecting, rows

pytestmark = pytest.mark.integration


@pytest.fixture
def projector(postgres: str) -> Iterator[Projecting]:
    """A projector that has started."""
    with projecting(postgres) as found:
        yield found


def changes(dsn: str) -> list[tuple[int, str, UUID]]:
    """The feed: number, kind and incident."""
    found = rows(dsn, "select seq, kind, incident_id from feed.change order by seq")
    return [(row["seq"], row["kind"], row["incident_id"]) for row in found]


def a_merge_and_back() -> History:
    """Two incidents are merged and parted again."""
    history = History()
    history.open(statement("a", casualties=(killed(3),)), "a")
    history.open(statement("b", MONITORS), "b")
    history.decide(linked("a", "b"))
    history.decide(unlinked("a", "b"))
    return history


def test_each_change_of_an_incident_is_one_row_of_the_feed(projector: Projecting, postgres: str) -> None:
    projector.append(a_merge_and_back().decisions)
    projector.fold()
    a, b = seed("a"), seed("b")
    assert changes(postgres) == [
        (1, "opened", a),
        (2, "opened", b),
        (3, "merged", b),
        (4, "changed", a),
        (5, "changed", a),
        (6, "restored", b),
    ]


def test_batches_of_any_size_make_the_same_rows(projector: Projecting, postgres: str) -> None:
    history = a_merge_and_back()
    for decision in history.decisions:
        projector.append([decision])
        projector.fold()
    found = rows(postgres, "select incident_id, from_n, to_n, state from g1.incident_version order by 1, 2")
    a, b = seed("a"), seed("b")
    expected = [(a, 0, 2, "open"), (a, 2, 3, "open"), (a, 3, None, "open")]
    expected += [(b, 1, 2, "open"), (b, 2, 3, "merged"), (b, 3, None, "open")]
    assert [tuple(row.values()) for row in found] == sorted(expected, key=lambda row: (row[0].hex, row[1]))
