"""Cursors: where a reader stands, as a word that says nothing to it.

A feed cursor is `epoch.seq`: all changes up to `seq` were seen. A page cursor is the place in a list of incidents as
of one decision, with what tells the list's filters from others, and the feed cursor to go on from after the last page.
Both are URL-safe base64 without padding
(RFC 4648 §5) with a letter for their kind and version in front.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from chassis.errors import Invalid

__all__ = ["BadCursor", "FeedCursor", "ListCursor", "PageCursor", "digest"]

_FEED = "f1"
_PAGE = "p2"
_LIST = "l2"


class BadCursor(Invalid):
    """Not a cursor that was ever given out."""


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """Everything up to change `seq` of `epoch` was seen; another epoch numbers anew."""

    epoch: UUID
    seq: int

    def __str__(self) -> str:
        return _beginning(self.epoch) + _letters(str(self.seq))

    @classmethod
    def parse(cls, word: str) -> "FeedCursor":
        """The cursor that was given out as `word`.

        Raises:
            BadCursor: none was.
        """
        epoch, seq = _decode(_FEED, word, 2)
        return cls(_uuid(epoch), _number(seq))


@dataclass(frozen=True, slots=True)
class PageCursor:
    """A list as of decision `n` of a generation was read up to the incident with this id, last changed at `from_n`.

    `filters` is what `digest` makes of those of the list.
    """

    generation: str
    n: int
    from_n: int
    incident_id: UUID
    filters: str
    feed: FeedCursor

    def __str__(self) -> str:
        feed = self.feed
        place = (self.generation, str(self.n), str(self.from_n), self.incident_id.hex, self.filters)
        return _encode(_PAGE, *place, feed.epoch.hex, str(feed.seq))

    @classmethod
    def parse(cls, word: str) -> "PageCursor":
        """The cursor that was given out as `word`.

        Raises:
            BadCursor: none was.
        """
        generation, n, from_n, incident, filters, epoch, seq = _decode(_PAGE, word, 7)
        feed = FeedCursor(_uuid(epoch), _number(seq))
        return cls(generation, _number(n), _number(from_n), _uuid(incident), filters, feed)


@dataclass(frozen=True, slots=True)
class ListCursor:
    """The list `name` as of decision `n` of a generation was read up to the item with this number and these ids.

    `filters` is what `digest` makes of those of the list.
    """

    name: str
    generation: str
    n: int
    number: int
    ids: tuple[UUID, ...]
    filters: str

    def __str__(self) -> str:
        parts = (self.name, self.filters, self.generation, str(self.n), str(self.number))
        return _encode(_LIST, *parts, *(id.hex for id in self.ids))

    @classmethod
    def parse(cls, name: str, ids: int, word: str) -> "ListCursor":
        """The cursor of the list `name`, whose items have so many `ids`, that was given out as `word`.

        Raises:
            BadCursor: none was.
        """
        given, filters, generation, n, number, *rest = _decode(_LIST, word, 5 + ids)
        if given != name:
            raise BadCursor("it is of another list")
        return cls(name, generation, _number(n), _number(number), tuple(_uuid(each) for each in rest), filters)


def digest(filters: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits that tell these filters from others, in whatever order they were given."""
    return hashlib.sha256(to_json(sorted(filters.items())), usedforsecurity=False).hexdigest()[:8]


def _encode(kind: str, *parts: str) -> str:
    return kind + _letters(".".join(parts))


def _letters(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@lru_cache(maxsize=8)
def _beginning(epoch: UUID) -> str:
    """How all cursors of an epoch begin: it is 33 bytes with its dot, which are whole letters."""
    return _encode(_FEED, epoch.hex + ".")


def _decode(kind: str, word: str, count: int) -> list[str]:
    if not word.startswith(kind):
        raise BadCursor("it is no cursor of this kind")
    body = word[len(kind) :]
    try:
        text = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise BadCursor("it was damaged") from error
    parts = text.split(".")
    # Decoding forgives stray bits and digits: only what encodes back to the same word was given out.
    if len(parts) != count or _encode(kind, *parts) != word:
        raise BadCursor("it was damaged")
    return parts


def _uuid(word: str) -> UUID:
    try:
        return UUID(hex=word)
    except ValueError as error:
        raise BadCursor("it was damaged") from error


def _number(word: str) -> int:
    # A sign is never given out, and no more than fits a bigint.
    if not (word.isascii() and word.isdigit() and len(word) <= 18 and str(int(word)) == word):
        raise BadCursor("it was damaged")
    return int(word)
