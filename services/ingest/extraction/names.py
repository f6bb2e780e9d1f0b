"""Noun phrases to actors: who is meant by the words, given the report around them.

Order: pronoun, entry or composition in the reference, office or spokesperson to its institution, apposition,
demonym or possessor with a military or civil noun. What stays unresolved keeps its words and is never guessed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from reference import Reference
from reference.actors import Mention
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, Victims
from services.ingest.extraction import phrases
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.tree import Node, Tree
from services.ingest.extraction.unlisted import Unlisted

__all__ = ["GROUPS", "Names", "Scene", "same_actor"]

WORDS = 120
_FIRST = frozenset({"we", "us", "our", "ours", "ourselves", "i", "my", "me"})
_THIRD = frozenset(
    {"it", "its", "they", "their", "them", "he", "his", "him", "she", "her", "itself", "themselves", "theirs"}
)
_MERE_OWNERS = (ActorKind.GOVERNMENT, ActorKind.CIVILIAN, ActorKind.MEDIA)
_KEEP_THEIR_OWN = (
    ActorKind.REBEL,
    ActorKind.PARAMILITARY,
    ActorKind.MILITARY,
    ActorKind.POLICE,
    ActorKind.OBSERVER_MISSION,
    ActorKind.IGO,
)
"""Whose units are no one else's: a mission's patrols are the mission."""
GROUPS = (ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.UNIDENTIFIED_ARMED)
"""Kinds of armed groups, which may be named without an entry."""
_LOYAL = word_set("loyal")
_WITNESSES = (
    ActorKind.CIVILIAN,
    ActorKind.MEDIA,
    ActorKind.NGO,
    ActorKind.LOCAL_AUTHORITY,
    ActorKind.UNKNOWN,
)
"""Who tells of others: "they" in their words are not themselves."""
_BEARERS = frozenset({"base", "vehicle", "ship", "weapon", "building", "infrastructure"})
_ROLE_PREPS = ("of", "for", "with", "from", "at", "in", "to")
_UNIT = word_set("own_units")
_SAYS_NOTHING = word_set("hollow_heads")


def _top(node: Node) -> Node:
    while node.head is not node:
        node = node.head
    return node


def same_actor(a: Actor | None, b: Actor | None) -> bool:
    """Whether two actors are one by id, words, or state and kind."""
    return a is not None and b is not None and a.key == b.key


@dataclass
class Scene:
    """One unit while it is read: its tree, who is named in it, and what was resolved so far."""

    tree: Tree
    mentions: dict[int, Mention] = field(default_factory=dict)
    actors: dict[tuple[int, str | None], Actor | None] = field(default_factory=dict)
    places: dict[int, object] = field(default_factory=dict)


class Names:
    """Resolution for one report. Holds what the report has told so far: countries by weight, actors in order."""

    def __init__(
        self, reference: Reference, lexicon: Lexicon, publisher: Actor, kind: SourceKind, day: date | None
    ) -> None:
        self._actors = reference.actors
        self._places = reference.places
        self._sides = reference.sides
        self._lexicon = self.lexicon = lexicon
        self.publisher = publisher
        self.kind = kind
        self.day = day
        self.countries: Counter[str] = Counter()
        self.recent: list[Actor] = []
        self.people: dict[str, Actor] = {}
        self.named: Counter[str] = Counter()
        self.missions: Counter[str] = Counter()
        self.ground: Counter[str] = Counter()
        self._unlisted = Unlisted(self.resolve, self.is_demonym, self.is_place)
        self._found: dict[str, list[Mention]] = {}
        if publisher.country and kind is not SourceKind.AGGREGATOR:
            self.countries[publisher.country] += 1

    def survey(self, texts: list[str]) -> None:
        """Weigh the countries that a report names, before any of its units is read."""
        self._unlisted.learn(texts)
        for text in texts:
            for mention in self._mentions(text):
                if mention.actor.country:
                    self.countries[mention.actor.country] += 1
                if mention.actor.kind is ActorKind.OBSERVER_MISSION and mention.actor.id not in (None, _BLUE_HELMETS):
                    self.missions[mention.actor.id or ""] += 1
                party = self._sides.alignment(mention.actor, None, self.day)
                if party is not None:
                    self.named[party] += 1

    def _mentions(self, text: str) -> list[Mention]:
        """Actors named in a text, listed and unlisted; of two that overlap, the unlisted."""
        if text not in self._found:
            self._found[text] = self._listed(text)
        coined = list(self._unlisted.find(text))
        if not coined:
            return self._found[text]
        rest = [m for m in self._found[text] if not any(m.start < c.end and c.start < m.end for c in coined)]
        return sorted([*rest, *coined])

    def _listed(self, text: str) -> list[Mention]:
        """Actors of the tables named in a text, but for names of people and papers that are spelt like one."""
        found = []
        own = self.publisher.name if self.publisher.kind is ActorKind.MEDIA else ""
        for mention in self._actors.find(text):
            surface = text[mention.start : mention.end]
            if _PAPER.fullmatch(surface):
                continue
            if own and surface in own and text.startswith(own, mention.start - own.index(surface)):
                continue
            before = _GIVEN.search(text, 0, mention.start) if " " not in surface else None
            if before is not None and not self._actors.is_word(before[1]) and not self._actors.is_demonym(surface):
                continue  # "Ali Haji Aden" is nobody's capital
            found.append(mention)
        return found

    def scene(self, tree: Tree) -> Scene:
        """A unit made ready: mentions by the node they end at."""
        scene = Scene(tree)
        for mention in self._mentions(tree.text):
            if _BACKED.match(tree.text, mention.end):
                continue  # "a Srinagar-based spokesman" is not Srinagar's
            for node in tree.nodes:
                if mention.start <= node.start and node.end <= mention.end:
                    scene.mentions[node.i] = mention
        return scene

    def note(self, actor: Actor | None) -> None:
        """Remember an actor as the last one spoken of."""
        if actor is not None and (not self.recent or self.recent[-1].key != actor.key):
            self.recent.append(actor)

    @property
    def official(self) -> bool:
        """Whether the publisher is a press office, whose own voice a report without a speaker is."""
        return self.kind is SourceKind.PRESS_OFFICE

    def resolve(self, words: str, country: str | None = None) -> Actor | None:
        """The reference's answer for plain words."""
        return self._actors.resolve(words, country=country, day=self.day)

    def country_of(self, words: str) -> str | None:
        """The country that a demonym, capital or name stands for."""
        return self._actors.country_of(words)

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective of a country rather than its name or capital."""
        country = self.country_of(word)
        state = self._actors.get(country.lower()) if country else None
        return state is not None and _DEMONYM.search(word) is not None and state.name.lower() != word.lower()

    def is_place(self, words: str) -> bool:
        """Whether some place bears this name."""
        return self._places.is_name(words)

    def military(self, country: str | None) -> Actor | None:
        """The armed forces of a state."""
        return self._actors.get(f"{country.lower()}.mil") if country else None

    def civilians(self, country: str | None, words: str | None = None) -> Actor:
        """The civilians of a country, or of none that is known."""
        known = self._actors.get(f"{country.lower()}.civilians") if country else None
        return known or Actor(name=(words or "civilians")[:WORDS], country=country, kind=ActorKind.CIVILIAN)

    def civilians_at(self, people: Actor, country: str | None) -> Actor:
        """Common people of no known country are those of where it happened; a ship and its like keep their name."""
        if people.country is None and people.name[:1].islower() and country:
            return self.civilians(country, people.name)
        return people

    # -- noun phrases -------------------------------------------------------------------------------------------

    def actor(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor | None:
        """The actor that a noun phrase names, or None. `owner` is whose claim it stands in."""
        key = (node.i, owner.key if owner else None)
        if key not in scene.actors:
            scene.actors[key] = None  # a phrase that contains itself resolves to nothing
            found = self._actor(node, scene, owner)
            if found is not None and found.id == _BLUE_HELMETS and len(self.missions) == 1:
                found = self._actors.get(next(iter(self.missions)))  # "UN peacekeepers" where one mission is told
            scene.actors[key] = found
        return scene.actors[key]

    def _actor(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        if node.tag in ("PRP", "PRP$"):
            return self.pronoun(node, owner)
        if node.tag in ("WP", "WDT"):
            return None
        if not (node.is_noun or node.i in scene.mentions or node.tag in ("JJ", "CD", "DT")):
            return None
        name = (
            phrases.words([n for n in phrases.core(node) if n.dep not in ("nummod", "quantmod") and n.tag != "CD"])
            or node.text
        )
        mention = scene.mentions.get(node.i)
        himself = self._publisher(node, scene, owner)
        if himself is not None:
            return himself
        coined = self._coined(node, scene)
        if coined is not None:
            return coined
        if node.tag in ("NNP", "NN") and node.text in self.people and len(phrases.core(node)) <= 2:
            return self.people[node.text]
        if node.noun_lemma in _SAYS_NOTHING or node.tag in ("CD", "DT"):
            for inner in phrases.prep_objects(node, "of", "from"):
                found = self.actor(inner, scene, owner)
                if found is not None:
                    return found
        poss = phrases.possessor(node)
        if poss is not None and poss.tag != "PRP$" and node.is_noun and poss.is_noun:
            whose = self.actor(poss, scene, owner)
            named = self.resolve(phrases.words(phrases.core(node)))
            if (
                whose is not None
                and whose.id
                and whose.kind in _KEEP_THEIR_OWN
                and (named is None or named.kind is whose.kind)
            ):
                return named or whose
        owned = self.owned(node, scene, owner)
        long = phrases.words(
            [n for n in phrases.full(node) if not (n.i < node.i and (n.dep in ("nummod", "quantmod") or n.tag == "CD"))]
        )
        if mention is not None and mention.actor.id and mention.start <= node.start < node.end < mention.end:
            return mention.actor  # "the EU Mission in Armenia" is more than its head and what stands before it
        split = mention is not None and mention.actor.id and mention.start < phrases.core(node)[0].start
        for words in dict.fromkeys((long, name)):
            found = self.resolve(words)
            if mention is not None and split and node.end <= mention.end and (found is None or found.id is None):
                return mention.actor  # of a name that the parser took apart: "Boko Haram | militants"
            if found is not None and not (
                owned and found.country and found.country != owned and found.kind is not ActorKind.OBSERVER_MISSION
            ):
                return found
        if owned is not None:
            bare = " ".join(
                n.text for n in phrases.core(node) if n.dep not in ("poss", "case", "nummod") and n.head.dep != "poss"
            )
            found = self.resolve(bare or node.text, owned)
            if found is not None:
                return found
            if "armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT:
                return self.military(owned)
        if (node.noun_lemma in _GROUPS and mention is None) or (
            mention is not None and mention.actor.id == (owned or "").lower()
        ):
            group = self._group(node, owned)
            if group is not None:
                return group
        office = self._office(node, scene, owner)
        if office is not None:
            self._remember(node, office)
            return office
        if mention is not None and mention.end >= node.end:
            return mention.actor
        for child in (*node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            found = scene.actors.get((child.i, owner.key if owner else None)) or self.resolve(
                phrases.words(phrases.full(child))
            )
            found = found or self._office(child, scene, owner)
            if found is not None:
                self._remember(node, found)
                return found
        named = next((scene.mentions[n.i].actor for n in phrases.core(node) if n.i in scene.mentions), None)
        if named is not None and named.id and named.kind not in _MERE_OWNERS:
            return named
        return self._bare(node, scene)

    def _coined(self, node: Node, scene: Scene) -> Actor | None:
        """The unlisted group that a noun phrase is, or whose people and arms it is: "Gelweng militia fighters"."""
        for inner in reversed(phrases.core(node)):
            mention = scene.mentions.get(inner.i)
            if mention is None or mention.actor.id is not None:
                continue
            whose = "armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT
            if node.end <= mention.end or whose or self._is_role(node):
                return mention.actor
        return None

    def _group(self, node: Node, country: str | None) -> Actor | None:
        """ "The Lebanese group", "the militants": the last armed group spoken of, of that country if one is told."""
        if node.noun_lemma not in _GROUPS:
            return None
        det = node.child("det")
        if country is None and (det is None or det.lower not in ("the", "this", "that")):
            return None
        for known in reversed(self.recent[-12:]):
            if known.kind in (ActorKind.REBEL, ActorKind.PARAMILITARY) and country in (None, known.country):
                return known
        return None

    def _remember(self, node: Node, actor: Actor) -> None:
        """A person named once with an office is known by the last name from there on."""
        for named in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            if named.tag == "NNP" and named.text[:1].isupper() and named.noun_lemma not in _ROLES:
                self.people[named.text] = actor

    def _publisher(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Words by which a report speaks of its publisher: "our units", "the mission" in its own report."""
        poss = phrases.possessor(node)
        core = phrases.core(node)
        if poss is not None and poss.lower in ("our", "its", "their", "his"):
            whose = self.pronoun(poss, owner)
            if whose is not None and ("armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT):
                if whose.kind in _KEEP_THEIR_OWN:
                    return whose
                if whose.kind is ActorKind.GOVERNMENT and whose.country:
                    return self.military(whose.country)
        bare = len(core) == 1 and node.tag in ("NN", "NNS", "NNP")
        lemma = node.noun_lemma
        if self.publisher.kind in (ActorKind.MEDIA, ActorKind.UNKNOWN) and lemma in (
            "correspondent",
            "newspaper",
            "newsroom",
            "reporter",
            "bulletin",
        ):
            shown = {c.lower for c in node.children}
            if shown & {"our", "this"} or any(
                c.text in self.publisher.name or c.text.isupper() for c in core[:-1] if c.text[:1].isupper()
            ):
                return self.publisher
        if (
            bare
            and self.kind in (SourceKind.OBSERVER, SourceKind.PRESS_OFFICE)
            and lemma in ("mission", "team", "patrol", "staff", "centre", "center", "secretariat")
        ) and self.publisher.kind in (ActorKind.OBSERVER_MISSION, ActorKind.IGO, ActorKind.NGO):
            return self.publisher
        return None

    def owned(self, node: Node, scene: Scene, owner: Actor | None) -> str | None:
        """The country of a noun by demonym, possessor or "of"."""
        for child in phrases.core(node)[:-1]:
            if child.head is node or child.dep in ("compound", "amod", "nmod", "poss"):
                if child.tag == "PRP$":
                    whose = self.pronoun(child, owner)
                    if whose is not None and whose.country:
                        return whose.country
                elif child.text[:1].isupper():
                    country = self.country_of(child.text)
                    named = scene.mentions.get(child.i)
                    if country is None and named is not None and named.actor.kind not in GROUPS:
                        country = named.actor.country
                    if country:
                        return country
        return None

    def owner_of_office(self, node: Node, scene: Scene) -> str | None:
        """The country whose an office without an entry is: "Moldova's Bureau for Reintegration"."""
        poss = phrases.possessor(node)
        mention = scene.mentions.get(poss.i) if poss is not None else None
        return mention.actor.country if mention is not None else None

    def _office(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The institution that a spokesperson or official of any name speaks for."""
        options: list[Node] = []
        poss = phrases.possessor(node)
        if poss is not None:
            options.append(poss)
        options += phrases.prep_objects(node, *_ROLE_PREPS)
        for verb in node.all("acl"):  # "a statement attributed to X", "issued by X"
            options += phrases.prep_objects(verb, "to", "by", "from")
        if not self._is_role(node):
            return None
        parts = [n for n in phrases.core(node)[:-1] if n.dep in ("compound", "amod", "nmod")]
        for size in range(len(parts), 0, -1):
            for start in range(len(parts) - size + 1):
                found = self.resolve(phrases.words(parts[start : start + size]))
                if found is not None and found.kind not in (ActorKind.CIVILIAN,):
                    return found
        for option in options:
            if option.is_noun or option.tag == "PRP$":
                found = self.actor(option, scene, owner)
                if found is not None and (found.id or found.kind in GROUPS):
                    return found
        country = self.owned(node, scene, owner) or self._last_state() or self.nearest_country()
        for size in range(len(parts), 0, -1):
            for start in range(len(parts) - size + 1):
                found = self.resolve(phrases.words(parts[start : start + size]), country)
                if found is not None:
                    return found
        return None

    def _last_state(self) -> str | None:
        """The country of the state that was spoken of just before."""
        return next((k.country for k in reversed(self.recent[-2:]) if k.country and k.kind in _OF_STATE), None)

    def _is_role(self, node: Node) -> bool:
        nodes = [node, *phrases.core(node), *node.all("appos")]
        return any(n.noun_lemma in _ROLES for n in nodes)

    def _bare(self, node: Node, scene: Scene) -> Actor | None:
        """An institution without a country: "the army", "police", "the ministry"."""
        name = phrases.words([n for n in phrases.core(node) if n.dep not in ("nummod", "poss", "case")]) or node.text
        seat = self._seat(node, scene)
        if seat is not None and (found := self.resolve(name, seat)) is not None:
            return found
        kinds = _ANAPHORS.get(node.noun_lemma)
        definite = node.child("det") is not None and node.child("det").lower in ("the", "this", "that")  # type: ignore[union-attr]
        if definite and len(phrases.core(node)) == 1:
            if kinds == {ActorKind.MEDIA} and self.publisher.kind is ActorKind.MEDIA:
                return self.publisher
            for known in reversed(self.recent[-12:]):
                if re.search(rf"\b{re.escape(node.noun_lemma)}\b", known.name.lower()) or (
                    kinds and known.kind in kinds
                ):
                    return known
        person = phrases.people(node, self._lexicon)
        if person is not None and person.kind is ActorKind.OBSERVER_MISSION:
            return self.publisher if self.publisher.kind is person.kind else None
        if (
            person is not None
            and node.noun_lemma not in ("police", "military")
            and person.kind is not ActorKind.GOVERNMENT
            and self.kind is not SourceKind.PRESS_OFFICE
        ):
            return None
        for known in reversed(self.recent[-12:]):
            if known.country:
                found = self.resolve(name, known.country)
                if found is not None and found.key == known.key:
                    return found
        if self.publisher.country and self._at_home():
            found = self.resolve(name, self.publisher.country)
            if found is not None and (self.kind is not SourceKind.AGGREGATOR):
                top = self.countries.most_common(1)
                if self.kind is SourceKind.PRESS_OFFICE or (
                    top and self.countries[self.publisher.country] * 3 >= top[0][1]
                ):
                    return found
        for known in reversed(self.recent[-6:]):
            if known.country and known.kind in (ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE):
                found = self.resolve(name, known.country)
                if found is not None:
                    return found
        told = self._told()
        country = self.nearest_country()
        if country and told[country] * 5 >= 3 * told.total():
            return self.resolve(name, country)
        return None

    def _at_home(self) -> bool:
        """Whether a report can speak of its own country's institutions without naming the country."""
        country = self.publisher.country or ""
        if (
            self.kind is SourceKind.OUTLET
            and self.ground.total() > 2
            and not self.ground[country]
            and self.countries[country] <= 1
        ):
            return False
        if self.kind is not SourceKind.OUTLET or not self.named:
            return True
        foes = self._sides.adversaries(country, self.day)
        return bool(self.named[country]) or any(foe in foes for foe in self.named)

    def _seat(self, node: Node, scene: Scene) -> str | None:
        """The country from whose seat of government a bare institution speaks: "In Baku, the ministry said"."""
        for where in phrases.prep_objects(node.head, "in", "from"):
            mention = scene.mentions.get(where.i)
            if mention is not None and mention.actor.kind is ActorKind.GOVERNMENT:
                return mention.actor.country
        return None

    def stand(self, country: str | None) -> None:
        """Count a country on whose ground the report names a place."""
        if country:
            self.ground[country] += 1

    def nearest_country(self) -> str | None:
        """The country that the report is most about: by whom it names, and by the places it names."""
        top = self._told().most_common(1)
        return top[0][0] if top else None

    def only_country(self) -> str | None:
        """The country that the report is about, if it is about no second one nearly as much."""
        (first, most), (_, next_most) = [*self._told().most_common(2), (None, 0), (None, 0)][:2]
        return first if first is not None and next_most * 3 <= most else None

    def _told(self) -> Counter[str]:
        """Countries by weight; that an outlet is at home in one counts only where no ground is told."""
        told = self.ground + self.countries
        home = self.publisher.country
        if self.kind is SourceKind.OUTLET and self.ground and home is not None and home in told:
            told[home] -= 1
        return told

    def pronoun(self, node: Node, owner: Actor | None) -> Actor | None:
        """Whom a pronoun means inside somebody's claim."""
        if node.lower in _FIRST:
            return owner or self.publisher
        if node.lower in ("it", "its", "they", "their", "them", "itself", "themselves", "theirs"):
            if node.dep in ("dobj", "nsubjpass", "pobj"):
                return None  # whom it was done to is hardly ever the one who says it
            if node.lower == "they" and owner is not None and owner.kind in _WITNESSES:
                return next((known for known in reversed(self.recent[-4:]) if known.kind in _ARMED), None)
            if node.lower == "they" and owner is not None and any(n.lower in _FIRST for n in _top(node).subtree()):
                return self.opponent(owner)  # "they shot at us"
            return owner
        return None

    # -- parties ------------------------------------------------------------------------------------------------

    def party(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor | None:
        """The party that a noun phrase stands for as the one who acts or is hit; None for things nobody owns."""
        if node.tag in ("PRP", "PRP$"):
            return self.pronoun(node, owner)
        if self._enemy(node, scene):
            foe = self.opponent(owner or self.publisher)
            if foe is not None:
                return foe
        if (
            node.tag in ("CD", "DT", "JJ", "NN")
            and node.lower in _PARTITIVE
            and (of := phrases.of_object(node)) is not None
        ):
            return self.party(of, scene, owner)
        found_classes = phrases.classes(node, self._lexicon)
        person = phrases.people(node, self._lexicon)
        poss = phrases.possessor(node)
        if poss is not None and poss.tag == "PRP$" and node.noun_lemma in ("man", "boy", "lad", "rank", "comrade"):
            own = self.own_forces(owner) if poss.lower != "your" else None
            if own is None and owner is not None and owner.kind in (ActorKind.UNKNOWN, ActorKind.UNIDENTIFIED_ARMED):
                own = owner
            if own is not None:
                return own
        if found_classes & _BEARERS and not (person and person.armed) and "armed" not in found_classes:
            return self.bearer(node, scene, owner)
        if person is not None and person.kind is ActorKind.UNKNOWN and person.victims is Victims.UNKNOWN:
            country = self.owned(node, scene, owner)
            if person.armed:
                return self.military(country)
            return self.civilians(country) if country else None
        if any(c.lower == "own" for c in node.children) and (
            found_classes & {"armed", "base"} or node.noun_lemma in _UNIT
        ):
            return self.own_forces(owner)
        actor = self.actor(node, scene, owner)
        if actor is not None and actor.id is None and actor.kind is ActorKind.LOCAL_AUTHORITY:
            return None
        if actor is not None and not (person is not None and actor.kind is ActorKind.UNIDENTIFIED_ARMED):
            return actor
        if person is not None:
            country = self.owned(node, scene, owner)
            if person.kind is ActorKind.CIVILIAN:
                return self.civilians(country, phrases.words(phrases.core(node)))
            if person.armed and country and person.kind is ActorKind.MILITARY:
                return self.military(country)
            if person.armed:
                for inner in phrases.prep_objects(node, "of", "from"):
                    found = self.actor(inner, scene, owner)
                    if found is not None and (found.id or found.kind in GROUPS):
                        return found
                lord = self._lord(node, scene, owner)
                if lord is not None:
                    return lord
                if person.kind is ActorKind.MILITARY:
                    return self._soldiers(node, owner)
                words = [
                    n for n in phrases.core(node) if n.tag != "CD" and n.dep not in ("nummod", "quantmod", "advmod")
                ]
                if person.kind is ActorKind.POLICE:
                    country = country or self.only_country()
                return Actor(name=(phrases.words(words) or node.text)[:WORDS], country=country, kind=person.kind)
        if "armed" in found_classes and not any(n.lower in _HOSTILE for n in phrases.core(node)):
            # A unit that nobody else is named for is the claimant's: "elements of the 4th Battalion".
            return self.own_forces(owner)
        return None

    def _soldiers(self, node: Node, owner: Actor | None) -> Actor | None:
        """Whose bare "soldiers" are: a state's own in its words, its foe's in a group's, else the only country's."""
        if owner is not None and owner.kind in GROUPS:
            return self.opponent(owner) or self.military(self.only_country())
        own = self.own_forces(owner) if node.dep != "nsubj" else None
        whose = owner or self.publisher
        return own or (self.military(self.only_country()) if whose.kind in _WITNESSES else None)

    def _lord(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """Whose fighters they are by their loyalty: "fighters loyal to X", "militiamen of Y's faction"."""
        for word in (*node.all("amod", "acl", "advcl"), *(r for r in node.all("relcl"))):
            if word.lower not in _LOYAL:
                continue
            for lord in phrases.prep_objects(word, "to", "with"):
                found = self.actor(lord, scene, owner)
                if found is not None and found.kind in GROUPS:
                    return found
                if found is None or (found.id is None and found.kind is ActorKind.UNKNOWN):
                    person = phrases.people(node, self._lexicon)
                    words = f"{phrases.words(phrases.core(node))} {word.text} to {phrases.words(phrases.full(lord))}"
                    return Actor(name=words[:WORDS], kind=person.kind if person else ActorKind.UNIDENTIFIED_ARMED)
        return None

    def _enemy(self, node: Node, scene: Scene) -> bool:
        """Whether a phrase names a side only as the other one: "the enemy", "enemy positions", "the opposing side"."""
        core = phrases.core(node)
        if any(n.i in scene.mentions or n.tag in ("NNP", "NNPS") for n in core):
            return False
        if node.noun_lemma in _ENEMY or node.lower in _ENEMY:
            return True
        poss = phrases.possessor(node)
        return any(n.lower in _ENEMY_OF for n in core[:-1]) or (poss is not None and poss.noun_lemma in _ENEMY)

    def bearer(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The owner of a position, vehicle, ship or weapon."""
        poss = phrases.possessor(node)
        if poss is not None:
            found = self.pronoun(poss, owner) if poss.tag == "PRP$" else self.actor(poss, scene, owner)
            if found is not None:
                return self._forces(found, node)
        for child in reversed(phrases.core(node)[:-1]):
            if child.lower in _KEEPERS and not any(n.text[:1].isupper() for n in phrases.core(node)[:-1]):
                home = owner.country if owner is not None and owner.kind in _OF_STATE else self.nearest_country()
                found = self.resolve(child.text, home) if home else None
                if found is not None:
                    return found  # "a police station", "an army outpost"
            if child.dep in ("compound", "amod", "nmod") and child.i in scene.mentions:
                mention = scene.mentions[child.i]
                return self._forces(mention.actor, node)
            if child.text[:1].isupper() and (country := self.country_of(child.text)):
                return self._forces(self._actors.get(country.lower()), node)
        for inner in (
            *phrases.prep_objects(node, "of", "from"),
            *[
                o
                for v in node.all("acl")
                if v.lower in ("belonging", "operated", "used", "held", "owned", "fired", "launched", "sent", "flown")
                for o in phrases.prep_objects(v, "to", "by", "from")
            ],
        ):
            found = self.actor(inner, scene, owner)
            if found is not None and found.kind is not ActorKind.CIVILIAN:
                state = found.kind is ActorKind.GOVERNMENT and "." not in (found.id or ".")
                if state and inner.head.lower == "from":
                    continue  # "rockets from Lebanon" come from a place
                return self._forces(found, node) if state else found
        return None

    def own_forces(self, owner: Actor | None, wide: bool = False) -> Actor | None:
        """Whose a bare "fighter jets" or "the tank" is in a claim: the claimant's own forces, if it has any.

        A government's other offices count only where `wide` says that nobody else's can be meant.
        """
        whose = owner or (self.publisher if self.kind is SourceKind.PRESS_OFFICE else None)
        if whose is None:
            return None
        if whose.kind in (ActorKind.MILITARY, ActorKind.REBEL, ActorKind.PARAMILITARY):
            return whose
        if whose.kind is ActorKind.GOVERNMENT and whose.id and (wide or whose.id.endswith(".mod")):
            return self.military(whose.country)
        return None

    def opponent(self, actor: Actor | None) -> Actor | None:
        """Whom a side means by "the enemy": its only adversary that the report names, or its only one at all."""
        party = self._sides.alignment(actor, None, self.day) if actor is not None else None
        if party is None or party == "neutral":
            return None
        foes = self._sides.adversaries(party, self.day)
        if not foes and actor is not None and actor.country and party != actor.country:
            foes = frozenset({actor.country})  # a group is at odds with its state
        told = {foe: self.named[foe] for foe in foes if self.named[foe]}
        if told:
            first, *rest = sorted(told, key=lambda foe: -told[foe])
            if rest and told[rest[0]] * 2 > told[first]:
                return None
            return self.military(first) if len(first) == 2 else self._actors.get(first)
        states = [foe for foe in foes if len(foe) == 2]
        only = states[0] if len(states) == 1 else next(iter(foes)) if len(foes) == 1 else None
        return None if only is None else self.military(only) if len(only) == 2 else self._actors.get(only)

    def _forces(self, actor: Actor | None, node: Node) -> Actor | None:
        """The armed forces for a government that owns a military thing; civil things of a state are nobody's."""
        if actor is None:
            return None
        if actor.kind is ActorKind.GOVERNMENT and actor.country:
            if (
                phrases.classes(node, self._lexicon) & {"base", "weapon", "drone", "air", "armed"}
                or node.noun_lemma in _ARMOUR
            ):
                return self.military(actor.country) or actor
            return actor if actor.id and "." in actor.id else None
        if actor.kind is ActorKind.CIVILIAN:
            return None
        return actor


_ARMED = (*GROUPS, ActorKind.MILITARY)
_ANAPHORS: dict[str, set[ActorKind]] = {
    "group": {ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.NGO},
    "mission": {ActorKind.OBSERVER_MISSION},
    "militia": {ActorKind.PARAMILITARY, ActorKind.REBEL},
    "movement": {ActorKind.REBEL},
    "rebel": {ActorKind.REBEL},
    "agency": {ActorKind.MEDIA},
    "newspaper": {ActorKind.MEDIA},
    "observer": {ActorKind.OBSERVER_MISSION},
    "monitor": {ActorKind.OBSERVER_MISSION},
    "peacekeeper": {ActorKind.OBSERVER_MISSION},
    "insurgent": {ActorKind.REBEL},
    "organisation": {ActorKind.NGO, ActorKind.IGO},
    "charity": {ActorKind.NGO},
    "paramilitary": {ActorKind.PARAMILITARY},
    "force": {ActorKind.OBSERVER_MISSION, ActorKind.PARAMILITARY},
}
_GROUPS = frozenset({"group", "movement", "militia", "organisation", "organization", "faction", "rebel", "militant"})
_ARMOUR = frozenset({"convoy", "tank", "howitzer", "column", "humvee", "apc", "armour", "armor", "frigate", "warship"})
_KEEPERS = frozenset({"police", "army", "military", "navy", "gendarmerie"})
_OF_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE})
_ENEMY = word_set("enemy")
_ENEMY_OF = word_set("enemy_of")
_BLUE_HELMETS = "un-peacekeepers"
_BACKED = re.compile(
    r"[-‑](?:based|backed|led|born|bound|made|flagged|owned|held|controlled|occupied|administered|registered|linked|"
    r"allied|aligned|supported|sponsored|funded|trained|run|affiliated)\b"
)
_GIVEN = re.compile(r"(?<=[\w,.] )([A-ZÀ-Þ][a-zà-ÿ’'-]+)\s$")
_PAPER = re.compile(r"[A-Z]\w+ Post")
_HOSTILE = word_set("hostile")
_PARTITIVE = word_set("partitives")
_DEMONYM = re.compile(r"(?:an|ian|ean|ese|i|ish|ch|ino|ek|U\.?S\.?|UK|Swiss|Thai|Lao|Czech)$")

_ROLES = word_set("roles")
