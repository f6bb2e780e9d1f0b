"""Values of the registry. A source is `schemas.events.reports.Source`, as it goes into every record."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from schemas.events.reports import Source
from schemas.record import Instant, Record
from schemas.vocabulary import Scope

__all__ = ["Key", "Session", "Snapshot", "normalized_name"]


class Key(Record):
    """A key without its token: what it allows, for which source (null: it cannot post), and until when."""

    id: UUID
    scopes: frozenset[Scope]
    source: str | None = None
    label: str
    created_at: Instant
    revoked_at: Instant | None = None


class Session(Record):
    """A browser that was signed in with a key, and until when."""

    key: Key
    expires_at: Instant


class Snapshot:
    """The registry at one moment: sources by id and by name, valid keys and sessions by the hash of their token."""

    def __init__(
        self,
        sources: Iterable[Source] = (),
        keys: Mapping[bytes, Key] | None = None,
        sessions: Mapping[bytes, Session] | None = None,
        changed_at: datetime | None = None,
    ) -> None:
        """`changed_at` is when any source was added or changed last, if there is one."""
        self.sources = {source.id: source for source in sources}
        self.by_name = {normalized_name(source.name): source for source in self.sources.values()}
        self.keys = dict(keys or {})
        self.sessions = dict(sessions or {})
        self.changed_at = changed_at


def normalized_name(name: str) -> str:
    """A name as names are compared: case and runs of white space do not count."""
    return " ".join(name.split()).casefold()
