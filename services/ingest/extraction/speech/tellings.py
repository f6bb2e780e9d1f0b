"""Claims without a verb of speech: "by the army's reckoning", "Damascus has it that", "word came from X that", "X has
let it be known that", "if the army is to be believed", and what a hospital took in.
"""

from schemas.vocabulary import Certainty, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.speech.claims import Attribution
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["conditional", "tellings"]

_TELLINGS = word_set("tellings")
_SAID_TO_BE = word_set("said_to_be")
_BY = frozenset({"by", "in", "on", "under", "per"})
_FIRST = 8
"""Words within which what is told "in X's account" can begin."""
_COUNTS = frozenset({"count", "toll", "tally", "figure", "estimate", "total"})
_HOSPITALS = word_set("hospitals")
_TAKING_IN = frozenset({"receive", "treat", "admit", "take", "register"})
_HARMED = frozenset("wounded injured casualty casualties body bodies dead victim victims patient patients".split())


def tellings(tree: Tree, lexicon: Lexicon) -> list[Attribution]:
    """The attributions of a unit that a telling makes."""
    found = []
    for node in tree.nodes:
        made = None
        if node.noun_lemma in _TELLINGS and node.dep == "pobj" and node.head.lower in _BY:
            made = _telling(node)
        elif node.noun_lemma in _TELLINGS and node.i < _FIRST:
            made = _opening(node, tree)
        elif node.lower in ("has", "have", "had") and node.is_verb:
            made = _has_it(node, tree)
        elif node.lower == "known" and node.i + 1 < len(tree.nodes) and tree.nodes[node.i + 1].lower == "that":
            made = _made_known(node)
        elif node.lower in _SAID_TO_BE and node.head.lower in ("came", "comes", "come"):
            made = _came(node)
        elif node.lower in ("is", "was", "remains", "remained") and node.is_verb:
            made = _is_that(node, lexicon)
        elif conditional(node):
            made = _if_believed(node)
        elif node.verb_lemma in _TAKING_IN and node.is_verb:
            made = _taken_in(node)
        if made is not None:
            found.append(made)
    return found


def _telling(node: Node) -> Attribution | None:
    source = phrases.possessor(node) or next(iter(phrases.prep_objects(node, "of", "by", "from")), None)
    if source is None:  # "by one African Union estimate"
        source = next((n for n in reversed(phrases.core(node)[:-1]) if n.tag in ("NNP", "NNPS")), None)
    host = next((n for n in (node.head.head, *node.head.head.ancestors()) if n.is_verb), None)
    if source is None or source.tag == "PRP$" or host is None:
        return None
    before = node.head.previous
    if before is not None and before.text == ",":
        host = next((n for n in (host, *host.ancestors()) if n.head is n), host)  # of all that stands before the comma
    content = {n.i for n in host.subtree()} - {n.i for n in node.head.subtree()}
    return Attribution("telling", node, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, content)


def _opening(node: Node, tree: Tree) -> Attribution | None:
    """ "In the ministry's account two soldiers died", where the parser hung the account on what follows."""
    mark = node.previous
    source = mark.head if mark is not None and mark.tag == "POS" else None
    if source is None or tree.nodes[0].lower not in _BY or any(n.tag in ("IN", ",") for n in tree.nodes[1 : node.i]):
        return None
    content = set(range(node.i + 1, len(tree.nodes)))
    return Attribution("telling", node, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, content)


def _has_it(node: Node, tree: Tree) -> Attribution | None:
    after = tree.nodes[node.i + 1 : node.i + 3]
    source = node.child("nsubj")
    if source is None or [n.lower for n in after] != ["it", "that"]:
        return None
    content = {n.i for n in node.subtree() if n.i > node.i + 1}
    return Attribution("verb", node, source, SpeechAct.ALLEGES, Certainty.UNSPECIFIED, content)


def _made_known(node: Node) -> Attribution | None:
    """ "X has let it be known that…", "X made it known that…"."""
    verb = next((n for n in node.ancestors() if n.verb_lemma in ("let", "make")), None)
    source = verb.child("nsubj") if verb is not None else None
    if verb is None or source is None:
        return None
    content = {n.i for n in verb.subtree() if n.i > node.i}
    return Attribution("verb", verb, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, content)


def _came(node: Node) -> Attribution | None:
    """ "From X came word that…", "word came from X that…"."""
    verb = node.head
    source = next(iter((*phrases.prep_objects(verb, "from"), *phrases.prep_objects(node, "from"))), None)
    clauses = (c for one in (node, verb) for c in one.all("acl", "ccomp", "relcl"))
    clause = next((c for c in clauses if c.child("mark") is not None), None)
    if source is None or clause is None:
        return None
    told = {n.i for n in clause.subtree()}
    return Attribution("telling", node, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, told)


def _taken_in(node: Node) -> Attribution | None:
    """ "The hospital received nine bodies of the strike": who takes in the hurt tells of them."""
    source, harmed = node.child("nsubj"), node.child("dobj")
    if source is None or harmed is None or not (source.noun_lemma in _HOSPITALS or source.tag in ("NNP", "NNPS")):
        return None
    if harmed.noun_lemma not in _HARMED and not any(n.lower in _HARMED for n in harmed.subtree()):
        return None
    told = {n.i for n in node.subtree()} - {n.i for n in source.subtree()} - {node.i}
    return Attribution("care", node, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, told)


def conditional(node: Node) -> bool:
    """Whether a verb of believing stands in a condition, where whom one believes is who speaks."""
    return node.verb_lemma == "believe" and any(c.lower == "if" for one in (node, node.head) for c in one.children)


def _if_believed(node: Node) -> Attribution | None:
    """ "If the army is to be believed, …", "…, if one believes the police"."""
    passive = node.child("auxpass") is not None
    source = (node.child("nsubjpass") or node.head.child("nsubj")) if passive else node.child("dobj")
    clause = next((n for n in (node, *node.ancestors()) if n.dep == "advcl"), None)
    if source is None or clause is None or not source.is_noun:
        return None
    told = {n.i for n in clause.head.subtree()} - {n.i for n in clause.subtree()}
    return Attribution("telling", node, source, SpeechAct.ALLEGES, Certainty.UNSPECIFIED, told)


def _is_that(node: Node, lexicon: Lexicon) -> Attribution | None:
    """ "Word from the checkpoint was that…", "the army's version is that…": a thing said, whose it is, and what."""
    said, clause = node.child("nsubj"), node.child("ccomp")
    count = node.child("attr", "acomp")
    if said is not None and count is not None and said.noun_lemma in _COUNTS:
        return _counted(node, said)
    if said is None or clause is None or clause.i < node.i or said.noun_lemma not in _SAID_TO_BE:
        return None
    source = phrases.possessor(said) or next(iter(phrases.prep_objects(said, "from", "of", "by", "in")), None)
    if source is None or source.tag == "PRP$":
        return None
    act = lexicon.noun_cues.get(said.noun_lemma, SpeechAct.ASSERTS)
    return Attribution("telling", said, source, act, Certainty.UNSPECIFIED, {n.i for n in clause.subtree()})


def _counted(node: Node, count: Node) -> Attribution | None:
    """ "The ministry's toll for the raid is nine dead": whose count it is tells all of it."""
    given = (n for verb in count.all("acl") for n in phrases.prep_objects(verb, "by"))
    source = phrases.possessor(count) or next(iter((*given, *phrases.prep_objects(count, "from", "by"))), None)
    if source is None or source.tag == "PRP$" or not any(n.tag == "CD" for n in node.subtree()):
        return None
    told = {n.i for n in node.subtree()} - {n.i for n in source.subtree()} - {node.i}
    return Attribution("telling", count, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, told)
