"""Every word that the record may use has a name and a shape on the page, and there are no others."""

import json
import re
from collections.abc import Iterable

import pytest

from schemas.vocabulary import CasualtyCategory, Dispute, EventType, Support
from services.dedup.matching import slots, words
from services.query.page.files import page_files

VOCABULARY = page_files().by_path["modules/vocabulary.js"].body.decode()

COMPARISONS = page_files().by_path["modules/comparisons.js"].body.decode()


def named(table: str) -> list[str]:
    """The members of one of the module's tables."""
    body = re.search(rf"export const {table} = {{(.*?)}};", VOCABULARY, re.DOTALL)
    assert body
    return re.findall(r"(?:^|[{,])\s*(\w+): (?={|\")", re.sub(r"(?<={ ).*?(?= })", "", body[1]), re.MULTILINE)


@pytest.mark.parametrize(
    ("table", "words"),
    [("EVENT_TYPES", EventType), ("DISPUTES", Dispute), ("SUPPORTS", Support), ("CATEGORIES", CasualtyCategory)],
)
def test_the_page_knows_all_words_of(table: str, words: Iterable[str]) -> None:
    assert set(named(table)) == {str(word) for word in words}


def test_every_event_type_has_a_family_with_a_shape() -> None:
    families = set(re.findall(r'family: "(\w+)"', VOCABULARY))

    assert families == set(named("FAMILIES"))


def test_every_comparison_and_what_it_may_find_is_told_in_words() -> None:
    told = json.loads(re.findall(r"^const COMPARISONS = (\{.*?^\});", COMPARISONS, re.DOTALL | re.MULTILINE)[0])

    compared = {**slots.LEVELS, **words.LEVELS}
    assert {name: set(levels) - {"unknown"} for name, levels in compared.items()} == {
        name: set(told[name]) - {""} for name in compared
    }
    assert all(words and not words.startswith(("<", ">")) for levels in told.values() for words in levels.values())
