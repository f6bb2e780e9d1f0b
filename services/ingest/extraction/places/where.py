"""The places that a unit names, each with what its mention costs: how it stands there, and how wide the place is.

Village before district before province, the country last.
"""

from schemas.slots import Place
from schemas.vocabulary import ActorKind, PlacePrecision
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.names import Names, Scene
from services.ingest.extraction.places.aside import CLINICS, aside
from services.ingest.extraction.places.gazetteer import Gazetteer, unknown
from services.ingest.extraction.places.located import WIDER, Located, set_aside
from services.ingest.extraction.places.lying import lying
from services.ingest.extraction.places.posture import Posture, Postures, brings_arms
from services.ingest.extraction.places.roads import roads
from services.ingest.extraction.places.toponyms import (
    DAYS,
    GENERIC,
    LINKS,
    NOT_PLACES,
    PREPOSITIONS,
    VILLAGE,
    articled,
    begun,
    extended,
    hyphened,
    longest,
)
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["Places"]

_WIDTH = {
    PlacePrecision.COUNTRY: 7.0,
    PlacePrecision.REGION: 2.5,
    PlacePrecision.BORDER: 2.0,
    PlacePrecision.DISTRICT: 1.2,
    PlacePrecision.UNKNOWN: 1.0,
}
_ALONE = 1.0
"""What it costs to stand after no preposition, and"""
_OTHER = 2.5
"""after one that says nothing of places."""
_DIRECTION = 2.0
_UNSETTLED = 1.5
"""What it costs an unknown name to follow "of" where no settlement does."""
_OWN_NAME = word_set("bears_its_name")
_BESIDE = word_set("beside_a_place")
_BODIES = word_set("armed_bodies")
_LENGTHS = word_set("lengths")
_PEOPLES = word_set("peoples")
_LANGUAGES = word_set("languages")
_HEADS = word_set("heads_of_place")
_DONE_TO = word_set("done_to_places")
_KIN = word_set("kin")
_WAYS = word_set("ways")
_LEAVING = word_set("leaving")
_MOVING = word_set("moving")
"""What goes to a place: where an unknown name after "to" is one."""
_UNKNOWN_AFTER = frozenset(
    "in at near of outside around off on upon to toward towards into inside over along across through between above "
    "below beyond behind opposite facing from".split()
) | {""}
"""Prepositions after which a name that no gazetteer has may be a place."""
_STANDING = frozenset({"in", "at", "near", "on", "outside", "around", "inside", "within", "over"})
_AREAS = word_set("areas")
_PARTS = frozenset(
    f"{side}{ending}"
    for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central")
    for ending in ("", "ern")
)
"""Words that make a part of an area: "southern Lebanon" is not the country."""
_GRAMMATICAL = ("nsubj", "nsubjpass", "poss", "dobj", "agent", "compound", "amod")
"""Where a country's name is the country's, and not where something happened."""


class Places:
    """Finds places in the units of one report."""

    def __init__(self, names: Names, gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._postures = Postures(names)

    def find(self, scene: Scene) -> list[Located]:
        """The places named in a unit."""
        found = self._roads(scene)
        taken_up = {node.i for item in found for node in item.whole}
        for node in scene.tree.nodes:
            if node.i in taken_up or (posture := self._postures.of(node, scene)) is None:
                continue
            place = self._named(posture, scene)
            if place is None or (place.precision is PlacePrecision.COUNTRY and node.dep in _GRAMMATICAL):
                continue
            away = aside(node, self._names.lexicon)
            if away and place.precision is PlacePrecision.UNKNOWN and node.noun_lemma in CLINICS:
                continue  # "at the Southern Hospital in El Fasher": the town is known
            found.append(_located(posture, place) if away is None else set_aside(node, place, away))
        return lying(found, scene)

    def _named(self, posture: Posture, scene: Scene) -> Place | None:
        """The place that a name stands for, known or not."""
        nodes = _name(posture)
        words = longest(posture.node, scene, self._gazetteer.is_name) or extended(nodes, scene)
        words = articled(VILLAGE.sub("", begun(words, nodes, scene)), nodes, scene)
        if not words.strip() or words.split()[0].lower() in NOT_PLACES or self._gazetteer.is_ship(words):
            return None
        if words.lower() in _LANGUAGES and posture.prep == "in" and not posture.inside:
            return None
        part = next((n.text for n in posture.node.all("amod", "compound") if n.lower in _PARTS), None)
        known = self._gazetteer
        if part is not None and part not in words and known.is_name(f"{part} {words}"):
            words = f"{part} {words}"  # of what no gazetteer has a part is no place of its own
        if (whole := self._hyphened(words, nodes, scene)) is not None:
            return whole
        if (place := known.look_up(words) or known.rest(words) or known.of_a_house(posture.node, scene)) is not None:
            return place
        if len(nodes) > 1 and posture.node.tag == "NNP" and not words[:1].isdigit() and self._alone(posture.node):
            place = known.look_up(posture.node.text)
        return place or (unknown(words) if self._may_be_one(posture, nodes, words) else None)

    def _hyphened(self, words: str, nodes: list[Node], scene: Scene) -> Place | None:
        """The place that a name is the beginning of, unless another place follows the hyphen: "Suma-Yeter"."""
        whole, known = hyphened(words, nodes, scene), self._gazetteer
        _, *links, last = whole.removeprefix(words).split("-") if whole != words else ("", "")
        if not last or (not links and known.is_name(last)) or self._names.country_of(words) is not None:
            return None
        short = known.look_up(words)
        return known.look_up(whole) or (unknown(whole, short.country) if short is not None else None)

    def _may_be_one(self, posture: Posture, nodes: list[Node], words: str) -> bool:
        """Whether a name that no gazetteer has is one of a place all the same."""
        node, prep, known = posture.node, posture.prep, self._gazetteer
        if (prep not in _UNKNOWN_AFTER and not known.is_told(words)) or sum(
            n.text[:1].isalnum() and n.text not in LINKS for n in nodes
        ) > 4:
            return False
        inside = posture.inside and node.head.dep in ("dobj", "nsubjpass", "pobj", "nsubj")
        return (
            (bool(prep) or posture.taken or inside or known.is_told(words))
            and (node.tag == "NNP" or (node.tag == "NNPS" and len(nodes) > 1) or self._mistaken(posture, words))
            and not (words == node.text and node.noun_lemma in self._names.lexicon.classes)  # "HILLTOP garrison"
            and node.noun_lemma not in _BODIES  # "a base of the National Army"
            and self._names.country_of(words) is None  # "a Ugandan base"
            and words.lower() not in _PEOPLES  # "between the Druze and Bedouin"
            and (posture.inside or posture.taken or known.is_told(words) or self._geographic(node, prep))
        )

    def _mistaken(self, posture: Posture, words: str) -> bool:
        """Whether the tagger took a name that it never met for a word: "a track in the Sonari sector"."""
        node = posture.node
        return (
            node.tag in ("JJ", "NN")
            and node.i > 0
            and (posture.inside or bool(posture.prep))
            and (self._gazetteer.is_strange(words))
        )

    def _left(self, node: Node) -> bool:
        """Whether somebody leaves what a name stands for, or tells of it from there: "pulled out of X", "From X, …"."""
        verbs = list(node.ancestors())[1:4]
        first = not node.head.i or (
            node.head.i == 1 and node.head.previous is not None and node.head.previous.dep == "cc"
        )
        return node.child("det") is None and (first or any(n.verb_lemma in _LEAVING for n in verbs))

    def _roads(self, scene: Scene) -> list[Located]:
        """Roads by what they join, which stand for the places in their names."""
        found = []
        for road in roads(scene.tree.text):
            nodes = scene.tree.at(road.start, road.end)
            node = next((n for n in nodes if n.start == road.kind), None)
            if node is None:
                continue
            end = next((place for name in road.ends if (place := self._gazetteer.look_up(name)) is not None), None)
            country = end.country if end is not None else None
            place = unknown(road.name, country)
            prep = node.head.lower if node.dep == "pobj" else ""
            found.append(Located(node, place, prep, PREPOSITIONS.get(prep, _ALONE), tuple(nodes)))
        return found

    def _alone(self, node: Node) -> bool:
        return not any(
            c.dep == "compound" and c.tag == "NNP" and self._names.country_of(c.text) is None for c in node.children
        )

    def _geographic(self, node: Node, prep: str) -> bool:
        """Whether an unknown name stands where a place stands: "the village of X", "in X"."""
        if prep == "of":
            first = node
            while first.dep == "conj":
                first = first.head
            up = first.head.head
            if up.lower == "out":
                return self._left(node)
            if up.noun_lemma in _KIN:
                return False  # "the brother of X"
            people = phrases.people(up, self._names.lexicon)
            if (people is not None and people.kind is ActorKind.CIVILIAN) or up.noun_lemma in _HEADS:
                return node.child("det") is None  # "the inhabitants of X", "the mayor of X"
            named = bool(GENERIC.search(" " + up.lower)) or up.lower in _PARTS or up.lower in _BESIDE
            return named or up.lower in _LENGTHS or up.noun_lemma in _DONE_TO  # "within two miles of", "the siege of X"
        if prep in ("to", "from") and node.head.head.noun_lemma in _WAYS:
            return True  # "on the road to X"
        if prep == "from":
            return self._left(node)
        if prep == "to":
            near = list(node.ancestors())[1:6]
            moved = any(n.verb_lemma in _MOVING or n.noun_lemma in _MOVING for n in near)
            return node.child("det") is None and (moved or brings_arms(node.head.head, self._names.lexicon))
        if prep in ("in", "into", "on"):
            return not node.text.isupper()
        return prep in _UNKNOWN_AFTER


def _name(posture: Posture) -> list[Node]:
    """The words of a name that are its own."""
    name = [
        n
        for n in posture.name
        if n.text[:1].isupper()
        or n.text in LINKS
        or "-" in n.text
        or (n.tag == "NNP" and not n.text[:1].islower())
        or n is posture.node
    ]
    while len(name) > 1 and name[-1].lower in DAYS:
        name.pop()  # "near Sotk Wednesday"
    while name and (name[0].lower in PREPOSITIONS or not (name[0].text[:1].isupper() or name[0].text[:1].isalnum())):
        name.pop(0)
    return _hyphenated(name)


def _hyphenated(name: list[Node]) -> list[Node]:
    """A name with the small words that hang in it by hyphens: "Langar-e Bala", "Primorsko-na-Donu"."""
    whole: list[Node] = []
    for node in name:
        between: list[Node] = []
        at = node.previous
        while whole and at is not None and at is not whole[-1] and (at.text == "-" or _hangs(at)):
            between.insert(0, at)
            at = at.previous
        whole += between if whole and at is whole[-1] else []
        whole.append(node)
    return whole


def _hangs(node: Node) -> bool:
    """Whether a word hangs by a hyphen on a name."""
    hyphen = node.previous
    before = hyphen.previous if hyphen is not None and hyphen.text == "-" and hyphen.end == node.start else None
    return before is not None and (before.text[:1].isupper() or _hangs(before))


def _located(posture: Posture, place: Place) -> Located:
    node, prep = posture.node, posture.prep
    first = node
    while first.dep == "conj" and first.head.dep in ("conj", "nmod", "compound"):
        first = first.head
    inside = posture.inside or first is not node
    if inside and first.head.noun_lemma in _AREAS and place.precision not in WIDER:
        place = place.model_copy(update={"precision": PlacePrecision.REGION})  # "in the Kherson region"
    if posture.inside and node.head.lower in ("direction", "axis", "front", "sector"):
        prep = prep or "direction"
    whole = place.precision is PlacePrecision.COUNTRY
    if prep == "of" and not whole and _settled(node) and node.head.head.dep == "pobj":
        within = node.head.head.head.lower
        prep = within if within in _STANDING else prep  # "in the village of X"
    cost = _WIDTH.get(place.precision, 0.0) + (PREPOSITIONS.get(prep, _OTHER) if prep else _ALONE)
    if posture.inside and node.head.lower in ("direction", "axis"):
        cost += _DIRECTION
    unsettled = place.precision is PlacePrecision.UNKNOWN and not posture.named
    if prep == "of" and unsettled and not _settled(node):
        cost += _UNSETTLED
    return Located(node, place, prep, cost)


def _settled(node: Node) -> bool:
    """Whether "of" follows what only a settlement or an area is: "the port of X", "south of X"."""
    up = node.head.head.lower
    return up in _OWN_NAME or up in _PARTS or up in _BESIDE
