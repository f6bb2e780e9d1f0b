"""One extractor for all tests of this folder: loading it is the costly part."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document, Extraction, Extractor

PUBLISHED = datetime(2024, 10, 9, 15, 30, tzinfo=UTC)
WIRE = Actor(id=None, name="Valley Wire", country="CH", kind=ActorKind.MEDIA)


@pytest.fixture(scope="session")
def world() -> reference.Reference:
    return reference.open()


@pytest.fixture(scope="session")
def extractor(world: reference.Reference) -> Extractor:
    return Extractor.load(world)


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., Extraction]:
    """Extract a text as it stands, by default from a wire of a third country."""

    def run(
        text: str,
        publisher: Actor = WIRE,
        kind: SourceKind = SourceKind.OUTLET,
        title: str | None = None,
        published: datetime | None = PUBLISHED,
    ) -> Extraction:
        return extractor.extract(Document(UUID(int=7), title, text, None, published, publisher, kind))

    return run
