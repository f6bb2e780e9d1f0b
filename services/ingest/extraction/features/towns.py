"""Towns and counties by name, and the state that most of them agree on.

A name alone means many places, so that all its homonyms vote: the state of a text is the first-order division in which
most of what it names can lie, and its main town is what is named most plainly in it, in the lead before elsewhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log10
from typing import Final, NamedTuple

from reference import Reference
from reference.places.entries import Entry
from reference.places.names import comparable
from schemas.vocabulary import PlacePrecision
from services.ingest.extraction.features.people import Named
from services.ingest.extraction.features.tables import table, words
from services.ingest.extraction.features.tokens import Run, Tokens

__all__ = ["Setting", "is_place", "setting"]

State = tuple[str, str]
"""A country and the name of one of its first-order divisions."""

_IN_FRONT: Final = words("in_front")
_INSIDE: Final = words("inside")
_BODIES: Final = words("bodies")
_COUNTIES: Final = words("counties")
_NOT_PLACES: Final = words("parts_of_time") | words("titles")
_WIDE: Final = (PlacePrecision.REGION, PlacePrecision.COUNTRY)
_COMMON_BITS: Final = 8.0
_LARGE: Final = 100_000
"""People from which on a town is one though its name is a common word, or another town's second name."""
_KNOWN: Final = 60_000
"""People from which on a town is meant where nothing around its name says that it is a place."""
_LEAD: Final = 3
"""Sentences within which a dateline may stand."""
_LATE: Final = 0.5
"""What a place counts far down in a text, beside 2 in its first sentence."""
_DATELINE_WORDS: Final = 9
"""Tokens between the name that opens a dateline and its dash."""


class _Mention(NamedTuple):
    name: str
    weight: float
    county: bool


@dataclass
class Setting:
    """Where a text plays: `towns` in order of how plainly they are named, as comparable names."""

    towns: list[str] = field(default_factory=list)
    main: str | None = None
    state: State | None = None
    words: set[str] = field(default_factory=set)
    """The lower-case words that names of places are made of."""


@cache
def _regions() -> tuple[dict[str, State], dict[str, State]]:
    """First-order divisions by abbreviation in lower case, and by what stands only after a town, as written."""
    long: dict[str, State] = {}
    short: dict[str, State] = {}
    for row in table("region_abbreviations"):
        state = row["country"], row["name"]
        long |= dict.fromkeys(row["abbreviations"].split(), state)
        short |= dict.fromkeys(row["short"].split(), state)
    return long, short


def is_place(name: str, reference: Reference) -> bool:
    """Whether a name of several words is a town's or a division's own name."""
    return any(entry.proper or entry.people >= _LARGE for entry in reference.places.homonyms(name))


class _Reader:
    """One text's mentions of places."""

    def __init__(self, reference: Reference, country: str | None) -> None:
        self._places = reference.places
        self._rarity = reference.background.rarity
        self._country = country
        self.mentions: dict[tuple[str, bool], float] = defaultdict(float)
        self.entries: dict[str, tuple[Entry, ...]] = {}
        self.states: dict[State, float] = defaultdict(float)
        self.countries: dict[str, float] = defaultdict(float)
        self.words: set[str] = set()

    def read(self, found: Tokens, runs: Sequence[Run], people: Sequence[Named], title: bool) -> None:
        """Take up the places that a text names in runs of capitalised words, other than the names of `people`."""
        taken = {at for one in people for at in range(*one.run)}
        persons = {name for one in people for name in (one.first, one.last)}
        for start, end in runs:
            at = start
            while at < end:
                person = at in taken or (end - start == 1 and found.lowers[at] in persons and not _is_inside(found, at))
                used = 0 if person else self._at(found, at, start, end, title)
                at += used or 1

    def _at(self, found: Tokens, at: int, start: int, end: int, title: bool) -> int:
        """Read one name that begins at a token; gives how many tokens it takes, 0 if it is none."""
        if found.lowers[at] in _NOT_PLACES or found.words[at] == ".":
            return 0
        before = found.lowers[at - 1] if found.within(at, at - 1) else ""
        for stop in range(min(end, at + 4), at, -1):
            if found.words[stop - 1] == ".":
                continue
            name = " ".join(word for word in found.words[at:stop] if word != ".")
            after = found.lowers[stop] if stop < len(found.words) else ""
            state, beyond = self._state_after(found, stop)
            county = after in _COUNTIES and stop < end
            entries = self._entries(name)
            weight = self._weight(found, at, stop, before, after, state is not None, county)
            if not entries and not (state is not None and weight and stop == end) and not county:
                continue
            if not weight and not self._plain(entries, at, stop, start, end):
                continue
            return self._take(found, at, stop, name, entries, weight, state, county, title, beyond)
        return 0

    def _take(
        self, found: Tokens, at: int, stop: int, name: str, entries: tuple[Entry, ...], weight: float,
        state: State | None, county: bool, title: bool, beyond: int,
    ) -> int:  # fmt: skip
        sentence = found.sentences[at]
        factor = 2.0 if title else _LATE + (2.0 - _LATE) / (1 + 0.3 * sentence)
        key = comparable(name)
        self.words.update(found.lowers[at:stop])
        if state is not None:
            self.states[state] += 3 * factor
            self.words |= set(found.lowers[stop:beyond])
        elif entries and not county and (wide := self._wide(entries)) is not None:
            if wide.precision is PlacePrecision.COUNTRY:
                self.countries[wide.country or ""] += factor
            elif wide.country:
                self.states[(wide.country, wide.name)] += 2.5 * factor
            if not any(entry.people >= _KNOWN and entry.precision not in _WIDE for entry in entries):
                return stop - at
            weight *= 0.5
        self.mentions[key, county] += max(weight, 0.5) * factor
        self.entries[key] = entries
        return max(stop, beyond) - at

    def _weight(self, found: Tokens, at: int, stop: int, before: str, after: str, state: bool, county: bool) -> float:
        """How plainly the words around a name say that it is a place's."""
        weight = 0.0
        if before in _INSIDE:
            weight = 2.5
        elif before in _IN_FRONT:
            weight = 1.2
        if state:
            weight += 2.0
        if county:
            weight = max(weight, 1.5)
        elif after in _BODIES:
            weight = max(weight, 2.5)
        if found.sentences[at] < _LEAD and self._is_dateline(found, at, stop):
            weight += 4.0
        return weight

    def _is_dateline(self, found: Tokens, at: int, stop: int) -> bool:
        """Whether a name opens a line that a dash follows soon: "GORIS, Armenia (Wire) — "."""
        if at not in found.opens:
            return False
        for word in range(stop, min(stop + _DATELINE_WORDS, len(found.words))):
            if found.words[word] in "—-":
                return True
            if found.words[word] not in ",.()/:" and not (
                found.words[word][0].isupper() or found.words[word][0].isdigit()
            ):
                return False
        return False

    def _state_after(self, found: Tokens, at: int) -> tuple[State | None, int]:
        """The division named after a comma ("Salem, Ore."), and the token after it."""
        if not found.within(at - 1, at + 1) or found.words[at] != ",":
            return None, at
        long, short = _regions()
        word = found.words[at + 1]
        if word in short:
            return short[word], at + 2
        if not word[0].isupper():
            return None, at
        if word.lower() in long:
            return long[word.lower()], at + 2
        for size in (3, 2, 1):
            if at + 1 + size > len(found.words) or not found.words[at + size][0].isupper():
                continue
            name = " ".join(found.words[at + 1 : at + 1 + size])
            for entry in self._places.homonyms(name):
                if entry.precision is PlacePrecision.REGION and entry.country and self._fits(entry):
                    return (entry.country, entry.name), at + 1 + size
        return None, at

    def _fits(self, entry: Entry) -> bool:
        """A division of the publisher's country before another's, and of another where there is no such context."""
        return entry.proper and (self._country is None or entry.country == self._country or entry.people > 0)

    def _entries(self, name: str) -> tuple[Entry, ...]:
        found = self._places.homonyms(name)
        if found and self._rarity(name.lower()) < _COMMON_BITS:
            return tuple(one for one in found if one.precision in _WIDE or (one.people >= _LARGE and one.proper))
        return tuple(one for one in found if one.proper or one.people >= _LARGE or one.precision in _WIDE)

    def _plain(self, entries: tuple[Entry, ...], at: int, stop: int, start: int, end: int) -> bool:
        """Whether a name that nothing around it tells of is a place's still: it stands alone and is widely known."""
        if (at, stop) != (start, end):
            return False
        return any(entry.precision in _WIDE or entry.people >= _KNOWN for entry in entries)

    def _wide(self, entries: tuple[Entry, ...]) -> Entry | None:
        """The division or country of a name: that of the publisher's country first."""
        wide = [entry for entry in entries if entry.precision in _WIDE and entry.proper]
        return next((entry for entry in wide if entry.country == self._country), wide[0] if wide else None)


def _is_inside(found: Tokens, at: int) -> bool:
    return found.within(at, at - 1) and found.lowers[at - 1] in _INSIDE


def setting(
    title: Tokens, title_runs: Sequence[Run], body: Tokens, body_runs: Sequence[Run], people: Sequence[Named],
    reference: Reference, country: str | None,
) -> Setting:  # fmt: skip
    """The places of a report by the words of its title and its body; `country` is its publisher's (ISO)."""
    reader = _Reader(reference, country)
    reader.read(body, body_runs, people, False)
    reader.read(title, title_runs, people, True)
    state = _state(reader, country)
    scores = {}
    for (name, county), weight in reader.mentions.items():
        fit = 1.0
        if state is not None and not county:
            inside = any((entry.country, entry.admin1) == state for entry in reader.entries[name])
            fit = 1.0 if inside or not reader.entries[name] else 0.35
        scores[name, county] = weight * fit * (0.6 if county else 1.0)
    ordered = sorted(scores, key=lambda one: (-scores[one], one))
    names = [f"{name} county" if county else name for name, county in ordered]
    return Setting(names, names[0] if names else None, state, reader.words)


def _state(reader: _Reader, country: str | None) -> State | None:
    """The division with most votes: those named, and those in which what else is named lies."""
    votes: dict[State, float] = defaultdict(float)
    for state, weight in reader.states.items():
        votes[state] += weight
    for (name, _), weight in reader.mentions.items():
        towns = [one for one in reader.entries[name] if one.country and one.admin1 and one.precision not in _WIDE]
        best: dict[State, float] = {}
        for town in towns:
            size = log10(max(town.people, 500)) / 6
            state = town.country or "", town.admin1 or ""
            best[state] = max(best.get(state, 0.0), size)
        largest = max(best.values(), default=1.0)
        for state, size in best.items():
            votes[state] += weight * (size / largest) ** 3 * 0.5
    for state in votes:
        if state[0] == country:
            votes[state] *= 2.0
        if state[0] in reader.countries:
            votes[state] *= 1.5
    return max(votes, key=lambda state: (votes[state], state), default=None)
