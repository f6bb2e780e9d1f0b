"""Where nobody says anything: "did not reply to a request for comment about the shelling", "has said nothing of it",
"there was no comment on the raid", "stopped short of
blaming the rebels for it". What stands there is no statement of anybody's.
"""

from schemas.vocabulary import Polarity, SpeechAct
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["granted", "unsaid", "unspoken"]

_SPEAKING = word_set("silent")
_REFUSING = frozenset({"decline", "declines", "declined", "declining", "refuse", "refuses", "refused", "refusing"})
_REFRAIN = frozenset({"refrain", "abstain"})
_MENTION = frozenset({"mention", "comment", "statement", "reference"})
_UNSAID = word_set("unsaid")
_ABOUT = frozenset({"to", "on", "about", "of", "from", "regarding", "whether", "for"})
_SAID = frozenset({SpeechAct.ASSERTS, SpeechAct.ALLEGES, SpeechAct.ADMITS, SpeechAct.OBSERVES})
_ASKING = frozenset({"WRB", "WP", "WDT"})


def unspoken(tree: Tree) -> set[int]:
    """The tokens of what was asked about and not answered."""
    found: set[int] = set()
    for node in tree.nodes:
        if _avoided(node):
            found |= {n.i for n in node.subtree()}
        elif _refuses(node):
            found |= {node.i, *_asked(node, node)}
        elif node.lower == "comment" and any(c.lower == "no" for c in node.children):
            found |= _asked(node, node)
            if node.head.is_verb:
                found |= _asked(node.head, node)
    return found


def _refuses(node: Node) -> bool:
    """Whether a verb of answering, or "say nothing", is one of keeping silent."""
    if node.verb_lemma == "say" and any(c.lower == "nothing" for c in node.all("dobj")):
        return True
    if node.verb_lemma == "make" and any(c.lower in _MENTION and _no(c) for c in node.all("dobj")):
        return True  # "made no mention of the raid"
    if node.verb_lemma not in _SPEAKING or not node.is_verb:
        return False
    negated = node.child("neg") is not None
    return negated or (node.dep == "xcomp" and node.head.lower in _REFUSING)


def _avoided(node: Node) -> bool:
    """Whether a word that would grant or charge something is kept back: "stopped short of admitting that"."""
    if node.verb_lemma not in _UNSAID or node.tag != "VBG":
        return False
    before = node.previous
    over = before.previous if before is not None else None
    kept = over is not None and (over.lower, before and before.lower) == ("short", "of")
    return kept or node.head.verb_lemma == "avoid" or (node.dep == "pcomp" and node.head.head.verb_lemma in _REFRAIN)


def _no(thing: Node) -> bool:
    return any(c.lower == "no" for c in thing.children)


def _asked(node: Node, silent: Node) -> set[int]:
    """What hangs on a node by a preposition behind it."""
    return {
        n.i
        for child in (*node.children, *(c for o in node.all("dobj") for c in o.children))
        if child.i > silent.i and child.lower in _ABOUT and child.dep in ("prep", "mark", "dative", "advmod")
        for n in child.subtree()
    }


def unsaid(frame: Frame) -> bool:
    """Whether it is denied that somebody said it: "has never admitted that", "no group has claimed the attack"; what is
    itself told not to have been seen is not."""
    owner = frame.owner
    said = owner is not None and owner.negated and owner.act in _SAID
    return said and frame.polarity is not Polarity.NEGATIVE


def granted(frame: Frame) -> bool:
    """Whether what is not said happened all the same: "did not say how many died", "no group claimed the attack"."""
    if frame.sense.pos == "N":
        return True
    cue = frame.owner.cue if frame.owner is not None else None
    clauses = cue.all("ccomp") if cue is not None else ()
    return any(n.tag in _ASKING and n.i < frame.trigger.i for clause in clauses for n in clause.subtree())
