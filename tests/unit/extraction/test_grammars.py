"""The grammars of numbers, dates and sentences hold for whatever text comes."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.vocabulary import Qualifier, TimePrecision
from services.ingest.extraction import dates
from services.ingest.extraction.casualties import figures
from services.ingest.extraction.text.segment import segment
from services.ingest.extraction.text.sketch import minhash, minhash_of_words, words_of

ANCHOR = date(2024, 10, 9)  # a Wednesday
WORDS = st.sampled_from(
    "at least more than about between and two three twenty-five hundred thousand dozens of no 1,200 10-15 a few up to "
    "October 8 Tuesday night overnight yesterday last week in 2022 20:40 p.m. since until dawn the morning".split()
)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("three", 3, 3, Qualifier.EXACT),
        ("at least twelve", 12, None, Qualifier.AT_LEAST),
        ("more than twenty", 20, None, Qualifier.AT_LEAST),
        ("up to 40", 0, 40, Qualifier.AT_MOST),
        ("about 300", 300, 300, Qualifier.ABOUT),
        ("between 10,000 and 15,000", 10_000, 15_000, Qualifier.EXACT),
        ("one hundred and twenty", 120, 120, Qualifier.EXACT),
        ("dozens", 0, None, Qualifier.VAGUE),
        ("a dozen", 12, 12, Qualifier.EXACT),
        ("no", 0, 0, Qualifier.EXACT),
    ],
)
def test_numbers(text: str, low: int, high: int | None, qualifier: Qualifier) -> None:
    found = figures.read(text.split())
    assert found is not None
    assert (found.min, found.max, found.qualifier) == (low, high, qualifier)


@given(st.integers(min_value=0, max_value=9_999_999))
def test_digits_are_read_back(number: int) -> None:
    found = figures.read([f"{number:,}"])
    assert found is not None
    assert found.min == found.max == number


@given(st.lists(WORDS | st.text(max_size=8), max_size=12), st.integers(min_value=0, max_value=11))
def test_a_figure_is_ordered_and_takes_no_more_than_there_is(words: list[str], at: int) -> None:
    found = figures.read(words, min(at, len(words)))
    if found is not None:
        assert found.max is None or 0 <= found.min <= found.max
        assert 0 < found.used <= len(words)


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("on October 8, at around 20:40", "2024-10-08T20:40", TimePrecision.MINUTE),
        ("on Tuesday evening", "2024-10-08T17:00", TimePrecision.PART_OF_DAY),
        ("shortly before dawn on Wednesday", "2024-10-09T04:00", TimePrecision.PART_OF_DAY),
        ("overnight", "2024-10-08T19:00", TimePrecision.PART_OF_DAY),
        ("late on Tuesday", "2024-10-08T17:00", TimePrecision.PART_OF_DAY),
        ("in September 2022", "2022-09-01T00:00", TimePrecision.MONTH),
        ("in 2020", "2020-01-01T00:00", TimePrecision.YEAR),
        ("two days earlier", "2024-10-07T00:00", TimePrecision.DAY),
        ("on Tuesday 8 October 2024", "2024-10-08T00:00", TimePrecision.DAY),
        ("today between 04:55 and 05:30", "2024-10-09T04:55", TimePrecision.MINUTE),
        ("last Wednesday", "2024-10-02T00:00", TimePrecision.DAY),
        ("this week", "2024-10-07T00:00", TimePrecision.WEEK),
        ("last evening", "2024-10-08T17:00", TimePrecision.PART_OF_DAY),
        ("overnight into Tuesday", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("in the night from Monday to Tuesday", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("during the night of 6 October", "2024-10-06T19:00", TimePrecision.PART_OF_DAY),
        ("from 5 to 7 October", "2024-10-05T00:00", TimePrecision.DAY),
        ("between Monday and Tuesday", "2024-10-07T00:00", TimePrecision.DAY),
        ("on the evening of the 7th", "2024-10-07T17:00", TimePrecision.PART_OF_DAY),
        ("on Thursday last week", "2024-10-03T00:00", TimePrecision.DAY),
        ("over the weekend", "2024-10-05T00:00", TimePrecision.WEEK),
        ("at 0430 hrs on 8 October", "2024-10-08T04:30", TimePrecision.MINUTE),
        ("an hour ago", "2024-10-09T00:00", TimePrecision.DAY),
        ("in November last year", "2023-11-01T00:00", TimePrecision.MONTH),
        ("so far this year", "2024-01-01T00:00", TimePrecision.YEAR),
        ("in the summer of 2023", "2023-06-01T00:00", TimePrecision.MONTH),
        ("in the night to Tuesday", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("during the night to 6 October", "2024-10-05T19:00", TimePrecision.PART_OF_DAY),
        ("late Monday into early Tuesday", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("overnight Monday", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("two nights ago", "2024-10-07T19:00", TimePrecision.PART_OF_DAY),
        ("on Sat", "2024-10-05T00:00", TimePrecision.DAY),
        ("Mon evening", "2024-10-07T17:00", TimePrecision.PART_OF_DAY),
        ("on Sun, 6 Oct", "2024-10-06T00:00", TimePrecision.DAY),
        ("on 3 December last year", "2023-12-03T00:00", TimePrecision.DAY),
        ("on March 14 of last year", "2023-03-14T00:00", TimePrecision.DAY),
        ("in the spring of last year", "2023-03-01T00:00", TimePrecision.MONTH),
        ("on 10/05/2024", "2024-05-10T00:00", TimePrecision.DAY),
        ("on 10/25/2023", "2023-10-25T00:00", TimePrecision.DAY),
        ("at 04:15 EAT on Tuesday", "2024-10-08T04:15", TimePrecision.MINUTE),
        ("on Monday of this week", "2024-10-07T00:00", TimePrecision.DAY),
        ("last week, on Thursday", "2024-10-03T00:00", TimePrecision.DAY),
        ("at the start of the year", "2024-01-01T00:00", TimePrecision.YEAR),
    ],
)
def test_dates(text: str, start: str, precision: TimePrecision) -> None:
    (moment,) = dates.find(f"The post was shelled {text}.")
    found = dates.resolve(moment, ANCHOR)
    assert found is not None
    assert found.start.isoformat()[:16] == start
    assert found.precision is precision


@pytest.mark.parametrize("text", ["They sat in the sun and wed at last.", "Mon was the name of his village."])
def test_short_names_of_days_are_no_words(text: str) -> None:
    assert dates.find(text) == []


def test_without_an_anchor_only_full_dates_are_known() -> None:
    for text in ("yesterday", "on Tuesday", "overnight", "last week", "on October 8", "in May"):
        assert [dates.resolve(moment, None) for moment in dates.find(f"It fell {text}.")] == [None]
    (moment,) = dates.find("It fell on 8 October 2024.")
    assert dates.resolve(moment, None) is not None


def test_a_planned_day_lies_ahead() -> None:
    (moment,) = dates.find("They meet on Friday.")
    found = dates.resolve(moment, ANCHOR, future=True)
    assert found is not None
    assert found.start.date() == date(2024, 10, 11)


@given(
    st.lists(WORDS | st.text(max_size=6), max_size=14).map(" ".join),
    st.dates(),
    st.booleans(),
)
def test_any_time_expression_resolves_in_order_or_not_at_all(text: str, anchor: date, future: bool) -> None:
    moments = dates.find(text)
    assert all(a.end <= b.start for a, b in pairwise(moments))
    published = datetime.combine(anchor, datetime.min.time(), UTC)
    for moment in moments:
        assert 0 <= moment.start < moment.end <= len(text)
        found = dates.resolve(moment, anchor, future=future)
        if found is not None:
            assert found.start <= found.end
            assert dates.is_historical(found, published) in (True, False)


@settings(max_examples=300)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=400)
    | st.lists(WORDS | st.sampled_from(list('."“”;:!?\n()[]#—')), max_size=60).map(" ".join)
)
def test_units_are_cut_from_the_text_in_order(text: str) -> None:
    units = segment("text", text).units
    for unit in units:
        assert len(unit.text) == unit.end - unit.start
        assert all(a in (b, " ", '"', ".") for a, b in zip(unit.text, text[unit.start : unit.end], strict=True))
        assert unit.sentence_start <= unit.start < unit.end <= unit.sentence_end
    assert all(a.end <= b.start for a, b in pairwise(units))


def test_abbreviations_and_quotations_do_not_end_a_sentence() -> None:
    text = (
        'Lt. Col. Marat S. Abov of the U.S. mission spoke. "It fell. It burned," he said. '
        "No. 4 post was hit; nobody died there."
    )
    assert [unit.text for unit in segment("text", text).units] == [
        "Lt. Col. Marat S. Abov of the U.S. mission spoke.",
        '"It fell. It burned," he said.',
        "No. 4 post was hit",
        "nobody died there.",
    ]


def test_a_dateline_is_taken_off_and_kept() -> None:
    found = segment("text", "GORIS, Oct 9 (Valley Wire) - Shells fell on the village.")
    assert (found.dateline.place, found.dateline.credit) == ("Goris", "Valley Wire")
    assert [unit.text for unit in found.units] == ["Shells fell on the village."]


def test_site_furniture_is_dropped() -> None:
    text = "Shells fell on the village.\nRead more: our coverage of the border\nSubscribe to our newsletter\n"
    assert len(segment("text", text).units) == 1


def test_live_items_give_their_clock() -> None:
    units = segment("text", "22:38 - Shells fell on the village.\n\n21:05 Drones were seen.").units
    assert [(unit.clock.hour, unit.item) for unit in units if unit.clock] == [(22, 1), (21, 2)]


@given(st.text(max_size=200))
def test_a_sketch_has_sixteen_hashes_or_none(text: str) -> None:
    found = minhash(text)
    assert len(found) in (0, 16)
    assert all(0 <= value < 1 << 32 for value in found)


@given(st.lists(st.sampled_from(("fire", "on", "the", "ΣΑΣ", "-")), max_size=9))
def test_a_sketch_is_of_the_runs_of_two_words_that_there_are_however_often_and_of_a_word_alone(said: list[str]) -> None:
    words = words_of(" ".join(said))
    runs = {" ".join(words[at : at + 2]) for at in range(max(1, len(words) - 1))} if words else set()

    sketches = [minhash(run) for run in runs]
    assert minhash(" ".join(said)) == minhash_of_words(words) == tuple(map(min, zip(*sketches, strict=True)))


def test_a_sketch_is_the_same_in_every_process() -> None:
    for said in ("Shells fell on the village near the pass.", "shells fell on the VILLAGE near the pass"):
        assert minhash(said)[:3] == (109193967, 523768517, 811727772)
