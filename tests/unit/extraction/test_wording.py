"""What kind of happening words tell of: what counts of a text, and what the weights make of it."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType
from services.ingest.extraction import lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.wording import shares, wording
from services.ingest.extraction.syntax.parse import Parser, open_model

Hear = Callable[[str], frozenset[str]]


@pytest.fixture(scope="module")
def heard() -> Hear:
    tables = lexicon.load()
    parser = Parser(open_model(MODEL), tables)
    return lambda text: wording(parser.parse([text])[0].nodes, tables)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two mortar rounds came down behind the school at dusk and left a crater.", EventType.SHELLING),
        ("Rebels hold the customs house and the hill above it since dawn.", EventType.TERRITORY_CHANGE),
        ("Masked men took the deputy mayor from his car and drove off with him.", EventType.CAPTURE_ABDUCTION),
        ("A quadcopter was brought down over the reservoir.", EventType.INTERCEPTION),
    ],
)
def test_words_tell_the_kind(heard: Hear, text: str, kind: EventType) -> None:
    told = shares(heard(text))
    assert max(told, key=lambda one: told[one]) is kind


def test_words_in_a_row_and_beginnings_count(heard: Hear) -> None:
    assert {"brought", "mortar round", "quadc…"} & heard("A quadcopter fired a mortar round.") == {
        "mortar round",
        "quadc…",
    }


def test_names_do_not_count_alone_or_in_a_row(heard: Hear) -> None:
    assert heard("The mill near Tegh burned down.") == heard("The mill near Vardenis burned down.")


def test_shares_are_of_all_that_is_told(heard: Hear) -> None:
    assert sum(2.0**bits for bits in shares(heard("The bridge was gone by morning.")).values()) == pytest.approx(1.0)


def test_without_a_word_that_is_known_every_kind_is_possible() -> None:
    assert min(shares(()).values()) > -10
