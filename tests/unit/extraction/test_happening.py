"""Whether words that no trigger names tell of a happening: what the weights say, and what is made of it."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType
from services.ingest.extraction import Extraction, lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happenings.happening import odds, words
from services.ingest.extraction.syntax.parse import Parser, open_model

Read = Callable[..., Extraction]
Hear = Callable[[str], frozenset[str]]


@pytest.fixture(scope="module")
def heard() -> Hear:
    tables = lexicon.load()
    parser = Parser(open_model(MODEL), tables)
    return lambda text: words(parser.parse([text])[0].nodes, tables)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two mortar rounds came down behind the school at dusk and left a crater.", EventType.SHELLING),
        ("Rebels hold the customs house and the hill above it since dawn.", EventType.TERRITORY_CHANGE),
        ("Masked men took the deputy mayor from his car and drove off with him.", EventType.CAPTURE_ABDUCTION),
    ],
)
def test_words_of_a_happening_speak_for_it_and_for_its_type(heard: Hear, text: str, kind: EventType) -> None:
    told = odds(heard(text))
    assert told.bits > 0
    assert told.type is kind


@pytest.mark.parametrize(
    "text",
    [
        "The EU urged both sides to return to the negotiating table, its spokesman said on Monday.",
        "Bread has become dearer in the valley, and the school is short of teachers.",
        "Schools in the valley stay closed until the weather is better.",
    ],
)
def test_what_tells_of_nothing_that_happened_has_the_odds_against_it(heard: Hear, text: str) -> None:
    assert odds(heard(text)).bits < 0


def test_names_say_nothing_of_whether(heard: Hear) -> None:
    one, other = heard("The mill near Tegh burned down."), heard("The mill near Vardenis burned down.")
    assert one == other


def test_a_share_is_one_of_those_told(heard: Hear) -> None:
    assert 0 < odds(heard("The bridge was gone by morning.")).share <= 1


def test_what_the_lexicons_know_of_a_word_counts_beside_it(heard: Hear) -> None:
    known = heard("A howitzer fired.") & heard("A mortar fired.")
    assert "=shelling" in known


def test_a_unit_without_a_trigger_becomes_a_statement_where_its_words_are_convincing(read: Read) -> None:
    found = read(
        "Mourners at the mosque in Goris were mown down as they knelt on Tuesday by men with rifles."
    ).statements
    assert [statement.place.name for statement in found if statement.place] == ["Goris"]
