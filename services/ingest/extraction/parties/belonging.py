"""Whose people the counted are: by their own words, by who lost them, or as one of two parties that they fit."""

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind, CasualtyCategory, Victims
from services.ingest.extraction.casualties import Toll
from services.ingest.extraction.discourse import side
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import GROUPS, Names, Scene, struck_by_speaker
from services.ingest.extraction.parties.roles import forces
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Belonging", "side_key"]

_LOST = frozenset({"loss", "toll", "casualty"})
_PRICE = frozenset({"price", "cost"})
_SIDES = frozenset({"side", "rank", "ranks", "camp"})
_OWN = frozenset({"own", "friendly"})
_FOES = frozenset({"enemy", "adversary", "hostile", "opposing"})
_SUFFERING = frozenset({"have", "suffer", "sustain", "record", "incur", "take"})
_BEARING = frozenset({"suffer", "sustain", "incur"})
_CONCEDING = frozenset(
    {"acknowledge", "admit", "announce", "concede", "confirm", "mourn", "record", "report", "suffer", "sustain", "take"}
)
"""What one does with losses of one's own."""
_DEATHS = frozenset({"death", "dead", "fatality"})
_ADMITTING = frozenset({"acknowledge", "admit", "concede", "mourn"})
"""What a group does with its dead alone: "Hezbollah acknowledged four dead"."""
_ABOARD = word_set("seafarers")
_MEN = frozenset({"man", "comrade"})
_OF_MEN = frozenset({"its", "their", "our", "his", "my"})
"""Whose "men" are under arms."""
_US = frozenset({"we", "us"})
_PEACEKEEPERS = frozenset({"peacekeeper", "blue helmet"})
_IRREGULAR = (ActorKind.REBEL, ActorKind.UNIDENTIFIED_ARMED)
_BEARING_ARMS = (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED)
_REGULAR = (ActorKind.MILITARY, ActorKind.POLICE)
_HELPING = (ActorKind.NGO, ActorKind.IGO)


class Belonging:
    """Gives counted people a side, or none."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def told(self, toll: Toll, scene: Scene, owner: Actor | None) -> str | None:
        """The side that the words around a figure give, spoken by `owner`."""
        if toll.people is None:
            return self._spared(toll, scene, owner) or self._names.owned(toll.predicate, scene, owner)
        node, speaker = toll.people, owner or self._names.publisher
        if node.noun_lemma == "martyr" and speaker.kind in (*STATE, ActorKind.LOCAL_AUTHORITY):
            return speaker.country  # nobody's enemies are martyrs
        if node.noun_lemma in _PEACEKEEPERS and len(self._names.missions) == 1:
            return next(iter(self._names.missions))  # a "Zambian peacekeeper" falls for the mission
        found = self._names.actor(node, scene, owner) if node.is_noun else None
        common = found is not None and found.kind is ActorKind.CIVILIAN
        if common and (toll.victims is Victims.MILITARY or side_key(found) is None):
            found = None  # "the army lost nine men", "five people on the Kyrgyz side"
        if found is not None and struck_by_speaker(node) and side(found) == side(owner):
            return side_key(self._names.opponent(owner))
        if found is not None and found.kind is not ActorKind.MEDIA:
            return side_key(found)
        country = self._names.owned(node, scene, owner)
        if country:
            return country
        for inner in phrases.prep_objects(node, "of", "from"):
            own = _of_its_own(node) if inner.head.lower == "of" else None
            found = self._names.pronoun(own, owner) if own is not None else self._names.actor(inner, scene, owner)
            if found is not None:
                return side_key(found)
        if (among := _among(toll)) is not None:
            found = self._of_side(among, scene, owner)
            if found is not None:
                return side_key(found)
            if country := self._names.owned(among, scene, owner):
                return country
        poss = phrases.possessor(node) or _loser(toll)
        if node.tag == "PRP$" or poss is None:
            return None
        if node.noun_lemma in _ABOARD and node.dep == "conj" and poss.lower in ("its", "their"):
            return self._names.owned(node.head, scene, owner)  # "a Thai trawler and its crew of nine"
        subject = _subject_above(poss) if poss.lower in ("its", "their") else None
        found = self._names.actor(subject, scene, owner) if subject is not None else None
        if found is not None and found.kind is not ActorKind.MEDIA:
            return side_key(found)  # "the group put its losses at six"
        pronoun = poss.tag in ("PRP$", "PRP")
        return side_key(self._names.pronoun(poss, owner) if pronoun else self._names.actor(poss, scene, owner))

    def lost(self, toll: Toll, scene: Scene, owner: Actor | None) -> Actor | None:
        """Who lost men of its own, whom no other word calls soldiers: "five of its men", "the loss of nine men"."""
        node = toll.people
        bare = toll.person is None and node is not None and (node.tag == "CD" or toll.figure.max == 0)
        if node is not None and (group := self._admitting(node, scene, owner)) is not None:
            return group
        # "Russia lost 900 soldiers": soldiers are whose they were lost to, whoever counts them.
        soldiers = toll.predicate.verb_lemma == "lose" and toll.person is not None and toll.person.armed
        if toll.people is not None and (leaver := _leaver(toll.people)) is not None:
            return self._of_those(leaver, scene, owner)
        if toll.predicate.noun_lemma == "loss" and node is not toll.predicate:
            return self._bereft(toll.predicate, scene, owner)
        if node is None or not (bare or soldiers or node.noun_lemma in _MEN):
            return None
        whose = phrases.possessor(node)
        if whose is not None and whose.tag == "PRP$":
            found = owner if whose.lower in ("his", "my") else self._names.pronoun(whose, owner)
            found = found if whose.lower in _OF_MEN else None
        else:
            loser = whose or _loser(toll)
            pronoun = loser is not None and loser.tag == "PRP"
            found = self._names.pronoun(loser, owner) if loser is not None and pronoun else None
            if loser is not None and not pronoun:
                found = self._names.foe(loser, scene, owner) or self._names.actor(loser, scene, owner)
        found = forces(found, self._names)  # "two of its men", of a ministry of defence
        return found if found is not None and found.kind in _BEARING_ARMS else None

    def _bereft(self, loss: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Whose losses are: "our losses", "the losses of the enemy", "Malian losses"."""
        whose = phrases.possessor(loss) or phrases.of_object(loss)
        if whose is not None and whose.tag == "PRP$":
            return forces(self._names.pronoun(whose, owner), self._names)
        if (foe := self._names.foe(whose or loss, scene, owner)) is not None:
            return foe
        found = self._names.actor(whose, scene, owner) if whose is not None else None
        return forces(found, self._names) or self._names.military(self._names.owned(loss, scene, owner))

    def _admitting(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The group that admits to deaths, of which it does not say whose they are."""
        deaths = node.noun_lemma in _DEATHS or any(c.lower in _DEATHS for c in node.all("amod"))
        admits = node.dep == "dobj" and deaths and node.head.verb_lemma in _ADMITTING
        if not admits or phrases.of_object(node) is not None:
            return None
        who = next(iter(subjects(node.head)), None)
        if who is None:
            return None
        found = self._names.pronoun(who, owner) if who.tag == "PRP" else self._names.actor(who, scene, owner)
        return found if found is not None and found.kind in GROUPS and found.id is not None else None

    def _of_those(self, leaver: Node, scene: Scene, owner: Actor | None) -> Actor:
        """Those who left dead behind them, by their own words where nobody knows them: not who saw them off."""
        own = leaver.tag == "PRP" and leaver.lower in _US
        found = self._names.pronoun(leaver, owner) if own else self._names.actor(leaver, scene, owner)
        found = self._names.foe(leaver, scene, owner) or found
        # "The force that attacked it" is not the force that says so.
        known = found is not None and found.kind in _BEARING_ARMS and (own or side(found) != side(owner))
        words = phrases.words(phrases.core(leaver))
        return found if found is not None and known else Actor(name=words, kind=ActorKind.UNIDENTIFIED_ARMED)

    def _spared(self, toll: Toll, scene: Scene, owner: Actor | None) -> str | None:
        """Who has no losses: "the army suffered none", "our side recorded no casualties", "no losses on our side"."""
        if (own := _of_its_own(toll.predicate)) is not None:
            return side_key(self._names.pronoun(own, owner))
        among = _among(toll)
        verb = toll.predicate.head
        if among is None and toll.predicate.dep == "dobj" and verb.verb_lemma in _SUFFERING:
            subject = next(iter(subjects(verb)), None)
            if subject is not None and subject.noun_lemma not in _SIDES:
                pronoun = subject.tag == "PRP"
                found = self._names.pronoun(subject, owner) if pronoun else self._names.actor(subject, scene, owner)
                return side_key(found)
            among = subject
        return side_key(self._of_side(among, scene, owner)) if among is not None else None

    def _of_side(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Who is meant by a side or by ranks: "on our side", "on the friendly side", "on the enemy's side"."""
        if (of := phrases.of_object(node)) is not None and (foe := self._names.foe(of, scene, owner)) is not None:
            return foe
        whose = phrases.possessor(node)
        speaker = owner or self._names.publisher
        called = {n.lower for n in (*node.children, *(whose.children if whose is not None else ()))}
        if not _FOES.isdisjoint({*called, *(n.noun_lemma for n in (whose,) if n is not None)}):
            return self._names.opponent(speaker)
        if whose is not None and whose.tag == "PRP$":
            return self._names.pronoun(whose, owner)
        if not _OWN.isdisjoint(called):
            return self._names.own_forces(owner, wide=True)
        return self._names.actor(whose if whose is not None else node, scene, owner)

    def party(
        self, kind: ActorKind | None, target: Actor | None, initiator: Actor | None, claimant: Actor | None
    ) -> str | None:
        """The side of people of a kind, who were hit together with `target` by `initiator`.

        Rebels who die where rebels attack an army are the rebels' own, and soldiers who die in their army's attack are
        the army's. Rebels who die at an army's hands, and nobody says of whom, are its only enemy's. Whom a state calls
        rebels may be another state's soldiers, but never its own.
        """
        if target is not None and initiator is not None and side(target) != side(initiator):
            theirs, ours = target.kind, initiator.kind
            if (kind in _IRREGULAR and theirs in STATE and ours in GROUPS) or (
                kind in _REGULAR and theirs in GROUPS and ours in STATE
            ):
                return side_key(initiator)
        own = (
            kind in _IRREGULAR
            and target is not None
            and target.kind in STATE
            and not any(a is not None and a.kind in STATE and side(a) != side(target) for a in (initiator, claimant))
        )
        if (
            kind is ActorKind.MILITARY
            and target is not None
            and target.kind in GROUPS
            and side(claimant) != side(target)
        ):
            return None  # soldiers are no group's, unless it says so itself
        plain = kind in (None, ActorKind.UNKNOWN, ActorKind.CIVILIAN)
        if plain and target is not None and target.kind in _HELPING:
            return None  # who is hurt in a school or hospital of those who help is mostly none of them
        if target is not None and not own and side(target) != side(initiator):
            found = side_key(target)
            if found is not None:
                return found
        speaker = initiator if initiator is not None else claimant
        if kind in _IRREGULAR and speaker is not None and speaker.kind in STATE:
            foe = self._names.opponent(speaker)
            return side_key(foe) if foe is not None and foe.kind in GROUPS else None
        return None


def _of_its_own(node: Node) -> Node | None:
    """Who has people of its own, by the word for it: "losses of our own", "nine of ours"."""
    inner = phrases.of_object(node)
    if inner is None or inner.lower == "ours":
        return inner
    return phrases.possessor(inner) if inner.lower in _OWN else None


def _leaver(node: Node) -> Node | None:
    """Who left the counted behind: "the raiders fled, leaving behind nine dead"."""
    behind = node.dep == "pobj" and node.head.lower == "behind"  # so the parser hangs "left behind nine dead"
    verb = node.head.head if behind else node.head
    if verb.verb_lemma != "leave" or not (behind or any(c.lower == "behind" for c in verb.children)):
        return None
    while not subjects(verb) and verb.dep in ("conj", "advcl", "xcomp") and verb.head.is_verb:
        verb = verb.head
    return verb.head if verb.dep == "acl" else next(iter(subjects(verb)), None)


def _subject_above(node: Node) -> Node | None:
    """The subject of the nearest verb over a node, which it is no part of."""
    verb = next((up for up in node.ancestors() if up.is_verb), None)
    found = next(iter(subjects(verb)), None) if verb is not None else None
    return found if found is not None and not node.within(found) else None


def _among(toll: Toll) -> Node | None:
    """The side or ranks that the counted are said to be on, at their noun or anywhere in their clause."""
    inside = [n for n in (toll.people, toll.predicate) if n is not None]
    for node in (*inside, *list(toll.predicate.ancestors())[:3]):
        for target in phrases.prep_objects(node, "on", "in", "from", "among", "of"):
            if target.noun_lemma in _SIDES:
                return target
    return None


def _loser(toll: Toll) -> Node | None:
    """Who lost the counted: "the brigade's losses at two dead", "its toll at five", "the army lost nine men"."""
    verb = toll.predicate
    if verb.verb_lemma == "lose" and verb.is_verb and toll.category is CasualtyCategory.KILLED and toll.people:
        while not subjects(verb) and verb.dep in ("conj", "advcl", "xcomp") and verb.head.is_verb:
            verb = verb.head  # "were beaten back, losing nine men"
        lost = next(iter(subjects(verb)), None)
        return lost if lost is not toll.people else None
    for up in list(toll.people.ancestors())[:4] if toll.people else ():
        if up.noun_lemma in _LOST and up.is_noun:
            named = phrases.possessor(up) or up.child("compound")
            own = up.dep == "dobj" and up.noun_lemma == "loss" and up.head.verb_lemma in _CONCEDING
            return named or (next(iter(subjects(up.head)), None) if own else None)
        if up.noun_lemma in _PRICE and up.head.dep == "prep" and up.head.head.is_verb:
            return next(iter(subjects(up.head.head)), None)  # "threw them back at the price of three dead"
        if up.is_verb:
            if up.verb_lemma in _BEARING and toll.people is not None and toll.people.i > up.i:
                return next(iter(subjects(up)), None)  # "our forces suffered two dead and six wounded"
            named = next((n for n in up.all("dobj", "nsubj", "nsubjpass") if n.noun_lemma in _LOST), None)
            return (phrases.possessor(named) or named.child("compound")) if named is not None else None
    return None


def side_key(actor: Actor | None) -> str | None:
    """The `side` of a casualty figure: the ISO code for a state's people, else the actor's id."""
    if actor is None:
        return None
    if actor.country and (
        (actor.kind in STATE and (actor.id is None or actor.id.split(".")[0] == actor.country.lower()))
        or actor.kind is ActorKind.CIVILIAN
    ):
        return actor.country
    return actor.id if actor.kind is not ActorKind.CIVILIAN else None
