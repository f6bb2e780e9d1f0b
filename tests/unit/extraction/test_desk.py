"""Bodies that name no country: whose they are by the dateline, the ground and who has just struck on it."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("BAMAKO, Nov 20 (Reuters) - The army said it had killed 12 jihadists near the border with Senegal.", "ml.mil"),
        ("BUJUMBURA - Two people were killed by shells fired from Congo on Thursday, the army said.", "bi.mil"),
        ("JERUSALEM - The military said on Monday it had struck Hezbollah sites in southern Lebanon.", "il.mil"),
        ("QUITO - The army said on Tuesday it had bombed a camp of guerrillas from Colombia.", "ec.mil"),
        ("GARISSA, Kenya - Four herders were shot dead on Sunday by militants from Somalia, police said.", "ke.police"),
    ],
)
def test_a_bare_body_is_of_the_town_that_heads_the_report(read: Read, text: str, speaker: str) -> None:
    """The only country that is named is the other one: its army would say what its neighbour's did."""
    assert read(text).statements[0].claimant.id == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "GENEVA - The RSF killed 40 people near El Obeid on Tuesday. The army said it had retaken two towns.",
            "sd.mil",
        ),
        ("NIAMEY - Nigerian troops pursued bandits on Monday. The army said two of its men had been killed.", "ng.mil"),
    ],
)
def test_a_town_where_papers_sit_has_no_army_in_the_story(read: Read, text: str, speaker: str) -> None:
    assert read(text).statements[-1].claimant.id == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Israeli jets killed five people in Nabatieh on Thursday. The military said it had hit a depot.", "il.mil"),
        (
            "ISLAMABAD - Taliban forces fired at posts near Chaman. The military said it returned fire, killing two.",
            "pk.mil",
        ),
    ],
)
def test_the_military_is_who_has_just_struck_unless_it_answers(read: Read, text: str, speaker: str) -> None:
    """Else the land that was bombed says that it bombed itself, or the raider that he drove himself off."""
    assert read(text).statements[-1].claimant.id == speaker


def test_government_forces_are_of_the_land_and_not_of_a_neighbour_told_before(read: Read) -> None:
    text = "Burundi's army shelled M23 posts near Uvira on Monday. M23 said government forces had bombed villages."
    struck = read(text).statements[-1].initiator
    assert struck is not None
    assert struck.id == "cd.mil"


def test_police_whom_militants_from_abroad_killed_are_of_the_town_of_the_dateline(read: Read) -> None:
    text = "GARISSA, Kenya - Six police reservists were killed on Sunday by militants who had crossed from Somalia."
    (told,) = read(text).statements
    assert told.target is not None
    assert told.target.country == "KE"
    assert [one.side for one in told.casualties] == ["KE"]
