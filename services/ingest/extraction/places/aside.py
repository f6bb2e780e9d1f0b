"""What a place is named for besides where something happened: who was treated there, who came from there armed, or what
is paid back there.

"The hospital in Gao admitted four soldiers", "operated on in Gao", "fighters from Gao raided a camp", "rockets from Gao
hit a school", "in retaliation for the raid on Gao" tell of Gao, and not that anybody was hit in it.
"""

from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.repaying import paid_back
from services.ingest.extraction.syntax.tree import Node

__all__ = ["ASIDE", "CLINICS", "WHENCE", "aside"]

ASIDE, WHENCE = "aside", "whence"
"""What stands in place of a preposition where a place is named aside, and where it is one that was fired from."""
CLINICS = word_set("clinics")
_CARE = word_set("caring")
_CARERS = word_set("carers")
_TAKEN = word_set("done_to_ground")
_COMING = frozenset({"come", "fly", "arrive"})
_FIRING = frozenset({"fire", "launch", "send", "fly", "direct"})
_AT = ("at", "on", "against", "towards", "toward", "into")
_LENGTHS = word_set("lengths")
_WHENCE = word_set("come_from")
"""What arms are said to come from at a place."""
_FIRE = frozenset({"fire", "gunfire", "shelling", "shellfire", "bombardment"})
_WITHIN = frozenset({"in", "at", "of", "near"})
_BROUGHT = frozenset({"to", "from", "by", "with"})


def aside(node: Node, lexicon: Lexicon) -> str | None:
    """How a name that ends with this node is one of a place where nothing is told to have happened, if it is."""
    if _fired_from(node, lexicon):
        return WHENCE
    return ASIDE if _of_care(node) or _come_armed(node, lexicon) or paid_back(node) is not None else None


def _come_armed(node: Node, lexicon: Lexicon) -> bool:
    """Whether people under arms are from there."""
    if node.dep != "pobj" or node.head.lower != "from":
        return False
    people = phrases.people(node.head.head, lexicon)
    return people is not None and people.armed


def _fired_from(node: Node, lexicon: Lexicon) -> bool:
    """Whether what hits somewhere else came from there: "rockets from X", "a shell that flew in from X"."""
    source = _source(node)
    if source is None:
        return False
    over = source.head if source.head.dep != "prep" else source.head.head
    if over.is_verb:
        if any(phrases.weapon(n, lexicon) is not None for n in phrases.prep_objects(over, "with")):
            return True  # "attacked with 30 drones from X"
        if over.verb_lemma == "come" and phrases.prep_objects(over, "under"):
            return True  # "came under fire from X"
        if over.verb_lemma in _FIRING and over.dep not in ("acl", "relcl") and phrases.prep_objects(over, *_AT):
            return True  # "launched rockets from X at Y"
        came = over.verb_lemma in _COMING or (over.dep in ("acl", "relcl") and over.verb_lemma in _FIRING)
        shot = [over.head] if over.dep in ("acl", "relcl") else over.all("nsubj", "nsubjpass")
        return came and any(phrases.weapon(one, lexicon) is not None for one in shot)
    if over.noun_lemma in _FIRE:
        return True
    launched = over.dep in ("dobj", "nsubjpass") and over.head.verb_lemma in _FIRING
    launched = launched and not phrases.prep_objects(over.head, *_AT)
    posted = source.lower == "from" and source is not node.head and _posted(over, source, lexicon)
    return posted or (not launched and phrases.weapon(over, lexicon) is not None)


def _source(node: Node) -> Node | None:
    """The "from" or "across" that a name stands behind, also in a list, and where it tells only of a direction or of
    what lies there: "from the directions of X and Y", "from positions in the X area"."""
    while node.dep == "conj":
        node = node.head
    while node.dep in ("compound", "nmod", "poss") and node.head.noun_lemma in _WHENCE:
        node = node.head
    while node.dep == "pobj" and node.head.lower in ("in", "of"):
        above = node.head.head
        node = above.head if above.dep == "acl" else above
        if node.noun_lemma not in _WHENCE:
            return None
    source = node.head
    far = source.previous is not None and source.previous.lower in _LENGTHS  # "nine miles from X"
    return source if node.dep == "pobj" and source.lower in ("from", "across") and not far else None


def _posted(over: Node, source: Node, lexicon: Lexicon) -> bool:
    """Whether those under arms shoot from there: "units from positions in the direction of X fired on Y"."""
    return "armed" in phrases.classes(over, lexicon) or over.is_verb


def _of_care(node: Node) -> bool:
    """Whether people are treated there, or those who treat them speak."""
    prep = node.head
    placed = node.dep == "pobj" and prep.lower in _WITHIN
    if (
        placed
        and prep.head.verb_lemma == "die"
        and any(one.noun_lemma in CLINICS for other in prep.head.all("prep") for one in other.all("pobj"))
    ):
        return True  # "died in hospital in X"
    if placed and (prep.head.verb_lemma in _CARE or prep.head.noun_lemma in _CARE):
        return True
    clinic = node if node.noun_lemma in CLINICS else prep.head if placed else node.head
    if clinic.noun_lemma not in CLINICS or not (placed or clinic is node or node.dep in ("compound", "poss", "nmod")):
        return False
    governor = clinic.head
    if clinic.dep == "pobj":
        over = governor.head
        return (
            governor.lower in _BROUGHT
            or over.verb_lemma in _CARE
            or over.noun_lemma in _CARERS
            or over.verb_lemma in ("say", "tell", "die")
        )
    if clinic.dep in ("dobj", "nsubjpass"):
        return governor.verb_lemma not in _TAKEN
    return clinic.dep == "nsubj" and governor.verb_lemma in _CARE | {"say", "report", "count", "receive"}
