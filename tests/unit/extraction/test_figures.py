"""How many are counted, and of what, however English tells it: none where nobody is."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction, lexicon
from services.ingest.extraction.casualties import count
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.syntax.parse import Parser, open_model

Read = Callable[..., Extraction]
LEXICON = lexicon.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(open_model(MODEL), LEXICON)


def cells(parser: Parser, text: str) -> set[tuple[str, int, int | None]]:
    found = count(parser.parse([text])[0], LEXICON)
    return {(toll.category.value, toll.figure.min, toll.figure.max) for toll in found}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Two dozen herders were killed.", ("killed", 24, 24)),
        ("Nearly three dozen rangers were wounded.", ("injured", 36, 36)),
        ("A couple of dozen rangers were wounded.", ("injured", 24, 24)),
        ("A hundred and twenty rangers were wounded.", ("injured", 120, 120)),
        ("A total of 40 rangers were killed.", ("killed", 40, 40)),
        ("A minimum of 40 rangers were killed.", ("killed", 40, None)),
        ("A maximum of 40 rangers were killed.", ("killed", 0, 40)),
        ("Upwards of 40 rangers were killed.", ("killed", 40, None)),
        ("A handful of rangers were wounded.", ("injured", 0, None)),
        ("Not more than six rangers were wounded.", ("injured", 0, 6)),
        ("Not fewer than six rangers were wounded.", ("injured", 6, None)),
        ("40+ rangers were wounded.", ("injured", 40, None)),
        ("2k rangers were wounded.", ("injured", 2000, 2000)),
        ("Some 1.5 thousand rangers were wounded.", ("injured", 1500, 1500)),
        ("Two families were killed.", ("killed", 0, None)),
    ],
)
def test_a_number_is_as_large_as_its_words_make_it(
    parser: Parser, text: str, cell: tuple[str, int, int | None]
) -> None:
    """ "A total of forty" was one, "two dozen" two, and "not more than six" at least that."""
    assert cells(parser, text) == {cell}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Two boys aged nine and twelve were killed.", ("killed", 2, 2)),
        ("On 12 May three people were killed.", ("killed", 3, 3)),
    ],
)
def test_an_age_or_a_day_beside_a_count_is_none(parser: Parser, text: str, cell: tuple[str, int, int | None]) -> None:
    assert cells(parser, text) == {cell}


@pytest.mark.parametrize(
    "text",
    [
        "Half of the 60 hostages were hurt.",
        "A third of the 60 hostages died.",
        "The mayor did not say how many had been killed.",
        "Ninety goats and three dogs were killed.",
        "Sixty head of cattle were killed.",
        "The brigade destroyed four howitzers and captured two.",
        "Raiders stopped nine lorries and burned four.",
        "Six drones were sent, and two were captured.",
        "Three jets took off and one went missing.",
    ],
)
def test_what_counts_no_people_or_not_how_many_is_no_figure(parser: Parser, text: str) -> None:
    assert cells(parser, text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The brigade killed nine gunmen and captured two.", {("killed", 9, 9), ("captured", 2, 2)}),
        ("Two posts were hit and three gunners killed.", {("killed", 3, 3)}),
        ("The brigade destroyed four howitzers and killed six.", {("killed", 6, 6)}),
        ("Own losses: 2 KIA, 4 WIA.", {("killed", 2, 2), ("injured", 4, 4)}),
    ],
)
def test_what_is_done_to_people_alone_counts_people(
    parser: Parser, text: str, found: set[tuple[str, int, int | None]]
) -> None:
    assert cells(parser, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "About 300 gunmen were killed or wounded.",
        "About 300 gunmen were killed and wounded.",
        "The raid left 300 dead and wounded.",
    ],
)
def test_dead_and_wounded_in_one_number_are_at_most_so_many_of_each(parser: Parser, text: str) -> None:
    assert cells(parser, text) == {("killed", 0, 300), ("injured", 0, 300)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No further casualties were reported.", set()),
        ("There were no serious injuries.", set()),
        ("There were no heavy losses.", set()),
        ("Nobody else was hurt.", set()),
        ("No other ranger was hurt.", set()),
        ("Two rangers died; the others were unhurt.", {("killed", 2, 2)}),
        ("The mine blew up a tractor without injuring anyone.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("The raid did not kill anyone.", {("killed", 0, 0)}),
        ("The raid did not cause casualties.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("The raid did not cause heavy casualties.", set()),
        ("Casualties: none.", {("killed", 0, 0), ("injured", 0, 0)}),
    ],
)
def test_that_there_were_no_more_is_not_that_there_were_none(
    parser: Parser, text: str, found: set[tuple[str, int, int | None]]
) -> None:
    assert cells(parser, text) == found


def test_none_of_a_kind_are_none_of_that_kind(parser: Parser) -> None:
    for text in ("There were no civilian casualties.", "There were no casualties among villagers."):
        assert {toll.victims.value for toll in count(parser.parse([text])[0], LEXICON)} == {"civilian"}


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers died near Sotk on Monday, Armenia's Ministry of Defence said, raising Armenian losses since "
        "January to 31.",
        "Shells killed two men in Sotk on Monday, bringing the number of dead this year to 31, Armenia's army said.",
        "Shells killed two men in Sotk on Monday, Armenia's army said, taking the toll in the war to 3,100.",
    ],
)
def test_a_toll_of_months_is_not_that_of_the_day(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert [cell.min for cell in told.casualties] == [2]
