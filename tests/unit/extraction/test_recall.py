"""A text seen before gives what it gave, as statements of the report that holds it now."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from schemas.events.statements import EmptyReason
from schemas.features import Features
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document, Extraction, Extractor
from services.ingest.extraction.recall import PER_STATEMENT, Recall

WIRE = Actor(name="Valley Wire", country="CH", kind=ActorKind.MEDIA)
TEXT = (
    "Armenia's Defence Ministry said Azerbaijani forces shelled Sotk on Wednesday, wounding two soldiers. "
    "Baku denied it. Azerbaijani forces shelled Sotk again on Wednesday, the ministry said."
)
FIRST = Document(UUID(int=1), "Fire at Sotk", TEXT, "en", datetime(2024, 10, 9, tzinfo=UTC), WIRE, SourceKind.OUTLET)


def test_what_is_recalled_for_another_report_is_what_it_would_have_given(extractor: Extractor) -> None:
    copy = replace(FIRST, report_id=UUID(int=2))
    anew = extractor._extract([copy])[0]
    extractor.extract(FIRST)

    assert len(anew.statements) > 2
    assert extractor.extract(copy) == anew


def test_whatever_an_extraction_depends_on_tells_documents_apart() -> None:
    recall = Recall()
    recall.put(FIRST, _nothing(extracted=3))
    changes: list[dict[str, object]] = [
        {"title": "Fire"},
        {"text": TEXT + " "},
        {"language": None},
        {"published_at": None},
        {"publisher": WIRE.model_copy(update={"country": "AM"})},
        {"publisher_kind": SourceKind.OBSERVER},
    ]

    assert recall.get(replace(FIRST, report_id=UUID(int=9))) is not None
    assert [recall.get(replace(FIRST, **change)) for change in changes] == [None] * len(changes)  # type: ignore[arg-type]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    recall = Recall(budget=2 * PER_STATEMENT)
    one, two, three = (replace(FIRST, text=text) for text in ("one", "two", "three"))
    recall.put(one, _nothing())
    recall.put(two, _nothing())
    recall.get(one)
    recall.put(three, _nothing())

    assert [recall.get(document) is not None for document in (one, two, three)] == [True, False, True]


def _nothing(extracted: int = 0) -> Extraction:
    return Extraction((), Features(), extracted, EmptyReason.NOTHING_FOUND, None, "en")
