"""In a paper what follows a claim in its paragraph, and names nobody and no day, is more of that claim: taken for the
paper's own it would stand beside the claim as a second voice."""

from collections.abc import Callable

import pytest

from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]


def voices(read: Read, text: str) -> set[str]:
    return {s.claimant.name for s in read(text).statements}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided a police post outside Gao on Monday, the provincial governor said. Two constables were wounded.",
        "Chad's army said mortar bombs had fallen on a camp near Adre. Four recruits died and nine were injured.",
    ],
)
def test_the_losses_told_next_are_of_who_told_of_the_blow(read: Read, text: str) -> None:
    found = read(text).statements
    assert {s.claimant.name for s in found} == {found[0].claimant.name} != {"Valley Wire"}
    assert any(figure.min for s in found for figure in s.casualties)


@pytest.mark.parametrize(
    "told",
    [
        "On Friday two constables were wounded at a checkpoint.",
        "A shepherd was killed near Menaka.",
        "The account could not be verified.",
    ],
)
def test_what_has_a_day_or_place_of_its_own_and_what_nobody_can_check_is_the_papers(read: Read, told: str) -> None:
    text = f"Gunmen raided a police post outside Gao on Monday, the provincial governor said. {told}"
    assert "Valley Wire" in voices(read, text)


def test_a_new_paragraph_is_the_papers(read: Read) -> None:
    text = "Shells fell on a camp near Adre, Chad's army said.\n\nFour recruits died in a fire at a barracks."
    assert "Valley Wire" in voices(read, text)


def test_what_follows_a_denial_is_the_papers(read: Read) -> None:
    text = "Chad's army denied that it had shelled a village near Adre. Four herders were killed by the shells."
    assert "Valley Wire" in voices(read, text)
