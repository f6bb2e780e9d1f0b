"""The actor tables as one lexicon of phrases."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reference.actors.words import folded
from reference.tables import layered, several

_COUNTRIES = ("iso", "name", "adjective", "names", "demonyms", "capital", "seats", "lat", "lon", "radius", "neighbours")
_POLITIES = ("key", "name", "adjective", "names", "demonyms", "seats", "territory", "kind", "tag")
_INSTITUTIONS = ("key", "kind", "name", "parent", "phrases", "offices", "example")
_NAMED = ("id", "name", "kind", "country", "parent", "party", "aliases")
_PEOPLE = ("names", "actor", "from", "until")
_REGIONS = ("id", "name", "country", "admin1", "names", "lat", "lon", "radius", "code")


class Polity(NamedTuple):
    """What institutions compose with: a state (`iso` set) or an authority without a code."""

    key: str
    iso: str | None
    name: str
    adjective: str
    kind: str
    territory: str


class Institution(NamedTuple):
    """A kind of office or force that any polity may have."""

    key: str
    kind: str
    name: str
    parent: str


class Named(NamedTuple):
    """An actor with a name of its own. `party` empty: by kind; "-": stands with nobody."""

    id: str
    name: str
    kind: str
    country: str | None
    parent: str | None
    party: str


class Region(NamedTuple):
    """A first-order division whose authorities and people are named after it."""

    id: str
    name: str
    country: str


class Holder(NamedTuple):
    """A person who speaks for an actor within dates; none is open."""

    actor: str
    since: date | None
    until: date | None


@dataclass
class Entry:
    """What one phrase can be. `words` holds its classes from words.tsv.

    `capitals` says how it must be written: "all", "first", "inner" (more than one: "LeT"), or as one likes; `ambiguous`
    that it is a common word too.
    `people` marks a demonym's plural. `surfaces` are the unfolded forms. `within` is the state that the polity is a
    part of.
    """

    polity: str | None = None
    within: str | None = None
    named: str | None = None
    institution: str | None = None
    office: bool = False
    regions: tuple[Region, ...] = ()
    holders: tuple[Holder, ...] = ()
    words: frozenset[str] = frozenset()
    capitals: str = ""
    ambiguous: bool = False
    people: bool = False
    surfaces: tuple[str, ...] = ()


@dataclass
class Lexicon:
    """Every phrase with what it can be, and the entries behind it."""

    polities: dict[str, Polity] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    backing: frozenset[str] = frozenset()
    installing: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()

    def entry(self, phrase: str) -> Entry:
        """The entry of a phrase, made if there is none."""
        key = folded(phrase)
        first, length = key.partition(" ")[0], key.count(" ") + 1
        if length > self.longest.get(first, 0):
            self.longest[first] = length
        entry = self.entries.setdefault(key, Entry())
        entry.surfaces = (*entry.surfaces, phrase)
        return entry


_SHORT = 4
_SPELT = {"UN": "United Nations", "EU": "European Union", "AU": "African Union"}
"""Bodies whose offices go by both their names: "UN rights office", "United Nations rights office"."""


def _acronym(phrase: str) -> bool:
    letters = [c for c in phrase if c.isalpha()]
    return len(letters) <= 5 and " " not in phrase and not any(c.islower() for c in letters)


def _name(lexicon: Lexicon, phrase: str) -> Entry:
    """The entry of a proper name: an acronym is one in capitals only."""
    known = lexicon.entries.get(folded(phrase))
    fresh = known is None or not (known.polity or known.named or known.institution)
    entry = lexicon.entry(phrase)
    if _acronym(phrase):
        entry.capitals = "all" if fresh else entry.capitals
    elif fresh and " " not in phrase and any(c.isupper() for c in phrase[1:]) and len(phrase) <= _SHORT:
        entry.capitals = "inner"
    elif entry.capitals == "all":
        entry.capitals = ""
    return entry


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def load(overlay: Path | None = None) -> Lexicon:
    """The shipped tables with those of the overlay. A later row goes before an earlier one of the same phrase."""
    lexicon = Lexicon()
    _load_words(lexicon, overlay)
    _load_polities(lexicon, overlay)
    _load_institutions(lexicon, overlay)
    _load_regions(lexicon, overlay)
    _load_named(lexicon, overlay)
    _load_people(lexicon, overlay)
    for key in lexicon.ambiguous & lexicon.entries.keys():
        lexicon.entries[key].capitals = lexicon.entries[key].capitals or "first"
        lexicon.entries[key].ambiguous = True
    return lexicon


def _load_polities(lexicon: Lexicon, overlay: Path | None) -> None:
    states = [
        (Polity(row["iso"].lower(), row["iso"], row["name"], row["adjective"], "government", ""), row)
        for row in layered("actors/countries.tsv", _COUNTRIES, overlay)
    ]
    others = [
        (Polity(row["key"], None, row["name"], row["adjective"], row["kind"], row["territory"] * (not row["tag"])), row)
        for row in layered("actors/polities.tsv", _POLITIES, overlay)
    ]
    for polity, row in states + others:
        lexicon.polities[polity.key] = polity
        for phrase in (polity.name, *several(row["names"]), *several(row["demonyms"]), *several(row["seats"])):
            entry = _name(lexicon, phrase)
            entry.polity, entry.within = polity.key, row.get("territory", "").lower() or None
        for phrase in several(row["demonyms"]):
            if phrase.endswith(("an", "i", "in")):
                entry = lexicon.entry(phrase + "s")
                entry.polity, entry.people = entry.polity or polity.key, True
            elif phrase.endswith("s"):
                lexicon.entry(phrase).people = True


def _load_institutions(lexicon: Lexicon, overlay: Path | None) -> None:
    for row in layered("actors/institutions.tsv", _INSTITUTIONS, overlay):
        lexicon.institutions[row["key"]] = Institution(row["key"], row["kind"], row["name"], row["parent"])
        for column, office in (("phrases", False), ("offices", True)):
            for phrase in several(row[column]):
                entry = lexicon.entry(phrase)
                entry.institution, entry.office = row["key"], office


def _load_regions(lexicon: Lexicon, overlay: Path | None) -> None:
    for row in layered("places/regions.tsv", _REGIONS, overlay):
        region = Region(row["id"], row["name"], row["country"])
        lexicon.regions[region.id] = region
        for phrase in dict.fromkeys((region.name, *several(row["names"]))):
            entry = lexicon.entry(phrase)
            if not entry.words & {"filler", "role", "belonging"}:
                entry.regions = tuple(dict.fromkeys((*entry.regions, region)))  # some names fold to one
                entry.capitals = entry.capitals or "first"


def _load_named(lexicon: Lexicon, overlay: Path | None) -> None:
    for row in layered("actors/named.tsv", _NAMED, overlay):
        named = Named(row["id"], row["name"], row["kind"], row["country"] or None, row["parent"] or None, row["party"])
        if row["name"]:
            lexicon.named[named.id] = named
        for phrase in (*((row["name"],) if row["name"] else ()), *several(row["aliases"])):
            _name(lexicon, phrase).named = named.id
            short, _, rest = phrase.partition(" ")
            spelt = f"{_SPELT[short]} {rest}" if short in _SPELT and rest else phrase
            if folded(spelt) not in lexicon.entries:
                _name(lexicon, spelt).named = named.id


def _load_people(lexicon: Lexicon, overlay: Path | None) -> None:
    for row in layered("actors/people.tsv", _PEOPLE, overlay):
        holder = Holder(row["actor"], _day(row["from"]), _day(row["until"]))
        for phrase in several(row["names"]):
            entry = lexicon.entry(phrase)
            entry.holders = (*entry.holders, holder)


def _load_words(lexicon: Lexicon, overlay: Path | None) -> None:
    for row in layered("actors/words.tsv", ("class", "words"), overlay):
        words = several(row["words"])
        if row["class"] == "backing":
            lexicon.backing = frozenset(words)
        elif row["class"] == "installing":
            lexicon.installing = frozenset(words)
        elif row["class"] == "capital":
            lexicon.ambiguous = frozenset(folded(word) for word in words)
        else:
            for word in words:
                entry = lexicon.entry(word)
                entry.words |= {row["class"]}
