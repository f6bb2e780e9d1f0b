"""What a speaker tells of a happening in words that name none: "it was the other way round", "he had been on our side".

No lexicon holds every way in which a witness tells what he saw. A claim about what was, by somebody who can know it,
that stands near a happening is taken for one about that happening: a frame of the kind `tell`, whose type is settled
when the report has been read. A party's own "not one of our vehicles was there" is told in its own voice too. Claims
about what is, should or will be tell nothing that happened; what is set for a day is a frame of the kind `meet`.
"""

from collections.abc import Container

from schemas.vocabulary import ActorKind, EventType, Polarity, SourceKind, SpeechAct, Temporal
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.happenings.happening import odds, words
from services.ingest.extraction.lexicon import Lexicon, Trigger, word_set
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.speech.subjects import CITING
from services.ingest.extraction.syntax.phrases import weapon
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["likely", "planned", "told"]

_TELL = Trigger(("tell",), "V", EventType.OTHER, True, "tell", (), -1)
_LIKELY = Trigger(("happening",), "V", EventType.OTHER, True, "likely", (), -1)
_MEET = Trigger(("plan",), "V", EventType.OTHER, False, "meet", (), -1)
_PAST = frozenset({"had", "has", "have", "was", "were", "did"})
_BE = frozenset({"be", "is", "are", "was", "were", "been"})
_PRESENT = frozenset({"do", "does", "is", "are"})
_UNTOLD = word_set("untold_cues")
"""Verbs of speech whose object is mostly no account of what happened: "put", "continue", "cite"."""
_SET = word_set("set_for")
_INTENDING = word_set("intending")
_MODALS = frozenset({"will", "shall", "'ll", "’ll", "would", "may", "might"})
_MEETINGS = word_set("meetings")
_GATHERING = word_set("gathering")
"""What a timetable tells in the present: "the committee convenes on Wednesday"."""
_OWN = word_set("own_words")
_SUMS = frozenset({"loss", "allegation", "accusation", "claim", "charge", "insinuation"})
"""What sums up or disputes a happening and is none."""
_COMMENTING = word_set("commenting")
_CEASING = word_set("ceasing")
_NOTICE = frozenset({"warning", "notice", "alert", "explanation"})
_CALM = word_set("calm")
_LETTING_KNOW = word_set("letting_know")
_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "no", "none", "neither", "nobody", "nothing"})
_CONVINCING = -2.5
"""Bits from which a unit may tell of a happening; whether it does is judged with all else that is known of it."""
_MOSTLY = 0.4
"""The share of a type from which the words tell it."""
_LEAST = 4
"""Words in a claim below which it says too little."""
_VOICES = frozenset({SourceKind.PRESS_OFFICE, SourceKind.SOCIAL})
"""Publishers that are parties and deny in their own voice."""


def told(
    tree: Tree, attributions: list[Attribution], busy: Container[int], publisher: SourceKind, lexicon: Lexicon
) -> list[Frame]:
    """Frames for the claims of a unit that tell of something and hold no frame, figure or reaction.

    `busy` holds the indexes of tokens at which something was found. Of claims within each other the outer one counts.
    """
    found: list[Frame] = []
    for owner in attributions:
        if owner.claimant is None or owner.claimant.kind is ActorKind.MEDIA or owner.negated:
            continue
        if owner.act is SpeechAct.THREATENS or (owner.cue is not None and owner.cue.verb_lemma in _UNTOLD):
            continue
        if len(owner.content) < _LEAST or any(i in busy for i in owner.content):
            continue
        if any(owner.content & frame.owner.content for frame in found if frame.owner is not None):
            continue
        verb = _account([tree.nodes[i] for i in sorted(owner.content)])
        if verb is not None and not (_unannounced(verb) or _uneventful(verb)):
            found.append(_frame(verb, _TELL, owner))
    if not attributions and publisher in _VOICES and not any(node.i in busy for node in tree.nodes):
        verb = _account(tree.nodes)
        if verb is not None and _negated(verb) and any(n.lower in _OWN for n in verb.subtree()):
            found.append(_frame(verb, _TELL, None))
    for frame in found:
        if _negated(frame.trigger):
            frame.polarity = Polarity.NEGATIVE
            # What was not there or not used is what the denied claim was about: "we employed no drones".
            arms = (weapon(node, lexicon) for node in frame.trigger.subtree() if node.is_noun)
            frame.weapon = max((w for w in arms if w is not None and w.type), key=lambda w: w.rank, default=None)
            if frame.weapon is not None and frame.weapon.type is not None:
                frame.type = frame.weapon.type
    return found


def likely(tree: Tree, attributions: list[Attribution], lexicon: Lexicon) -> list[Frame]:
    """A frame for a unit in which nothing was found although its words together speak for a happening."""
    told = odds(words(tree.nodes, lexicon))
    if told.bits < _CONVINCING:
        return []
    said = max((a.content for a in attributions if a.cue is not None), key=len, default=None)
    inside = tree.nodes if said is None else [tree.nodes[i] for i in sorted(said)]
    head = min(_verbs(inside), key=_from_above, default=None)
    if head is None or _ahead(head) or _unannounced(head) or _uneventful(head) or head.lower in CITING:
        return []
    if head.lower in _COMMENTING:
        return []  # "this constitutes a violation of the truce"
    if any(n.noun_lemma in _SUMS for n in head.all("nsubj")):
        return []  # "the enemy's losses came to 40 men and nine tanks", "the allegation that … is a joke"
    frame = _frame(head, _LIKELY, owner_of(head.i, attributions))
    if told.share > _MOSTLY:
        frame.type = told.type
    return [frame]


def planned(tree: Tree, attributions: list[Attribution], busy: Container[int]) -> list[Frame]:
    """A frame for what a clause sets for a day to come ("envoys are to meet on Friday") or means or allows to be on it
    ("hopes to convene them in May", "may meet next week"); whether it has such a day is judged by who dates it."""
    taken = [node for node in tree.nodes if node.i in busy]
    for node in tree.nodes:
        if not node.is_verb and node.lower not in _SET:
            continue
        subject = node.child("nsubj", "nsubjpass") or node.head.child("nsubj", "nsubjpass")
        # "talks on the exchange of prisoners are foreseen": what a meeting is about does not happen with it.
        about = subject if subject is not None and subject.noun_lemma in _MEETINGS else None
        if any(about is None or not other.within(about) for other in taken) or node.child("neg") is not None:
            continue
        helpers = [c for c in node.children if c.dep in ("aux", "auxpass")]
        bound = any(c.tag == "TO" for c in helpers)
        meant = node.dep in ("xcomp", "ccomp") and node.head.verb_lemma in _INTENDING
        if node.is_verb and (
            (any(c.lower in _MODALS for c in helpers) and not any(c.lower == "have" for c in helpers))
            or (bound and (meant or (node.dep == "xcomp" and (node.head.lower in _BE or node.head.lower in _SET))))
            or (bound and node.dep == "ROOT" and not any(c.dep == "aux" and c.tag != "TO" for c in helpers))
            or node.verb_lemma == "invite"
            or (node.lower in _SET and node.tag == "VBN")
            or (node.tag in ("VBZ", "VBP") and node.verb_lemma in _GATHERING and node.dep in ("ROOT", "ccomp"))
        ):
            frame = _frame(node, _MEET, owner_of(node.i, attributions))
            frame.temporal = Temporal.FUTURE
            return [frame]
        if node.lower in _SET and node.head.lower in _BE and node.dep in ("acomp", "attr"):
            frame = _frame(node, _MEET, owner_of(node.i, attributions))
            frame.temporal = Temporal.FUTURE
            return [frame]
    return []


def _frame(node: Node, sense: Trigger, owner: Attribution | None) -> Frame:
    return Frame(node, sense, sense.type, sense.open, owner, [node], [sense], rule=f"{sense.words[0]}:{sense.frame}")


def _account(inside: list[Node]) -> Node | None:
    """The verb of a claim, if it is one about the past, or one about the present that denies."""
    verbs = _verbs(inside)
    if not verbs:
        return None
    head = min(verbs, key=_from_above)
    # "all aircraft were accounted for and none had flown there" denies in its second half.
    head = next((n for n in head.all("conj") if n in verbs and _negated(n)), head)
    helpers = {c.lower for c in head.children if c.dep in ("aux", "auxpass")}
    if _ahead(head):
        return None
    if head.tag == "VBD" or helpers & _PAST:
        return head
    return head if _negated(head) and (head.tag in ("VBZ", "VBP") or helpers & _PRESENT) else None


def _verbs(inside: list[Node]) -> list[Node]:
    return [n for n in inside if n.is_verb and n.dep not in ("amod", "aux", "auxpass", "compound")]


def _from_above(node: Node) -> tuple[int, int]:
    return node.depth, node.i


def _ahead(verb: Node) -> bool:
    """Whether a verb tells what should or will be: "would be", "were to meet", "was ready to", "called for today"."""
    if verb.lower in _SET and any(c.dep == "prep" and c.lower == "for" for c in verb.children):
        return True
    state = verb.child("acomp") if verb.lower in _BE else None  # "was about to storm it"
    bound = (state or verb).child("xcomp") if verb.lower in _BE else None
    return any(c.tag in ("MD", "TO") for one in (verb, bound) if one is not None for c in one.children)


def _unannounced(verb: Node) -> bool:
    """Whether somebody was only told nothing: "nobody warned us", "we had no warning"."""
    told = verb.verb_lemma in _LETTING_KNOW or any(n.noun_lemma in _NOTICE for n in verb.all("dobj"))
    return told and _negated(verb)


def _uneventful(verb: Node) -> bool:
    """Whether a clause tells that all was well ("the night was calm", "remained quiet") or that nothing was found."""
    state = verb.child("acomp", "attr", "oprd", "dobj", "advmod")
    if state is not None and state.lower in _CALM:
        return True
    return verb.verb_lemma == "find" and _negated(verb)


def _negated(verb: Node) -> bool:
    if verb.verb_lemma in _CEASING:
        return False  # "they did not stop until noon"
    things = verb.all("nsubj", "nsubjpass", "attr", "dobj", "expl")
    near = [*verb.children, *(n for c in things for n in c.children)]
    near += (n for c in things for one in c.all("nummod", "amod") for n in one.children)  # "not one bullet"
    return any(n.lower in _NEGATIVE for n in near)
