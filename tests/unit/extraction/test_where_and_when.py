"""A report names its place and day once; what it tells after that is where and when the story then is."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, TimePrecision
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def places(read: Read, text: str) -> list[str | None]:
    return [s.place.name if s.place is not None else None for s in read(text).statements]


def days(read: Read, text: str) -> list[str | None]:
    return [s.occurred.start.date().isoformat() if s.occurred is not None else None for s in read(text).statements]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels ambushed a patrol 6 km south of Ouarkoye, wounding two soldiers.", "Ouarkoye"),
        ("Fighting around Filo Blanco killed nine people.", "Filo Blanco"),
        ("A warship lobbed forty shells into Sai Dwein, killing a family.", "Sai Dwein"),
        ("Bandits abducted six people not far from Tsauni.", "Tsauni"),
        ("Bandits abducted nine people from Unguwar Tudu on Sunday.", "Unguwar Tudu"),
        ("A bomb exploded at the Mirzawa bazaar, killing four people.", "Mirzawa"),
        ("A shell hit Kobole's market, killing two women.", "Kobole"),
        ("Rebels stormed Hill 402 on Monday and killed six soldiers.", "Hill 402"),
        ("The navy intercepted a smuggling boat in the Strait of Tirel.", "Strait of Tirel"),
        ("Gunmen fired on a patrol near the outpost Kapchegay on Monday.", "Kapchegay"),
        ("Drones were shot down over al-Khubra on Monday.", "al-Khubra"),
        ("Drones struck caves in the vicinity of the Gelis Mountains on Monday.", "Gelis Mountains"),
        ("Mortar rounds killed two inhabitants of Mahrona on Monday.", "Mahrona"),
        ("Monitors were turned back from the Netzarin corridor on Monday.", "Netzarin"),
        ("A drone struck a car on the Zibqen-Yeter road on Monday.", "Zibqen-Yeter road"),
        ("Soldiers at the Kobole barrier turned back a patrol of monitors on Monday.", "Kobole"),
        ("Gunmen looted four trucks on the road to Tsauni on Monday.", "Tsauni"),
        ("The army wrested Kapchegay from the rebels on Monday.", "Kapchegay"),
        ("Militants closed the route Suma - Bilipillia on Monday.", "Suma - Bilipillia route"),
        ("Howitzers had been brought up to Zelvanak on Monday.", "Zelvanak"),
        ("Gunmen took Zelvanak from the army on Monday.", "Zelvanak"),
        ("Zelvanak fell to the rebels on Sunday.", "Zelvanak"),
        ("Shells killed nine people during the siege of Zelvanak.", "Zelvanak"),
        ("Guards refused a patrol of monitors access to Zelvanak on Monday.", "Zelvanak"),
        ("The Zelvanak massacre left nine people dead.", "Zelvanak"),
        ("Gunmen fired on a fishing boat within two miles of Zelvanak on Monday.", "Zelvanak"),
        ("A cow and a cart were blown up near Akhalgori Wednesday, herder unhurt.", "Akhalgori"),
        ("A patrol visited Zelvanak, where shells killed nine people on Monday.", "Zelvanak"),
        ("Rebels shelled a convoy in Deir ez-Zor on Monday.", "Deir ez-Zor"),
        ("The militia pulled its men out of Zelvanak on Sunday.", "Zelvanak"),
        ("Gunmen fired on a convoy 15 km from Zelvanak on Monday.", "Zelvanak"),
        ("The rebels shelled the people of Zelvanak on Monday.", "Zelvanak"),
        ("Three people died in the Zelvanak ambush on Monday.", "Zelvanak"),
        ("Armenian gunners shelled Kapan-da-Dara on Monday.", "Kapan-da-Dara"),
        ("Mortar bombs were fired at soldiers stationed at An Zelv on Monday.", "An Zelv"),
    ],
)
def test_a_name_no_gazetteer_has_keeps_its_words_where_a_place_stands(read: Read, text: str, place: str) -> None:
    assert places(read, text) == [place]


def test_nothing_happens_where_the_hurt_are_brought_or_an_army_writes(read: Read) -> None:
    told = (
        "A drone hit a van near Pelat on Monday. A surgeon of Akhalgori hospital said the drone had killed nine people."
    )
    found = read(told).statements
    assert places(read, told) == ["Pelat", "Pelat"]
    assert [cell.side for one in found for cell in one.casualties] == [None]
    army = Actor(id=None, name="Inter-Services Public Relations", country="PK", kind=ActorKind.MILITARY)
    text = "Rawalpindi, 8 October 2024: Two shells fell on a post on Monday."
    assert [one.place for one in read(text, army, SourceKind.PRESS_OFFICE).statements] == [None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In the Voronezh region, the army struck a depot near Ostrogozhsk on Monday.", "Ostrogozhsk"),
        ("In the Bryansk region, near Klimovo, a car was blown up by a mine on Monday.", "Klimovo"),
        ("In the Kherson direction, an attempt to land near the Antonovsky bridge was foiled.", "Antonovsky"),
        ("A drone hit a bus in the Belgorod region on Monday.", "Belgorod"),
    ],
)
def test_a_region_that_is_called_after_its_town_is_wider_than_what_lies_in_it(
    read: Read, text: str, place: str
) -> None:
    assert places(read, text) == [place]


@pytest.mark.parametrize("back", ["here", "on this road", "off the same islet", "in the municipality"])
def test_what_the_story_points_back_to_is_where_it_was(read: Read, back: str) -> None:
    text = f"Shells fell on Sotk on Monday, wounding a cook.\n\nTwo workers were killed {back} by a bomb on Tuesday."
    last = read(text).statements[-1]
    assert last.place is not None
    assert last.place.name == "Sotk"
    assert "place" not in {carried.slot for carried in last.carried}


def test_items_that_begin_with_names_are_about_these_places(read: Read) -> None:
    text = "Tsauni: gunmen burned four trucks on Monday.\n\nKobole: two shells fell, killing a cook on Monday."
    assert places(read, text) == ["Tsauni", "Kobole"]
    assert places(read, "Tsauni: gunmen burned four trucks on Monday.") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The cruiser Moskva was hit by two missiles in April.",
        "Gunmen fired on the trawler Narmada on Monday.",
    ],
)
def test_a_ship_is_no_place(read: Read, text: str) -> None:
    assert set(places(read, text)) == {None}


def test_what_heads_an_item_is_where_its_happening_was_whatever_was_told_before(read: Read) -> None:
    text = (
        "Tsauni. Gunmen shot two traders in the market on Monday. The police accuse a gang.\n\n"
        "Kobole border post. A guard wounded by mortars on Tuesday has died.\n\n"
        "TRIPOLI. Two rockets hit a fuel depot on Monday."
    )
    assert [*dict.fromkeys(places(read, text))] == ["Tsauni", "Kobole", "Tripoli"]


@pytest.mark.parametrize(
    "heading",
    [
        "1. Zelvanak bridge.",
        "Item 2 (Zelvanak).",
        "[Lachin, Zelvanak]",
        "ii. Zelvanak.",
        "2/ Zelvanak.",
        "Zelvanak, 9 May |",
        "Q: Zelvanak?",
        "🔴 ALERT ZELVANAK.",
    ],
)
def test_a_heading_names_the_place_in_whatever_form(read: Read, heading: str) -> None:
    assert places(read, f"{heading} Soldiers shot two traders at the market.") == ["Zelvanak"]


def test_under_other_places_a_word_of_the_language_is_one(read: Read) -> None:
    text = "GORIS. Two shells fell on a school.\n\nLUKE. Soldiers shot two traders.\n\nKAPAN. A mine killed a driver."
    assert places(read, text) == ["Goris", "Luke", "Kapan"]


def test_a_name_is_a_place_wherever_it_stands_once_it_stood_as_one(read: Read) -> None:
    text = "Fighting killed nine people in Zelvanak on Monday.\n\nTwo soldiers were wounded on Tuesday after Zelvanak."
    assert places(read, text) == ["Zelvanak", "Zelvanak"]


def test_items_of_one_paragraph_are_each_at_their_own_heading(read: Read) -> None:
    text = "Tsauni: a farmer lost a leg to a mine on Monday. Kobole: rebels ambushed a column on Monday."
    assert places(read, text) == ["Tsauni", "Kobole"]


def test_a_figure_that_comes_first_is_one_of_a_happening_with_place_and_day(read: Read) -> None:
    text = "A bullet smashed the collarbone of a farmer near Vazashen on Tuesday."
    assert (places(read, text), days(read, text)) == (["Vazashen"], ["2024-10-08"])


def test_items_may_begin_with_a_day_and_a_dash(read: Read) -> None:
    text = "06/10 Tsauni \u2013 two shells killed a cook.\n07/10 Kobole \u2013 rain all day. A mine killed a herder."
    assert places(read, text) == ["Tsauni", "Kobole"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mortar bombs fell on a Ugandan base near Gidan Mazu on Monday.", "Gidan Mazu"),
        ("Rebels attacked a base of the National Army in Gidan Mazu district on Monday.", "Gidan Mazu"),
        ("In line with the Law on the Use of Force, soldiers killed five gunmen on Saturday.", None),
        ("A missile hit the ship at 0340 UTC.", None),
        ("Marines shot two smugglers on Monday.", None),
        ("Europe's largest power plant lost its last line to shelling on Tuesday.", None),
    ],
)
def test_armies_adjectives_and_clocks_are_no_places(read: Read, text: str, place: str | None) -> None:
    assert set(places(read, text)) == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Russia struck Kyiv with missiles on Monday, a resident said.", "Kyiv"),
        ("Drones hit Tripoli on Monday, a resident said.", "Tripoli"),
        ("Israel attacked Damascus on Monday.", "Damascus"),
        ("Drones struck Port Sudan on Monday.", "Port Sudan"),
        ("Kyiv came under drone attack on Monday.", "Kyiv"),
    ],
)
def test_a_capital_that_is_struck_is_a_place_and_no_party(read: Read, text: str, place: str) -> None:
    (statement,) = read(text).statements
    assert statement.place is not None
    assert (statement.place.name, statement.target) == (place, None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Snipers wounded two policemen in Port-au-Prince on Monday.", "Port-au-Prince"),
        ("Surveillance drones flew over Gaza on Monday.", "Gaza"),
        ("Two people died in an air strike on Beirut's southern suburbs on Monday.", "Beirut"),
    ],
)
def test_a_town_is_named_whole_and_wherever_it_stands(read: Read, text: str, place: str) -> None:
    assert places(read, text) == [place]


def test_a_capital_that_speaks_is_no_place(read: Read) -> None:
    assert places(read, "Kyiv said its troops withdrew from Toretsk on Monday.") == ["Toretsk"]


def test_a_verb_at_the_head_of_a_sentence_is_no_place(read: Read) -> None:
    assert "Reading" not in places(read, "Reading the statement on Monday, a spokesman said two shells hit a school.")


def test_a_town_and_its_region_of_one_name_are_in_no_doubt(read: Read) -> None:
    assert places(read, "The army raided a village near Sagaing on Monday.") == ["Sagaing"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("On Saturday militants attacked a forward base of the army in Adan Yabal district.", "Adan Yabal"),
        ("Militants attacked a forward base of the National Army in Adan Yabal district on Monday.", "Adan Yabal"),
        ("Jets carried out twelve airstrikes in the Ali al-Taher area near Nabatieh on Monday.", "Ali al-Taher"),
    ],
)
def test_a_name_before_what_it_names_is_taken_whole(read: Read, text: str, place: str) -> None:
    assert places(read, text) == [place]


def test_there_and_the_town_mean_what_was_named_before(read: Read) -> None:
    text = (
        "The deaths of villagers at Ndzeru on Monday still poison the air. Nine civilians were executed there, a "
        "lawyer said.\n\nThe army said it had killed six fighters in the village."
    )
    assert set(places(read, text)) == {"Ndzeru"}


def test_where_the_wounded_were_flown_to_is_not_where_they_were_hit(read: Read) -> None:
    text = "Two soldiers were wounded in an ambush near Tassiga and evacuated to Gao."
    assert "Gao" not in places(read, text)


def test_a_place_without_a_gazetteer_entry_is_carried_like_any_other(read: Read) -> None:
    text = "Gunmen raided Gidan Mazu on Monday. They burned twelve houses and killed a teacher."
    assert set(places(read, text)) == {"Gidan Mazu"}


def test_a_later_paragraph_stays_on_the_day_of_the_story(read: Read) -> None:
    text = (
        "Shells fell on the market of Sotk on Monday, killing two people.\n\n"
        "A shopkeeper said a second shell wounded his brother."
    )
    assert set(days(read, text)) == {"2024-10-07"}


def test_before_sunrise_is_a_time_and_no_limit(read: Read) -> None:
    assert days(read, "Drones struck boats near Sotk before sunrise on Tuesday.") == ["2024-10-08"]


def test_what_a_delay_follows_lies_before_it(read: Read) -> None:
    text = "The ship sank on Tuesday, two days after rebels shelled it near Mokha."
    assert "2024-10-06" in days(read, text)


def test_the_date_of_an_item_dates_what_it_tells(read: Read) -> None:
    text = "1. 7 Oct, approx. 0650 hrs. A patrol came under fire near Sotk. It returned fire."
    assert set(days(read, text)) == {"2024-10-07"}


@pytest.mark.parametrize(
    "text",
    [
        "Gidan Mazu, Uror County. Two shells fell on the market and killed a woman.",
        "GIDAN MAZU. Two shells fell on the market on Monday and killed a woman.",
        "17:30 Gidan Mazu. Two shells fell on the market on Monday and killed a woman.",
        "\u2022 Gidan Mazu (C). Two shells fell on the market on Monday and killed a woman.",
        "4.0 GIDAN MAZU. Two shells fell on the market on Monday and killed a woman.",
        "4.1. GIDAN MAZU. Two shells fell on the market on Monday and killed a woman.",
        "> GIDAN MAZU: Two shells fell on the market on Monday and killed a woman.",
        "GIDAN MAZU - Two shells fell on the market on Monday and killed a woman.",
        "From Gidan Mazu:\n\nTwo shells fell on the market on Monday and killed a woman.",
    ],
)
def test_an_item_happened_at_the_place_that_heads_it(read: Read, text: str) -> None:
    before = "Shells fell on Sotk on Sunday, killing two soldiers.\n\n"
    assert places(read, before + text) == ["Sotk", "Gidan Mazu"]


@pytest.mark.parametrize("text", ["Background. Two shells fell and killed a woman.", "Reaction: Two shells fell."])
def test_a_word_of_the_language_heads_no_place(read: Read, text: str) -> None:
    assert set(places(read, text)) <= {None}


def test_a_meeting_is_where_it_is_held(read: Read) -> None:
    assert places(read, "Envoys of both sides will meet in Bunia on Monday, 14 October.") == ["Bunia"]


def test_a_month_is_no_place(read: Read) -> None:
    assert places(read, "In May 2023 the hospital in Sotk was bombed by helicopters.") == ["Sotk"]


def test_an_office_speaks_from_where_it_sits_and_a_mayor_of_his_town(read: Read) -> None:
    far = "The Defence Ministry in Yerevan conceded that a machine gun fired opposite Gidan Mazu on Monday."
    assert places(read, far) == ["Gidan Mazu"]
    shells = "Armenian shells fell on Kut on Sunday, killing two."
    near = f"{shells}\n\nThe mayor of Sotk said a grenade went off outside the town hall."
    assert places(read, near) == ["Kut", "Sotk"]
    before = "Two people were killed in Kut. In {}, the {} said a shell hit a school."
    assert places(read, before.format("Goris", "governor")) == ["Kut", "Goris"]
    assert places(read, before.format("Yerevan", "Armenian defence ministry")) == ["Kut", "Kut"]


def test_a_threat_is_about_the_place_that_it_names(read: Read) -> None:
    text = "The Arakan Army warned that any vessel which nears the base at Kyaukphyu will be treated as a target."
    assert set(places(read, text)) == {"Kyaukphyu"}


def test_a_name_that_the_report_uses_as_a_places_is_one_wherever_it_stands(read: Read) -> None:
    told = "Gunmen took Tavindra on Monday, the army said. {}"
    used, unused = (
        read(told.format(rest)).statements[0].place for rest in ("Families near Tavindra fled.", "Tavindra was silent.")
    )
    assert used is not None
    assert (used.name, unused) == ("Tavindra", None)


@pytest.mark.parametrize(
    ("told", "day"), [("Rebels have shelled Goris", "2024-10-06"), ("Rebels shelled Goris", "2024-10-09")]
)
def test_for_how_long_counts_from_now_only_where_it_still_goes_on(read: Read, told: str, day: str) -> None:
    assert days(read, f"{told} for three days, killing nine people.") == [day]


def test_what_is_answered_has_its_day_and_the_answer_none(read: Read) -> None:
    (answer,) = read("The army shelled a camp near Sotk in retaliation for Sunday's raid on Goris.").statements
    assert answer.occurred is None or answer.occurred.precision is TimePrecision.UNKNOWN


def test_days_apart_are_two_happenings(read: Read) -> None:
    text = "The army shelled Goris on Monday, two days after a mine had killed four soldiers."
    told = [(s.event_type, len(s.casualties)) for s in read(text).statements]
    assert told == [(EventType.SHELLING, 0), (EventType.EXPLOSIVE_DEVICE, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "A drone had fired on a mosque in Goris, in the Vardenis district, killing two people.",
        "Two shells fell on the school at Goris, in the Vardenis district, on Monday.",
    ],
)
def test_the_district_that_a_village_lies_in_is_not_where_it_happened(read: Read, text: str) -> None:
    assert [s.place.name for s in read(text).statements if s.place is not None] == ["Goris"]


def test_whose_kin_somebody_is_names_no_place(read: Read) -> None:
    text = "They took away three of the sons of Ama Zeynabi on Monday. A shell hit the sister of Omar Sadiqi."
    assert [s.place for s in read(text).statements] == [None, None]


def test_a_hospital_that_nobody_knows_is_no_place_beside_its_town(read: Read) -> None:
    text = (
        "MSF said its teams at the Southern Hospital in Sotk had received nine bodies after the attack on the market."
    )
    assert places(read, text) == ["Sotk"]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("in northeastern Zorkul", "Zorkul"),
        ("in southern Lebanon", "southern Lebanon"),
    ],
)
def test_a_part_of_what_no_gazetteer_has_is_no_place_of_its_own(read: Read, where: str, name: str) -> None:
    (told,) = read(f"Shells killed two herders {where} on Tuesday.").statements
    assert told.place is not None
    assert told.place.name == name


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rebels shelled Gao on Monday, Mali's army said.", "ML"),
        ("Gunmen shot three farmers near Derna on Monday, Libyan police said.", "LY"),
        ("Gunmen shot three farmers near Derna on Monday, French police said.", None),
    ],
)
def test_a_town_may_lie_in_the_land_of_whoever_says_it_at_the_end(read: Read, text: str, country: str | None) -> None:
    (told,) = read(text).statements
    assert told.place is not None
    assert told.place.country == country


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Pakistan shelled India on Monday after Indian jets had bombed Muridke.", None),
        ("Hezbollah fired at northern Israel on Monday after Israeli jets struck Nabatieh.", "northern Israel"),
        (
            "Iran fired missiles at Israel on Monday after Israeli jets struck Natanz and killed guards in Qom.",
            "Israel",
        ),
    ],
)
def test_who_is_struck_back_is_not_struck_where_he_struck(read: Read, text: str, place: str | None) -> None:
    first = read(text).statements[0]
    assert (first.place.name if first.place is not None else None) == place
