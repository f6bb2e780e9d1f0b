"""Attributions that the parser hid: a verb of speech that it took for an adjective, a noun or a participle.

"Witnesses affirm that…", "A nurse informed the agency by telephone that…", "The army, which had spoken of an arms dump,
acknowledged on Tuesday that…": a trained parser reads such beginnings as a noun phrase and finds the sentence's verb
elsewhere. The words in their order tell more: somebody who can speak, a verb of speech, "that". Only where no family of
attributions has found the verb; so too for verbs that no table holds, of which people say "that" something is so.
"""

from collections.abc import Iterator

from schemas.vocabulary import Certainty, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, word_set, word_table
from services.ingest.extraction.speech.claims import Attribution, quotations
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.inflection import verb_forms
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["SPEAKERS", "hidden"]

_BEFORE_THAT = 9
"""Words between a verb of speech and "that": whom it was told to, when and by what means."""
_BEFORE_COMMA = 22
"""Words of "as X reports," at the head of a sentence."""
_LEAST = 4
"""Words that make a claim."""
_CLOSING = frozenset({",", ";", ":", "—", "–", "(", ")", '"', "“", "”"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_OF_A_NOUN = frozenset({"the", "a", "an", "this", "that", "no", "any", "every", "its", "their", "his", "her", "our"})
_BETWEEN = frozenset({"RB", "MD", "VBD", "VBZ", "VBP", "VBN", "VB", "CC"})
_AT = frozenset({"in", "at", "from", "near", "of"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS"})
SPEAKERS = (
    frozenset(word_table("speaker_kinds"))
    | word_set("roles")
    | word_set("speaking_bodies")
    | word_set("offices")
    | word_set("hospitals")
)
"""Common nouns for those who speak."""
_NO_SPEECH = frozenset(form for verb in word_set("no_speech") for form in verb_forms(verb)) | word_set("no_speech_past")
"""Verbs with "that" that say nothing: "mean", "ensure"."""


def hidden(tree: Tree, lexicon: Lexicon, found: list[Attribution]) -> Iterator[Attribution]:
    """The attributions of a unit that its words tell and its tree does not."""
    nodes = tree.nodes
    cues = {a.cue.i for a in found if a.cue is not None}
    for node in nodes:
        if node.lower == "that" and node.i >= 2:
            cue = _cue_before(node, tree, lexicon)
            if cue is None or cue.i in cues or any(cue.i in a.content for a in found):
                continue
            source = _own_subject(cue) or _speaker_before(cue, tree, lexicon)
            content = set(range(node.i, _end(node, tree)))
            if source is not None and len(content) > _LEAST and not _impersonal(source, cue, tree):
                known = lexicon.cues.get(lexicon.verb_lemmas.get(cue.lower, cue.lower))
                act = known.act if known is not None else SpeechAct.ASSERTS
                yield Attribution("verb", cue, source, act, Certainty.UNSPECIFIED, content)
                return
    as_x = len(nodes) > 1 and nodes[0].lower == "as" and nodes[1].tag not in ("IN", "TO")
    if as_x and not any(a.cue is not None and a.cue.i < _BEFORE_COMMA for a in found):
        made = _as_told(tree, lexicon)
        if made is not None:
            yield made


def _cue_before(that: Node, tree: Tree, lexicon: Lexicon) -> Node | None:
    """The verb of speech whose clause "that" begins: straight before it or with whom, when and how between."""
    for node in reversed(tree.nodes[max(0, that.i - _BEFORE_THAT) : that.i]):
        if node.text in _CLOSING or node.lower in _RELATIVES:
            return None
        lemma = lexicon.verb_lemmas.get(node.lower, "")
        if lemma in lexicon.cues and lexicon.cues[lemma].strong and _as_verb(node, tree):
            return node
        clause = node.child("ccomp") if node.is_verb and node.tag != "VBG" else None
        if (
            clause is not None
            and clause.child("mark") is that
            and node.lower not in _NO_SPEECH
            and node.verb_lemma not in lexicon.triggers
            and node.verb_lemma not in lexicon.cues
        ):
            return node
    return None


def _as_verb(node: Node, tree: Tree) -> bool:
    """Whether a form that may be a noun is a verb where it stands: not behind an article of its own."""
    before = tree.nodes[node.i - 1] if node.i else None
    if before is None or before.lower in _OF_A_NOUN or before.tag in ("IN", "JJ", "PRP$", "POS", "TO"):
        return False
    if node.lower.endswith("ed") or node.tag in ("VBD", "VBZ", "VBP"):
        return True
    plural = before.tag in ("NNS", "NNPS") or before.lower in ("people", "police") or before.text in _CLOSING
    third = node.lower.endswith("s")
    if third:
        return before.tag in ("NN", "NNP") or before.text in _CLOSING or before.tag == "RB"
    return plural or before.tag == "RB" or node.verb_lemma in ("tell", "say") or _plural_behind(node, tree)


def _plural_behind(node: Node, tree: Tree) -> bool:
    """Whether several people stand before with where they are ("people in Kaya report") or what they did ("people who
    stayed the night report")."""
    at = node.i - 1
    while at > 0 and tree.nodes[at].tag in ("NNP", "DT"):
        at -= 1
    if 0 < at < node.i - 1 and tree.nodes[at].lower in _AT and tree.nodes[at - 1].tag == "NNS":
        return True
    for other in reversed(tree.nodes[: node.i]):
        if other.lower == "who":
            return other.i > 0 and (tree.nodes[other.i - 1].tag == "NNS" or tree.nodes[other.i - 1].lower == "people")
    return False


def _impersonal(source: Node, cue: Node, tree: Tree) -> bool:
    """Whether nobody speaks: "it is understood that", "it may be recalled that"."""
    return any(n.lower in _BE for n in tree.nodes[source.i + 1 : cue.i + 1])


def _own_subject(cue: Node) -> Node | None:
    """The subject that the tree gives a verb, where it gives one that is no pronoun of a relative clause."""
    own = cue.child("nsubj")
    return own if own is not None and own.tag not in ("WP", "WDT", "DT", "EX") else None


def _speaker_before(cue: Node, tree: Tree, lexicon: Lexicon) -> Node | None:
    """The nearest noun to the left that can speak; what stands between two commas is jumped, and a relative clause."""
    at = cue.i - 1
    while at >= 0 and tree.nodes[at].tag in _BETWEEN:
        at -= 1
    if at >= 0 and tree.nodes[at].text == ",":
        opening = next((i for i in range(at - 1, 0, -1) if tree.nodes[i].text == ","), None)
        if opening is None:
            return None
        at = opening - 1
    for node in reversed(tree.nodes[: at + 1]):
        if node.text in _CLOSING:
            return None
        if node.tag in _NOMINAL and _speaks(node, cue, tree, lexicon):
            return node
        if node.tag == "PRP" and node.i == at and node.lower in ("he", "she", "they", "it", "we"):
            return node
    return None


def _speaks(node: Node, cue: Node, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether a noun heads its phrase and is one for people, bodies or a name."""
    after = tree.nodes[node.i + 1] if node.i + 1 < len(tree.nodes) else None
    if after is not None and after is not cue and (after.tag in (*_NOMINAL, "POS") or after.text == "-"):
        return node.tag in ("NNS",) and phrases.people(node, lexicon) is not None
    before = tree.nodes[node.i - 1] if node.i else None
    if before is not None and node.tag in ("NNP", "NNPS") and before.lower in ("in", "at", "near", "from", "of", "on"):
        return False
    return node.tag in ("NNP", "NNPS") or node.noun_lemma in SPEAKERS or phrases.people(node, lexicon) is not None


def _end(that: Node, tree: Tree) -> int:
    """Where a claim that "that" begins ends: with the sentence, or with the quotation that it stands in."""
    for first, last in quotations(tree):
        if first < that.i <= last:
            return last
    return len(tree.nodes)


def _as_told(tree: Tree, lexicon: Lexicon) -> Attribution | None:
    """ "As the regional hospital reports, …"."""
    nodes = tree.nodes
    comma = next((n.i for n in nodes[2:_BEFORE_COMMA] if n.text == ","), None)
    if comma is None or len(nodes) - comma <= _LEAST:
        return None
    for cue in reversed(nodes[2:comma]):
        lemma = lexicon.verb_lemmas.get(cue.lower, "")
        if lemma not in lexicon.cues or not lexicon.cues[lemma].strong:
            continue
        source = _speaker_before(cue, tree, lexicon)
        if source is None:
            return None
        content = set(range(comma + 1, len(nodes)))
        return Attribution("verb", cue, source, lexicon.cues[lemma].act, Certainty.UNSPECIFIED, content)
    return None
