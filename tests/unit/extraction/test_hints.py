"""A hint is what a pattern cannot match without; no more may be asked for than that."""

import re

import pytest

from services.ingest.extraction.dates.atoms import ATOMS
from services.ingest.extraction.text.hints import Hinted, Sieve, hinted, hints_of


@pytest.mark.parametrize(
    ("pattern", "hints"),
    [
        (r"\bno such \w+", (("no such ",),)),
        (r"\b(?:den(?:y|ies)|rejects?) .{0,40}\b(?:claim|report)s?\b", (("claim", "report"), ("den", "reject"))),
        (r"claims? (?:the )?(?:credit)\b", (("credit",), ("claim",))),
        (r"\b(?:a|\w+ing) raid", ((" raid",),)),
        (r"one|two", (("one", "two"),)),
        (r"one|\d", ()),
        (r"(?:the )?(?:camp (?:gate|wall)|at the river\b.*)", (("camp ", "at the river"),)),
        (r"(?:one|[a-z]{3})", ()),
        (r"ab{0,2}cd", (("cd",),)),
        (r"(?!not )hit", (("hit",),)),
        (r"\bin (?:raid|shelling)s?\b", (("raid", "shelling"), ("in ",))),
    ],
)
def test_hints_are_read_off_a_pattern(pattern: str, hints: tuple[tuple[str, ...], ...]) -> None:
    assert hints_of(pattern) == hints


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday 18 June 2024 at 7:30 p.m.",
        "two days ago, shortly before dawn",
        "between 9 and 11 October, for three hours",
        "in the second half of last year, around 0230 hrs UTC, since early March",
        "this Monday at half past six; the next morning; overnight into Friday; last autumn",
    ],
)
def test_what_matches_holds_its_hints(text: str) -> None:
    for pattern, _ in ATOMS:
        if re.search(pattern.pattern, text, re.IGNORECASE):
            assert hinted(hints_of(pattern.pattern.lower()), text.lower()), pattern.pattern


def test_a_sieve_lets_through_what_the_text_may_match_in_order() -> None:
    sieve = Sieve([r"raids?\b", r"\d+", r"(?:air|artillery) raid", r"raid on \w+ camp", r"siege|blockade"])
    assert sieve.through("an air raid at dawn") == [0, 1, 2]
    assert sieve.through("a raid on the camp was followed by a blockade") == [0, 1, 3, 4]
    assert sieve.through("nothing of the kind") == [1]


def test_a_text_without_one_of_the_hints_is_not_searched() -> None:
    hints = hints_of(r"\b(?:denies|rejects) .{0,40}\bclaims?\b")
    assert hinted(hints, "the ministry rejects the claims")
    assert not hinted(hints, "the ministry rejects the report")
    assert not hinted(hints, "the ministry repeats the claims")


def test_a_pattern_finds_what_it_finds_without_its_hints() -> None:
    pattern = Hinted(r"(?P<who>[A-Z]\w+) (?:vowed|swore) to", re.IGNORECASE)
    assert [m["who"] for m in pattern.finditer("Ada swore to leave; BO VOWED TO stay")] == ["Ada", "BO"]
    assert list(pattern.finditer("Ada promised to leave")) == []
    found = pattern.search("Ada swore to leave; Bo vowed to stay", 15)
    assert found is not None
    assert found["who"] == "Bo"
    assert pattern.search("Ada swore to leave; Bo vowed to stay", 15, 30) is None
