"""An operator's tables over the shipped ones."""

from datetime import date
from pathlib import Path

import pytest

import reference
from reference import tables


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    named = "id\tname\tkind\tcountry\tparent\tparty\taliases\n"
    named += "river-guard\tRiver Guard\tparamilitary\tSD\t\triver-guard\tthe Guard of the River\n"
    named += "am.mod\t\t\t\t\t\tthe Glass House\n"
    (tmp_path / "named.tsv").write_text(named)
    places = "id\tname\taliases\tlat\tlon\tradius\tcountry\tadmin1\tprecision\n"
    places += "old-mill\tOld Mill Ridge\t\t40.2\t45.8\t2\tAM\t\tlandmark\n"
    (tmp_path / "additions.tsv").write_text(places)
    (tmp_path / "alignments.tsv").write_text("actor\ttheatre\tparty\triver-guard\n".replace("\triver-guard", ""))
    with (tmp_path / "alignments.tsv").open("a") as file:
        file.write("river-guard\tsudan\tSD\n")
        file.write("hezbollah\t\tIR\n")
    return tmp_path


def test_actors_places_and_sides_are_added_without_a_release(overlay: Path) -> None:
    world = reference.open(overlay)
    guard = world.actors.resolve("River Guard fighters")
    assert guard is not None
    assert (guard.id, guard.kind) == ("river-guard", "paramilitary")
    assert world.sides.alignment(guard, "sudan", None) == "SD"
    assert world.sides.alignment(guard, "levant", None) == "river-guard"
    place = world.places.look_up("Old Mill Ridge", countries=["AM"])
    assert place is not None
    assert place.id == "old-mill"


def test_an_alias_needs_no_more_than_the_id(overlay: Path) -> None:
    world = reference.open(overlay)
    assert world.actors.resolve("the Glass House") == world.actors.get("am.mod")


def test_the_operator_s_row_goes_before_the_shipped_one(overlay: Path) -> None:
    group = reference.open().actors.resolve("Hezbollah")
    assert group is not None
    assert reference.open(overlay).sides.alignment(group, "levant", date(2025, 1, 1)) == "IR"
    assert reference.open().sides.alignment(group, "levant", date(2025, 1, 1)) == "hezbollah"


def test_versions_follow_the_content(overlay: Path) -> None:
    plain, laid = reference.open(), reference.open(overlay)
    assert plain.overlay_version == ""
    assert laid.version == plain.version
    first = laid.overlay_version
    (overlay / "additions.tsv").write_text((overlay / "additions.tsv").read_text() + "\n# a note\n")
    assert reference.open(overlay).overlay_version not in ("", first)


def test_a_table_that_is_not_of_its_form_names_its_line(overlay: Path) -> None:
    (overlay / "alignments.tsv").write_text("actor\tparty\tcolour\n")
    with pytest.raises(tables.BadTable, match=r"alignments\.tsv:1: no such column: colour"):
        reference.open(overlay)


def test_an_overlay_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        reference.open(tmp_path / "missing")
