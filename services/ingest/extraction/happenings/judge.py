"""Whether and when a frame holds: negation, modality and future by the operators on its way up to the claim's cue."""

from schemas.vocabulary import EventType, Polarity, Temporal
from services.ingest.extraction.discourse import side
from services.ingest.extraction.happenings import scope
from services.ingest.extraction.happenings.absence import absent
from services.ingest.extraction.happenings.frames import HARM, Frame
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["judge"]

_HARMFUL = frozenset({"weapon", "drone", "air", "armed", "projectile"})
_HURT = frozenset({"kill", "casualty"})
_LETTING = word_set("letting")
"""Verbs that tell of access as well where they are denied: whom one does not let in is kept out."""
_CEASING = word_set("ceasing")
_NONE = frozenset({"no", "neither"})
_HARDLY = frozenset({"hardly", "scarcely"})
_BESIDES = frozenset({"after", "before", "since", "during", "amid", "following", "despite"})
"""Before what happened whatever becomes of the rest: "talks were called off after the ambush"."""
_EVER = frozenset({"time", "point", "stage", "moment", "circumstance", "case", "way"})
_BEGINNING = frozenset({"came", "took", "began", "started", "entered", "went", "signed"})
_NEITHER = frozenset({"det", "neg", "preconj", "cc", "advmod"})
_STOP = frozenset({"relcl", "ccomp", "parataxis"})


def judge(frame: Frame, lexicon: Lexicon, text: str) -> None:
    """Set polarity and temporal of a frame of a unit with this text. The scope ends at relative, complement and finite
    adverbial clauses."""
    node = frame.trigger
    stop = frame.owner.cue if frame.owner is not None and frame.owner.kind in ("verb", "passive", "noun") else None
    modes: set[str] = set()
    first, reached = True, True
    if scope.usual(node, lexicon):
        modes.add("hypothetical")
    if node.is_noun and len(frame.nodes) == 1:
        modes.update(scope.coloured(node, lexicon))
    if scope.ruled_out(node):
        modes.add("hypothetical")
    if (frame.sense.pos == "N" or node.tag == "VBG") and absent(node, text):
        modes.add("negative")
    for _ in range(12):
        if reached:
            modes |= _here(node, lexicon, first)
            if _contrary(node) or scope.asked(node):
                modes.add("hypothetical")
        modes.update(mode for mode in (scope.led(node, lexicon), scope.governed(node, lexicon)) if mode is not None)
        first, reached = False, not scope.opens_anew(node)
        infinitive = node.dep in ("ccomp", "advcl") and any(c.lower == "to" and c.dep == "aux" for c in node.children)
        if node.head is stop and (infinitive or node.dep in ("xcomp", "dobj")):
            # "vowed to strike" speaks and plans at once
            told = lexicon.operators.get(node.head.verb_lemma)
            if told is not None and told.kind == "head":
                modes.add(told.mode)
        if node.head is node or node.head is stop:
            break
        if node.dep in _STOP and not (node.tag == "VB" and node.head.lower == "did"):  # "nowhere did they advance"
            # A complement of an operator verb ("demanded that the army withdraw") is still in its scope.
            if (
                node.dep == "ccomp"
                and (operator := lexicon.operators.get(node.head.verb_lemma))
                and operator.kind == "head"
            ):
                modes.add(operator.mode)
            break
        if node.dep == "prep" and node.lower in _BESIDES:
            break
        if node.dep == "conj" and node.is_verb and node.child("nsubj", "nsubjpass"):
            break
        if node.dep == "advcl" and node.is_verb:
            if any(child.dep in ("mark", "advmod") and child.lower in ("if", "unless") for child in node.children):
                modes.add("hypothetical")
            break
        up = node.head
        if node.dep in ("xcomp", "pcomp", "pobj", "dobj", "prep", "acl", "dative", "oprd", "acomp", "ccomp"):
            key = up.verb_lemma if up.is_verb else up.noun_lemma
            operator = lexicon.operators.get(key) or lexicon.operators.get(up.lower)
            if (
                operator is not None
                and operator.kind == "head"
                and (
                    node.dep != "dobj"
                    or up.verb_lemma not in ("order", "expect", "want", "ask", "call", "halt", "stop")
                )
            ) or (
                operator is not None
                and operator.kind == "head"
                and frame.sense.pos == "N"
                and up.verb_lemma in ("expect", "want", "halt", "stop")
            ):
                modes.add(operator.mode)
        node = up
    if frame.sense.frame not in HARM and any(_none(thing) for thing in frame.trigger.all("dobj")):
        modes.add("negative")
    if "negative" in modes and frame.sense.words[0] not in _LETTING and not _harmless(frame):
        frame.polarity = Polarity.NEGATIVE
    if "hypothetical" in modes:
        frame.temporal = Temporal.HYPOTHETICAL
    elif "future" in modes:
        frame.temporal = Temporal.FUTURE
    if frame.temporal is Temporal.ACTUAL and _ever_since(frame.trigger):
        frame.temporal = Temporal.HISTORICAL
    if frame.type is EventType.THREAT and frame.temporal is Temporal.ACTUAL:
        frame.temporal = Temporal.HYPOTHETICAL


def _ever_since(node: Node) -> bool:
    """Whether a count goes back to a beginning without a date: "has committed 90 violations since it began"."""
    verb = node.head if node.is_noun and node.dep == "dobj" else node
    begun = (clause for clause in verb.all("advcl") if clause.lower in _BEGINNING)
    marked = any(c.dep == "mark" and c.lower == "since" for clause in begun for c in clause.children)
    return marked and any(thing.child("nummod") is not None for thing in verb.all("dobj", "nsubjpass"))


def _contrary(verb: Node) -> bool:
    """Whether something is told of as it was not, on a condition or as one: "had it hit the depot, hundreds could have
    died"."""
    if verb.dep == "advcl" and _inverted(verb):
        return True
    conditions = verb.all("advcl") if any(c.dep == "aux" and c.tag == "MD" for c in verb.children) else ()
    return any(
        any(c.dep == "mark" and c.lower == "if" for c in clause.children) or _inverted(clause) for clause in conditions
    )


def _inverted(verb: Node) -> bool:
    """ "Had the drone hit", "were it to fall"."""
    subject = verb.child("nsubj", "nsubjpass")
    ahead = (c for c in verb.children if c.dep in ("aux", "auxpass") and c.lower in ("had", "were"))
    return subject is not None and any(c.i < subject.i for c in ahead)


def _harmless(frame: Frame) -> bool:
    """Whether what is denied is that an attack, which is told besides, hurt anybody: "nobody died when a shell fell";
    of an attack of his own a speaker grants nothing so."""
    told = dict(zip((node.i for node in frame.nodes), frame.senses, strict=True))
    attack = told[frame.trigger.i].frame in _HURT and any(sense.frame not in HARM for sense in frame.senses)
    speaker = frame.owner.claimant if frame.owner is not None else None
    return attack and (frame.initiator is None or side(frame.initiator) != side(speaker))


def _of_aux(verb: Node) -> list[Node]:
    """ "At no point" before "did they cross"."""
    return [prep for aux in verb.all("aux") for prep in aux.all("prep")]


def _not_one(node: Node) -> bool:
    """ "Not a single shell", "not one rocket"."""
    before = sorted((n.i, n.lower) for n in node.subtree() if n.i < node.i)
    return len(before) > 1 and before[0][1] == "not" and before[-1][1] in ("single", "one")


def _none(thing: Node) -> bool:
    below = [*thing.children, *(inner for c in thing.all("amod") for inner in c.children)]
    return _not_one(thing) or any(c.lower in _NONE and c.dep in _NEITHER for c in below)


def _none_of(thing: Node, lexicon: Lexicon) -> bool:
    """Whether something that does harm is said to be none: "fired no rocket", "sent not a single soldier"."""
    return _none(thing) and bool(phrases.classes(thing, lexicon) & _HARMFUL)


def _here(node: Node, lexicon: Lexicon, trigger: bool) -> set[str]:
    """Modes that the children of one node add."""
    modes = set()
    perfect = any(c.lower in ("have", "has", "had", "'ve") and c.dep == "aux" for c in node.children)
    for child in node.children:
        operator = lexicon.operators.get(child.lower)
        if operator is None:
            continue
        if operator.kind == "aux" and child.dep == "aux" and child.tag == "MD":
            if not (perfect and child.lower in ("may", "might", "could")):
                modes.add(operator.mode)
        elif (
            (
                operator.kind == "any"
                and (
                    child.dep in ("neg", "advmod", "preconj")
                    or (child.dep in ("nsubj", "nsubjpass") and child.tag in ("NN", "DT"))
                )
            )
            or (
                operator.kind == "noun"
                and child.dep in ("det", "neg")
                and node.is_noun
                and (trigger or node.dep in ("nsubj", "nsubjpass", "dobj"))
            )
            or (operator.kind == "mark" and child.dep in ("mark", "advmod"))
        ):
            modes.add(operator.mode)
        if child.lower == "without" and child.dep == "prep" and child.i < node.i and trigger:
            modes.add("negative")
    times = (when for prep in (*node.all("prep"), *_of_aux(node)) for when in prep.all("pobj"))
    if any(_none(when) for when in times if when.noun_lemma in _EVER):
        modes.add("negative")  # "at no time were soldiers captured"
    for subject in node.all("nsubj", "nsubjpass"):
        if node.is_verb and (_none(subject) or (subject.noun_lemma == "one" and subject.child("neg") is not None)):
            modes.add("negative")
        if node.is_verb and any(c.lower in _HARDLY for det in subject.all("det") for c in det.children):
            modes.add("negative")
    if trigger and node.is_verb and any(_none_of(thing, lexicon) for thing in node.all("dobj")):
        modes.add("negative")
    if node.verb_lemma in _CEASING:
        modes.discard("negative")  # "the guns did not stop until noon"
    if node.dep == "pobj" and node.head.lower == "without":
        modes.add("negative")
    if node.dep == "pcomp" and node.head.lower == "without":
        modes.add("negative")
    return modes
