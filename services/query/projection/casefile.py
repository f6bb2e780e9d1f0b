"""All that is told of one incident, kept while it grows: what did not change is not looked at again. Pure."""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from services.query.assessment import Account, Docket
from services.query.assessment.tally import Tally

__all__ = ["CaseFile", "Told"]


class Told(NamedTuple):
    """A statement with its report as assessment takes it. `mark` is of all that it says."""

    account: Account
    source: str
    theatre: str | None
    mark: bytes


@dataclass
class CaseFile:
    """What the statements of `seeds`, the oldest first, tell of one incident."""

    seeds: tuple[UUID, ...]
    docket: Docket = field(default_factory=Docket)
    sources: Tally[str] = field(default_factory=Tally)
    """By how many statements each."""
    theatres: Tally[str] = field(default_factory=Tally)
    told: dict[UUID, Told] = field(default_factory=dict)
    _ids: list[bytes] = field(default_factory=list)
    """In order, which bytes are held in ten times as fast as ids."""
    _marks: list[bytes] = field(default_factory=list)
    """In the order of the ids."""

    def put(self, told: Told) -> None:
        """A statement tells this from now on."""
        self.drop(told.account.id)
        self.told[told.account.id] = told
        place = bisect_left(self._ids, id := told.account.id.bytes)
        self._ids.insert(place, id)
        self._marks.insert(place, told.mark)
        self.docket.put(told.account)
        self._count(told, 1)

    def drop(self, statement: UUID) -> None:
        """A statement tells nothing of it any more."""
        if told := self.told.pop(statement, None):
            place = bisect_left(self._ids, statement.bytes)
            del self._ids[place], self._marks[place]
            self.docket.drop(statement)
            self._count(told, -1)

    @property
    def theatre(self) -> str | None:
        """That of most statements; of several the first by name."""
        return min(self.theatres, key=lambda name: (-self.theatres[name], name), default=None)

    @property
    def digest(self) -> str:
        """Of all that its statements say, in the order of their ids."""
        return hashlib.blake2b(b"".join(self._marks), digest_size=16).hexdigest()

    def _count(self, told: Told, by: int) -> None:
        self.sources.count(told.source, by)
        if told.theatre:
            self.theatres.count(told.theatre, by)
