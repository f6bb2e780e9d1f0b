"""Who suffers and who speaks in the few words of a headline or a snap."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, CasualtyCategory, SourceKind
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
CHANNEL = Actor(id=None, name="@valley_now", country="CH", kind=ActorKind.UNKNOWN)


@pytest.mark.parametrize(
    ("title", "hit"),
    [
        ("Kosovo police officer shot dead near Merdare", "Kosovo Police"),
        ("Two Turkish soldiers shot near Pyla", "Turkish Armed Forces"),
        ("Three Israelis killed in attack near Nablus", "Israeli civilians"),
        ("Two Armenians wounded in raid on Tegh", "Armenian civilians"),
    ],
)
def test_who_suffers_in_a_headline_did_not_do_it(read: Read, title: str, hit: str) -> None:
    (found,) = read("", title=title).statements
    assert found.initiator is None
    assert found.target is not None
    assert found.target.name == hit


def test_a_thing_that_was_hit_hit_nobody(read: Read) -> None:
    (found,) = read("Army post at Tatta Pani hit. The road is closed.", CHANNEL, SourceKind.SOCIAL).statements
    assert found.initiator is None


@pytest.mark.parametrize(
    "title", ["Israeli tanks struck overnight in Khan Younis", "Indian ships shelled at dawn off Karachi"]
)
def test_what_strikes_without_an_object_strikes_all_the_same(read: Read, title: str) -> None:
    (found,) = read("", title=title).statements
    assert found.initiator is not None
    assert found.initiator.name.startswith(title.split()[0][:5])


def test_the_next_item_of_a_headline_is_not_what_the_first_did(read: Read) -> None:
    (found,) = read("Farmer wounded near Nowshera, constable killed.").statements
    assert found.initiator is None
    assert {c.category for c in found.casualties} == {CasualtyCategory.INJURED, CasualtyCategory.KILLED}


def test_the_counted_people_of_a_nation_speak_for_no_office(read: Read) -> None:
    (found,) = read("Two Palestinians killed, three injured in raid on Jenin.").statements
    assert found.initiator is None
