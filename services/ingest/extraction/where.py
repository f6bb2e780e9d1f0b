"""The places that a unit names, each with what its mention costs: how it stands there, and how wide the place is.

Village before district before province, the country last.
"""

from dataclasses import dataclass

from reference import Reference
from schemas.slots import Place
from schemas.vocabulary import ActorKind, PlacePrecision
from services.ingest.extraction import phrases
from services.ingest.extraction.grammar import patients, subjects
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.names import Names, Scene
from services.ingest.extraction.roads import roads
from services.ingest.extraction.toponyms import (
    BEGINNINGS,
    DAYS,
    GENERIC,
    KINDS,
    LINKS,
    NOT_PLACES,
    PREPOSITIONS,
    VILLAGE,
    articled,
    begun,
    beside,
    extended,
    longest,
)
from services.ingest.extraction.tree import Node

__all__ = ["Located", "Places"]

_WIDTH = {
    PlacePrecision.COUNTRY: 7.0,
    PlacePrecision.REGION: 2.5,
    PlacePrecision.BORDER: 2.0,
    PlacePrecision.DISTRICT: 1.2,
    PlacePrecision.UNKNOWN: 1.0,
}
STRANGE = 15.0
"""Bits of rarity from which no word of the language is meant, but a name."""
_STANDING = frozenset({"in", "at", "near", "outside", "around", "over", "off", "above", "inside", "within"})
"""Prepositions after which a capital is a town."""
_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ", "NNS"})
_OWN_NAME = word_set("bears_its_name")
_BESIDE = word_set("beside_a_place")
_BODIES = word_set("armed_bodies")
_CARRIED = word_set("carried_to")
_TAKEN = word_set("done_to_ground")
_TAKEN_FROM = word_set("taken_from")
_UNKNOWN_AFTER = frozenset(
    "in at near of outside around off on upon to toward towards into inside over along across through between above "
    "below beyond behind opposite facing from".split()
) | {""}
"""Prepositions after which a name that no gazetteer has may be a place."""
_ARMED = frozenset({"weapon", "armed", "vehicle", "drone", "air"})
_PARTS = frozenset(
    f"{side}{ending}"
    for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central")
    for ending in ("", "ern")
)
"""Words that make a part of an area: "southern Lebanon" is not the country."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place named at a node."""

    node: Node
    place: Place
    prep: str
    cost: float
    whole: tuple[Node, ...] = ()


class Places:
    """Look-ups for one report: remembers what was found, since a place near the others is the likelier."""

    def __init__(self, reference: Reference, names: Names) -> None:
        self._places = reference.places
        self._background = reference.background
        self._names = names
        self._known: dict[str, Place | None] = {}
        self._points: list[tuple[float, float]] = []

    def look_up(self, words: str) -> Place | None:
        """The place of a name as written, with this report's countries and places as context."""
        if words in self._known:
            return self._known[words]
        countries = [country for country, _ in self._names.countries.most_common(4)]
        found = None
        for form in dict.fromkeys((words, GENERIC.sub("", words))):
            if len(form) < 3 or form.lower() in NOT_PLACES:
                continue
            found = self._places.look_up(form, countries=countries, near=tuple(self._points[-4:]))
            if found is not None:
                break
        if found is not None:
            found = found.model_copy(update={"name": words[:120]})
            if found.lat is not None and found.lon is not None and found.precision is not PlacePrecision.COUNTRY:
                self._points.append((found.lat, found.lon))
        self._known[words] = found
        return found

    def headed(self, words: str) -> Place | None:
        """The place that heads an item: one that is known by the name or by its beginning, or a name nobody knows."""
        if words.split()[0].lower() in NOT_PLACES:
            return None
        if self._names.resolve(words) is not None and not self._names.is_seat(words):
            return None
        parts = words.split()
        for end in range(len(parts), 0, -1):
            name = " ".join(parts[:end])
            if end < len(parts) and parts[end][:1].isupper() and parts[end].lower() not in KINDS:
                continue
            if self._places.is_name(name) and (found := self.look_up(name)) is not None:
                return found
        nouns = self._names.lexicon.noun_lemmas
        strange = any(self._background.rarity(part.lower()) >= STRANGE for part in parts if part.isalpha())
        if len(parts) > 3 or not strange or any(part.lower() in nouns for part in parts):
            return None
        return Place(name=words[:120], precision=PlacePrecision.UNKNOWN)

    def find(self, scene: Scene) -> list[Located]:
        """The places named in a unit."""
        found = self._roads(scene)
        taken_up = {node.i for item in found for node in item.whole}
        for node in scene.tree.nodes:
            # "Near Sagaing" is tagged as a verb; "Reading the statement, …" is one.
            noun = node.tag in _TAGS or (node.tag == "VBG" and node.dep in ("pobj", "pcomp"))
            if node.i in taken_up or not noun or not node.text[:1].isupper():
                continue
            if (
                node.dep in ("compound", "amod")
                and node.head.is_noun
                and node.head.text[:1].isupper()
                and node.head.i - node.i <= 2
            ):
                continue  # inside a longer name
            before = beside(node)
            if before and before[-1] is not node:
                continue
            mention = scene.mentions.get(node.i)
            seat = (
                mention is not None
                and node.dep == "pobj"
                and node.head.lower in _STANDING
                and node.end == mention.end
                and (node.head.start > mention.start or (node.start == mention.start and node.text[1:].islower()))
            )
            taken = node.child("det") is None and (_suffers(node) or self._visited(node))
            seat = seat or (taken and mention is not None and self._names.is_seat(mention.words(scene.tree.text)))
            if (
                mention is not None
                and not seat
                and not (mention.actor.kind.value == "government" and mention.actor.id and "." not in mention.actor.id)
            ):
                continue
            prep = node.head.lower if node.dep == "pobj" else ""
            within = prep in ("in", "at") and node.tag == "NNP"  # "in Tank"
            if (
                self._person(node)
                or _vessel(node, self._names.lexicon)
                or (not within and phrases.weapon(node, self._names.lexicon) is not None)
            ):
                continue
            part_of = bool(GENERIC.search(f" {node.head.lower}")) or node.head.lower in _BESIDE
            part_of = part_of or node.head.noun_lemma in _NAMED_BY_PLACE
            inside = node.dep in ("compound", "nmod", "amod", "poss") and part_of
            named = node.dep == "appos" and node.head.noun_lemma in KINDS and node.head.i < node.i <= node.head.i + 4
            inside = inside or named  # "the outpost X"
            if inside and node.head.dep == "pobj":
                prep = node.head.head.lower
            if not prep and node.dep == "conj":
                up = node.head
                while up.dep == "conj":
                    up = up.head
                prep = up.head.lower if up.dep == "pobj" else ""
            if mention is not None and prep not in PREPOSITIONS and not seat:
                continue
            if prep == "to" and node.head.head.verb_lemma in _CARRIED and not self._armed(node.head.head):
                continue  # where the wounded were flown to is not where they were hit
            governed = node.head if inside and node.head.dep == "pobj" else node
            above = (governed.head.head, governed.head.head.head)
            if prep == "from" and not _TAKEN_FROM.isdisjoint(n.verb_lemma for n in above):
                prep = "in"
            if prep == "from" and any(n.lower == "far" for n in (node.head.head, node.head.previous) if n is not None):
                prep = "near"
            name_nodes = [
                n
                for n in before or phrases.core(node)
                if n.text[:1].isupper()
                or n.text in LINKS
                or "-" in n.text
                or (n.tag == "NNP" and not n.text[:1].islower())
                or n is node
            ]
            while len(name_nodes) > 1 and name_nodes[-1].lower in DAYS:
                name_nodes.pop()  # "near Sotk Wednesday"
            while name_nodes and (
                name_nodes[0].lower in PREPOSITIONS
                or (not name_nodes[0].text[:1].isupper() and not name_nodes[0].text[:1].isalnum())
            ):
                name_nodes.pop(0)
            words = longest(node, scene, self._places.is_name) or extended(name_nodes, scene)
            words = articled(VILLAGE.sub("", begun(words, name_nodes, scene)), name_nodes, scene)
            if not words.strip() or words.split()[0].lower() in NOT_PLACES:
                continue
            part = next((n.text for n in node.all("amod", "compound") if n.lower in _PARTS), None)
            if part is not None and part not in words:
                words = f"{part} {words}"
            place = (
                self.look_up(words)
                or self._rest(words)
                or self._of_a_house(node, scene)
                or (
                    self.look_up(node.text)
                    if len(name_nodes) > 1 and node.tag == "NNP" and not words[:1].isdigit() and self._alone(node)
                    else None
                )
            )
            if (
                place is None
                and prep in _UNKNOWN_AFTER
                and (prep or taken or (inside and node.head.dep in ("dobj", "nsubjpass", "pobj", "nsubj")))
                and len(name_nodes) <= 4
                and (node.tag == "NNP" or (node.tag == "NNPS" and len(name_nodes) > 1))
                and not (words == node.text and node.noun_lemma in self._names.lexicon.classes)  # "HILLTOP garrison"
                and node.noun_lemma not in _BODIES  # "a base of the National Army"
                and self._names.country_of(words) is None  # "a Ugandan base"
                and (inside or taken or self._geographic(node, prep))
            ):
                place = Place(name=words[:120], precision=PlacePrecision.UNKNOWN)
            if place is None:
                continue
            if place.precision is PlacePrecision.COUNTRY and node.dep in (
                "nsubj",
                "nsubjpass",
                "poss",
                "dobj",
                "agent",
                "compound",
                "amod",
            ):
                continue
            if inside and node.head.lower in ("direction", "axis", "front", "sector"):
                prep = prep or "direction"
            cost = (
                (2.0 if inside and node.head.lower in ("direction", "axis") else 0.0)
                + _WIDTH.get(place.precision, 0.0)
                + (PREPOSITIONS.get(prep, 2.5) if prep else 1.0)
                + (
                    1.5
                    if prep == "of"
                    and place.precision is PlacePrecision.UNKNOWN
                    and not named
                    and not self._settled(node)
                    else 0.0
                )
            )
            found.append(Located(node, place, prep, cost))
        return found

    def _roads(self, scene: Scene) -> list[Located]:
        """Roads by what they join, which stand for the places in their names."""
        found = []
        for road in roads(scene.tree.text):
            nodes = scene.tree.at(road.start, road.end)
            node = next((n for n in nodes if n.start == road.kind), None)
            if node is None:
                continue
            end = next((place for name in road.ends if (place := self.look_up(name)) is not None), None)
            country = end.country if end is not None else None
            place = Place(name=road.name[:120], country=country, precision=PlacePrecision.UNKNOWN)
            prep = node.head.lower if node.dep == "pobj" else ""
            found.append(Located(node, place, prep, PREPOSITIONS.get(prep, 1.0), tuple(nodes)))
        return found

    def _rest(self, words: str) -> Place | None:
        """What a name means without its beginning, under its whole name."""
        first, _, rest = words.partition(" ")
        if first.lower() not in BEGINNINGS or len(rest) < 4:
            return None
        found = self.look_up(rest)
        return found.model_copy(update={"name": words[:120]}) if found is not None else None

    def _of_a_house(self, node: Node, scene: Scene) -> Place | None:
        """The place that a house is named after: "Mrauk-U General Hospital"."""
        at = node
        while at.i and at.lower in _HOUSES and at.text[:1].isupper():
            at = scene.tree.nodes[at.i - 1]
        if at is node or not at.text[:1].isupper():
            return None
        words = longest(at, scene, self._places.is_name) or (at.text if self._places.is_name(at.text) else None)
        return self.look_up(words) if words is not None else None

    def _armed(self, verb: Node) -> bool:
        """Whether what is brought or flown somewhere is troops or what they fire."""
        lexicon = self._names.lexicon
        return any(
            phrases.weapon(n, lexicon) is not None or not _ARMED.isdisjoint(phrases.classes(n, lexicon))
            for n in patients(verb)
        )

    def _visited(self, node: Node) -> bool:
        """Whether those who observe went to see what a name stands for: "the team visited X"."""
        if node.dep != "dobj" or node.head.lower not in _VISITS:
            return False
        return any(
            "observer" in phrases.classes(n, self._names.lexicon) or n.noun_lemma in _VISITING
            for n in subjects(node.head)
        )

    def _alone(self, node: Node) -> bool:
        return not any(
            c.dep == "compound" and c.tag == "NNP" and self._names.country_of(c.text) is None for c in node.children
        )

    def _person(self, node: Node) -> bool:
        compounds = [c for c in node.children if c.dep == "compound"]
        return any(c.noun_lemma in _TITLES for c in compounds) or (
            node.dep == "appos"
            and (node.head.noun_lemma in _TITLES or phrases.people(node.head, self._names.lexicon) is not None)
        )

    def _settled(self, node: Node) -> bool:
        """Whether "of" follows what only a settlement or an area is: "the port of X", "south of X"."""
        up = node.head.head.lower
        return up in _OWN_NAME or up in _PARTS or up in _BESIDE

    def _geographic(self, node: Node, prep: str) -> bool:
        """Whether an unknown name stands where a place stands: "the village of X", "in X"."""
        if prep == "of":
            up = node.head.head
            people = phrases.people(up, self._names.lexicon)
            if (people is not None and people.kind is ActorKind.CIVILIAN) or up.noun_lemma in _HEADS:
                return node.child("det") is None  # "the inhabitants of X", "the mayor of X"
            named = bool(GENERIC.search(" " + up.lower)) or up.lower in _PARTS or up.lower in _BESIDE
            return named or up.lower in _LENGTHS or up.noun_lemma in _DONE_TO  # "within two miles of", "the siege of X"
        if prep in ("to", "from") and node.head.head.noun_lemma in _WAYS:
            return True  # "on the road to X"
        if prep == "from":
            return False
        if prep == "to":
            near = list(node.ancestors())[1:6]
            moved = any(n.verb_lemma in _MOVING or n.noun_lemma in _MOVING for n in near)
            return node.child("det") is None and (moved or self._armed(node.head.head))
        if prep in ("in", "into", "on"):
            return not node.text.isupper()
        return prep in _UNKNOWN_AFTER


def _vessel(node: Node, lexicon: Lexicon) -> bool:
    """Whether a name is that of a ship: "the cruiser X", "the trawler X"."""
    kinds = [c for c in node.children if c.dep in ("compound", "amod")]
    kinds += [node.head] if node.dep == "appos" and node.head.i < node.i <= node.head.i + 2 else []
    return any("ship" in phrases.classes(c, lexicon) and c.text.islower() for c in kinds)


def _suffers(node: Node) -> bool:
    """Whether something is done to the ground that a name stands for: "shelled X", "X came under fire", "X fell to"."""
    verb = node.head
    if node.dep == "nsubj" and verb.is_verb:
        preps = {c.lower for c in verb.all("prep")}
        if verb.lower in _LYING:
            held = phrases.prep_objects(verb, "under", "in")
            return any(n.noun_lemma in _HELD_IN for n in held) or (verb.verb_lemma == "come" and "under" in preps)
        return verb.verb_lemma == "fall" and "to" in preps
    if node.dep == "dobj" and verb.verb_lemma == "take":
        return bool(phrases.prep_objects(verb, "from"))
    return node.dep in ("dobj", "nsubjpass") and verb.verb_lemma in _TAKEN


_LYING = frozenset("come comes came is are was were remain remains remained lie lies lay stay stays stayed".split())
_HELD_IN = word_set("held_in")
_NAMED_BY_PLACE = word_set("named_by_place")
_LENGTHS = word_set("lengths")
_TITLES = word_set("titles")
_HEADS = word_set("heads_of_place")
_HOUSES = word_set("named_after_places")
_DONE_TO = word_set("done_to_places")
_WAYS = word_set("ways")
_VISITS = frozenset({"visit", "visits", "visited", "visiting"})
_VISITING = frozenset({"team", "patrol", "mission", "convoy", "delegation"})
_MOVING = word_set("moving")
"""What goes to a place: where an unknown name after "to" is one."""
