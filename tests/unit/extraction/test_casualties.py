"""Who is counted, as what and how many, whatever words tell it."""

import pytest

from services.ingest.extraction import lexicon
from services.ingest.extraction.casualties import count
from services.ingest.extraction.extractor import MODEL
from services.ingest.extraction.parse import Parser, open_model

LEXICON = lexicon.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(open_model(MODEL), LEXICON)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Raiders stabbed three villagers to death in Awaran.", {("killed", 3, 3)}),
        ("Two peacekeepers were fatally wounded near Birao.", {("killed", 2, 2)}),
        ("Thirty people were taken to hospital after the blast.", {("injured", 30, 30)}),
        ("A woman was hit by shrapnel in Sotk.", {("injured", 1, 1)}),
        ("The strike left two workers dead and a third in serious condition.", {("killed", 2, 2), ("injured", 1, 1)}),
        ("Battle near Sotk: 37 killed.", {("killed", 37, 37)}),
        ("Half a dozen people were killed in Sotk.", {("killed", 6, 6)}),
        ("Gunmen mowed down a family of five in Sotk.", {("killed", 5, 5)}),
        ("The clash cost the army four men.", {("killed", 4, 4)}),
        ("Shells fell on Sotk without causing casualties.", {("killed", 0, 0), ("injured", 0, 0)}),
        ("The rebel-held town of Sotk was hit by a shell.", set()),
    ],
)
def test_families_of_harm(parser: Parser, text: str, cells: set[tuple[str, int, int | None]]) -> None:
    (tree,) = parser.parse([text])
    found = count(tree, LEXICON)
    assert {(toll.category.value, toll.figure.min, toll.figure.max) for toll in found} == cells


@pytest.mark.parametrize(
    "text",
    [
        "The strike killed two more people, bringing the death toll to 14.",
        "A third soldier has died, raising to 14 the number of dead.",
        "The number of people killed in the strike has risen to 14.",
    ],
)
def test_a_total_takes_up_what_was_counted_before(parser: Parser, text: str) -> None:
    (tree,) = parser.parse([text])
    assert [toll.figure.min for toll in count(tree, LEXICON)] == [14]
