"""Persons whom a text tells of and who may speak next: "A teacher was waiting. …" she said."""

import re

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import GROUPS, Scene
from services.ingest.extraction.setting import Setting
from services.ingest.extraction.speech.identifying import Identifying
from services.ingest.extraction.speech.referring import Referring
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["Persons", "main_subject"]

_SPOKES = word_set("roles")
_OFFICES = word_set("offices") | word_set("voices") | word_set("speaking_bodies")
_NOBODY = frozenset({"nobody", "none", "everybody", "everyone", "somebody", "someone", "anybody", "anyone", "nothing"})
_BODIES = (*STATE, *GROUPS, ActorKind.LOCAL_AUTHORITY, ActorKind.IGO, ActorKind.NGO, ActorKind.OBSERVER_MISSION)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMED = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’-]+\s){1,3}[A-ZÀ-Þ][\w'’-]+)(?:,|\s(?:who|is|was|has|had|sits|stands|[a-z]+ed)\b)"
)
_PERSON = re.compile(r"(?:An?|The|His|Her|Their|Our|One)\s((?:[a-z-]+\s){0,2}[a-z-]+)")
"""How a sentence begins that tells of somebody."""
_KIN = frozenset("cousin uncle aunt brother sister father mother friend colleague neighbour neighbor".split())
_MET = re.compile(
    r"\b(?:spoke|talked|met|called|reached|rang|phoned)\s(?:(?:to|with|w/|up)\s)?(?:my|an?|the|one)\s"
    r"((?:[a-z-]+\s){0,2}?[a-z-]+)\b(?=\s(?:in|at|from|near|who)\b|[.,;])"
)
"""How a sentence tells whom somebody has spoken to."""
_SUBJECT = re.compile(
    r"(?!(?:In|On|At|From|For|After|Near|Since|As|When|While|By|To|With|Under)\b)(?:[\w.'’-]+\s){0,6}$"
)
"""What stands before a body of which a sentence tells: "An adviser to the "."""


def main_subject(tree: Tree) -> Node | None:
    """The subject of a sentence's own verb, which in a headline hangs on it: "soldier killed in Rafah"."""
    root = next((n for n in tree.nodes if n.head is n), None)
    if root is None or (root.is_noun and root.child("acl") is not None):
        return root
    return root.child("nsubj", "nsubjpass")


class Persons(Identifying):
    """Remembers the persons of one report."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.referring = Referring(setting.names)

    def skim(self, text: str) -> None:
        """Remember the person whom a sentence that is not parsed begins with."""
        mention = next(iter(self.names.mentions.of(text)), None)
        if mention is not None and mention.actor.kind in _BODIES and (before := _SUBJECT.match(text, 0, mention.start)):
            self.referring.body = mention.actor
            person = self.names.mentions.is_person(mention.words(text))
            person = person or not _SPOKES.isdisjoint(before[0].lower().split())
            self.referring.official = mention.actor if person else None
        elif (named := _NAMED.match(text)) is not None:
            words = named[1]
            if self.names.resolve(words) is None and not self.names.is_place(words):
                self.referring.person = Actor(name=words, country=self.names.here, kind=ActorKind.CIVILIAN)
        elif (common := self._common(_PERSON.match(text) or _MET.search(text))) is not None:
            self.referring.person = common

    def _common(self, told: re.Match[str] | None) -> Actor | None:
        """Somebody of the common people by the words that tell of him."""
        words = told[1].split() if told is not None else []
        people = [self.lexicon.people.get(word.lower()) for word in words]
        if any(one is not None and one.kind is ActorKind.CIVILIAN for one in people) or not _KIN.isdisjoint(words):
            return Actor(name=" ".join(words), country=self.names.here, kind=ActorKind.CIVILIAN)
        return None

    def tell_of(self, scene: Scene) -> None:
        """Remember the person whom a sentence without a speaker is about; the next quotation may be theirs."""
        subject = main_subject(scene.tree)
        if subject is None or subject.tag == "PRP" or subject.lower in _NOBODY:
            met = self._common(_MET.search(scene.tree.text))
            self.referring.person = met or self.referring.person
            return
        self.referring.body = self._body(subject, scene)
        self.referring.official = self.referring.body if self._official(subject, scene) else None
        person = phrases.people(subject, self.lexicon)
        known = self.names.actor(subject, scene) if person is None else None
        alone = subject.tag == "NN" and person is not None and person.kind is ActorKind.CIVILIAN
        named = subject.tag == "NNP" and len(phrases.core(subject)) > 1 and subject.i not in scene.mentions
        if known is not None and named and not subject.all("appos"):
            named = known.id is None
        named = named and not self.names.is_place(phrases.words(phrases.core(subject)))
        beside = subject.tag == "NN" and self._person(subject) is not None  # "a lorry owner, Issa Diallo, walked here"
        self.referring.person = self.who(subject, scene) if alone or named or beside else None

    def _official(self, subject: Node, scene: Scene) -> bool:
        """Whether a subject is one person who speaks for a body rather than the body."""
        mention = scene.mentions.get(subject.i)
        held = mention is None or self.names.mentions.is_person(mention.words(scene.tree.text))
        named = subject.tag == "NNP" and held
        return named or (subject.noun_lemma in _SPOKES and subject.noun_lemma not in _OFFICES)

    def _body(self, subject: Node, scene: Scene) -> Actor | None:
        """The body that a sentence is about in which nothing happens: "the ministry offered its regrets"."""
        if subject.dep != "nsubj" or subject.head.verb_lemma in self.lexicon.triggers:
            return None
        found = self.names.actor(subject, scene)
        return found if found is not None and found.kind in _BODIES else None

    def person_before(self, node: Node, scene: Scene) -> Actor | None:
        """The person who is told of first in a sentence in which "he" speaks: "Colonel X scoffed at it: …, he said"."""
        before = scene.tree.nodes[: node.i]
        if any(n.lower in ("he", "she") for n in before):
            return None
        for subject in (n for n in before if n.dep == "nsubj" and n.head.tag in _FINITE):
            if subject.head.within(node.head) and not any(n.text == ":" for n in before[subject.i :]):
                continue  # in what is said: "a soldier was shot, he said"
            person = phrases.people(subject, self.lexicon)
            name = subject.tag == "NNP" and len(phrases.core(subject)) > 1 and subject.i not in scene.mentions
            one = subject.tag == "NN" and (person is not None or subject.noun_lemma in _SPOKES)
            if (name or one) and not self.names.is_place(phrases.words(phrases.core(subject))):
                return self.who(subject, scene)
        return None
