"""The questions one can ask about actors."""

from datetime import date
from typing import NamedTuple

from schemas.slots import Actor


class Mention(NamedTuple):
    """An actor named in a text: half-open code point offsets."""

    start: int
    end: int
    actor: Actor


class Actors:
    """Every actor that has an entry, and every institution of every state by composition.

    Ids are readable: `am` (the government of Armenia), `am.mod` (a ministry), `am.mil` (its armed forces),
    `am.civilians`, `hezbollah`, `unifil`.
    """

    def get(self, id: str) -> Actor | None:
        """The actor with this id, composed ids included; none if there is no such actor."""
        raise NotImplementedError

    def resolve(self, words: str, *, country: str | None = None, day: date | None = None) -> Actor | None:
        """The actor that a noun phrase names, or none: then the caller keeps the words.

        `words` is the core of a noun phrase, a determiner or possessive allowed: "the Armenian Defence Ministry",
        "Baku", "Azerbaijani forces", "Hezbollah", "Defence Minister Andrey Belousov". A bare institution ("the
        ministry", "its soldiers") is one only of the `country` (ISO 3166-1 alpha-2) that the caller gives. Offices
        held by persons are those of `day`; without a day the holder of any time. Side-effect free and memoised.
        """
        raise NotImplementedError

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions of named actors, states, capitals, leaders and composed institutions: longest first, no overlap."""
        raise NotImplementedError

    def country_of(self, words: str) -> str | None:
        """The ISO code of the state that a name, demonym or capital stands for: "Armenian", "Yerevan" -> "AM"."""
        raise NotImplementedError

    def parent(self, id: str) -> str | None:
        """The actor that this one is a part of: `am.mil` -> `am`, `al-qassam-brigades` -> `hamas`."""
        raise NotImplementedError
