"""The parties of event nouns: possessor, demonym, "by", "on", "of", "between", and the subject of a light verb."""

from itertools import takewhile

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.arguments import ARMED, CIVIL_THINGS, Arguments, Roles
from services.ingest.extraction.parties.names import GROUPS, HOLLOW, OWN_MEN
from services.ingest.extraction.scene import is_country
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.grammar import is_passive, light_verb, patients, subjects
from services.ingest.extraction.syntax.tree import Node

__all__ = ["AT", "EventNouns"]

AT = ("on", "against", "at", "upon", "into", "towards", "toward", "over", "across")
_ACTING = frozenset({"weapon", "drone", "air"})
_EVENTS = frozenset({"act", "fire", "ground", "mutual"})
"""Frames of event nouns that may stand as the doer: "wounded by Thai shelling"."""
_PITTING = word_set("pitting")
"""What fighting does to those who fight: "fighting pitted X against Y"."""
_ASSAULTS = word_set("assault_nouns")
"""Nouns that are "of" who does them rather than of whom they hit."""
_PARTED = word_set("parted")
"""What else is between two: a border, a truce."""
_PHRASAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "prep", "attr", "compound"})
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "conj", "parataxis"})
_VOLLEYS = word_set("volleys")
"""What weapons are fired in."""
_AGAIN = frozenset({"the", "this", "these", "those"})
_SOME_OF = frozenset({"one", "two", "three", "another", "others", "second", "third", "some", "several"})
_ARMIES = frozenset({"army", "military", "government"})
_SUFFERERS = frozenset({"target", "object", "victim", "subject"})
_GUILTY = word_set("guilty")
_SEVERAL = word_set("several_of")
_SENDING = word_set("sending")
_BLAMED = frozenset({"blame", "pin"})
_FLOWN = frozenset({"sortie", "flight", "overflight"})


class EventNouns(Arguments):
    """Reads an event noun, also one that stands as the doer: "wounded by Thai shelling"."""

    def _named_together(self, node: Node) -> list[Actor]:
        """Both sides before one noun: "between M23 and Wazalendo fighters"."""
        for one in (node, node.head):
            for both in phrases.prep_objects(one, "between", "among"):
                for first in both.all("nmod", "compound"):
                    named = [n for n in (first, *first.all("conj")) if n.i in self.scene.mentions]
                    if len(named) > 1:
                        return [self.scene.mentions[n.i].actor for n in named]
        return []

    def _yoked(self, node: Node) -> list[Actor]:
        """Both sides before a noun with a dash between them: "M23-FARDC fighting", "RSF-army clashes"."""
        before = [n for n in node.subtree() if n.i < node.i and n.dep in ("compound", "amod", "nmod", "punct")]
        dash = next((n.i for n in before if n.text in ("-", "–")), None)
        if dash is None:
            return []
        pair = [n for n in before if n.i in (dash - 1, dash + 1)]
        told = [self.scene.mentions[n.i].actor for n in pair if n.i in self.scene.mentions]
        if len(told) == 1 and any(n.lower in _ARMIES for n in pair):
            own = told[0]
            army = self.names.opponent(own) if own.kind in GROUPS else self.names.military(own.country)
            told += [army] if army is not None else []
        return [self.names.military(one.country) or one if is_country(one) else one for one in told]

    def between(self, node: Node) -> list[Actor]:
        """Those between whom it went on, wherever in the clause that is said: "gunfire at the bridge between X and Y",
        "clashes broke out again near Z between X and Y"."""
        top = node
        while top.dep in _PHRASAL and not top.is_verb:
            top = top.head
        for prep in top.subtree():
            if prep.lower != "between" or prep.i < node.i:
                continue
            way = takewhile(lambda up: up is not top, prep.ancestors())
            if any(up.dep in _CLAUSES or up.noun_lemma in _PARTED for up in way if up is not node):
                continue
            sides = self.sides(self._spread(prep.all("pobj")))
            if len(sides) > 1:
                return sides
        return []

    def doer(self, nodes: list[Node]) -> Actor | None:
        """The party behind a subject: itself, or the owner of the weapon that is the subject."""
        for node in nodes:
            if self.names.strikes.sender is not None and _one_of_them(node):
                return self.names.strikes.sender
            event = next((s for s in self.lexicon.triggers.get(node.noun_lemma, ()) if s.pos == "N"), None)
            if event is not None and node.is_noun and node is not self.frame.trigger and event.frame in _EVENTS:
                found = self.noun(node, event.frame)[0]
                if found is not None:
                    return found
                continue
            if self._weapon(node):
                found = self.names.bearer(node, self.scene, self.meant(node))
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
                if any(c.lower in _AGAIN for c in node.all("det")) and self.names.strikes.sender is not None:
                    return self.names.strikes.sender  # "the drone", of those that were told of
                if (
                    self.classes(node) & {"air"}
                    and "drone" not in self.classes(node)
                    and not is_passive(self.frame.trigger)
                ):
                    return self.names.own_forces(self.owner)
                continue
            if (
                "vehicle" in self.classes(node)
                and (crew := self.names.bearer(node, self.scene, self.owner)) is not None
            ):
                return crew  # "two Israeli jeeps drove in"
            if (
                self.classes(node) & {"people", "armed", "actor", "pronoun", "ship", "name", "checkpoint", "roadblock"}
                or node.noun_lemma in HOLLOW
                or (node.noun_lemma in OWN_MEN and phrases.possessor(node) is not None)
                or node.i in self.scene.mentions
                or node.tag in ("NNP", "NNPS")
                or self.names.is_foe(node, self.scene)
            ):
                actor = self.party(node) or self.names.sailing(node, self.scene, self.owner)
                if actor is not None:
                    return self.gunmen(node, actor) if self.frame.type in ARMED else actor
        return None

    def _weapon(self, node: Node) -> bool:
        return bool(self.classes(node) & _ACTING) or phrases.weapon(node, self.lexicon) is not None

    def noun(self, node: Node, kind: str) -> Roles:
        """Arguments of an event noun: possessor, demonym, "by", "on", "of", "between", and its light verb's subject."""
        initiator = target = None
        if kind in ("mutual", "agree"):
            sides = self.sides(self._spread(phrases.prep_objects(node, "between", "with", "against", "of", "among")))
            if not sides and node.head.is_verb and node.dep == "nsubj":
                met = phrases.prep_objects(node.head, "between", "among")  # "clashes broke out between X and Y"
                sides = self.sides(self._spread(met))
            if len(sides) < 2:
                sides = self._named_together(node) or self.between(node) or self._yoked(node) or sides
            if len(sides) < 2 and node.head.is_verb and node.dep in ("dobj",):
                sides = self.sides(subjects(node.head)) + sides
            if len(sides) < 2 and node.head.verb_lemma in _PITTING and node.dep == "nsubj":
                met = [*patients(node.head), *phrases.prep_objects(node.head, "against", "with", "to")]
                sides += self.sides(self._spread(met))
            for child in node.all("amod", "compound"):
                if self.names.backed(child, self.scene):
                    continue  # "a US-brokered deal"
                parts = child.text.replace("–", "-").split("-")
                if len(parts) == 1 and self.names.is_seat(parts[0]):
                    continue  # "the Minsk agreements" are of nobody there
                for part in parts:
                    if part[:1].isupper() and (country := self.names.country_of(part)):
                        sides.append(
                            self.names.military(country) or Actor(name=part, country=country, kind=ActorKind.MILITARY)
                        )
            return self._two([s for s in sides if s.kind not in (ActorKind.OBSERVER_MISSION, ActorKind.MEDIA)])
        if kind in ("act", "fire") and (two := self.between(node)):
            return self._two(two)
        poss = phrases.possessor(node)
        bursts = node.noun_lemma in _VOLLEYS or kind == "land"  # "the explosion of a mine left by X"
        fired = [n for n in phrases.prep_objects(node, "of") if self._weapon(n)] if bursts else []
        if fired:
            initiator = self.owner_of_weapon(fired)  # "a barrage of Russian missiles"
        victim = poss if kind in ("kill", "take") and poss is not None and self._suffered(node, poss) else None
        if initiator is None and poss is not None and victim is None:
            initiator = self.party(poss)
        if initiator is None:
            initiator = self.first(phrases.prep_objects(node, "by"))
        if initiator is None and node.dep == "nsubjpass" and node.head.verb_lemma in _BLAMED:
            initiator = self.first(phrases.prep_objects(node.head, "on"))  # "the attack was blamed on the rebels"
        if initiator is None:
            for child in node.all("acl", "relcl"):
                if light_verb(child, self.lexicon) == "initiator":
                    initiator = initiator or self.doer([n for n in subjects(child) if n is not node])
                elif child.verb_lemma in _BLAMED:  # "an attack blamed on the rebels"
                    initiator = initiator or self.first(phrases.prep_objects(child, "on"))
        if initiator is None and victim is None:
            for child in node.all("amod", "compound", "nmod"):
                mention = self.scene.mentions.get(child.i)
                if mention is not None and mention.actor.kind.value in ("military", "rebel", "paramilitary", "police"):
                    initiator = mention.actor
                elif child.text[:1].isupper() and (child.tag == "JJ" or self.names.is_demonym(child.text)):
                    initiator = self.names.military(self.names.country_of(child.text)) or initiator
            initiator = initiator or self.names.keeper(node, self.owner)  # "an army raid"
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
        if initiator is None and node.noun_lemma in _FLOWN:
            initiator = self.owner_of_weapon(phrases.prep_objects(node, "of"))  # "nine sorties of PLA aircraft"
        if initiator is None and node.noun_lemma in _ASSAULTS:
            by = [n for n in phrases.prep_objects(node, "of") if "armed" in self.classes(n) or n.noun_lemma in HOLLOW]
            initiator = self.first(by)  # "a mine attack of the rebels"
        objects = phrases.prep_objects(node, "on", "against", "at", "upon")
        if kind in ("act", "kill", "take", "damage", "block", "down", "hold", "land"):
            of = [n for n in phrases.prep_objects(node, "of") if n not in fired]
            objects += [n for n in of if self.party(n) != initiator]
        if victim is not None:
            objects.append(victim)
        if kind == "down":
            target = self.owner_of_weapon(objects)
        elif kind == "hold":
            target = self.first(phrases.prep_objects(node, "from"))
        elif kind not in ("move", "leave", "drone"):
            target = self.first([n for n in objects if not self._is_place(n)]) or self.hit(
                [n for n in objects if n.noun_lemma in CIVIL_THINGS]
            )
        outer = _counted(node)
        verb = outer.head
        if outer.dep == "pobj" and verb.lower in ("behind", "for") and initiator is None:
            host = verb.head if verb.head.verb_lemma == "be" else verb.head.head
            if host.verb_lemma == "be" and (verb.lower == "behind" or verb.head.lower in _GUILTY):
                initiator = self.doer(subjects(host))  # "Israel was behind the raid"
        if outer.dep == "pobj" and verb.lower in ("under", "to", "from", "in", "with", "of"):
            verb, under = verb.head, verb.lower
            if under == "of" and verb.noun_lemma in _SUFFERERS and verb.dep == "attr":
                return initiator, self.first(subjects(verb.head)) or target  # "were the target of an ambush"
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
        if verb.is_verb and outer.dep in ("dobj", "nsubjpass"):
            side = light_verb(verb, self.lexicon)
            if side == "initiator":
                initiator = initiator or self.doer(subjects(verb))
                target = target or self.first([n for n in phrases.prep_objects(verb, *AT) if not self._is_place(n)])
            elif side == "target":
                target = target or self.first(subjects(verb))
                initiator = initiator or self.first(phrases.prep_objects(verb, "by", "from"))
        return initiator, target

    def _suffered(self, node: Node, whose: Node) -> bool:
        """Whether a possessor is who was killed or taken and not who did it: "the judge's murder"."""
        if phrases.of_object(node) is not None:
            return False
        return whose.tag in ("PRP$", "NNP") or phrases.people(whose, self.lexicon) is not None


def _one_of_them(node: Node) -> bool:
    """Whether a word means one of the things told of before, that struck: "one of them", "another", "a second"."""
    whole = phrases.of_object(node)
    return node.lower in _SOME_OF and (whole is None or whole.lower in ("them", "these", "those", "which"))


def _counted(node: Node) -> Node:
    """What says how many of an event there are, which stands in its place: "a series of attacks"."""
    several = node.dep == "pobj" and node.head.lower == "of" and node.head.head.lower in _SEVERAL
    return node.head.head if several else node
