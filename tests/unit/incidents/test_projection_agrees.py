"""Writer and projector fold the same decisions each in its own way: they must agree on what belongs to what."""

from uuid import UUID

from hypothesis import given, settings

from services.dedup.incidents.fold import fold
from services.dedup.incidents.links import resolve
from services.dedup.incidents.record import Record
from services.query.projection.casebook import Casebook
from services.query.projection.incidents import follow
from tests.examples import some
from tests.unit.incidents.test_histories import ACTIONS, History


@settings(max_examples=some(60), deadline=None)
@given(ACTIONS)
def test_every_history_can_be_projected_and_leads_every_id_to_the_same_incident(
    actions: list[tuple[object, ...]],
) -> None:
    history, book, record = History(), Casebook(), Record()
    for action in actions:
        history.play(action)
    for decision in history.desk.decisions:
        fold(record, decision)
        follow(book, decision)

        for seed, _ in record.seeds.items():
            assert projected(book, seed) == resolve(record, seed).incident
        for id, row in record.statements.items():
            if row.withdrawn is None:
                assert book.seed_of(id) == row.seed


def projected(book: Casebook, seed: UUID) -> UUID | None:
    """The incident that the projection shows for an id, through its redirections."""
    # A seed that was linked in the decision that opened it has never been an incident of its own.
    version = book.versions.get(seed) or book.versions.get(book.component(seed)[0].id)
    while version is not None and version.merged_into is not None:
        version = book.versions.get(version.merged_into)
    return version.incident_id if version is not None and version.state == "open" else None
