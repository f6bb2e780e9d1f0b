"""Who struck whom, by verbs of striking, firing, fighting, falling and coming to harm."""

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.discourse import side
from services.ingest.extraction.parties.arguments import Roles
from services.ingest.extraction.parties.event_nouns import AT, EventNouns
from services.ingest.extraction.scene import is_country
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Blows"]

_STRANDED = frozenset({"on", "upon", "at"})
_DEFENDING = frozenset({"defence", "defense", "air-defence", "air-defense", "anti-aircraft", "interceptor"})


class Blows(EventNouns):
    """Reads the verbs of one frame that tell of blows."""

    def _act(self, node: Node) -> Roles:
        hit, doer = [*patients(node), *phrases.prep_objects(node, *AT)], self.doer(subjects(node))
        if node.verb_lemma == "use":  # "used water cannon against a boat"
            hit = [at for arms in patients(node) for at in phrases.prep_objects(arms, *AT)] or hit
        return doer, self._fought(hit, doer) or self.first(hit) or self.ship(hit) or self.hit(hit)

    def _fire(self, node: Node) -> Roles:
        if not is_passive(node) and any(c.lower in _STRANDED and not c.children for c in node.children):
            shot_at = [*node.all("nsubj"), *([node.head] if node.dep == "acl" else [])]
            return self.first(phrases.prep_objects(node, "by")), self.first(shot_at)  # "patrol fired upon near X"
        target = self.first(phrases.prep_objects(node, *AT))
        if target is None:
            for way in phrases.prep_objects(node, "in", "towards"):
                if way.noun_lemma == "direction":
                    target = target or self.first(phrases.prep_objects(way, "of"))
        if target is None:
            for thing in patients(node):
                target = target or self.first(phrases.prep_objects(thing, *AT))
        things = [n for n in patients(node) if not is_passive(node) or self.classes(n) & {"weapon", "drone", "air"}]
        by = phrases.prep_objects(node, "by") if any(self._weapon(n) for n in subjects(node)) else []
        doer = self.first(by) or self.doer(subjects(node)) or (self.owner_of_weapon(things) if things else None)
        if target is None:
            target = self.ship([*phrases.prep_objects(node, *AT, "near", "off"), *patients(node)])
        if is_passive(node) and target is None:
            shot_at = [n for n in patients(node) if not self.classes(n) & {"weapon", "drone", "air"}]
            target = self.first(shot_at)  # "a police car was fired on", "a patrol fired on by gunmen"
        if doer is None and is_passive(node):
            sources = [n for n in phrases.prep_objects(node, "from") if "armed" in self.classes(n)]
            doer = self.first([n for n in sources if "place" not in self.classes(n)])  # a land fires nothing
        if doer is None and node.dep in ("acl", "relcl") and not is_passive(node):
            doer = self.first([node.head])
        return doer, target

    def _land(self, node: Node) -> Roles:
        things = subjects(node) if not is_passive(node) else patients(node)
        target = self.first([n for n in patients(node) if not is_passive(node)]) or self.first(
            phrases.prep_objects(node, "on", "into", "in", "at", "near", "onto", "under")
        )
        if target is not None and is_country(target):
            target = None
        doer = self.doer(things) if not any(self.classes(n) & {"people"} for n in things) else None
        return doer, target

    def _mutual(self, node: Node) -> Roles:
        sides = self.sides(subjects(node))
        others = phrases.prep_objects(node, "with", "against", "between")
        if not others:  # "traded artillery fire with": on the object
            others = [o for n in node.all("dobj") for o in phrases.prep_objects(n, "with", "against")]
        sides += self.sides(self._spread(others))
        if len(sides) < 2:
            sides += [
                a for n in patients(node) if self.classes(n) & {"armed", "actor"} and (a := self.party(n)) is not None
            ]
        if len(sides) < 2:
            sides = self.between(node) or sides
        return self._two(sides)

    def _repel(self, node: Node) -> Roles:
        attacker = None
        for thing in patients(node):
            if "attack" in self.classes(thing) or self.lexicon.triggers.get(thing.noun_lemma):
                attacker = attacker or self.noun(thing, "ground")[0]
            else:
                attacker = attacker or self.party(thing)
        own = self.owner or (self.names.publisher if self.names.official else None)
        if attacker is not None and side(attacker) == side(own):
            attacker = None  # "beat back two squads", whose nobody says
        return attacker or self.names.opponent(own), self.doer(subjects(node)) or self.names.own_forces(self.owner)

    def _kill(self, node: Node) -> Roles:
        doers, hit = subjects(node), patients(node)
        if not hit and doers and all("people" in self.classes(n) for n in doers):
            return None, self.first(doers)  # "a child wounded"
        doer = self.doer(doers)
        return doer, self.hit(hit, doer=doer)

    def _casualty(self, node: Node) -> Roles:
        return None, self.fallen(subjects(node))

    def _suffer(self, node: Node) -> Roles:
        return self.first(phrases.prep_objects(node, "by", "from")), self.fallen(subjects(node))

    def _down(self, node: Node) -> Roles:
        doers, target = subjects(node), self.owner_of_weapon(patients(node))
        doer = self.doer(doers)
        own = self.names.own_forces(self.owner, wide=True)
        if doer is None and target is not None and side(target) == side(own):
            return self.names.opponent(own), target  # "nothing of ours was shot down"
        if doer is None and (
            not doers
            or any(
                phrases.weapon(n, self.lexicon) or self.classes(n) & {"armed", "base", "weapon", "air"} or _defends(n)
                for n in doers
            )
        ):
            doer = own or (self._defending() if doers else None)
        return doer, target or self.names.opponent(doer)

    def _defending(self) -> Actor | None:
        """Whose bare "air defences" are: of the state whose local authority tells of them."""
        whose = self.owner or self.names.publisher
        return self.names.military(whose.country) if whose.kind is ActorKind.LOCAL_AUTHORITY else None


def _defends(node: Node) -> bool:
    """Whether a thing is told to be one of air defence: "air defences", "anti-aircraft systems"."""
    return not _DEFENDING.isdisjoint(n.noun_lemma for n in phrases.core(node))
