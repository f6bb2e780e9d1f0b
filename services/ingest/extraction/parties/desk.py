"""Whose forces and offices a report means that names no country: those of the land whose town heads it."""

from typing import Final

from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.standing import Standing
from services.ingest.extraction.scene import Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Desk"]

_ARMED: Final = word_set("state_forces") | {"soldier"}
_LOYAL: Final = frozenset({"government", "regime", "loyalist"})
_ANSWERS: Final = frozenset({"respond", "return", "retaliate", "repel", "repulse", "intercept"})
_CIVIL: Final = word_set("at_the_desk")
"""Who speaks to a reporter in his town whoever else's army is told of."""


class Desk(Standing):
    """Knows where the report was filed, and on whose ground it tells of whom."""

    filed_in: str | None = None
    """The country of the town in the dateline."""
    item_in: str | None = None
    """The country that heads the item."""

    def at_desk(self, node: Node, scene: Scene) -> str | None:
        """Whose a bare body is: forces of a government are of the land, an army is the foreign one that has just
        struck, else that of the dateline; so are officials and police where no other's are told of."""
        words = {n.lower for n in phrases.core(node)}
        if not {"the", "a"}.issuperset(n.lower for n in node.all("det")) or self.official:
            return None
        if any(n.tag in ("NNP", "NNPS") for n in phrases.core(node)[:-1]):
            return None
        force = node.noun_lemma in _ARMED or node.lower in _ARMED
        if force and words & _LOYAL:
            return self.here or self._ground() or self._home()
        police = "police" in words
        if force and not police:
            return self._striker(scene) or (None if self._others_told(ActorKind.MILITARY) else self._home())
        if police:
            return None if self._others_told(ActorKind.POLICE) else self._home() or (self._striker(scene) and self.here)
        return self._home() if node.noun_lemma in _CIVIL else None

    def _striker(self, scene: Scene) -> str | None:
        """The state whose forces have just struck on the ground of another, where nobody answers them."""
        whose, land = self.strikes.assailant, self.here
        if whose is None or whose.kind is not ActorKind.MILITARY or land in (None, whose.country):
            return None
        if any(k.kind is ActorKind.MILITARY and k.country != whose.country for k in self.recent[-12:]):
            return None
        answers = any(n.verb_lemma in _ANSWERS for n in scene.tree.nodes)
        return land if answers else whose.country

    def _others_told(self, kind: ActorKind) -> bool:
        """Whether such a body of another state than that of the dateline was told of."""
        return any(known.kind is kind and known.country != self.filed_in for known in self.recent[-12:])

    def _home(self) -> str | None:
        """The country of the dateline, unless the report is of another land."""
        return None if self.filed_in is None or self._is_abroad(self.filed_in) else self.filed_in

    def _is_abroad(self, home: str) -> bool:
        """Whether a report is of another land than where it was filed: it tells of places there and of nobody at home,
        nor of anybody who is at war with home and not with that land."""
        land = self._ground()
        named = self.countries[home] - (self.publisher.country == home) > 1  # beside the dateline
        if land is None or self.ground[home] or named:
            return False
        foes = self._sides.adversaries(home, self.day)
        return not any(foe in foes and land not in self._sides.adversaries(foe, self.day) for foe in self.named)
