"""Speakers told by reference to others: "its spokesman", "a spokesman", "the same source", "the doctor", "our radars".

Such words name nobody; whom they mean is who spoke or was told of just before, or whose report it is.
"""

import re

from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.speech.attribution import quotations
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Referring"]

_MOUTHS = word_set("mouths")
"""Whoever speaks for a house, and the house itself as one speaks of somebody's: "its spokesman", "his office"."""
_FORCES = word_set("state_forces")
_DETERMINERS = frozenset({"the", "this", "that", "same", "said"})
_OF_A_NAME = frozenset({"NNP", "HYPH"})
_PERSONS = (ActorKind.CIVILIAN, ActorKind.MEDIA)
_FIRMS = frozenset({"manager", "owner", "operator", "insurer", "charterer", "agent"})
"""Whom a ship speaks through by the name of a firm."""
_HOUSES = word_set("offices")
_SOME_OFFICE = frozenset({"department", "body", "institution", "official", "officer"})
"""Nouns by which any office of a state, or who speaks for it, is told again: "the department added"."""
_OF_THE_SUBJECT = frozenset(
    {"service", "force", "army", "corps", "guard", "movement", "militia", "unit", "brigade", "group"}
)
"""Nouns by which the body that a clause is about is told again: "the service's spokesman"."""
_PERSONS_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]+ ){1,5}[A-ZÀ-Þ][\w’-]+(?!['’]s)")
_BODIES = frozenset().union(
    *map(word_set, ("offices", "houses", "armed_bodies", "departments", "seats_of_region", "hospitals", "group_heads"))
)
"""What no person's name holds: "the Defence Ministry"."""
_TITLES = word_set("ranks") | {"mr", "mrs", "ms", "dr", "sir", "sheikh"}
_OURS = frozenset({"our", "my"})
_OTHERS = frozenset({"its", "their", "his", "her"})


class Referring:
    """Remembers under which words somebody spoke. Lives for one report."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._spoken: list[tuple[frozenset[str], Actor]] = []
        self._surnames: dict[str, Actor] = {}
        self.person: Actor | None = None
        """Somebody whom the text has just told of and who may speak in the next quotation."""
        self.body: Actor | None = None
        """The body that the sentence before is about, in which nobody spoke."""
        self.official: Actor | None = None
        """That body where a person who speaks for it is told: who "he" may be."""
        self.above: Actor | None = None
        """The body that a clause is about whose final attribution is read."""

    def remember(self, words: str, actor: Actor) -> None:
        """Somebody spoke, named by these words."""
        self._spoken.append((frozenset(f"{words} {actor.name}".lower().split()), actor))
        for run in _PERSONS_NAME.findall(words):
            name = [word for word in run.split() if word.lower().rstrip(".") not in _TITLES]
            if not _BODIES.isdisjoint(map(str.lower, name)):
                continue
            whole = " ".join(name)
            last = words.rstrip(" ,").endswith(run)
            if len(name) > 1 and (last or self._names.resolve(whole) is None) and not self._names.is_place(whole):
                self._surnames.update(dict.fromkeys(name, actor))
        self.person = self.body = self.official = None

    def own_voice(self, node: Node, scene: Scene) -> bool:
        """Whether "we" or "our staff" speaks for the publisher: in its own report, outside quotations."""
        return not any(a <= node.i <= b for a, b in quotations(scene.tree))

    def meant(self, node: Node, scene: Scene) -> Actor | None:
        """Whom a noun phrase means that names its speaker only by reference; None where it names one."""
        poss = phrases.possessor(node)
        core = phrases.core(node)
        press = self._names.publisher.kind is not ActorKind.MEDIA
        if press and poss is not None and poss.lower in _OURS and self.own_voice(node, scene):
            return self._names.publisher
        if node.noun_lemma in _FIRMS and any(n.tag == "NNP" for n in node.all("appos")):
            return None  # "its manager, Nereid Bulk"
        if press and node.noun_lemma in _HOUSES and any(c.lower == "this" for c in node.children):
            return self._names.publisher  # "this Office", "this command"
        if node.noun_lemma == "counterpart":
            return self._counterpart(node, scene)
        if poss is not None and poss.lower in _OTHERS:
            ministry = node.noun_lemma == "ministry" and len(core) == 2  # but not "its defence ministry"
            theirs = node.noun_lemma in _OF_THE_SUBJECT and len(core) == 2  # "their group", "its movement"
            return self._owner(node, scene) if node.noun_lemma in _MOUTHS or ministry or theirs else None
        if poss is not None and node.noun_lemma in _MOUTHS and poss.tag == "WP$":
            clause = next((a for a in node.ancestors() if a.dep == "relcl"), None)
            return self._names.actor(clause.head, scene) if clause is not None else None
        if poss is not None and node.noun_lemma in _MOUTHS and poss.noun_lemma in _OF_THE_SUBJECT and self.above:
            return self.above if self._names.actor(poss, scene) is None else None
        if self._names.official and self._definite(node) and self._mere_office(node):
            return self._names.publisher  # "the office of the military spokesperson informs"
        bare = [n for n in core if n.lower not in _DETERMINERS]
        name = [n for n in bare if not any(poss is a for a in (n, *n.ancestors())) or poss is None]
        name = [n for n in name if n.lower.rstrip(".") not in _TITLES]
        if node.tag == "NNP" and len(name) == 1 and not node.all("appos"):
            known = self._surname(node)
            if known is not None:
                return known
        if phrases.prep_objects(node, "of", "for", "from", "in", "at", "with"):
            return None
        if len(bare) == 1 and self._definite(node) and not node.text.isupper():
            found = self._again(node)
            if found is not None:
                return found
        if not bare:
            return None
        first, rest = bare[0], bare[1:]
        if first.noun_lemma.startswith("spokes") and all(n.tag in _OF_A_NAME for n in rest):
            beside = [*node.all("appos"), *([node.head] if node.dep == "appos" else [])]
            if not any(phrases.prep_objects(n, "of", "for", "from") for n in beside):
                return self._house()
        return None

    def beside(self, node: Node, scene: Scene) -> Actor | None:
        """Whom somebody speaks for whose name is told with an office of "its": "Awa Diallo, its spokeswoman"."""
        whose = ((one, phrases.possessor(one)) for one in node.all("appos") if one.noun_lemma in _MOUTHS)
        theirs = any(poss is not None and poss.lower in _OTHERS for _, poss in whose)
        return self._owner(node, scene) if theirs else None

    def _mere_office(self, node: Node) -> bool:
        """Whether a phrase tells an office and nothing of whose it is."""
        words = [n for one in (node, *phrases.prep_objects(node, "of")) for n in phrases.core(one)]
        return all(n.noun_lemma in _MOUTHS or n.lower in _FORCES or n.lower in _DETERMINERS for n in words) and any(
            n.noun_lemma.startswith("spokes") for n in words
        )

    def _definite(self, node: Node) -> bool:
        return any(c.lower in _DETERMINERS for c in node.children)

    def _again(self, node: Node) -> Actor | None:
        """ "The source", "the same municipality": the last speaker who was told by that word, else the publisher."""
        lemma, lower = node.noun_lemma, node.lower
        for words, actor in reversed(self._spoken[-8:]):
            if lower in words or lemma in words:
                return actor
        if lemma in _SOME_OFFICE and (house := self._house()) is not None and house.kind in STATE:
            return house
        publisher = self._names.publisher
        if publisher.kind is not ActorKind.MEDIA and lower in publisher.name.lower().split():
            return publisher
        return None

    def _surname(self, node: Node) -> Actor | None:
        """Whom a name of one word means: who spoke under it, or was told with an office before it or behind it."""
        if self._names.resolve(node.text) is not None:
            return None
        spoke = self._surnames.get(node.text)
        return spoke or (None if self._names.is_place(node.text) else self._names.mentions.introduced(node.text))

    def _owner(self, node: Node, scene: Scene) -> Actor | None:
        """Whose spokesman: the subject told before in the sentence, else who spoke last."""
        for before in reversed(scene.tree.nodes[: node.i]):
            if before.dep in ("nsubj", "nsubjpass") and before.tag not in ("PRP", "WDT", "WP"):
                found = self._names.actor(before, scene)
                if found is not None and found.kind not in _PERSONS:
                    return found
        return self.above or self._house()

    def _counterpart(self, node: Node, scene: Scene) -> Actor | None:
        """Whose counterpart of another state speaks: "its Kenyan counterpart" after a ministry of Somalia's."""
        state = next((c for n in phrases.core(node)[:-1] if (c := self._names.country_of(n.text)) is not None), None)
        whose = self._owner(node, scene) if state is not None else None
        mine = whose is not None and (whose.id is None or whose.kind not in STATE)
        return None if whose is None or state is None or mine else self._names.counterpart(whose, state)

    def _house(self) -> Actor | None:
        """The last body that spoke, or was told of."""
        last = self._spoken[-1][1] if self._spoken else None
        if last is not None and last.kind not in (*_PERSONS, ActorKind.UNKNOWN):
            return last
        return next((a for a in reversed(self._names.recent[-3:]) if a.kind not in _PERSONS), None)
