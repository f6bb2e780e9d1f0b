"""Who struck in what a report told last: whom "the attackers" means, and whose "one of them" was."""

from typing import Final

from schemas.slots import Actor
from schemas.vocabulary import EventType

__all__ = ["Strikes"]

_FROM_AFAR: Final = frozenset({EventType.SHELLING, EventType.AIR_STRIKE, EventType.DRONE_STRIKE})


class Strikes:
    """The strikes of one report as they are read."""

    def __init__(self) -> None:
        self.assailant: Actor | None = None
        """Who struck in what the item told last, answers left out."""
        self._item = self._sentence = 0
        self._sent: tuple[Actor | None, int] = None, 0

    def enter(self, item: int, sentence: int) -> None:
        """Come to a sentence of an item; who struck in another item is not "the attackers" of this."""
        self._sentence = sentence
        if item != self._item:
            self._item, self.assailant, self._sent = item, None, (None, 0)

    @property
    def sender(self) -> Actor | None:
        """Whose weapons struck from afar in this sentence or the one before."""
        whose, sentence = self._sent
        return whose if self._sentence - sentence <= 1 else None

    def struck(self, initiator: Actor | None, target: Actor | None, how: EventType) -> None:
        """Remember who struck whom; whoever strikes back at the one who struck first has attacked nobody."""
        first = self.assailant
        if how in _FROM_AFAR:
            self._sent = initiator, self._sentence
        if initiator is not None and not (first is not None and target is not None and first.key == target.key):
            self.assailant = initiator
