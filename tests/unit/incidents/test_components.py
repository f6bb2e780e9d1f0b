"""Components are remembered, and forgotten where a link comes or goes."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from schemas.events.decisions import IncidentOpened, IncidentsLinked, IncidentsUnlinked
from services.dedup.incidents.fold import apply, begin
from services.dedup.incidents.links import component
from services.dedup.incidents.record import Record

SEEDS = [UUID(int=number) for number in range(1, 8)]
ends = st.tuples(st.sampled_from(SEEDS), st.sampled_from(SEEDS)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(st.tuples(st.booleans(), ends)))
def test_a_component_is_what_the_links_of_now_say(changes: list[tuple[bool, tuple[UUID, UUID]]]) -> None:
    record = Record()
    step = begin(record, 0, None, True)
    for seed in SEEDS:
        apply(record, step, IncidentOpened(seed=seed, statement=seed))
    links: set[frozenset[UUID]] = set()
    for joins, (a, b) in changes:
        of = IncidentsLinked if joins else IncidentsUnlinked
        apply(record, step, of(a=a, b=b, cause=SEEDS[0]))
        (links.add if joins else links.discard)(frozenset((a, b)))
        for seed in SEEDS:
            assert component(record, seed) == tuple(sorted(reached(seed, links)))


def reached(seed: UUID, links: set[frozenset[UUID]]) -> set[UUID]:
    """All that a seed is linked with, found the plain way."""
    found, ahead = {seed}, [seed]
    while ahead:
        one = ahead.pop()
        ahead += [other for link in links if one in link for other in link - found]
        found.update(ahead)
    return found
