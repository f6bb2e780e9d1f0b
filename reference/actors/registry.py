"""The questions one can ask about actors."""

from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from reference.actors.compose import Composer
from reference.actors.lexicon import Lexicon, load
from reference.actors.mentions import Finder, Mention
from reference.actors.resolver import Resolver
from reference.actors.words import folded
from schemas.slots import Actor

_REMEMBERED = 65536


class Actors:
    """Every actor that has an entry, and every institution of every state by composition.

    Ids are readable: `am` (the government of Armenia), `am.mod` (a ministry), `am.mil` (its armed forces),
    `am.civilians`, `ua.kharkiv` (a region's authorities), `hezbollah`, `unifil`.
    """

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._resolve)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The tables behind, read at the first question."""
        return load(self._overlay)

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.lexicon)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.lexicon, lambda words: self.resolve(words))

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.lexicon, self._composer)

    def get(self, id: str) -> Actor | None:
        """The actor with this id, composed ids included; none if there is no such actor."""
        return self._composer.get(id)

    def called(self, actor: Actor) -> Actor:
        """The same actor by the one name that goes with its id; as it is where no entry has its id."""
        known = self.get(actor.id) if actor.id is not None else None
        return actor if known is None else actor.model_copy(update={"name": known.name})

    def is_named(self, id: str) -> bool:
        """Whether the actor with this id has a name of its own rather than one that is composed."""
        return id in self.lexicon.named

    def resolve(self, words: str, *, country: str | None = None, day: date | None = None) -> Actor | None:
        """The actor that a noun phrase names, or none: then the caller keeps the words.

        `words` is the core of a noun phrase, a determiner or possessive allowed: "the Armenian Defence Ministry",
        "Baku", "Azerbaijani forces", "Hezbollah", "Defence Minister Andrey Belousov". A bare institution ("the
        ministry", "its soldiers") is one only of the `country` (ISO 3166-1 alpha-2) that the caller gives. Offices
        held by persons are those of `day`; without a day the holder of any time. Civilians and gunmen need no country.
        A kind that is plain where nobody is named ("rebels", "the mayor of ...") comes as an actor without id.
        Side-effect free and memoised.
        """
        return self._remembered(words, country, day)

    def _resolve(self, words: str, country: str | None, day: date | None) -> Actor | None:
        return self._resolver.resolve(words, country, day)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions of named actors, states, capitals, leaders and composed institutions: longest first, no overlap."""
        return self._finder.find(text)

    def country_of(self, words: str) -> str | None:
        """The ISO code of the state that a name, demonym or capital stands for: "Armenian", "Yerevan" -> "AM"."""
        entry = self.lexicon.entries.get(folded(words.removeprefix("the ").removeprefix("The ")))
        if entry is None or entry.polity is None:
            return None
        return self.lexicon.polities[entry.polity].iso

    def is_word(self, word: str) -> bool:
        """Whether one word alone is known: as part of a name, a country, an office or a filler."""
        return folded(word) in self.lexicon.entries

    def is_demonym(self, word: str) -> bool:
        """Whether a word is the adjective of a state or of its people."""
        entry = self.lexicon.entries.get(folded(word))
        polity = self.lexicon.polities.get(entry.polity) if entry is not None and entry.polity else None
        return polity is not None and (word == polity.adjective or word.rstrip("s") == polity.adjective)

    def is_person(self, words: str) -> bool:
        """Whether words are the name of somebody who holds or held an office."""
        entry = self.lexicon.entries.get(folded(words))
        return entry is not None and bool(entry.holders)

    def parent(self, id: str) -> str | None:
        """The actor that this one is a part of: `am.mil` -> `am`, `qassam` -> `hamas`."""
        return self._composer.parent(id)
