"""Cursors come back as they were given, and nothing else is one."""

from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.query.feed.cursor import BadCursor, FeedCursor, PageCursor, digest

NUMBERS = st.integers(0, 10**18 - 1)
FEED = st.builds(FeedCursor, st.uuids(), NUMBERS)
DIGEST = st.builds(digest, st.dictionaries(st.text(), st.text(), max_size=3))
PAGE = st.builds(PageCursor, st.from_regex(r"g[0-9]{1,4}", fullmatch=True), NUMBERS, NUMBERS, st.uuids(), DIGEST, FEED)


@given(FEED)
def test_a_feed_cursor_comes_back(cursor: FeedCursor) -> None:
    assert FeedCursor.parse(str(cursor)) == cursor


@given(PAGE)
def test_a_page_cursor_comes_back(cursor: PageCursor) -> None:
    assert PageCursor.parse(str(cursor)) == cursor


@given(FEED)
def test_cursors_fit_into_addresses_as_they_are(cursor: FeedCursor) -> None:
    assert set(str(cursor)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text(max_size=80))
def test_no_word_breaks_the_reader(word: str) -> None:
    for kind in (FeedCursor, PageCursor):
        for given_word in (word, "f1" + word, "p2" + word):
            with suppress(BadCursor):
                assert str(kind.parse(given_word)) == given_word


def test_filters_are_told_apart_whatever_their_order() -> None:
    assert digest({"text": "Kesh", "country": "NE"}) == digest({"country": "NE", "text": "Kesh"})
    assert len({digest({}), digest({"text": "Kesh"}), digest({"country": "Kesh"}), digest({"text": "kesh"})}) == 4


def test_a_cursor_of_one_kind_is_none_of_the_other() -> None:
    with pytest.raises(BadCursor):
        PageCursor.parse(str(FeedCursor(UUID(int=1), 1)))
