"""What items stand under: a place that heads them, or the body that says what follows.

"SAMBA. A guard was wounded", "Kigali: market shelled" are of a place; "FARDC: Three soldiers died" is said by FARDC,
and "Kigali: shell falls in a field at Rubavu" by Kigali, since it happened somewhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reference.places import distance_km
from schemas.slots import Actor, Place
from schemas.vocabulary import ActorKind, PlacePrecision
from services.ingest.extraction.discourse import PARTIES
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import GROUPS, Names
from services.ingest.extraction.places.gazetteer import Gazetteer
from services.ingest.extraction.speech.speakers import LABELS, Speakers
from services.ingest.extraction.text.headings import NAME, heading_of
from services.ingest.extraction.text.segment import Unit

__all__ = ["BODIES", "Items"]

BODIES: Final = (*GROUPS, ActorKind.OBSERVER_MISSION, ActorKind.IGO, ActorKind.NGO)
"""Who is spoken of again by a common noun: "the group", "the mission", "the organisation"."""
_ITEM: Final = re.compile(r"([A-ZÀ-Þ][\w'’.-]*(?: [\w'’.()-]+){0,4})(?::| [–—|-]) ")
_NUMBER = r"\d{1,2}(?:\s?[–-]\s?\d{1,2})?"
_DATED = (
    rf"(?:{_NUMBER}(?:\sto\s\d{{1,2}})?(?:st|nd|rd|th)?\s(?:of\s)?[A-Z][a-z]{{2,8}}|[A-Z][a-z]{{2,8}}\s{_NUMBER}"
    rf"|{_NUMBER}[/.]\d{{1,2}})(?:,?[ /.]\d{{4}})?"
)
_HOUR = r"(?:at\s)?\d{1,2}[:.h]?\d{2}\s?(?:H|hrs?|hours|UTC|GMT|local time)?"
_PLACE_AND_DAY: Final = re.compile(
    rf"(?:(?:on\s)?{_DATED},\s(?:{_HOUR},?\s)?(?P<after>{NAME})(?:,\s{NAME})*|(?P<before>{NAME})(?:,\s{NAME})*,\s{_DATED})"
    r"\s?(?::|\s[–—-])\s(?=\S)",
)
"""What heads an item with its day: "Torit, 9/01: ", "2 March, Torit, Eastern Equatoria: "."""
_AT: Final = re.compile(
    r"\b(?:in|at|near|off|over|outside|around) (?:the )?([A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,2})"
)
_LANDS: Final = word_set("areas") | word_set("lands")
_ANSWERS: Final = re.compile(
    r"\b(?:we|our|us|den(?:y|ies|ied)|did not|(?:claims?|reports?|allegations?|accusations?) (?:is|are|was|were)|"
    rf"{'|'.join(sorted(word.replace('_', ' ') for word in word_set('untruth')))})\b",
    re.IGNORECASE,
)
"""What one says of oneself or of another's claim."""
_QUOTES: Final = ('"', "“", "'", "‘", "«")
_OUT_OF_TOWN_KM: Final = 40.0
_SEVERAL: Final = 2
"""Items that begin with a name and a colon or a dash, from which on unknown names are places."""
_ROUND: Final = 3
"""Lands that head items, from which on a text goes round the world, and none of them speaks."""


class Items:
    """The items of one report, by their headings. Survey a field before its units are read."""

    def __init__(self, names: Names, gazetteer: Gazetteer, speakers: Speakers) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._speakers = speakers
        self._items = self._round = False
        self._paragraph = self._within = -1
        self._begun = self._parted = 0
        """Items and paragraphs that begin where nothing but such a head parts them."""

    def survey(self, units: Sequence[Unit]) -> None:
        """Tell whether the units of a field are items."""
        self._within, self._begun, self._parted = -1, 0, 0
        heads = {head[1] for unit in units if unit.start == unit.sentence_start and (head := _ITEM.match(unit.text))}
        lands = {head for head in heads if (place := self._gazetteer.look_up(head)) is not None and _is_land(place)}
        self._round = len(lands) >= _ROUND
        heads |= {unit.heading for unit in units if unit.heading is not None}
        self._items = len(heads) >= _SEVERAL
        heads |= {name for unit in units if (name := heading_of(unit.text)) is not None}
        known = [head for head in heads if self._gazetteer.is_name(head) and self._names.resolve(head) is None]
        self._gazetteer.under_places = len(heads) >= _SEVERAL and 0 < len(heads) <= 2 * len(known)

    def headed(self, unit: Unit) -> Unit:
        """A unit that begins with a place and a colon or a dash is an item about that place; one that does so inside a
        paragraph begins another."""
        found = self._headed(unit)
        headed = found.heading is not None and unit.heading is None
        inside = headed and unit.paragraph == self._within
        if inside or unit.paragraph != self._within:
            self._begin(found)
        self._within = unit.paragraph
        self._begun, self._parted = self._begun + (inside or (headed and self._round)), self._parted + inside
        if not self._begun:
            return found
        return replace(found, item=found.item + self._begun, paragraph=found.paragraph + self._parted)

    def _begin(self, unit: Unit) -> None:
        """Come to an item: bare soldiers in one that a land heads are that land's, whoever was told of before."""
        place = self._gazetteer.look_up(unit.heading) if unit.heading is not None else None
        land = place.country if place is not None and _is_land(place) else None
        self._names.item_in = land
        if land is not None:
            self._names.filed_in = land
            self._names.recent.clear()

    def _headed(self, unit: Unit) -> Unit:
        dated = _PLACE_AND_DAY.match(unit.text) if unit.heading is None else None
        if dated is not None and unit.start == unit.sentence_start:
            name = dated["before"] or dated["after"]
            if self._names.resolve(name) is None and not self._speakers.speaks(name):
                return replace(unit, heading=name)
        head = _ITEM.match(unit.text)
        if unit.heading is not None or head is None or unit.start != unit.sentence_start:
            return unit
        name, _, _ = head[1].partition(" (")
        words = name.lower().split()
        named = self._names.resolve(name)
        rules = named is not None and named.kind is not ActorKind.LOCAL_AUTHORITY
        land = len(words) > 1 and words[-1] in _LANDS and not rules  # "Nasir County: fighting …"
        if words[0] in LABELS or words[-1] in LABELS or (self._speakers.speaks(head[1]) and not land):
            return unit
        if named is not None and not land and not (named.id and "." not in named.id):
            return unit
        place = self._gazetteer.look_up(name)
        if place is not None and _is_land(place) and (self._round or unit.tail is not None):
            return replace(unit, heading=name)  # what it is about: somebody else says so
        if named is not None and not land and place is not None and self._speaks(place, unit.text[head.end() :]):
            return unit  # what a seat of government says
        known = place is not None or land
        return replace(unit, heading=name) if known or (self._items and self._strange(unit, head)) else unit

    def body(self, unit: Unit) -> Actor | None:
        """The body whose short name the first sentence of an item stands under."""
        first = unit.heading is not None and unit.paragraph != self._paragraph and unit.heading.lower() not in LABELS
        self._paragraph = unit.paragraph
        found = self._names.resolve(unit.heading.upper()) if first and unit.heading is not None else None
        if found is None or found.id is None:
            return None
        office = found.kind in PARTIES and "." in found.id
        return found if office or found.kind in BODIES else None

    def _speaks(self, seat: Place, words: str) -> bool:
        """Whether words are what a seat of government says: a quotation, an answer, or of a place too far off to be a
        quarter of it."""
        if words.startswith(_QUOTES) or _ANSWERS.search(words):
            return True
        found = _AT.search(words)
        other = self._gazetteer.look_up(found[1]) if found is not None else None
        return (
            other is not None
            and seat.lat is not None
            and seat.lon is not None
            and other.lat is not None
            and other.lon is not None
            and distance_km((seat.lat, seat.lon), (other.lat, other.lon)) > _OUT_OF_TOWN_KM
        )

    def _strange(self, unit: Unit, head: re.Match[str]) -> bool:
        """Whether an item begins with a name that nobody knows, and with what happened there rather than with what
        somebody says."""
        after = unit.text[head.end() :]
        return (after[:1].islower() or after[:1].isdigit()) and self._gazetteer.headed(head[1]) is not None


def _is_land(place: Place) -> bool:
    return place.precision is PlacePrecision.COUNTRY
