"""Claims told as a thing: "stuck to its denial", "raised the toll of the strike to nine", "offered condolences for a
woman killed", "put out footage of a drone", losses told to be so many: "revised the number of dead downward to six",
and verbs that speak with a particle: "owned up to losing seven men".

The verb may be any. That its subject can speak and its object is something said is enough.
"""

from collections.abc import Iterator

from schemas.vocabulary import Certainty, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, word_set, word_table
from services.ingest.extraction.speech.claims import Attribution
from services.ingest.extraction.speech.hidden import SPEAKERS
from services.ingest.extraction.speech.subjects import subject
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.inflection import verb_forms
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["phrasal", "utterances"]

_SAID = word_set("utterances")
"""Things said: "denial", "toll", "condolences"."""
_KEPT = frozenset({"footage", "video", "report", "account", "statement"})
"""Those of them that can be seized or destroyed."""
_PARTICLES = {
    (form, particle): SpeechAct(act)
    for word, act in word_table("phrasal_cues").items()
    for verb, _, particle in (word.partition("_"),)
    for form in verb_forms(verb)
}
"""Every form of a verb that speaks with a particle; of irregular ones those that the other tables hold."""
_LOSSES = word_set("put_at") | frozenset({"number", "losses", "toll", "tally", "count", "figure"})
_LOST = word_set("put_at")
_BE = frozenset({"is", "are", "was", "were"})
_COUNTING = word_set("recounting")
"""Verbs by which losses are told to be more or fewer."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_LEAST = 2


def utterances(tree: Tree, lexicon: Lexicon, found: list[Attribution]) -> Iterator[Attribution]:
    """The attributions that a thing said or a verb with its particle makes, where none is known of the verb."""
    cues = {a.cue.i for a in found if a.cue is not None}
    for verb in tree.nodes:
        if not _finite(verb) or verb.i in cues:
            continue
        act = phrasal(verb) or _of_a_thing(verb, cues, lexicon) or _of_losses(verb) or _stands_at(verb)
        own = verb.child("nsubj") or (subject(verb) if verb.dep == "conj" else None)
        source = own if act is not None else None
        if act is None or source is None or not _can_speak(source, lexicon):
            continue
        inside = {n.i for n in source.subtree()}
        content = {n.i for n in verb.subtree() if n.i > verb.i} - inside
        if len(content) > _LEAST:
            yield Attribution("verb", verb, source, act, Certainty.UNSPECIFIED, content)


def _finite(verb: Node) -> bool:
    """Whether a verb can have a subject; the past of "put" is tagged as the bare verb too."""
    bare = verb.tag == "VB" and not any(c.dep == "aux" or c.tag == "TO" for c in verb.children)
    return verb.tag in _FINITE or (bare and verb.child("nsubj") is not None)


def phrasal(verb: Node) -> SpeechAct | None:
    """The act of a verb that speaks with its particle; None for any other."""
    for child in verb.children:
        if child.dep not in ("prt", "advmod", "prep", "acomp"):
            continue
        act = _PARTICLES.get((verb.lower, child.lower)) or _PARTICLES.get((verb.verb_lemma, child.lower))
        if act is not None:
            return act
    return None


def _of_a_thing(verb: Node, cues: set[int], lexicon: Lexicon) -> SpeechAct | None:
    """ "Stuck to its denial"; by whose count all is told that a verb tells is known ("by the army's count …")."""
    if verb.verb_lemma in lexicon.cues:
        return None
    for thing in (*verb.all("dobj"), *phrases.prep_objects(verb, "to", "with", "by")):
        if (
            thing.i not in cues
            and thing.noun_lemma in _SAID
            and not (thing.noun_lemma in _KEPT and verb.verb_lemma in lexicon.triggers)
        ):
            return lexicon.noun_cues.get(thing.noun_lemma, SpeechAct.ASSERTS)
    return None


def _of_losses(verb: Node) -> SpeechAct | None:
    """ "Raised to nine the number of people killed", "put the dead at two": losses, a verb that counts, a figure."""
    if verb.verb_lemma not in _COUNTING and verb.lower not in _COUNTING:
        return None
    inside = [n for n in verb.subtree() if n.i > verb.i]
    lost = any(n.lower in _LOSSES for n in inside)
    figure = any(n.dep == "pobj" and n.head.lower in ("to", "at") and _counted(n) for n in inside)
    return SpeechAct.ASSERTS if lost and figure else None


def _stands_at(verb: Node) -> SpeechAct | None:
    """ "The health ministry is at twelve dead": how many somebody has come to."""
    to = verb.all("prep") if verb.lower in _BE else []
    dead = any(
        _counted(n) and any(m.lower in _LOST for m in n.subtree()) for p in to if p.lower == "at" for n in p.all("pobj")
    )
    return SpeechAct.ASSERTS if dead else None


def _counted(node: Node) -> bool:
    return node.tag == "CD" or any(c.tag == "CD" for c in node.children)


def _can_speak(node: Node, lexicon: Lexicon) -> bool:
    return (
        node.tag in ("NNP", "NNPS")
        or (node.tag == "PRP" and node.lower in ("he", "she", "it", "they", "we"))
        or node.noun_lemma in SPEAKERS
        or phrases.people(node, lexicon) is not None
    )
