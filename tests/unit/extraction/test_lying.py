"""Where a place lies, where somebody speaks and where a shot came from are not where something happened."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def places(read: Read, text: str) -> list[str | None]:
    return [s.place.name if s.place is not None else None for s in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Six herders died when militia stormed the village, some 30 km north-west of Goris.",
        "Gunmen fired at a truck as it left the camp, about three miles from Goris.",
        "At Gidan Mazu, just 4 km south of Goris, a shell killed two women.",
    ],
)
def test_what_a_village_is_measured_from_is_not_where_it_happened(read: Read, text: str) -> None:
    before = "Rebels shelled the village of Gidan Mazu on Monday, killing two people. "
    assert set(places(read, before + text)) == {"Gidan Mazu"}


def test_what_has_no_other_place_is_near_what_it_is_measured_from(read: Read) -> None:
    assert places(read, "Rebels ambushed a lorry 9 km south of Goris on Monday, killing two people.") == ["Goris"]


@pytest.mark.parametrize(
    "text",
    [
        "In Gidan Mazu, where rebels fired on a bus on Tuesday, the ambulance service said it had treated a woman.",
        "Herders told of gunfire near Gidan Mazu on Tuesday evening.",
        "Miners downstream reported hearing a long burst of gunfire near Gidan Mazu on Tuesday evening.",
    ],
)
def test_what_is_spoken_of_is_not_where_somebody_speaks(read: Read, text: str) -> None:
    before = "Guards closed the market of Goris on Monday, traders said.\n\n"
    assert set(places(read, before + text)[1:]) == {"Gidan Mazu"}


def test_a_government_speaks_where_it_sits(read: Read) -> None:
    text = "Shells fell on Gidan Mazu on Monday. In Yerevan, the defence minister said it had killed two women."
    assert "Yerevan" not in places(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "The governor said the rocket flew in from Goris.",
        "Drones sent from Goris struck the mill of Gidan Mazu on Tuesday.",
        "Mortar bombs from Goris hit the school on Tuesday, killing a boy.",
        "A boy died in hospital in Goris on Wednesday.",
    ],
)
def test_where_it_came_from_and_where_the_wounded_lie_were_not_hit(read: Read, text: str) -> None:
    before = "Rebels shelled the village of Gidan Mazu on Monday, killing two people. "
    assert "Goris" not in places(read, before + text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen boarded the tanker Aster Dawn on Monday. They landed on the Aster Dawn and took her crew.",
        "A cutter rammed BRP Malvar on Monday. It swung into the Malvar twice, the coast guard said.",
    ],
)
def test_a_ship_is_no_place(read: Read, text: str) -> None:
    assert set(places(read, text)) == {None}


def test_a_language_is_no_place(read: Read) -> None:
    text = "A boat was rammed off Mahrona on Monday. There were no shots, the crew said, only threats in broken Somali."
    assert set(places(read, text)) == {"Mahrona"}


@pytest.mark.parametrize("name", ["Kolvan-na-Rudi", "Shahri-e Dara", "Zelv-e Kohna"])
def test_a_name_keeps_the_small_words_that_hyphens_hang_on_it(read: Read, name: str) -> None:
    assert places(read, f"Gunmen shelled a mill in {name} on Monday, killing two people.") == [name]


def test_who_holds_a_quarter_is_not_of_its_name(read: Read) -> None:
    assert places(read, "A shell fell on the rebel-held Zelvanak quarter on Monday, killing two.") == ["Zelvanak"]


def test_a_dateline_with_a_dash_and_a_colon_is_where_an_office_wrote(read: Read) -> None:
    text = "Goris - October 9, 2024: Rebels fired mortars at Gidan Mazu late last night, killing a girl."
    (told,) = read(text).statements
    assert told.span is not None
    assert text[told.span.start :].startswith("Rebels")


@pytest.mark.parametrize(
    "text",
    [
        "Zelvanak is about 3 km from the Armenian border town of Goris. A second salvo hit the school.",
        "Raiders struck at the Zelvanak landing site, about 30 km south of the border post at Goris.",
        "The army announced the capture of Zelvanak, 17 km from Goris.",
        "A shell fell on Zelvanak village in Goris District on Tuesday.",
        "A shell fell on Zelvanak, a mining commune 40 km north of Goris, on Tuesday.",
        "A guard was shot at the entrance to the village of Zelvanak, in the municipality of Goris, on Tuesday.",
        "Two men were dragged off towards Goris by gunmen on Tuesday.",
    ],
)
def test_a_far_town_and_a_wide_district_give_way_to_the_village(read: Read, text: str) -> None:
    before = "Gunmen shelled the village of Zelvanak on Monday, killing two people. "
    assert set(places(read, before + text)) == {"Zelvanak"}


def test_where_a_text_with_one_heading_was_filed_is_not_where_its_first_sentence_was(read: Read) -> None:
    text = (
        "KAPAN: A convoy came under attack in the Zelvanak area of the district on Saturday as talks went on to reopen "
        "the road.\n\nTwo drivers were wounded, the governor said."
    )
    assert places(read, text)[0] == "Zelvanak"


@pytest.mark.parametrize("sign", ["•", "//", "–"])
def test_a_brief_of_one_line_has_an_item_for_each_sign(read: Read, sign: str) -> None:
    text = f"GORIS: gunmen shelled a mill on Sunday. {sign} KAPAN: a drone hit a bus on Monday. {sign} MEGHRI: quiet."
    assert [place and place.title() for place in places(read, text)] == ["Goris", "Kapan"]


def test_the_same_shoal_is_the_one_that_was_told_of(read: Read) -> None:
    text = "A cutter rammed a boat off Ayungin Shoal on Monday. In June 2021 ships fired on a boat at the same shoal."
    assert places(read, text)[-1] == "Ayungin Shoal"
