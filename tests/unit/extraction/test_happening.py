"""Whether words that no trigger names tell of a happening: what the weights say, and what is made of it."""

from collections.abc import Callable

import pytest

from schemas.vocabulary import EventType
from services.ingest.extraction import Extraction, lexicon
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.happening import odds, words
from services.ingest.extraction.parse import Parser, open_model
from services.ingest.extraction.tree import Tree

Read = Callable[..., Extraction]
One = Callable[[str], Tree]


@pytest.fixture(scope="module")
def tree() -> One:
    parser = Parser(open_model(MODEL), lexicon.load())
    return lambda text: parser.parse([text])[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two mortar rounds came down behind the school at dusk and left a crater.", EventType.SHELLING),
        ("Rebels hold the customs house and the hill above it since dawn.", EventType.TERRITORY_CHANGE),
        ("Masked men took the deputy mayor from his car and drove off with him.", EventType.CAPTURE_ABDUCTION),
    ],
)
def test_words_of_a_happening_speak_for_it_and_for_its_type(tree: One, text: str, kind: EventType) -> None:
    told = odds(tree(text))
    assert told.bits > 0
    assert told.type is kind


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister called on both governments to return to talks without delay.",
        "Bread has become dearer in the valley, and the school is short of teachers.",
        "Schools in the valley stay closed until the weather is better.",
    ],
)
def test_what_tells_of_nothing_that_happened_has_the_odds_against_it(tree: One, text: str) -> None:
    assert odds(tree(text)).bits < 0


def test_names_say_nothing_of_whether(tree: One) -> None:
    one, other = tree("The mill near Tegh burned down."), tree("The mill near Vardenis burned down.")
    assert words(one) == words(other)
    assert odds(one) == odds(other)


def test_a_share_is_one_of_those_told(tree: One) -> None:
    assert 0 < odds(tree("The bridge was gone by morning.")).share <= 1


def test_a_unit_without_a_trigger_becomes_a_statement_where_its_words_are_convincing(read: Read) -> None:
    found = read("Mourners at the mosque in Goris were mown down on Tuesday as they knelt.").statements
    assert [statement.place.name for statement in found if statement.place] == ["Goris"]
