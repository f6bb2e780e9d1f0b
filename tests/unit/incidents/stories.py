"""Strategies: what a report of one of two worlds may say, and words that reports may share."""

from typing import NamedTuple

from hypothesis import strategies as st

from schemas.features import Features, Term
from schemas.slots import Place
from schemas.statement import Statement
from schemas.vocabulary import EventType, PlacePrecision, SpeechAct, Temporal
from tests.unit.incidents.desk import HENTZAU, STRELSAU, TODAY, ZENDA, army, killed, ministry, says

__all__ = ["FAR", "HERE", "World", "features", "statements"]

KINDS = (EventType.SHELLING, EventType.DRONE_STRIKE, EventType.SHOOTING, EventType.THREAT)


class World(NamedTuple):
    """Two parties, the places that they dispute, and the least of the hashes of the words that are said of them."""

    parties: tuple[str, str]
    places: tuple[Place | None, ...]
    words: int


HERE = World(("AM", "AZ"), (ZENDA, HENTZAU, STRELSAU, None), 1_000)
FAR = World(
    ("TH", "KH"),
    (
        Place(name="Kravonia", id="p:kravonia", lat=14.4, lon=104.7, country="TH", precision=PlacePrecision.SETTLEMENT),
        Place(name="Slavna", id="p:slavna", lat=14.9, lon=104.9, country="KH", precision=PlacePrecision.SETTLEMENT),
        None,
    ),
    500_000,
)


@st.composite
def statements(draw: st.DrawFn, world: World = HERE) -> list[Statement]:
    """What one report says."""
    made = []
    one, two = world.parties
    for number in range(draw(st.integers(0, 3))):
        side, other = draw(st.sampled_from([(one, two), (two, one)]))
        act = draw(st.sampled_from([SpeechAct.ASSERTS] * 3 + [SpeechAct.DENIES, SpeechAct.CANNOT_CONFIRM]))
        made.append(
            says(
                ministry(side),
                draw(st.sampled_from(KINDS)),
                by=army(other if act is SpeechAct.ASSERTS else side),
                at=army(side),
                place=draw(st.sampled_from(world.places)),
                toll=[killed(draw(st.integers(0, 2)), side)],
                act=act,
                temporal=draw(st.sampled_from([Temporal.ACTUAL] * 4 + [Temporal.HISTORICAL])),
                sentence=f"s{draw(st.integers(0, 3))}",
                at_char=number * 100,
            )
        )
    return made


def features(world: World = HERE) -> st.SearchStrategy[Features]:
    """The words of a report, of few, so that reports share some, and now and then most of a text."""

    def some(most: int, start: int) -> st.SearchStrategy[tuple[int, ...]]:
        first = world.words + start
        return st.lists(st.integers(first, first + 7), max_size=most, unique=True).map(tuple)

    return st.builds(
        Features,
        terms=some(6, 0).flatmap(
            lambda hashes: st.tuples(*(st.builds(Term, hash=st.just(one), count=st.integers(1, 3)) for one in hashes))
        ),
        names=some(3, 100),
        capitals=some(3, 200),
        towns=some(2, 300),
        event_words=some(4, 400),
        title_words=some(4, 500),
        sketch=st.integers(0, 3).map(lambda text: tuple(range(world.words + 600 + 40 * text, world.words + 728))),
        event_day=st.sampled_from([None, TODAY]),
        words=st.just(200),
    )
