"""The picture, and what is made of it: each incident's file and its current version."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from services.query.projection.casefile import CaseFile
from services.query.projection.picture import Learned, Picture
from services.query.projection.reading import stored
from services.query.projection.rows import StatementRow, SuggestionRow, VersionRow
from services.query.projection.table import Table

__all__ = ["Casebook"]


@dataclass
class Casebook(Picture):
    """Whatever incident is in the picture is in it with its current version."""

    versions: Table[VersionRow] = field(default_factory=Table)
    files: dict[UUID, CaseFile] = field(default_factory=dict)
    """Of incidents, by their oldest seed."""
    untold: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    """By seed, the statements that came, left or changed since the file of its incident was brought up to date."""

    said: dict[UUID, bytes] = field(default_factory=dict)
    """Digests of what statements say, as far as somebody has them already."""

    def learn(self, learned: Learned) -> None:
        """As the picture, with the versions that are stored."""
        super().learn(replace(learned, suggestions=[]))
        self.versions.learn(map(VersionRow.read, learned.versions))

    def suggest(self, row: SuggestionRow) -> None:
        """What may be of one incident makes nothing of it."""

    def _statement(self, columns: dict[str, Any]) -> StatementRow:
        return StatementRow.read(columns, stored)

    def _tell(self, seed: UUID, statement: UUID) -> None:
        self.untold[seed].add(statement)
