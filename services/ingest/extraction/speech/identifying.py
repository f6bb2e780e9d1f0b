"""Which speaker a noun phrase names: an entry, a hospital, a local office, or words that no table holds."""

import re

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.parties.names import GROUPS, WORDS, Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.authors import author_of
from services.ingest.extraction.speech.calling import called
from services.ingest.extraction.speech.serving import headed, hospital, hospital_name
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Identifying"]

_SPOKES = word_set("roles")
_HEADS = word_set("heads_of_place")
_BESIDE = word_set("beside_an_office")
"""What stands before an office and is no part of it: "the same municipality", "the de facto governor"."""
_NOBODYS = frozenset({"local authorities", "local officials"})
_OFFICES = word_set("offices")
"""Common nouns for bodies that people speak for."""
_BASED = re.compile(r"^[\w.]+-(?:based|backed|linked|funded) ")
_RANKS = word_set("ranks")
_PLAIN = word_set("plain_people")
"""Words for common people by which nobody is told apart: "residents", "a woman"."""
_MEMBERS = word_set("members_of_parliament")
_ARMED = (ActorKind.MILITARY, ActorKind.POLICE, ActorKind.REBEL, ActorKind.PARAMILITARY)
_HOUSES = _OFFICES | word_set("speaking_bodies") | word_set("houses")
"""What is told of a body beside its name."""
_OF_A_STATE = (ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE)
_GROUPS = (ActorKind.REBEL, ActorKind.PARAMILITARY)
_UNTOLD = word_set("untold_voices")
"""Who speaks from somewhere and for nobody: "Pakistani sources" are not Pakistan."""
_BETWEEN = word_set("between_sides")
"""Who speaks for nobody unless a side is told: "two negotiators"."""
_FEDERATIONS = word_set("federations")
_OF_A_REGION = word_set("offices_of_a_region")
"""Offices that the states of a federation have."""
_REGIONS = word_set("regions_of_a_state")
_PARTS = _REGIONS | {"regional", "provincial", "municipal"}
"""What an office stands behind that is a part's of a state: "the village president", "the region's administration"."""
_OF_A_PLACE = (ActorKind.CIVILIAN, ActorKind.LOCAL_AUTHORITY, ActorKind.NGO)
_KINDS = {word: ActorKind(kind) for word, kind in word_table("speaker_kinds").items()}


class Identifying:
    """Names speakers of one report."""

    def __init__(self, setting: Setting) -> None:
        self.document = setting.document
        self.lexicon = setting.lexicon
        self.names = setting.names

    def who(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor:
        """The speaker that a noun phrase names; one without an entry keeps the words."""
        author = author_of(node, self.names)
        if author is not None:
            return self.who(author, scene, owner)
        of_many = phrases.of_object(node) if node.tag == "CD" else None
        if of_many is not None and of_many.is_noun and of_many.tag not in ("NNP", "NNPS"):
            return self.who(of_many, scene, owner)  # "one of the drivers"
        body = next((of for of in headed(node) if self.names.actor(of, scene) is not None), None)
        if body is not None and node.tag in ("NNP", "NNPS"):
            return self.who(body, scene, owner)  # "General X, who heads the junta"
        house = hospital(node)
        if house is not None:
            words = hospital_name(house, scene.places, self.names.town)
            person = phrases.people(node, self.lexicon)
            kind = ActorKind.LOCAL_AUTHORITY if person is None or node.noun_lemma in _SPOKES else ActorKind.CIVILIAN
            return Actor(name=words[:WORDS], country=self._where(house, scene), kind=kind)
        found = self._group(node, scene) or self.names.actor(node, scene, owner)
        loose = self._composed(found) or (found is not None and self.names.is_civilians(found))
        if self._paper(node, found) or (loose and self._called(node, scene) is not None):
            return self.unknown(node, scene)
        if self._of_a_region(node, found):
            words = phrases.words(phrases.core(node))
            return Actor(name=words[:WORDS], country=found.country if found else None, kind=ActorKind.LOCAL_AUTHORITY)
        town = self._town_of(node, scene) if found is None or found.kind is ActorKind.GOVERNMENT else None
        if town is not None:
            words = phrases.words([*phrases.core(node), town.head, *phrases.core(town)])
            country = found.country if found is not None else self._where(node, scene)
            return Actor(name=words[:WORDS], country=country, kind=ActorKind.LOCAL_AUTHORITY)
        if found is None or (found.kind in _OF_A_STATE and self._untold(node, scene)):
            return self._commander(node, scene) or self.unknown(node, scene)
        if found.id is None and found.kind in (ActorKind.UNKNOWN, ActorKind.MILITARY):
            found = self._commander(node, scene) or found
        if found.kind is ActorKind.GOVERNMENT and "." not in (found.id or ".") and node.noun_lemma in _RANKS:
            return self.names.military(found.country) or found  # "an Indian officer"
        if found.id is None and found.kind in _OF_A_PLACE:
            country = found.country or self._where(node, scene)
            told = self._office(node) or self._person(node) or self._trade(node, found) or self._plain(found)
            return found.model_copy(update={"country": country, "name": told})
        if (common := self._by_trade(node, found)) is not None:
            return common
        return called(found, node, self._office(node), self._around(node), self.names)

    def known(self, node: Node, scene: Scene) -> Actor | None:
        """The speaker that the tables know a noun phrase for; None where they know none."""
        found = self._group(node, scene) or self.names.actor(node, scene)
        return found and (self._by_trade(node, found) or found)

    def _group(self, node: Node, scene: Scene) -> Actor | None:
        """The group that is named beside what it is: "a militant group, PAFF"."""
        beside = (n for n in node.all("appos") if n.i in scene.mentions and node.tag in ("NN", "NNS"))
        return next((actor for n in beside if (actor := scene.mentions[n.i].actor).kind in GROUPS), None)

    def _untold(self, node: Node, scene: Scene) -> bool:
        """Whether somebody speaks for nobody: "Pakistani sources", "two negotiators"."""
        nobodys = node.noun_lemma in _BETWEEN and not any(n.i in scene.mentions for n in phrases.core(node))
        return nobodys or node.noun_lemma in _UNTOLD

    def _paper(self, node: Node, found: Actor | None) -> bool:
        """Whether a name ends as those of agencies and papers do and is none of the tables: "Two Rivers Press"."""
        if node.tag != "NNP" or _KINDS.get(node.noun_lemma) is not ActorKind.MEDIA or found is None:
            return False
        words = [n for n in phrases.core(node) if n.tag in ("NNP", "NNPS")]
        return len(words) > 1 and found.kind is ActorKind.MEDIA and "." in (found.id or "")

    def _titled(self, node: Node) -> str | None:
        """The full name of a house that is told again by what it is: "the committee", "Forum chairman"."""
        word = next((n for n in phrases.core(node) if n.noun_lemma in _HOUSES), None)
        alone = word is not None and (len(phrases.core(node)) == 1 or (word is not node and word.text[:1].isupper()))
        definite = any(c.lower in ("the", "this", "that") for c in node.children) or word is not node
        return self.names.mentions.titled(word.lower) if word is not None and alone and definite else None

    def _composed(self, found: Actor | None) -> bool:
        """Whether an actor is a kind of house in a country rather than one with a name: "Lebanese aid groups"."""
        return found is not None and found.kind is ActorKind.NGO and "." in (found.id or "")

    def _called(self, node: Node, scene: Scene) -> str | None:
        """The name of a house that is told with what it is: "oil company Petrosur", "the association Amal"."""
        core = phrases.core(node)
        if node.tag in ("NNP", "NNPS"):
            what = next((n for n in reversed(core) if n.text == n.lower and n.tag in ("NN", "NNS")), None)
            name = [n for n in core if what is not None and n.i > what.i]
        else:
            beside = next((n for n in node.all("appos") if n.tag in ("NNP", "NNPS")), None)
            what, name = node, phrases.full(beside) if beside is not None else []
            for after in scene.tree.nodes[node.i + 1 :] if not name else ():
                if after.tag not in ("NNP", "NNPS") or not after.text[:1].isupper():
                    break
                name.append(after)
        if what is None or not name or what.noun_lemma not in _HOUSES:
            return None
        words = phrases.words(name)
        return None if self.names.is_place(words) or self.names.country_of(words) is not None else words

    def _of_a_region(self, node: Node, found: Actor | None) -> bool:
        """Whether an office is told to be a part's of a state: "state prosecutors", "the regional health secretary"."""
        if found is None or found.kind is not ActorKind.GOVERNMENT or "." not in (found.id or ""):
            return False
        core = [n for n in phrases.core(node) if n.tag != "CD"]
        first = core[0].lower if len(core) > 1 else ""
        of_a_state = first == "state" and found.country in _FEDERATIONS and node.noun_lemma in _OF_A_REGION
        poss = phrases.possessor(node)
        return of_a_state or first in _PARTS or (poss is not None and poss.noun_lemma in _REGIONS)

    def _town_of(self, node: Node, scene: Scene) -> Node | None:
        """The town whose official somebody is that is told to be of nobody else: "officials in Goma"."""
        if node.noun_lemma != "official" or any(n.i in scene.mentions for n in phrases.core(node)):
            return None
        at = phrases.prep_objects(node, "in", "at", "near")
        return next((n for n in at if n.i in scene.places and n.i not in scene.mentions), None)

    def _person(self, node: Node) -> str | None:
        """The personal name that is told with somebody's office or trade: behind the title, or beside it."""
        beside = [
            n for n in node.subtree() if n.dep == "appos" and n.tag == "NNP"
        ]  # may hang on the last noun before it
        for one in (node, *beside, *([node.head] if node.dep == "appos" else [])):
            core = phrases.core(one)
            titles = [n for n in core if n.noun_lemma in _HEADS or n.noun_lemma in _SPOKES]
            rest = [n for n in core if not titles or n.i > titles[-1].i]
            if one is node and not titles:
                continue
            if len(rest) > 1 and all(n.tag in ("NNP", "HYPH") and n.noun_lemma not in _KINDS for n in rest):
                words = phrases.words(rest)
                if not self.names.is_place(words) and self.names.resolve(words) is None:
                    return words[:WORDS]
        return None

    def _office(self, node: Node) -> str | None:
        """The office that is told with a personal name: "Deputy Commissioner", "mayor of Arcahaie"."""
        for one in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            core = phrases.core(one)
            last = next((n for n in reversed(core) if n.noun_lemma in _HEADS or n.noun_lemma in _SPOKES), None)
            if last is None:
                continue
            bare = one is node and len(core) == 1
            if bare and (seat := self._seat(node)) is not None:
                return f"{node.text} of {seat}"[:WORDS]  # "In Goma, the mayor said"
            if bare and not self._person(node):
                continue
            words = [n for n in core if n.i <= last.i]
            of = [n for n in phrases.full(one) if n.i > last.i] if last is one else []
            return phrases.words([*words, *of])[:WORDS]
        return None

    def _seat(self, node: Node) -> str | None:
        """The place that a sentence begins with whose head speaks in it."""
        if node.noun_lemma not in _HEADS or node.dep != "nsubj" or phrases.of_object(node) is not None:
            return None
        at = (n for n in phrases.prep_objects(node.head, "in", "at") if n.i < node.i)
        names = ([m for m in phrases.core(n) if m.tag == "NNP"] for n in at)
        words = (phrases.words(name) for name in names if name)
        return next((name for name in words if self.names.is_place(name)), None)

    def _trade(self, node: Node, found: Actor) -> str | None:
        """What somebody is who is told by that alone: residents of a village are not all civilians of a country, nor
        is a lawmaker the parliament."""
        common = node.is_noun and self.names.is_civilians(found)
        if not common and not (found.kind is ActorKind.GOVERNMENT and node.noun_lemma in _MEMBERS):
            return None
        told = phrases.full(node) if common and node.noun_lemma in _PLAIN else phrases.core(node)
        return phrases.words([n for n in phrases.uncounted(told) if n.tag != "PRP$"])[:WORDS]

    def _by_trade(self, node: Node, found: Actor) -> Actor | None:
        trade = self._trade(node, found)
        return None if trade is None else Actor(name=trade, country=found.country, kind=found.kind)

    def _commander(self, node: Node, scene: Scene) -> Actor | None:
        """The armed body whose officer is told by rank and name alone: the army of where he is told to sit, the one
        spoken of just before, else that of the ground."""
        if node.tag != "NNP" or not any(n.lower.rstrip(".") in _RANKS for n in phrases.core(node)[:-1]):
            return None
        if (seat := self.names.seated(node, scene)) is not None:
            return self.names.military(seat)
        armed = (a for a in reversed(self.names.recent[-3:]) if a.kind in _ARMED or "guard" in a.name.lower())
        before = next(armed, None)
        if before is not None:
            return None if self.names.intrudes(before.country) else before
        return self.names.military(self.names.likeliest_state())

    def _plain(self, actor: Actor) -> str:
        """The name of somebody local, without "the same"."""
        words = actor.name.split()
        while len(words) > 1 and words[0].lower() in _BESIDE and actor.name.lower() not in _NOBODYS:
            words.pop(0)
        return " ".join(words)

    def _where(self, node: Node, scene: Scene) -> str | None:
        """The country of somebody local: of the place told with them, else of the last place that was told."""
        return self.names.stands_in(node, scene) or self.names.here or self.names.nearest_country()

    def _around(self, node: Node) -> list[Node]:
        """A noun, what stands before it, and its appositions: where an office can be told."""
        told = [*node.all("appos"), *([node.head] if node.dep == "appos" else [])]
        for_whom = phrases.prep_objects(node, "of", "for", "to")
        return [n for one in (node, *told, *for_whom) for n in reversed(phrases.core(one))]

    def unknown(self, node: Node, scene: Scene) -> Actor:
        """A speaker without an entry keeps the words: of the house spoken for where one is told, else of the person."""
        house = self._house(node)
        kind = self._kind(house or node)
        if kind is ActorKind.UNKNOWN and house is not None and (own := self._kind(node)) is not ActorKind.CIVILIAN:
            kind = own
        shown = house or node
        core, full = phrases.core(shown), phrases.full(shown)
        told = full if core and full[0].i >= core[0].i else core
        if any(n.head.dep == "nummod" for n in told):
            told = phrases.uncounted(told)  # "more than 200 people"
        words = phrases.words([n for n in told if n.tag != "PRP$" or n.i != told[0].i]) or shown.text
        if any(c.text == "&" for c in node.children) and (other := node.child("conj")) is not None:
            words = f"{phrases.words(phrases.core(node))} & {phrases.words(phrases.core(other))}"
            kind = self._kind(other)
        if kind in (*_OF_A_PLACE, ActorKind.UNKNOWN) and (house is None or house.tag == "NN"):
            words = self._office(node) or self._person(node) or words  # "a community leader, Buba Adamu"
        words = _BASED.sub("", words)
        words = self._called(node, scene) or self._titled(shown) or words
        country = self.names.owned(node, scene, None) or self.names.owner_of_office(node, scene)
        if country is None and kind in _OF_A_PLACE:
            country = self._where(shown, scene)
        elif country is None and kind in _OF_A_STATE and not self.names.foreign(node):
            country = self.names.likeliest_state()
        made = Actor(name=words[:WORDS], country=country, kind=kind)
        return made.model_copy(update={"name": self._plain(made)}) if shown is node else made

    def _house(self, node: Node) -> Node | None:
        """Whom a spokesperson or member without an entry speaks for: a name with "of", "for" or "from" before it."""
        for one in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            person = phrases.people(one, self.lexicon)
            speaks = one.noun_lemma in _SPOKES or one.tag in ("NNP", "NNPS")
            if not speaks and person is None:
                continue
            common = person is not None and person.kind is ActorKind.CIVILIAN
            for inner in (*phrases.prep_objects(one, "of", "for", "from", "with", "in", "at"), phrases.possessor(one)):
                if inner is None:
                    continue
                if inner.tag not in ("NNP", "NNPS"):
                    if one.noun_lemma in _SPOKES and inner.tag == "NN" and inner.noun_lemma in _OFFICES:
                        return inner  # "a source in the health office", "the head of the council"
                    continue
                if common and not inner.text.isupper() and inner.head.lower not in ("with", "for"):
                    continue  # the abbot of a place, the skipper of a ship
                long = len(phrases.core(inner)) > 1 or inner.text.isupper()
                if (one.noun_lemma in _SPOKES and not self.names.is_place(inner.text)) or (
                    long and not self.names.is_place(phrases.words(phrases.core(inner)))
                ):
                    return inner
        return None

    def _kind(self, node: Node) -> ActorKind:
        """What sort of speaker a noun makes, by itself, then by what stands beside it."""
        for one in phrases.prep_objects(node, "of") if node.noun_lemma in ("network", "group", "crowd") else ():
            told = phrases.people(one, self.lexicon)
            if told is not None and told.kind is ActorKind.CIVILIAN:
                return told.kind  # "a network of activists"
        for one in (node, *node.all("appos"), *reversed(phrases.core(node)[:-1]), *phrases.prep_objects(node, "of")):
            told = phrases.people(one, self.lexicon) if one.tag not in ("NNP", "NNPS") or one.i == 0 else None
            if told is not None and told.kind is not ActorKind.UNKNOWN:
                listed = _KINDS.get(one.noun_lemma)
                return listed if listed is ActorKind.LOCAL_AUTHORITY else told.kind
            if one.noun_lemma in _KINDS and (one.tag in ("NN", "NNS") or one is node or one.lower != one.text):
                return _KINDS[one.noun_lemma]
        return ActorKind.UNKNOWN
