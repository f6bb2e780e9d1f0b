"""Noun phrases to actors: who is meant by the words, given the report around them.

Order: pronoun, entry or composition in the reference, office or spokesperson to its institution, apposition,
demonym or possessor with a military or civil noun. What stays unresolved keeps its words and is never guessed.
"""

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.parties.senders import KEEP_THEIR_OWN, Senders
from services.ingest.extraction.scene import GROUPS, Scene
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Naming"]

_MERE_OWNERS = (ActorKind.GOVERNMENT, ActorKind.CIVILIAN, ActorKind.MEDIA)
_NAMED_ALIKE = (ActorKind.OBSERVER_MISSION, ActorKind.LOCAL_AUTHORITY)
"""What may bear the name of a country that it is not of: "the Somali region"."""
_ROLE_PREPS = ("of", "for", "with", "from", "at", "in", "to")
_REALMS = word_set("realms")
_UNIT = word_set("own_units")
_ASSAILANTS = word_set("assailants")
_NEW = frozenset({"a", "an", "another", "some", "any", "no"})
_SAYS_NOTHING = word_set("hollow_heads")
_GROUPS = frozenset({"group", "movement", "militia", "organisation", "organization", "faction", "rebel", "militant"})
_ARMIES = frozenset({"army", "military"})
_BLUE_HELMETS = "un-peacekeepers"
_ROLES = word_set("roles")
_BODIES = frozenset(word for word, kind in word_table("speaker_kinds").items() if kind == ActorKind.NGO)
_OFFICES = word_set("offices") | word_set("departments")
_HOW_MANY = word_set("quantity_words")


class Naming(Senders):
    """Resolves the noun phrases of one report."""

    def actor(self, node: Node, scene: Scene, owner: Actor | None = None) -> Actor | None:
        """The actor that a noun phrase names, or None. `owner` is whose claim it stands in."""
        key = (node.i, owner.key if owner else None)
        if key not in scene.actors:
            scene.actors[key] = None  # a phrase that contains itself resolves to nothing
            found = self._sender(node, scene) or self._assailant(node) or self._actor(node, scene, owner)
            if found is not None and found.id == _BLUE_HELMETS and len(self.missions) == 1:
                found = self._actors.get(next(iter(self.missions)))  # "UN peacekeepers" where one mission is told
            elif found is not None and found.kind is ActorKind.IGO:
                found = self.sent_by(node, found) or found
            scene.actors[key] = _uncounted(self._styled(found, node, owner)) if found is not None else None
        return scene.actors[key]

    def _assailant(self, node: Node) -> Actor | None:
        """ "The attackers", "four attackers were killed": who struck in what was told last."""
        if node.noun_lemma not in _ASSAILANTS or any(n.is_noun or n.tag == "JJ" for n in phrases.core(node)[:-1]):
            return None
        determiner = node.child("det")
        new = node.dep == "nsubj" if determiner is None else determiner.lower in _NEW
        return None if new else self.strikes.assailant

    def _actor(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        if node.tag in ("PRP", "PRP$"):
            return self.pronoun(node, owner)
        if node.tag in ("WP", "WDT"):
            return None
        if not (node.is_noun or node.i in scene.mentions or node.tag in ("JJ", "CD", "DT")):
            return None
        name = phrases.words(phrases.uncounted(phrases.core(node))) or node.text
        mention = scene.mentions.get(node.i)
        himself = self._publisher(node, scene, owner)
        if himself is not None:
            return himself
        if (apart := self._breakaway(node)) is not None:
            return apart
        coined = self._coined(node, scene)
        if coined is not None:
            return coined
        if node.tag in ("NNP", "NN") and node.text in self.people and len(phrases.core(node)) <= 2:
            return self.people[node.text]
        if (node.noun_lemma in _SAYS_NOTHING and node.tag != "NNP") or node.tag in ("CD", "DT"):
            said = any(n.i in scene.mentions for n in phrases.core(node))  # "Armenian units from positions at X"
            for inner in phrases.prep_objects(node, "of") if said else phrases.prep_objects(node, "of", "from"):
                found = self.actor(inner, scene, owner)
                if found is not None:
                    return found
        poss, of_a_thing = phrases.possessor(node), False
        if poss is not None and poss.tag != "PRP$" and node.is_noun and poss.is_noun:
            whose = self.actor(poss, scene, owner)
            named = self.resolve(phrases.words([n for n in phrases.core(node) if not n.within(poss)]))
            if named is not None and self.is_civilians(named):
                named = None  # "the EU's civilian monitors"
            if (
                whose is not None
                and whose.id
                and whose.kind in KEEP_THEIR_OWN
                and (named is None or named.kind is whose.kind)
            ):
                return named or whose
            of_a_thing = whose is None and poss.tag in ("NN", "NNS") and poss.noun_lemma not in _REALMS
        owned = self.owned(node, scene, owner)
        if mention is None and len(phrases.core(node)) == 1 and (group := self._group(node, None)) is not None:
            return group  # "the militia", which is a name as well
        long = phrases.words(
            [n for n in phrases.full(node) if not (n.i < node.i and (n.dep in ("nummod", "quantmod") or n.tag == "CD"))]
        )
        if mention is not None and mention.actor.id and mention.start <= node.start < node.end < mention.end:
            return mention.actor  # "the EU Mission in Armenia" is more than its head and what stands before it
        split = mention is not None and mention.actor.id and mention.start < phrases.core(node)[0].start
        for words in dict.fromkeys((long, name)):
            found = self.resolve(words)
            if found is not None and found.id is None and (group := self._group(node, None)) is not None:
                return group  # "the guerrilla group" of which was told
            if mention is not None and split and node.end <= mention.end and (found is None or found.id is None):
                return mention.actor  # of a name that the parser took apart: "Boko Haram | militants"
            if found is not None and not (
                owned and found.country and found.country != owned and found.kind not in _NAMED_ALIKE
            ):
                return found
        if owned is not None:
            bare = " ".join(
                n.text for n in phrases.core(node) if n.dep not in ("poss", "case", "nummod") and n.head.dep != "poss"
            )
            found = self.resolve(bare or node.text, owned)
            if found is not None and not self._of_another(found, owned):
                return found
            if "armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT:
                return self.military(owned)
        if (node.noun_lemma in _GROUPS and mention is None) or (
            mention is not None and mention.actor.id == (owned or "").lower()
        ):
            group = self._group(node, owned)
            if group is not None:
                return group
        office = self._service(node, scene, owned) or self._office(node, scene, owner)
        if office is not None:
            self._remember(node, office)
            return office
        if mention is not None and mention.end >= node.end:
            return None if owned is not None and self._of_another(mention.actor, owned) else mention.actor
        for child in (*node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            if any(n.text == ":" for n in scene.tree.nodes[min(node.i, child.i) : max(node.i, child.i)]):
                continue  # "Red Cross: two medics shot"
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
        foe = self.opponent(owner) if owner is not None and owner.kind in GROUPS and node.lower in _ARMIES else None
        if foe is not None and foe.kind is ActorKind.MILITARY and len(phrases.core(node)) == 1:
            return foe  # "the army", in the words of those who fight one
        # "The dam's administration" is not the state's, "four soldiers fell" are the speaker's wherever that was.
        its_own = owner is not None and owner.kind in STATE and phrases.counted_soldiers(node)
        return None if of_a_thing or its_own else self._bare(node, scene)

    def _of_another(self, actor: Actor, country: str) -> bool:
        """Whether an office is of another state than the one told with it: "Lebanon's General Security"."""
        own_name = actor.kind in STATE and self.has_own_name(actor)
        return own_name and actor.country is not None and actor.country != country

    def _coined(self, node: Node, scene: Scene) -> Actor | None:
        """The unlisted group that a noun phrase is, or whose people and arms it is: "Gelweng militia fighters"."""
        for verb in node.all("acl", "relcl"):  # "a group calling itself the Dawn of Zagros"
            named = (scene.mentions.get(n.i) for n in verb.subtree() if any(c.lower == "itself" for c in verb.children))
            itself = next((m.actor for m in named if m is not None and m.actor.kind in GROUPS), None)
            if itself is not None:
                return itself
        for inner in reversed(phrases.core(node)):
            mention = scene.mentions.get(inner.i)
            if mention is None or mention.actor.id is not None:
                continue
            whose = "armed" in phrases.classes(node, self._lexicon) or node.noun_lemma in _UNIT
            if node.end <= mention.end or whose or self._is_role(node):
                return mention.actor
        return None

    def _remember(self, node: Node, actor: Actor) -> None:
        """A person named once with an office is known by the last name from there on."""
        for named in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
            if named.tag == "NNP" and named.text[:1].isupper() and named.noun_lemma not in _ROLES:
                self.people[named.text] = actor

    def owned(self, node: Node, scene: Scene, owner: Actor | None) -> str | None:
        """The country of a noun by demonym, possessor or "of"."""
        for child in phrases.core(node)[:-1]:
            if child.tag == "WP$":  # "Pakistan, whose army…"
                clause = next((a for a in node.ancestors() if a.dep == "relcl"), None)
                whose = self.actor(clause.head, scene, owner) if clause is not None else None
                if whose is not None and whose.country and whose.kind not in GROUPS:
                    return whose.country
            elif child.head is node or child.dep in ("compound", "amod", "nmod", "poss"):
                if child.tag == "PRP$":
                    whose = self.pronoun(child, owner)
                    if whose is not None and whose.country:
                        return whose.country
                elif child.text[:1].isupper() and not self.backed(child, scene):
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

    def _service(self, node: Node, scene: Scene, owned: str | None) -> Actor | None:
        """The institution of no country that is told whole: "the State Border Service" is no service of the state."""
        core = phrases.core(node)
        told = owned is not None or phrases.possessor(node) is not None or phrases.prep_objects(node, *_ROLE_PREPS)
        if node.noun_lemma not in _OFFICES or len(core) < 3 or told:
            return None
        return self._bare(node, scene)

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
            return self._belonging(node, scene, owner)
        parts = [n for n in phrases.core(node)[:-1] if n.dep in ("compound", "amod", "nmod")]
        for size in range(len(parts), 0, -1):
            for start in range(len(parts) - size + 1):
                found = self.resolve(phrases.words(parts[start : start + size]))
                if found is not None and found.kind not in (ActorKind.CIVILIAN, ActorKind.MEDIA):
                    return found
        for option in options:
            if option.is_noun or option.tag == "PRP$":
                found = self.actor(option, scene, owner)
                if found is not None and (found.id or found.kind in GROUPS):
                    return found
        of_a_thing = poss is not None and poss.tag in ("NN", "NNS") and poss.noun_lemma not in _REALMS
        if self.foreign(node) or of_a_thing:
            return None  # "the diocese's chancellor" is no head of a government
        told = self.owned(node, scene, owner) or self.stands_in(node, scene) or self.seated(node, scene)
        told = told or self.under_junta(node)
        country = told or self.at_home_here() or self._last_state() or self.nearest_country()
        if told is None and self.grounds and country not in self.grounds:
            country = self.grounds[0]  # who tells of it is of the clause's forces or ground
        for size in range(len(parts), 0, -1):
            for start in range(len(parts) - size + 1):
                found = self.resolve(phrases.words(parts[start : start + size]), country)
                medium = found is not None and found.kind is ActorKind.MEDIA  # "its press secretary"
                if found is not None and not medium and not (start and self._body(parts[start - 1])):
                    return found
        return None

    def _body(self, node: Node) -> bool:
        """Whether a noun before an office is a body of its own: "Bar Association President", "NEA President"."""
        unlisted = node.text.isupper() and len(node.text) > 2 and self.resolve(node.text) is None
        return unlisted or node.noun_lemma in _BODIES

    def seated(self, node: Node, scene: Scene) -> str | None:
        """The country of the town where an office of the state sits: "a Jammu-based defence spokesman"."""
        for based in (n for n in node.subtree() if n.lower == "based" and n.dep == "amod" and n.i < node.i):
            town = next((n for n in based.children if n.i < based.i and n.text[:1].isupper()), None)
            if town is not None:
                return scene.places.get(town.i) or self.country_of(town.text) or self.country_of_town(town.text)
        return None

    def _belonging(self, node: Node, scene: Scene, owner: Actor | None) -> Actor | None:
        """The body that somebody told by name is of: "Daniel Capo of the Ambazonia Defence Forces"."""
        if node.tag != "NNP" or len(phrases.core(node)) < 2 or node.noun_lemma in _BODIES:
            return None
        for body in phrases.prep_objects(node, "of", "from", "with"):
            found = self.actor(body, scene, owner) if body.is_noun else None
            if found is not None and found.id and (found.kind not in _MERE_OWNERS or "." in found.id):
                return found
        return None

    def _is_role(self, node: Node) -> bool:
        nodes = [node, *phrases.core(node), *node.all("appos")]
        return any(n.noun_lemma in _ROLES for n in nodes)


def _uncounted(actor: Actor) -> Actor:
    """A group that only its own words tell of, without how many they are: "more militants"."""
    words = actor.name.split()
    while len(words) > 1 and (words[0].lower() in _HOW_MANY or not words[0][0].isalnum()):
        words.pop(0)
    name = " ".join(words)
    counted = actor.id is None and actor.kind in GROUPS and name != actor.name
    return actor.model_copy(update={"name": name}) if counted else actor
