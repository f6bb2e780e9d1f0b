"""The day of what is told: counted from what was told, from now, or from what the clause itself names."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.vocabulary import EventType, Temporal
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def days(read: Read, text: str, **given: object) -> list[str | None]:
    found = read(text, **given).statements
    return [s.occurred.start.date().isoformat() if s.occurred is not None else None for s in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A drone struck a bus near Sotk, 4/10.", "2024-10-04"),
        ("A drone struck a bus (4/10) near Sotk.", "2024-10-04"),
        ("Gunmen shelled Sotk for the third time this month on 4 October.", "2024-10-04"),
        ("Gunmen entered Sotk yesternight and shot a farmer.", "2024-10-08"),
        ("Over the past 24 hours gunmen shelled Sotk.", "2024-10-08"),
        ("Rebels have for two weeks kept lorries from reaching Sotk.", "2024-09-25"),
        ("Soldiers have blocked the road to Sotk since the first of the month.", "2024-10-01"),
        ("Gunmen shelled Sotk on the twenty-eighth, killing two people.", "2024-09-28"),
        ("Gunmen shelled Sotk in the night of 4 October, and the mill the day after.", "2024-10-04"),
        ("In the night of Monday a bomb destroyed the post office of Sotk.", "2024-10-07"),
        ("Soldiers have blocked the road to Sotk since the 3rd, traders said.", "2024-10-03"),
        ("Nine soldiers died in two weeks of clashes near Sotk.", "2024-09-25"),
        ("Traders told of three days of shelling around Sotk.", "2024-10-07"),
        ("Three days of shelling around Sotk killed nine people in May.", "2024-05-01"),
        ("Between 1994 and 1996 a war over the valley cost 20,000 lives.", "1994-01-01"),
        ("Some 400 people died in the 2012 war near Sotk.", "2012-01-01"),
    ],
)
def test_a_day_is_told_in_many_ways(read: Read, text: str, day: str) -> None:
    assert days(read, text)[0] == day


def test_a_siege_of_old_that_lasted_does_not_last_until_now(read: Read) -> None:
    text = "Rebels stormed Sotk on Monday. They blocked the road for two days."
    assert days(read, text)[-1] == "2024-10-07"


def test_what_is_counted_from_a_day_is_counted_once(read: Read) -> None:
    text = "Gunmen shot a farmer near Sotk on Monday. Two days later the army shelled Dara."
    assert days(read, text) == ["2024-10-07", "2024-10-09"]


def test_a_clause_that_a_delay_follows_is_a_happening_of_its_own(read: Read) -> None:
    text = "The clan buried its dead on Tuesday, two days after rockets slammed into its camp at Sotk."
    told = [s for s in read(text).statements if s.event_type is EventType.SHELLING]
    assert [s.occurred.start.date().isoformat() for s in told if s.occurred is not None] == ["2024-10-06"]


def test_a_month_of_that_year_is_of_the_year_told_before(read: Read) -> None:
    text = "A clash killed 20 soldiers near Dara in June 2019. Shots were fired at Sotk that September."
    assert days(read, text) == ["2019-06-01", "2019-09-01"]


def test_since_sunrise_holds_until_now_whatever_was_told_before(read: Read) -> None:
    text = "Rebels left Dara at around 10 last night. Soldiers have blocked the road to Sotk since sunrise."
    assert days(read, text)[-1] == "2024-10-09"


def test_who_denies_what_was_told_of_old_denies_that(read: Read) -> None:
    text = (
        "Rebels attacked a post at Dara on Tuesday, the army said.\n\n"
        "In July 2019 nine people died when shells fell on a park near Sotk. Ankara rejected any responsibility."
    )
    last = read(text).statements[-1]
    assert last.temporal is Temporal.HISTORICAL
    assert last.place is not None
    assert last.place.name == "Sotk"
    assert days(read, text)[-1] == "2019-07-01"


def test_a_line_with_a_colon_dates_all_that_follows(read: Read) -> None:
    text = "Good day. For the past 24 hours:\n\nTroops shelled Sotk, killing a teacher.\n\nDrones struck a bus in Dara."
    assert days(read, text) == ["2024-10-08", "2024-10-08"]


@pytest.mark.parametrize(("hour", "day"), [("20:30", "2024-10-09"), ("23:40", "2024-10-08")])
def test_an_hour_may_lie_as_far_ahead_as_the_clocks_of_the_land(read: Read, hour: str, day: str) -> None:
    published = datetime(2024, 10, 9, 15, 30, tzinfo=UTC)
    text = f"Afghan troops fired at Pakistani guards near Spin Boldak at {hour}, Pakistan said."
    assert days(read, text, published=published) == [day]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Gunmen ambushed a patrol near Sotk on Sunday.\n\nOn Tuesday a shell hit the station of Dara.\n\n"
            "A spokesman for the army said the ambush had wounded six soldiers.",
            "2024-10-06",
        ),
        (
            "Rebels shelled Sotk on Saturday, the army said. A bus hit a mine near Dara on Tuesday, killing three.\n\n"
            "The shells fell on a school, said a nurse in Sotk.",
            "2024-10-05",
        ),
    ],
)
def test_the_day_of_a_happening_is_not_that_of_another_told_since(read: Read, text: str, told: str) -> None:
    assert days(read, text)[-1] == told


def test_a_day_after_all_that_a_report_tells_is_not_chosen(read: Read) -> None:
    text = "Shells hit a mill near Sotk, killing two. Envoys will meet in Dara on Friday."
    assert days(read, text)[0] == "2024-10-09"


def test_days_counted_back_are_counted_once_however_many_happenings_they_date(read: Read) -> None:
    text = (
        'The ministry in Baku rejected the report on Wednesday. "Nobody fired from our side," its spokesman said, '
        "adding that it was Armenian troops who had shelled Kalbajar two days earlier, wounding a woman and her son."
    )
    assert set(days(read, text)[-2:]) == {"2024-10-07"}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Two years after rebels killed 30 villagers in Sotk, the town is empty.", 2022),
        ("The village was rebuilt ten years after the bombing that killed 60 people in Sotk.", 2014),
        ("A year after the massacre of 400 people in Sotk, survivors are still in tents.", 2023),
    ],
)
def test_what_is_looked_back_on_years_after_is_background(read: Read, text: str, year: int) -> None:
    (told,) = read(text).statements
    assert told.temporal is Temporal.HISTORICAL
    assert told.occurred is not None
    assert told.occurred.start.year == year


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shelled Sotk on Monday, the deadliest attack in the valley since May.",
        "Gunmen shelled Sotk on Monday, for the third time this year.",
        "Gunmen shelled Sotk on Monday in the heaviest bombardment of 2024.",
        "It was the first raid in two months: on Monday gunmen shelled Sotk.",
    ],
)
def test_how_far_back_something_is_compared_is_not_when_it_was(read: Read, text: str) -> None:
    told = [s for s in read(text).statements if s.event_type is EventType.SHELLING]
    assert {(s.temporal, s.occurred.start.day) for s in told if s.occurred is not None} == {(Temporal.ACTUAL, 7)}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen have killed 80 policemen around Sotk this year.",
        "Some 300 herders have died in nine months of raids around Sotk.",
        "Artillery has destroyed forty houses in Sotk since the beginning of the year.",
        "The army has lost sixty soldiers in Sotk over the past four months.",
    ],
)
def test_what_is_summed_up_over_months_is_background(read: Read, text: str) -> None:
    assert {s.temporal for s in read(text).statements} == {Temporal.HISTORICAL}


def test_what_happened_this_month_is_of_the_day(read: Read) -> None:
    assert {s.temporal for s in read("Gunmen killed two policemen in Sotk this month.").statements} == {Temporal.ACTUAL}


@pytest.mark.parametrize(("since", "year"), [("In June 2019", 2019), ("In the spring of 2021", 2021)])
def test_that_year_is_the_one_that_was_named_last(read: Read, since: str, year: int) -> None:
    text = f"{since} the war reached the valley. Rebels killed 90 farmers in Sotk that year."
    last = read(text).statements[-1]
    assert last.temporal is Temporal.HISTORICAL
    assert last.occurred is not None
    assert last.occurred.start.year == year


@pytest.mark.parametrize("night", ["In the night of October 9", "At about nine o'clock"])
def test_a_time_of_day_that_has_not_come_was_a_day_before(read: Read, night: str) -> None:
    text = f"{night} gunmen shelled Sotk, killing a miller."
    assert days(read, text, published=datetime(2024, 10, 9, 3, tzinfo=UTC)) == ["2024-10-08"]


def test_an_hour_is_of_the_day_that_the_report_told_before(read: Read) -> None:
    text = (
        "Gunmen shelled Sotk on Sunday, the army said.\n\n"
        "At around 21.40 a second salvo hit the mill of Sotk, killing two people."
    )
    assert days(read, text)[-1] == "2024-10-06"


def test_an_hour_before_any_day_is_told_is_of_today(read: Read) -> None:
    text = "At 10.20 a shell hit the mill of Sotk, killing two people. On Sunday rebels had fired at a bus near Dara."
    assert days(read, text) == ["2024-10-09", "2024-10-06"]


@pytest.mark.parametrize(("eve", "day"), [("Oct 8", "2024-10-08"), ("Oct 7", "2024-10-07"), ("Oct 1", "2024-10-09")])
def test_today_is_the_day_of_a_dateline_of_the_eve(read: Read, eve: str, day: str) -> None:
    text = f"GORIS, {eve}: Two guards were wounded when gunmen fired on a post near Sotk here this evening."
    assert days(read, text) == [day]


def test_what_is_called_for_a_day_is_of_a_day_to_come(read: Read) -> None:
    text = "Gunmen shelled Sotk on Monday. A hearing on the attack has been called for Friday, the speaker said."
    last = read(text).statements[-1]
    assert last.temporal is Temporal.FUTURE
    assert days(read, text)[-1] == "2024-10-11"


def test_what_is_set_for_a_day_does_not_date_what_was_done_before_it(read: Read) -> None:
    text = "Gunmen shelled Sotk, killing two people, ahead of talks that are set for Friday."
    assert days(read, text)[0] == "2024-10-09"


def test_who_have_died_besides_are_of_the_same_sum(read: Read) -> None:
    text = (
        "Some 430 people have been killed around Sotk in eight months of raids. Thirty soldiers have died on this side."
    )
    found = read(text).statements
    assert [s.temporal for s in found] == [Temporal.HISTORICAL] * len(found)
    assert days(read, text) == ["2024-02-01"] * len(found)


@pytest.mark.parametrize(
    ("text", "temporal"),
    [
        (
            "The army reserves the right to respond at a time of its choosing, the ministry in Baku said.",
            Temporal.FUTURE,
        ),
        (
            "Baku warned that its forces would strike Sotk if the militia did not leave by Friday.",
            Temporal.HYPOTHETICAL,
        ),
    ],
)
def test_a_vow_without_terms_is_no_ultimatum(read: Read, text: str, temporal: Temporal) -> None:
    (told,) = [s for s in read(text).statements if s.event_type is EventType.THREAT]
    assert told.temporal is temporal


def test_the_previous_day_is_counted_from_the_story_and_not_from_an_aside(read: Read) -> None:
    text = (
        "A rocket hit a bus near Sotk on Wednesday, a day after a drone struck the market of Dara. The army said two "
        "soldiers had been shot dead the previous day near Goris."
    )
    assert days(read, text)[-1] == "2024-10-08"


def test_what_was_struck_earlier_than_the_clause_it_stands_in(read: Read) -> None:
    text = "The trawler sank off Aden on Tuesday after it was struck two days earlier by a missile."
    told = [s for s in read(text).statements if s.event_type is EventType.SHELLING]
    assert [s.occurred.start.date().isoformat() for s in told if s.occurred is not None] == ["2024-10-06"]


def test_an_hour_in_one_item_is_not_of_the_day_of_another(read: Read) -> None:
    text = "- Dara: two raids on 4 and 5 October left five dead.\n- Goris: at 1030 hours a shell killed two."
    assert days(read, text)[-1] == "2024-10-09"


def test_so_many_hours_after_a_raid_it_was_so_long_ago(read: Read) -> None:
    text = "Gunmen shelled Sotk on Tuesday, 48 hours after rebels ambushed a convoy near Dara."
    assert days(read, text) == ["2024-10-08", "2024-10-06"]


@pytest.mark.parametrize(
    "text",
    [
        "Guards of both states shot at each other near Sotk, the mayor said. In March 2021 a raid there killed six.",
        "Rebels shelled Sotk, residents said. The army denied it. A soldier died in an ambush near Dara last week.",
        "Rebels shelled Sotk, residents said.\n\nOn 3 June the army had bombed Dara, killing two people.",
    ],
)
def test_what_a_text_comes_to_look_back_on_gives_no_day_to_what_it_told_before(read: Read, text: str) -> None:
    first = read(text).statements[0]
    assert first.temporal is Temporal.ACTUAL
    assert first.occurred is not None
    assert first.occurred.start.date().isoformat() == "2024-10-09"
