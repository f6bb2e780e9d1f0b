"""What a name means in one report: the places of the gazetteer, with the report's countries and places as context."""

import re
from collections.abc import Sequence

from reference import Reference
from schemas.slots import Place
from schemas.vocabulary import ActorKind, PlacePrecision
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.places.ships import ships_in
from services.ingest.extraction.places.toponyms import BEGINNINGS, GENERIC, KINDS, NOT_PLACES, longest
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Gazetteer", "unknown"]

_STRANGE = 15.0
"""Bits of rarity from which no word of the language is meant, but a name."""
_A_NAME = r"([A-ZÀ-Þ][\w'’-]{2,}(?: [A-ZÀ-Þ][\w'’-]+){0,2})"
_TOLD = (
    re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s(?:the\s(?:village|town|hamlet|settlement|city)\sof\s)?{_A_NAME}"
    ),
    re.compile(rf"{_A_NAME}, an?\s(?:[a-z-]+\s){{0,3}}(?:village|town|hamlet|settlement|city|suburb|port|oasis)\b"),
)
_SHORT = 6
"""Letters of a short name."""
_HOUSES = word_set("named_after_places")


class Gazetteer:
    """Look-ups for one report: remembers what was found, since a place near the others is the likelier."""

    def __init__(self, reference: Reference, names: Names) -> None:
        self._places = reference.places
        self._background = reference.background
        self._names = names
        self._known: dict[str, Place | None] = {}
        self._points: list[tuple[float, float]] = []
        self._told: set[str] = set()
        self._speaking: list[str] = []
        self._ships: frozenset[str] = frozenset()
        self.beside: tuple[str, ...] = ()
        """The countries that are named beside what is looked up: a round-up tells of more than it is about."""
        self.under_places = False
        """Whether the items of the text stand under places, so that an unknown name at the head of one is a place."""

    def is_name(self, words: str) -> bool:
        """Whether some place bears this name."""
        return self._places.is_name(words)

    def survey(self, texts: Sequence[str]) -> None:
        """Learn which names some texts use as those of places: "in the village of Dara", "near Dara", "Dara, a
        town on the coast"; and which as those of ships."""
        self._ships |= ships_in(texts)
        for text in texts:
            names = (match[1] for pattern in _TOLD for match in pattern.finditer(text))
            self._told.update(name for name in names if self._names.resolve(name) is None)

    def hear(self, attribution: str) -> None:
        """Learn who says a unit, by its final attribution, "…, Mali's army said": where the report's other countries
        have no such place, it may be in that of the speaker."""
        speaking = (mention.actor for mention in self._names.mentions.of(attribution))
        self._speaking = [a.country for a in speaking if a.country and a.kind is not ActorKind.MEDIA]

    def is_ship(self, words: str) -> bool:
        """Whether the report calls a ship by this name, and no place that is known goes by it."""
        return words in self._ships and not self.is_name(words)

    def is_told(self, words: str) -> bool:
        """Whether the report uses a name as that of a place somewhere, so that it is one wherever it stands."""
        return words in self._told and self.is_strange(words)

    def is_strange(self, words: str) -> bool:
        """Whether some of the words of a name are none of the language."""
        return self._strange(words.split())

    def _strange(self, parts: list[str]) -> bool:
        return any(self._background.rarity(part.lower()) >= _STRANGE for part in parts if part.isalpha())

    def look_up(self, words: str) -> Place | None:
        """The place of a name as written, with this report's countries and places as context."""
        known = self._known.get(words)
        if known is not None or (words in self._known and not (self.beside or self._speaking)):
            return known
        common = (country for country, _ in self._names.countries.most_common()[:4])
        countries = [*dict.fromkeys((*common, *self.beside))]
        found = self._in(countries, words)
        if found is None and self._speaking:
            found = self._in([*self._speaking, *countries], words)
            found = found if found is not None and found.country in self._speaking else None
        if found is None and not self._points and self._tells_of_home_alone():
            abroad = self._in((), words)  # where an outlet sits is no context for what happened there
            found = abroad if abroad is not None and self._names.is_embattled(abroad.country) else None
        if found is not None:
            found = found.model_copy(update={"name": words[:120]})
            if found.lat is not None and found.lon is not None and found.precision is not PlacePrecision.COUNTRY:
                self._points.append((found.lat, found.lon))
        self._known[words] = found
        return found

    def _in(self, countries: Sequence[str], words: str) -> Place | None:
        """The place of a name, or of its part without words like "village", with such countries as context."""
        for form in dict.fromkeys((words, GENERIC.sub("", words))):
            if len(form) < 3 or form.lower() in NOT_PLACES:
                continue
            found = self._places.look_up(form, countries=countries, near=tuple(self._points[-4:]))
            if found is not None:
                return found
        return None

    def _tells_of_home_alone(self) -> bool:
        """Whether a report by an outlet names no country, so that nothing but where that sits could place it."""
        names = self._names
        return names.reporting and names.countries.total() == names.countries[names.publisher.country or ""] <= 1

    def filed(self, words: str) -> Place | None:
        """The town of a dateline, which may lie in a country that the text does not name."""
        if self.look_up(words) is None:
            self._known[words] = self._places.look_up(words)
        return self._known[words]

    def headed(self, words: str) -> Place | None:
        """The place that heads an item: one that is known by the name or by its beginning, or a name nobody knows."""
        if words.split()[0].lower() in NOT_PLACES:
            return None
        if self._names.resolve(words) is not None and not self._names.is_seat(words):
            return None
        short = self._names.resolve(words.upper()) if words.isalpha() and len(words) <= _SHORT else None
        if short is not None and not self._places.is_name(words):
            return None  # "ISPR: …"
        parts = words.split()
        for end in range(len(parts), 0, -1):
            name = " ".join(parts[:end])
            if end < len(parts) and parts[end][:1].isupper() and parts[end].lower() not in KINDS:
                continue
            if self._places.is_name(name) and (found := self.look_up(name)) is not None:
                return found
        nouns = self._names.lexicon.noun_lemmas
        strange = self._strange(parts)
        section = words.isupper() and len(parts) > 1  # "RED LINE SECTION"
        begun = len(parts) > 1 and parts[0].lower() in BEGINNINGS  # "Ban Dara"
        if section or len(parts) > 3 or not (strange or self.under_places):
            return None
        if any(part.lower() in nouns for part in parts[begun:]):
            return None
        return unknown(words)

    def rest(self, words: str) -> Place | None:
        """What a name means without its beginning, under its whole name."""
        first, _, rest = words.partition(" ")
        if first.lower() not in BEGINNINGS or len(rest) < 4:
            return None
        found = self.look_up(rest)
        return found.model_copy(update={"name": words[:120]}) if found is not None else None

    def of_a_house(self, node: Node, scene: Scene) -> Place | None:
        """The place that a house is named after: "Mrauk-U General Hospital"."""
        at = node
        while at.i and at.lower in _HOUSES and at.text[:1].isupper():
            at = scene.tree.nodes[at.i - 1]
        if at is node or not at.text[:1].isupper():
            return None
        words = longest(at, scene, self._places.is_name) or (at.text if self._places.is_name(at.text) else None)
        return self.look_up(words) if words is not None else None


def unknown(name: str, country: str | None = None) -> Place:
    """A place of which no more than its name is known, and perhaps its country (ISO 3166-1 alpha-2)."""
    return Place(name=name[:120], country=country, precision=PlacePrecision.UNKNOWN)
