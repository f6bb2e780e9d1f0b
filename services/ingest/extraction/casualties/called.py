"""What the words of a figure call its people: what kind they are of, and whose."""

import re
from typing import Final

from schemas.slots import Casualty
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.parties.belonging import side_key
from services.ingest.extraction.parties.names import Names

__all__ = ["Called", "of_two_sides"]

_WORDS: Final = 3
"""Words of the longest name of a kind of people, and of the longest that is looked for of whose they are."""


_OWN: Final = frozenset({"its", "their", "our", "his", "my", "own"})
_BOTH_SIDES: Final = re.compile(r"\b(?:both sides|(?:each|either) side)$", re.IGNORECASE)


def of_two_sides(words: str) -> bool:
    """Whether words count people of two sides at once, who are nobody's: "a dozen on both sides"."""
    return _BOTH_SIDES.search(words) is not None


class Called:
    """Reads the words of the figures of one report."""

    def __init__(self, names: Names, lexicon: Lexicon) -> None:
        self._names = names
        self._lexicon = lexicon
        self.lost: set[tuple[str, str]] = set()
        """Words of figures with the side whose losses the grammar around them says they are."""

    def kinds(self, cell: Casualty) -> set[ActorKind]:
        """What the words of a figure say its people are, by their longest names: "gang members" are no members."""
        found, words = set(), cell.words.lower().split()
        for end in range(len(words), 0, -1):
            for size in range(min(end, _WORDS), 0, -1):
                head = self._lexicon.noun_lemmas.get(words[end - 1], words[end - 1])
                person = self._lexicon.people.get(" ".join([*words[end - size : end - 1], head]))
                if person is not None:
                    found.add(person.kind)
                    break
        return found

    def named(self, cell: Casualty) -> bool:
        """Whether they name whose people they are: "nine Seleka fighters", "six Indian troops", "two of its men"."""
        if of_two_sides(cell.words) or (cell.words, cell.side) in self.lost:
            return True
        if cell.side is not None and not _OWN.isdisjoint(cell.words.lower().split()):
            return True
        if cell.side is None:
            return False
        words = cell.words.split()
        state = cell.side.partition(".")[0].upper()  # "pk.rangers" are Pakistan's
        if any(self._names.country_of(word) == state for word in words if word[:1].isupper()):
            return True
        if len(cell.side) == 2:
            return False
        spans = (words[at : at + size] for size in range(1, _WORDS + 1) for at in range(len(words) + 1 - size))
        names = (" ".join(span) for span in spans if all(word[:1].isupper() for word in span))
        return any(side_key(self._names.resolve(name)) == cell.side for name in names)
