"""Tolls told in other ways than "killed nine": passed and gone up to, elided, of bodies, of those not seen again."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, CasualtyCategory, SourceKind, Victims
from services.ingest.extraction import Extraction, lexicon
from services.ingest.extraction.casualties import count
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.syntax.parse import Parser, open_model

Read = Callable[..., Extraction]
LEXICON = lexicon.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(open_model(MODEL), LEXICON)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("The number of wounded exceeds eighty.", {("injured", 80, None)}),
        ("The toll of the blast has passed sixty.", {("killed", 60, None)}),
        ("The toll of the raid goes up to seven.", {("killed", 7, 7)}),
        ("A nurse died at dawn, raising toll to 4.", {("killed", 4, 4)}),
        ("Three drivers were killed on Friday, bringing the toll for May to 40.", {("killed", 3, 3)}),
        ("The command put its losses at seven and said the bridge was safe.", {("killed", 7, 7)}),
        ("The command put its losses at seven dead and nine wounded.", {("killed", 7, 7), ("injured", 9, 9)}),
        ("A gunner's body was found near Sotk.", {("killed", 1, 1)}),
        ("Three shepherds were lethally wounded.", {("killed", 3, 3)}),
        ("Two shepherds were fatally struck by a stray shell.", {("killed", 2, 2)}),
        ("Nine passengers were left maimed.", {("injured", 9, 9)}),
        ("Four passengers are undergoing surgery.", {("injured", 4, 4)}),
        ("Four barracks are undergoing repair.", set()),
        ("A conductor is battling for her life.", {("injured", 1, 1)}),
        ("Two divers have not been found.", {("missing", 2, 2)}),
        ("Two gunmen have not been found.", set()),
        ("Four divers fell into the harbour.", set()),
        ("The column lost three lorries and five men.", {("killed", 5, 5)}),
        ("Two gunners and a cook were slain.", {("killed", 2, 2), ("killed", 1, 1)}),
        ("Sixty died, among them five nurses, and twelve remain missing.", {("killed", 60, 60), ("missing", 12, 12)}),
        ("The mine blew a leg off.", set()),
        ("The post counted two dead and six wounded, one of whom has died.", {("killed", 3, 3), ("injured", 5, 5)}),
        ("Of the six gunners wounded on Monday, two have died.", {("injured", 4, 4), ("killed", 2, 2)}),
        ("Two died and six were wounded, most of them gravely.", {("killed", 2, 2), ("injured", 6, 6)}),
    ],
)  # fmt: skip
def test_a_toll_is_read_whatever_tells_it(parser: Parser, text: str, cells: set[tuple[str, int, int | None]]) -> None:
    found = count(parser.parse([text])[0], LEXICON)
    assert {(toll.category.value, toll.figure.min, toll.figure.max) for toll in found} == cells


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("The mine killed a sapper and wounded three others.", Victims.MILITARY),
        ("Two gunners lost their lives and five were hurt.", Victims.MILITARY),
        ("A nurse and two gunners were killed and five were hurt.", Victims.UNKNOWN),
        ("The mine killed a nurse and wounded three others.", Victims.UNKNOWN),
    ],
)
def test_those_counted_without_a_noun_are_of_the_kind_under_arms_that_is_told_before(
    parser: Parser, text: str, victims: Victims
) -> None:
    hurt = [t for t in count(parser.parse([text])[0], LEXICON) if t.category is CasualtyCategory.INJURED]
    assert [toll.victims for toll in hurt] == [victims]


def test_the_dead_in_uniform_fought(parser: Parser) -> None:
    for text in ("Herders found six bodies in uniform.", "Herders found six uniformed bodies."):
        assert [t.victims for t in count(parser.parse([text])[0], LEXICON)] == [Victims.MILITARY]


def test_fighters_are_of_the_group_that_their_words_name(read: Read) -> None:
    """However much speaks for whom a land's own force mostly counts."""
    office = Actor(id=None, name="Puntland Operations", country="SO", kind=ActorKind.UNKNOWN)
    found = read(
        "Puntland forces on Tuesday cleared two caves south of Bosaso, killing seven ISIS fighters.",
        publisher=office,
        kind=SourceKind.PRESS_OFFICE,
    )
    assert [cell.side for one in found.statements for cell in one.casualties] == ["islamic-state"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("A shell killed nine traders in Sotk on Monday, the mayor said. The governor spoke of four.", ("killed", 4)),
        ("Gunmen abducted nine traders in Sotk on Monday, the mayor said. The police count four.", ("captured", 4)),
        ("Rebels killed nine soldiers in Sotk on Monday, they said. The army admitted to four.", ("killed", 4)),
    ],
)
def test_a_figure_without_a_word_for_whom_it_counts_is_of_those_counted_before(
    read: Read, text: str, cell: tuple[str, int]
) -> None:
    last = read(text).statements[-1]
    assert [(c.category.value, c.min) for c in last.casualties] == [cell]


@pytest.mark.parametrize(
    "text",
    [
        "A shell killed nine traders in Sotk on Monday, the mayor said. The governor said it was four in the morning.",
        "A shell killed nine traders in Sotk on Monday, the mayor said. The governor spoke of 2020.",
        "A shell hit Sotk on Monday, the mayor said. The governor spoke of four.",
    ],
)
def test_a_number_that_is_none_of_people_counts_nobody(read: Read, text: str) -> None:
    assert all(c.min == 9 for one in read(text).statements for c in one.casualties)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("A shell killed nine traders in Sotk on Monday, the mayor said. Another trader died in hospital.", 10),
        ("A shell killed nine traders in Sotk on Monday, the mayor said. In all, 14 people died.", 14),
        ("A shell killed nine traders in Sotk on Monday, the mayor said. Two more died in hospital.", 11),
    ],
)
def test_figures_that_go_on_are_of_the_happening_told_before(read: Read, text: str, cell: int) -> None:
    (only,) = read(text).statements
    assert [(c.category, c.min) for c in only.casualties] == [(CasualtyCategory.KILLED, cell)]


@pytest.mark.parametrize(
    "end",
    ["raising an earlier toll of 14", "lifting a previous count of 14 dead", "increasing a prior toll of 14"],
)
def test_a_toll_that_held_before_is_not_the_one_that_holds(read: Read, end: str) -> None:
    (told,) = read(f"A bomb at the market of Bama killed 22 people on Sunday, the mayor said, {end}.").statements
    assert [(c.min, c.max) for c in told.casualties] == [(22, 22)]
