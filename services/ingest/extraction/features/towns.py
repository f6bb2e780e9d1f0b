"""Towns and counties by name, and the state that most of them agree on.

A name alone means many places, so that all its homonyms vote: the state of a text is the first-order division in which
most of what it names can lie, and its main town is what is named most plainly in it, in the lead before elsewhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10
from typing import Final

from reference import Reference
from reference.places.entries import Entry
from reference.places.names import comparable
from schemas.vocabulary import PlacePrecision
from services.ingest.extraction.features.people import Named
from services.ingest.extraction.features.regions import State, named_at, with_county
from services.ingest.extraction.features.tables import words
from services.ingest.extraction.features.tokens import Run, Tokens

__all__ = ["Setting", "is_place", "setting"]

_IN_FRONT: Final = words("in_front")
_INSIDE: Final = words("inside")
_BODIES: Final = words("bodies")
_COUNTIES: Final = words("counties")
_NOT_PLACES: Final = words("parts_of_time") | words("titles") | words("compass") | words("in_front")
_WIDE: Final = (PlacePrecision.REGION, PlacePrecision.COUNTRY)
_COMMON_BITS: Final = 6.0
_LARGE: Final = 100_000
"""People from which on a town is one though its name is a common word, or another town's second name."""
_KNOWN: Final = 60_000
"""People from which on a town is meant where nothing around its name says that it is a place."""
_DATELINE_WITHIN: Final = 3
"""Sentences within which a dateline may stand."""
_DATELINE_WORDS: Final = 9
"""Tokens between the name that opens a dateline and its dash."""
_LATE: Final = 0.5
"""What a place counts far down in a text, beside 2 in its first sentence."""
_OUTSIDE: Final = 0.35
"""What a town counts that cannot lie in the text's state, beside one that can."""
_HOME: Final = 3.0
"""What a division counts in the publisher's country, or in one that the text names, beside another."""


@dataclass
class Setting:
    """Where a text plays: `towns` in order of how plainly they are named, as comparable names.

    `words` are the lower-case words that the names of places are made of.
    """

    towns: list[str] = field(default_factory=list)
    state: State | None = None
    words: set[str] = field(default_factory=set)


@lru_cache(maxsize=1 << 15)
def _entries(name: str, reference: Reference) -> tuple[Entry, ...]:
    """What a name may mean: a common word only what is large, a second name only a large town."""
    found = reference.places.homonyms(name)
    common = bool(found) and reference.background.rarity(name.lower()) < _COMMON_BITS
    return tuple(
        one for one in found if one.precision in _WIDE or (one.people >= _LARGE if common or not one.proper else True)
    )


def is_place(name: str, reference: Reference) -> bool:
    """Whether a name of several words is a town's or a division's own name."""
    return bool(_entries(name, reference))


class _Reader:
    """One report's mentions of places, weighed by how plainly they are places and how early they stand."""

    def __init__(self, reference: Reference, country: str | None) -> None:
        self._reference = reference
        self._country = country
        self.mentions: dict[tuple[str, bool], float] = defaultdict(float)
        self.entries: dict[str, tuple[Entry, ...]] = {}
        self.states: dict[State, float] = defaultdict(float)
        self.countries: set[str] = {country} if country else set()
        self.words: set[str] = set()

    def read(self, found: Tokens, runs: Sequence[Run], people: Sequence[Named], title: bool) -> None:
        """Take up the places that a text names in runs of capitalised words, other than the names of `people`."""
        taken = {at for one in people for at in range(*one.run)}
        persons = {name for one in people for name in (one.first, one.last)}
        for start, end in runs:
            at = start
            while at < end:
                if at in taken or (end - start == 1 and found.lowers[at] in persons and not _is_inside(found, at)):
                    at += 1
                else:
                    at = self._read_at(found, at, start, end, title)

    def _read_at(self, found: Tokens, at: int, start: int, end: int, title: bool) -> int:
        """Read the longest name that begins at a token; gives the token to go on from."""
        if found.lowers[at] in _NOT_PLACES or found.words[at] == ".":
            return at + 1
        for stop in range(min(end, at + 4), at, -1):
            if found.words[stop - 1] == ".":
                continue
            name = found.words[at] if stop == at + 1 else " ".join(w for w in found.words[at:stop] if w != ".")
            entries = _entries(name, self._reference)
            county = stop < end and found.lowers[stop] in _COUNTIES
            after = None
            if found.within(at, stop + 1) and found.words[stop] == ",":
                after = named_at(found, stop + 1, self._reference.places)
            if not entries and not county and (after is None or stop < end):
                continue
            weight = _weight(found, at, stop) + (2.0 if after else 0.0)
            if not weight and not county and not ((at, stop) == (start, end) and _is_known(entries)):
                continue
            factor = 2.0 if title else _LATE + (2.0 - _LATE) / (1 + 0.3 * found.sentences[at])
            self.words.update(found.lowers[at:stop])
            if after is not None:
                state, beyond = after
                self.states[state] += 3 * factor
                self.words.update(found.lowers[stop + 1 : beyond])
                self._mention(name, entries, county, weight * factor)
                return beyond
            if not county and not self._is_wide(entries, factor):
                return stop
            self._mention(name, entries, county, max(weight, 1.5 if county else 0.5) * factor)
            return stop
        return at + 1

    def _mention(self, name: str, entries: tuple[Entry, ...], county: bool, weight: float) -> None:
        key = comparable(name)
        self.mentions[key, county] += weight
        self.entries[key] = entries

    def _is_wide(self, entries: tuple[Entry, ...], factor: float) -> bool:
        """Count a division or country of that name; gives whether the name may be a town's beside."""
        wide = [entry for entry in entries if entry.precision in _WIDE and entry.proper]
        if not wide:
            return True
        entry = next((entry for entry in wide if entry.country == self._country), wide[0])
        if entry.precision is PlacePrecision.COUNTRY:
            self.countries.add(entry.country or "")
        elif entry.country:
            self.states[entry.country, entry.name] += 2.5 * factor
        return any(one.people >= _KNOWN and one.precision not in _WIDE for one in entries)


def setting(
    title: Tokens, title_runs: Sequence[Run], body: Tokens, body_runs: Sequence[Run], people: Sequence[Named],
    reference: Reference, country: str | None,
) -> Setting:  # fmt: skip
    """The places of a report by the words of its title and its body; `country` is its publisher's (ISO)."""
    reader = _Reader(reference, country)
    reader.read(body, body_runs, people, False)
    reader.read(title, title_runs, people, True)
    state = _state(reader)
    scores = {
        f"{name} county" if county else name: weight * _fit(name, county, state, reader)
        for (name, county), weight in reader.mentions.items()
    }
    return Setting(sorted(scores, key=lambda one: (-scores[one], one)), state, reader.words)


def _fit(name: str, county: bool, state: State | None, reader: _Reader) -> float:
    """How much a place may be the main one of a text that plays in a state."""
    if county:
        return 0.6
    entries = reader.entries[name]
    outside = state is not None and entries and not any((one.country, one.admin1) == state for one in entries)
    return _OUTSIDE if outside else 1.0


def _state(reader: _Reader) -> State | None:
    """The division with most votes: those named, and those in which what else is named lies, the larger town first."""
    votes: dict[State, float] = defaultdict(float, reader.states)
    for (name, county), weight in reader.mentions.items():
        sizes: dict[State, float] = {}
        for one in reader.entries[name]:
            if one.country and one.admin1 and one.precision not in _WIDE:
                state = one.country, one.admin1
                sizes[state] = max(sizes.get(state, 0.0), log10(max(one.people, 500)))
        if county and (states := with_county(name)):
            sizes = dict.fromkeys(states, 1.0)
            weight *= 2 / len(states) ** 0.5
        largest = max(sizes.values(), default=1.0)
        for state, size in sizes.items():
            votes[state] += weight * (size / largest) ** 3 * 0.5
    for state in votes:
        if state[0] in reader.countries:
            votes[state] *= _HOME
    return max(votes, key=lambda state: (votes[state], state), default=None)


def _weight(found: Tokens, at: int, stop: int) -> float:
    """How plainly the words around a name say that it is a place's."""
    before = found.lowers[at - 1] if found.within(at, at - 1) else ""
    weight = 2.5 if before in _INSIDE else 1.2 if before in _IN_FRONT else 0.0
    if found.within(at, stop) and found.lowers[stop] in _BODIES:
        weight = max(weight, 2.5)
    if at in found.opens and found.sentences[at] < _DATELINE_WITHIN and _is_dateline(found, stop):
        weight += 4.0
    return weight


def _is_dateline(found: Tokens, stop: int) -> bool:
    """Whether a dash follows a name that opens a line, with no more than a date, a state and a credit between."""
    for at in range(stop, min(stop + _DATELINE_WORDS, len(found.words))):
        word = found.words[at]
        if word in "—-":
            return True
        if word not in ",.()/:" and not word[0].isupper() and not word[0].isdigit():
            return False
    return False


def _is_known(entries: tuple[Entry, ...]) -> bool:
    return any(entry.precision in _WIDE or entry.people >= _KNOWN for entry in entries)


def _is_inside(found: Tokens, at: int) -> bool:
    return found.within(at, at - 1) and found.lowers[at - 1] in _INSIDE
