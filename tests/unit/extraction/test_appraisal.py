"""Which drafts are statements, as far as it is weighed and not looked up."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from reference import Reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, EventType, SourceKind, SpeechAct
from services.ingest.extraction import Document, Extraction, Extractor
from services.ingest.extraction.discourse import Draft
from services.ingest.extraction.happenings.marks import standing

Read = Callable[..., Extraction]
Marks = Callable[[str], set[frozenset[str]]]

_WIRE = Actor(id=None, name="Valley Wire", country="CH", kind=ActorKind.MEDIA)


@pytest.fixture(scope="module")
def marked(world: Reference) -> Marks:
    """The marks of all that may be a statement of a text."""
    seen: set[frozenset[str]] = set()

    def note(drafts: Sequence[Draft], kind: SourceKind) -> list[Draft]:
        seen.clear()
        seen.update(standing(at, drafts, kind) for at in range(len(drafts)))
        return list(drafts)

    extractor = Extractor(world, appraise=note)

    def run(text: str) -> set[frozenset[str]]:
        extractor.extract(Document(UUID(int=7), None, text, None, None, _WIRE, SourceKind.OUTLET))
        return set(seen)

    return run


def test_no_name_and_no_place_is_a_mark(marked: Marks) -> None:
    one = marked("The governor said that shells fell on Tegh and killed a farmer.")
    assert one
    assert one == marked("The governor said that shells fell on Goris and killed a farmer.")


def test_of_two_drafts_of_one_happening_that_are_doubtful_one_stays(read: Read) -> None:
    found = read(
        "Shells fell on Tegh on Tuesday. "
        "The Azerbaijani Defence Ministry warned that it would shell Goris if fire went on."
    ).statements
    assert [s.event_type for s in found].count(EventType.THREAT) == 1


def test_what_answers_a_claim_stands(read: Read) -> None:
    found = read(
        "Armenia said on Tuesday that Azerbaijani troops had shelled Tegh. The Azerbaijani Defence Ministry denied it."
    ).statements
    denial = next(s for s in found if s.speech_act is SpeechAct.DENIES)
    assert denial.answers is not None
