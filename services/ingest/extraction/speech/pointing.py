"""Speakers told by a pronoun or a number: "it said", "from Kismayo they tell us", "one of them", "a third"."""

from collections import deque
from typing import NamedTuple

from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.claims import Attribution, quotations
from services.ingest.extraction.speech.persons import Persons, main_subject
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Pointing"]

_ONE_OF_THEM = frozenset({"one", "another", "other", "others", "some", "two", "both", "second", "third", "fourth"})
_HOUSES = frozenset().union(
    *map(word_set, ("offices", "houses", "voices", "speaking_bodies", "armed_bodies", "seats_of_region"))
)
"""Nouns by which no single person is told."""
_PERSONS = word_set("roles") - _HOUSES
"""Nouns for one who speaks for a body."""
_GROUPS = frozenset({ActorKind.REBEL, ActorKind.PARAMILITARY})
_RECENT = 4
"""Speakers back to whom "he", "she" and "it" can point."""


class _Spoke(NamedTuple):
    """Who spoke, and whether somebody told by such words can be a "he" and can be an "it"."""

    who: Actor
    person: bool
    body: bool


def _claims_a_deed(item: Attribution) -> bool:
    """Whether somebody claims responsibility, as groups do and states do not: "broke off talks with the ELN after it
    claimed responsibility"."""
    deed = item.cue.child("dobj") if item.cue is not None and item.cue.verb_lemma == "claim" else None
    return deed is not None and deed.lower in ("responsibility", "credit")


def _through_somebody(cue: Node | None) -> bool:
    """Whether a body is told to speak by a person: "the movement, through Awa Diallo, said"."""
    by = phrases.prep_objects(cue, "through", "via") if cue is not None else []
    by += [o for n in (cue.all("nsubj") if cue is not None else ()) for o in phrases.prep_objects(n, "through", "via")]
    return any(n.tag == "NNP" or n.noun_lemma in _PERSONS for n in by)


class Pointing(Persons):
    """Finds whom such words mean among those who were told of and who spoke."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.memory = setting.memory
        self.clause: Scene | None = None
        """What a final attribution that is read was taken off."""
        self._last: deque[_Spoke] = deque(maxlen=_RECENT)

    def spoke(self, item: Attribution, source: Node, actor: Actor, scene: Scene) -> None:
        """Remember whether a speaker was told as one person or as a body."""
        if source.tag != "PRP":
            office = not _PERSONS.isdisjoint((item.words or "").lower().split()) or _through_somebody(item.cue)
            body = item.kind == "noun" or (not office and self._is_body(source, scene))
            self._last.append(_Spoke(actor, not body, body or not self._is_one(source, actor)))

    def introduce(self, scene: Scene, attributions: list[Attribution]) -> None:
        """Remember the person with an office whom a sentence is about in which only others are told to speak."""
        subject = main_subject(scene.tree)
        if subject is None or subject.tag != "NNP" or any(a.source is subject for a in attributions):
            return
        if subject.i not in scene.mentions and subject.all("appos") and len(phrases.core(subject)) > 1:
            self.referring.official = self.who(subject, scene)

    def _is_body(self, source: Node, scene: Scene) -> bool:
        """Whether words name no single person: a land, an office, many."""
        many = source.tag in ("NNS", "NNPS") or source.text.isupper()
        land = self.names.country_of(source.text) is not None or source.i in scene.places
        return many or land or source.noun_lemma in _HOUSES

    def _is_one(self, source: Node, actor: Actor) -> bool:
        """Whether words name a single person: a name that no table holds, somebody's trade."""
        if actor.kind not in (ActorKind.CIVILIAN, ActorKind.UNKNOWN):
            return False
        named = source.tag == "NNP" and len(phrases.core(source)) > 1
        return named or (source.tag == "NN" and phrases.people(source, self.lexicon) is not None)

    def _nearest(self, person: bool) -> Actor | None:
        """Who spoke last; where that is no person ("he") or no body ("it"), the last before who can be one."""
        last = self.memory.speakers[-1] if self.memory.speakers else None
        can_be = [one.person if person else one.body for one in self._last]
        if last is None or not can_be or can_be[-1] or self._last[-1].who is not last:
            return last
        return next((one.who for one, fits in zip(reversed(self._last), reversed(can_be), strict=True) if fits), last)

    def pointed(self, node: Node, scene: Scene, item: Attribution) -> Actor | None:
        """Whom a pronoun means that speaks."""
        if node.lower in ("we", "us", "i"):
            quoted = not self.referring.own_voice(node, scene)
            return self.memory.speakers[-1] if self.memory.speakers and quoted else self.document.publisher
        if node.lower in ("he", "she"):
            told = self.person_before(node, scene) or self.referring.person or self.referring.official
            if told is not None or self.memory.speakers:
                return told or self._nearest(person=True)
        if node.lower == "they" and item.cue is not None:
            for where in phrases.prep_objects(item.cue, "from", "in"):
                seat = scene.mentions.get(where.i)
                if seat is not None and seat.actor.kind in (ActorKind.GOVERNMENT, ActorKind.LOCAL_AUTHORITY):
                    return seat.actor  # "from Kismayo they tell us"
        if node.lower in ("it", "they"):
            if _claims_a_deed(item) and (group := self._group_before(node, scene)) is not None:
                return group
            inside = {i for a, b in quotations(scene.tree) for i in range(a, b + 1)}
            before = (n for n in scene.tree.nodes[: node.i] if n.dep in ("nsubj", "nsubjpass") and n.tag != "PRP")
            many = frozenset({"NNS", "NNPS"} if node.lower == "it" else ())  # "soldiers hold the town, it said"
            for subject in reversed([n for n in before if n.i not in inside and n.tag not in many]):
                found = self.names.actor(subject, scene)
                if found is not None and found.id and found.kind is not ActorKind.CIVILIAN:
                    return found
            # "Baku denied it, but said it …": the subject above, else the last speaker
            up = item.cue.head if item.cue is not None else None
            while up is not None:
                above = up.child("nsubj")
                if above is not None and above is not node and above.tag != "PRP":
                    found = self.names.actor(above, scene)
                    if found is not None:
                        return found
                if up.head is up:
                    break
                up = up.head
            if self.referring.body is not None:
                return self.referring.body
            if self.memory.speakers:
                alone = node.lower == "it" and node.i not in inside
                return self._nearest(person=False) if alone else self.memory.speakers[-1]
            return self.names.recent[-1] if self.names.recent else None
        return self.memory.speakers[-1] if self.memory.speakers else None

    def _group_before(self, node: Node, scene: Scene) -> Actor | None:
        """The armed group that the sentence names last before a pronoun."""
        named = (mention.actor for i, mention in sorted(scene.mentions.items(), reverse=True) if i < node.i)
        return next((actor for actor in named if actor.kind in _GROUPS), None)

    def one_of_them(self, source: Node, scene: Scene) -> Actor | None:
        """Whom "one of them" or "a third" is of: people told before in the sentence, else common people who spoke."""
        of = phrases.of_object(source)
        if source.lower not in _ONE_OF_THEM or (of is not None and of.lower not in ("them", "whom")):
            return None
        if of is not None:
            told = self.clause or scene
            before_it = told.tree.nodes if self.clause is not None else told.tree.nodes[: source.i]
            left = (n for n in before_it if n.dep in ("nsubj", "nsubjpass") and n.tag == "NNS")
            people = next((n for n in left if phrases.people(n, self.lexicon) is not None), None)
            if people is not None:
                return self.who(people, told)
        before = self.memory.speakers[-1] if self.memory.speakers else None
        return before if before is not None and before.kind is ActorKind.CIVILIAN else None
