"""What a batch of decisions makes of incidents: the rows of their versions, and what the feed tells. Pure."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from schemas.events.envelope import Unreadable
from services.query.projection.casebook import Casebook
from services.query.projection.changes import change_row
from services.query.projection.fold import Unappliable
from services.query.projection.incidents import follow
from services.query.projection.picture import Learned, in_full
from services.query.projection.reading import told
from services.query.projection.taking import Columns, taken

__all__ = ["Question", "Unassessable", "Versions", "assess_batch", "naming"]


@dataclass(frozen=True, slots=True)
class Question:
    """Decisions as they lie in the log, what was learned for their sake, and whether all before is to be forgotten.

    `said` are, for each of them, the digests of the statements that it tells in full, as they are after it; empty where
    one is no more.
    """

    values: Sequence[bytes]
    said: Sequence[Sequence[bytes]]
    learned: Learned | None
    anew: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Rows of `incident_version` and of `feed.change`, these neither numbered nor dated, and without their traces.

    `before` is for each change where the version began that it ended, if it ended one; its own began with it.
    """

    born: Columns
    ended: Columns
    changes: Columns
    before: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Unassessable:
    """The decision at this place of the batch cannot be applied, and why."""

    place: int
    why: str


def assess_batch(book: Casebook, question: Question) -> Versions | Unassessable:
    """Apply the decisions to the book, and say what became of incidents."""
    if question.learned:
        book.learn(question.learned)
    changes: list[tuple[dict[str, Any], int | None]] = []
    for place, (value, said) in enumerate(zip(question.values, question.said, strict=True)):
        try:
            changes += _changes(book, value, said)
        except (Unappliable, Unreadable) as error:
            return Unassessable(place, str(error))
    # The rows of all else are made by whoever asks.
    for table in book.tables:
        table.take()
    born, ended = taken(book.versions, ("incident_id",))
    return Versions(born, ended, [change for change, _ in changes], [before for _, before in changes])


def _changes(book: Casebook, value: bytes, said: Sequence[bytes]) -> Iterator[tuple[dict[str, Any], int | None]]:
    decision = told(value)
    book.said = dict(zip(in_full(decision), said, strict=True))
    with naming(decision.n):
        for before, after in follow(book, decision):
            if change := change_row(before, after, n=decision.n):
                yield change, before.from_n if before else None


@contextmanager
def naming(n: int) -> Iterator[None]:
    """Whatever keeps decision `n` from being applied is `Unappliable`, and says which one it is."""
    try:
        yield
    except (LookupError, ValueError) as error:
        raise Unappliable(f"decision {n}: {error!r}") from error
