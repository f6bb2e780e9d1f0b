"""Who did it and who was hit: the parties of a frame, by the grammar of its triggers.

One function for each way a trigger takes its arguments, named in the `frame` column of `triggers.tsv`.
"""

from collections.abc import Callable

from schemas.slots import Actor
from schemas.vocabulary import EVENT_TYPES, ActorKind
from services.ingest.extraction import phrases
from services.ingest.extraction.discourse import PARTIES, STATE, side
from services.ingest.extraction.frames import Frame
from services.ingest.extraction.grammar import is_passive, light_verb, patients, subjects
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.names import GROUPS, Names, Scene, same_actor
from services.ingest.extraction.senses import noun_classes
from services.ingest.extraction.tree import Node

__all__ = ["argue"]

_AT = ("on", "against", "at", "upon", "into", "towards", "toward", "over", "across")
_ACTING = frozenset({"weapon", "drone", "air"})
_EVENTS = frozenset({"act", "fire", "ground", "mutual"})
"""Frames of event nouns that may stand as the doer: "wounded by Thai shelling"."""
_SOIL = frozenset({"territory", "soil", "side", "land", "ground", "airspace", "direction", "position", "post"})
"""Where fire comes from, when that is somebody's."""
_DEFENDING = frozenset({"armed", "base", "weapon", "air"})
_WAR_GOODS = word_set("war_goods")
"""What one strikes of the other side only."""
_LIBERATED = frozenset({"liberate", "retake", "recapture", "regain", "clear", "free", "cleanse"})
"""What only one's own side does in one's own words."""
_PITTING = frozenset({"pit", "involve", "oppose", "set"})
"""What fighting does to those who fight: "fighting pitted X against Y"."""
_GUILTY = frozenset({"responsible", "guilty", "culpable", "accountable"})
_SENDING = frozenset({"fire", "launch", "send", "fly", "drop", "lob", "release", "shoot", "operate", "pilot"})
Roles = tuple[Actor | None, Actor | None]


class _Arguments:
    """Reads the arguments of one frame."""

    def __init__(self, frame: Frame, scene: Scene, names: Names, lexicon: Lexicon) -> None:
        self.frame, self.scene, self.names, self.lexicon = frame, scene, names, lexicon
        self.owner = frame.owner.claimant if frame.owner is not None else None

    def classes(self, node: Node) -> frozenset[str]:
        return noun_classes(node, self.scene, self.names, self.lexicon)

    def party(self, node: Node) -> Actor | None:
        return self.names.party(node, self.scene, self.owner)

    def first(self, nodes: list[Node]) -> Actor | None:
        for node in nodes:
            found = self.party(node)
            if found is not None:
                return found
        return None

    def doer(self, nodes: list[Node]) -> Actor | None:
        """The party behind a subject: itself, or the owner of the weapon that is the subject."""
        for node in nodes:
            event = next((s for s in self.lexicon.triggers.get(node.noun_lemma, ()) if s.pos == "N"), None)
            if event is not None and node.is_noun and node is not self.frame.trigger and event.frame in _EVENTS:
                found = self.noun(node, event.frame)[0]
                if found is not None:
                    return found
                continue
            if self.classes(node) & _ACTING or phrases.weapon(node, self.lexicon):
                found = self.names.bearer(node, self.scene, self.owner)
                if found is not None:
                    return found
                told = node.all("acl", "relcl")
                for verb in (*told, *(inner for outer in told for inner in outer.all("ccomp", "xcomp"))):
                    if verb.verb_lemma in _SENDING:
                        by = phrases.prep_objects(verb, "by")
                        found = self.first([n for n in (*by, *subjects(verb)) if n.tag not in ("WDT", "WP")])
                        found = found or self.first(phrases.prep_objects(verb, "from"))
                        if found is not None:
                            return found
                if (
                    self.classes(node) & {"air"}
                    and "drone" not in self.classes(node)
                    and not is_passive(self.frame.trigger)
                ):
                    return self.names.own_forces(self.owner)
                continue
            if (
                self.classes(node) & {"people", "armed", "actor", "pronoun", "ship", "name"}
                or node.i in self.scene.mentions
                or node.tag in ("NNP", "NNPS")
            ):
                actor = self.party(node)
                if actor is not None:
                    return actor
        return None

    def ship(self, nodes: list[Node], *more: str) -> Actor | None:
        """A ship of nobody's navy: whoever sails on her are civilians."""
        found = next(
            (n for n in nodes if "ship" in phrases.classes(n, self.lexicon) or self.classes(n) & set(more)), None
        )
        if found is None or phrases.people(found, self.lexicon) is not None:
            return None
        named = next((n for n in found.all("appos") if n.tag == "NNP"), found)
        return Actor(name=phrases.words(phrases.core(named))[:120], kind=ActorKind.CIVILIAN)

    def owner_of_weapon(self, nodes: list[Node]) -> Actor | None:
        for node in nodes:
            found = self.names.bearer(node, self.scene, self.owner) or (
                self.party(node) if "armed" in self.classes(node) else None
            )
            if found is not None:
                return found
        return None

    def behind(self) -> Actor | None:
        """Who is behind fire that nobody is said to have opened: whose soil it came from."""
        for trigger in self.frame.nodes:
            for node in trigger.subtree():
                if node.dep in ("ccomp", "parataxis") or node is trigger:
                    continue
                if node.lower == "from" and node.dep == "prep":
                    for source in phrases.prep_objects(node.head, "from"):
                        if source.noun_lemma in _SOIL and (found := self.whose(source)) is not None:
                            return found
        return None

    def whose(self, node: Node) -> Actor | None:
        """The armed forces or group that soil, a side or a position belongs to."""
        for inner in phrases.core(node)[:-1]:
            mention = self.scene.mentions.get(inner.i)
            if mention is not None and mention.actor.kind in GROUPS:
                return mention.actor
        country = self.names.owned(node, self.scene, self.owner)
        if country is not None:
            return self.names.military(country)
        found = self.first(phrases.prep_objects(node, "of", "under"))
        return found if found is not None and found.kind is not ActorKind.CIVILIAN else None

    def own_base(self) -> Actor | None:
        """Bare "positions" that were fired at are those of the side that says so."""
        owner = self.owner or (self.names.publisher if self.names.official else None)
        if owner is None or self.frame.initiator is None or not EVENT_TYPES[self.frame.type].violent:
            return None
        if side(owner) is None or owner.kind not in PARTIES:
            return None
        own = side(owner) == side(self.frame.initiator)
        for trigger in self.frame.nodes:
            for node in [*patients(trigger), *phrases.prep_objects(trigger, *_AT)]:
                if "base" in phrases.classes(node, self.lexicon) and not any(
                    n.text[:1].isupper() for n in phrases.core(node)
                ):
                    if own:
                        return self.names.opponent(owner) if node.noun_lemma in _WAR_GOODS else None
                    return self.names.military(owner.country) if owner.kind in STATE and owner.country else owner
        return None

    # -- verbs ----------------------------------------------------------------------------------------------

    def verb(self, node: Node, kind: str) -> Roles:
        return _VERBS.get(kind, _Arguments._act)(self, node)

    def _act(self, node: Node) -> Roles:
        hit = [*patients(node), *phrases.prep_objects(node, *_AT)]
        return self.doer(subjects(node)), self.first(hit) or self.ship(hit)

    def _fire(self, node: Node) -> Roles:
        target = self.first(phrases.prep_objects(node, *_AT))
        if target is None:
            for way in phrases.prep_objects(node, "in", "towards"):
                if way.noun_lemma == "direction":
                    target = target or self.first(phrases.prep_objects(way, "of"))
        if target is None:
            for thing in patients(node):
                target = target or self.first(phrases.prep_objects(thing, *_AT))
        things = [n for n in patients(node) if not is_passive(node) or self.classes(n) & {"weapon", "drone", "air"}]
        doer = self.doer(subjects(node)) or (self.owner_of_weapon(things) if things else None)
        if target is None:
            target = self.ship([*phrases.prep_objects(node, *_AT, "near", "off"), *patients(node)])
        if is_passive(node) and target is None:
            shot_at = [n for n in node.all("nsubjpass") if not self.classes(n) & {"weapon", "drone", "air"}]
            target = self.first(shot_at)  # "a police car was fired on"
        if doer is None and is_passive(node):
            doer = self.first([n for n in phrases.prep_objects(node, "from") if "armed" in self.classes(n)])
        if doer is None and node.dep in ("acl", "relcl") and not is_passive(node):
            doer = self.first([node.head])
        return doer, target

    def _land(self, node: Node) -> Roles:
        things = subjects(node) if not is_passive(node) else patients(node)
        target = self.first([n for n in patients(node) if not is_passive(node)]) or self.first(
            phrases.prep_objects(node, "on", "into", "in", "at", "near", "onto", "under")
        )
        if target is not None and target.kind is ActorKind.GOVERNMENT and target.id and "." not in target.id:
            target = None
        doer = self.doer(things) if not any(self.classes(n) & {"people"} for n in things) else None
        return doer, target

    def _mutual(self, node: Node) -> Roles:
        sides = [a for n in subjects(node) if (a := self.party(n)) is not None]
        others = phrases.prep_objects(node, "with", "against", "between")
        if not others:  # "traded artillery fire with": on the object
            others = [o for n in node.all("dobj") for o in phrases.prep_objects(n, "with", "against")]
        sides += [a for n in self._spread(others) if (a := self.party(n)) is not None]
        if len(sides) < 2:
            sides += [
                a for n in patients(node) if self.classes(n) & {"armed", "actor"} and (a := self.party(n)) is not None
            ]
        return self._two(sides)

    def _two(self, sides: list[Actor]) -> Roles:
        distinct: list[Actor] = []
        for one in sides:
            if not any(same_actor(one, other) for other in distinct):
                distinct.append(one)
        return (distinct[0] if distinct else None), (distinct[1] if len(distinct) > 1 else None)

    def _spread(self, nodes: list[Node]) -> list[Node]:
        found = []
        for node in nodes:
            found.append(node)
            stack = node.all("conj")
            while stack:
                other = stack.pop()
                found.append(other)
                stack += other.all("conj")
        return found

    def _ground(self, node: Node) -> Roles:
        target = self.first([n for n in patients(node) if self.classes(n) & {"armed", "base", "people"}]) or self.first(
            [
                n
                for n in phrases.prep_objects(node, "on", "against", "into", "at")
                if self.classes(n) & {"armed", "base", "people"}
            ]
        )
        return self.doer(subjects(node)), target

    def _repel(self, node: Node) -> Roles:
        attacker = None
        for thing in patients(node):
            if "attack" in self.classes(thing) or self.lexicon.triggers.get(thing.noun_lemma):
                attacker = attacker or self.noun(thing, "ground")[0]
            else:
                attacker = attacker or self.party(thing)
        return attacker, self.doer(subjects(node)) or self.names.own_forces(self.owner)

    def _kill(self, node: Node) -> Roles:
        doers, hit = subjects(node), patients(node)
        if not hit and doers and all("people" in self.classes(n) for n in doers):
            return None, self.first(doers)  # "a child wounded"
        return self.doer(doers), self.first(hit)

    def _casualty(self, node: Node) -> Roles:
        return None, self.first(subjects(node))

    def _take(self, node: Node) -> Roles:
        taken = patients(node)
        return self.doer(subjects(node)), self.first(taken) or self.ship(taken, "name")

    def _taken(self, node: Node) -> Roles:
        return self.first(phrases.prep_objects(node, "to")), self.first(subjects(node))

    def _hold(self, node: Node) -> Roles:
        objects = patients(node)
        target = self.first(phrases.prep_objects(node, "from"))
        if (
            target is not None
            and target.kind is ActorKind.GOVERNMENT
            and not any("armed" in self.classes(n) for n in phrases.prep_objects(node, "from"))
        ):
            target = None
        if target is None:
            target = self.first([n for n in objects if "base" in self.classes(n)])
        doer = self.doer(subjects(node))
        if doer is None and is_passive(node) and node.verb_lemma in _LIBERATED:
            doer = self.names.own_forces(self.owner, wide=True)
        return doer, target

    def _lose(self, node: Node) -> Roles:
        winner = self.first(
            [n for p in phrases.prep_objects(node, "to", "into") for n in (p, *phrases.prep_objects(p, "of"))]
        )
        loser = self.first([n for n in subjects(node) if self.classes(n) & {"armed", "actor", "pronoun"}])
        if is_passive(node):
            loser = self.first(subjects(node))
        return winner, loser if not same_actor(loser, winner) else None

    def _down(self, node: Node) -> Roles:
        doers = subjects(node)
        doer = self.doer(doers)
        if doer is None and (
            not doers
            or any(
                phrases.weapon(n, self.lexicon) or self.classes(n) & {"armed", "base", "weapon", "air"} for n in doers
            )
        ):
            doer = self.names.own_forces(self.owner, wide=True)
        target = self.owner_of_weapon(patients(node))
        return doer, target or self.names.opponent(doer)

    def _damage(self, node: Node) -> Roles:
        doers = [n for n in subjects(node) if self.classes(n) & {"armed", "actor", "weapon", "people"}]
        return self.doer(doers), self.first(list(patients(node)))

    def _block(self, node: Node) -> Roles:
        targets = [
            n
            for n in patients(node)
            if self.classes(n) & {"observer", "people", "armed", "actor", "ship", "vehicle"}
            or n.i in self.scene.mentions
        ]
        people = [n for n in phrases.prep_objects(node, "to") if self.classes(n) & {"people"}]
        return self.doer(subjects(node)), self.first(targets) or self.first(people) or self.ship(patients(node))

    def _move(self, node: Node) -> Roles:
        doer = (
            self.doer(subjects(node))
            or self.owner_of_weapon(patients(node))
            or self.first([n for n in patients(node) if "armed" in self.classes(n)])
        )
        return doer, None

    def _drone(self, node: Node) -> Roles:
        things = [n for n in (*subjects(node), *patients(node)) if self.classes(n) & {"drone", "air"}]
        return self.owner_of_weapon(things) or self.first(
            [n for n in subjects(node) if "armed" in self.classes(n) and n not in things]
        ), None

    def _threaten(self, node: Node) -> Roles:
        target = self.first(patients(node)) or self.first(phrases.prep_objects(node, "against", "to", "at", "on"))
        for verb in node.all("xcomp", "ccomp"):
            target = target or self.first(patients(verb)) or self.first(phrases.prep_objects(verb, *_AT))
        return self.doer(subjects(node)) or self.owner or self.names.publisher, target

    def _agree(self, node: Node) -> Roles:
        return self._mutual(node)

    def _leave(self, node: Node) -> Roles:
        doer = self.doer(subjects(node)) or self.first([n for n in patients(node) if "armed" in self.classes(n)])
        return doer, None

    def _suffer(self, node: Node) -> Roles:
        return self.first(phrases.prep_objects(node, "by", "from")), self.first(subjects(node))

    def _none(self, node: Node) -> Roles:
        return None, None

    # -- nouns ----------------------------------------------------------------------------------------------

    def noun(self, node: Node, kind: str) -> Roles:
        """Arguments of an event noun: possessor, demonym, "by", "on", "of", "between", and its light verb's subject."""
        initiator = target = None
        if kind in ("mutual", "agree"):
            sides = [
                a
                for n in self._spread(phrases.prep_objects(node, "between", "with", "against", "of", "among"))
                if (a := self.party(n)) is not None
            ]
            if len(sides) < 2 and node.head.is_verb and node.dep in ("dobj",):
                sides = [a for n in subjects(node.head) if (a := self.party(n)) is not None] + sides
            if len(sides) < 2 and node.head.verb_lemma in _PITTING and node.dep == "nsubj":
                met = [*patients(node.head), *phrases.prep_objects(node.head, "against", "with")]
                sides += [a for n in self._spread(met) if (a := self.party(n)) is not None]
            for child in node.all("amod", "compound"):
                for part in child.text.replace("–", "-").split("-"):
                    if part[:1].isupper() and (country := self.names.country_of(part)):
                        sides.append(
                            self.names.military(country) or Actor(name=part, country=country, kind=ActorKind.MILITARY)
                        )
            return self._two([s for s in sides if s.kind not in (ActorKind.OBSERVER_MISSION, ActorKind.MEDIA)])
        poss = phrases.possessor(node)
        if poss is not None and kind not in ("kill", "take"):
            initiator = self.party(poss)
        if initiator is None:
            initiator = self.first(phrases.prep_objects(node, "by"))
        if initiator is None:
            for child in node.all("acl", "relcl"):
                if light_verb(child, self.lexicon) == "initiator":
                    initiator = initiator or self.doer([n for n in subjects(child) if n is not node])
        if initiator is None:
            for child in node.all("amod", "compound", "nmod"):
                mention = self.scene.mentions.get(child.i)
                if mention is not None and mention.actor.kind.value in ("military", "rebel", "paramilitary", "police"):
                    initiator = mention.actor
                elif child.text[:1].isupper() and (child.tag == "JJ" or self.names.is_demonym(child.text)):
                    initiator = self.names.military(self.names.country_of(child.text)) or initiator
        if initiator is None and kind in ("fire", "act", "ground", "land", "weapon"):
            sources = [
                n
                for n in phrases.prep_objects(node, "from")
                if self.classes(n) & {"armed", "actor"} and "place" not in self.classes(n)
            ]
            initiator = self.first(sources)
        if initiator is None and kind == "hold":
            initiator = self.first(
                [n for n in phrases.prep_objects(node, "of") if self.classes(n) & {"armed"} and not self._is_place(n)]
            )
        if initiator is None and kind in ("ground", "leave", "move", "threaten", "act"):
            agents = [
                n
                for n in phrases.prep_objects(node, "of")
                if self.classes(n) & {"armed"} and "place" not in self.classes(n)
            ]
            if kind != "act" or any(True for _ in phrases.prep_objects(node, "on", "against")):
                initiator = self.first(agents)
        objects = phrases.prep_objects(node, "on", "against", "at", "upon")
        if kind in ("act", "kill", "take", "damage", "block", "down", "hold", "land"):
            objects += phrases.prep_objects(node, "of")
        if kind in ("kill", "take") and poss is not None:
            objects.append(poss)
        if kind == "down":
            target = self.owner_of_weapon(objects)
        elif kind == "hold":
            target = self.first(phrases.prep_objects(node, "from"))
        elif kind not in ("move", "leave", "drone"):
            target = self.first([n for n in objects if not self._is_place(n)])
        verb = node.head
        if node.dep == "pobj" and verb.lower in ("behind", "for") and initiator is None:
            host = verb.head if verb.head.verb_lemma == "be" else verb.head.head
            if host.verb_lemma == "be" and (verb.lower == "behind" or verb.head.lower in _GUILTY):
                initiator = self.doer(subjects(host))  # "Israel was behind the raid"
        if node.dep == "pobj" and verb.lower in ("under", "to", "from", "in", "with", "of"):
            verb, under = verb.head, verb.lower
            if under == "under" or (verb.verb_lemma == "subject" and under == "to"):
                if verb.verb_lemma == "subject":
                    initiator = initiator or self.doer(subjects(verb))
                    target = target or self.first(patients(verb))
                else:
                    target = target or self.first(subjects(verb) or patients(verb))
                initiator = initiator or self.first(
                    [
                        n
                        for n in (*phrases.prep_objects(verb, "from", "by"), *phrases.prep_objects(node, "from", "by"))
                        if "place" not in self.classes(n) or "armed" in self.classes(n)
                    ]
                )
            return initiator, target
        if verb.is_verb and node.dep in ("dobj", "nsubjpass"):
            side = light_verb(verb, self.lexicon)
            if side == "initiator":
                initiator = initiator or self.doer(subjects(verb))
                target = target or self.first([n for n in phrases.prep_objects(verb, *_AT) if not self._is_place(n)])
            elif side == "target":
                target = target or self.first(subjects(verb))
                initiator = initiator or self.first(phrases.prep_objects(verb, "by", "from"))
        return initiator, target

    def _is_place(self, node: Node) -> bool:
        found = self.classes(node)
        return "place" in found and "people" not in found


_VERBS: dict[str, Callable[[_Arguments, Node], Roles]] = {
    "act": _Arguments._act,
    "fire": _Arguments._fire,
    "land": _Arguments._land,
    "mutual": _Arguments._mutual,
    "ground": _Arguments._ground,
    "repel": _Arguments._repel,
    "kill": _Arguments._kill,
    "casualty": _Arguments._casualty,
    "take": _Arguments._take,
    "taken": _Arguments._taken,
    "hold": _Arguments._hold,
    "lose": _Arguments._lose,
    "down": _Arguments._down,
    "damage": _Arguments._damage,
    "block": _Arguments._block,
    "move": _Arguments._move,
    "drone": _Arguments._drone,
    "threaten": _Arguments._threaten,
    "agree": _Arguments._agree,
    "leave": _Arguments._leave,
    "suffer": _Arguments._suffer,
    "release": _Arguments._take,
    "weapon": _Arguments._land,
    "state": _Arguments._none,
    "tell": _Arguments._none,
    "meet": _Arguments._none,
    "grant": _Arguments._none,
}


def argue(frame: Frame, scene: Scene, names: Names, lexicon: Lexicon) -> None:
    """Fill the parties of a frame from its triggers, the head one first."""
    arguments = _Arguments(frame, scene, names, lexicon)
    for node, sense in zip(frame.nodes, frame.senses, strict=True):
        initiator, target = (
            arguments.verb if sense.pos == "V" and (node.is_verb or node.child("nsubj", "dobj")) else arguments.noun
        )(node, sense.frame)
        frame.initiator = frame.initiator or initiator
        frame.target = frame.target or target
    if frame.initiator is None:
        frame.initiator = arguments.behind()
    if frame.target is None:
        frame.target = arguments.own_base()
    if EVENT_TYPES[frame.type].violent or frame.type.value in ("force_buildup", "drone_activity", "other"):
        frame.initiator = _forces(frame.initiator, names)
        frame.target = _forces(frame.target, names)
    if same_actor(frame.initiator, frame.target):
        frame.target = None


def _forces(actor: Actor | None, names: Names) -> Actor | None:
    """A state that strikes or is struck is its armed forces."""
    if actor is None or actor.kind is not ActorKind.GOVERNMENT or not actor.id or not actor.country:
        return actor
    own = actor.country.lower()
    return (names.military(actor.country) or actor) if actor.id in (own, f"{own}.mod") else actor
