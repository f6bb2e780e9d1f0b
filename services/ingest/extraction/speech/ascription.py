"""Claims by where they stand: a quotation before a verb of any kind ("…," shrugged X), what follows a colon ("X: …",
"X corrected him: …"), "according to X", and nouns for what is said ("the ministry's claim that …").
"""

from collections.abc import Iterator

from schemas.vocabulary import Certainty, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.speech.claims import QUOTES, Attribution, quotations
from services.ingest.extraction.speech.hidden import SPEAKERS
from services.ingest.extraction.speech.utterances import phrasal
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["according", "colon", "headline", "noun", "quoted"]

_COLON_VERBS = word_set("colon_verbs")
_VERSIONS = word_set("versions")
_SAID_TO_BE = word_set("said_to_be")
_TELLINGS = word_set("tellings")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BEING = frozenset({"is", "are", "was", "were", "be", "has", "have", "had"})
_CONFIRMING = frozenset({"confirm", "corroborate", "acknowledge"})
_UNABLE = frozenset({"could", "can", "cannot", "might", "never"})
_TOPICS = frozenset({"about", "regarding", "concerning", "since", "for", "also"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_TELLER = 30
_LONGEST_HEAD = 12
"""Tokens before the colon of a headline: "State-run National News Agency (NNA): …"."""
_SHORTEST_HEAD = 8
"""Words of a speaker with a verb behind a quotation."""
_LEAST = 5
"""Words that make a quotation a claim rather than a borrowed expression."""


def colon(node: Node, tree: Tree, lexicon: Lexicon) -> Attribution | None:
    """A speaker's verb, and what is said after a colon."""
    if not 2 < node.i < len(tree.nodes) - _LEAST:
        return None
    before = tree.nodes[: node.i]
    if any(n.text in ('"', "“", "«") for n in before):
        return None
    for verb in reversed(before):
        modal = verb.tag == "VB" and any(c.tag == "MD" for c in verb.children)
        if verb.tag not in _FINITE and not modal:
            continue
        version = any(n.noun_lemma in _VERSIONS for n in verb.all("dobj", "attr"))
        quoted = tree.nodes[node.i + 1].text in QUOTES  # "a trader rang us: “…”"
        known = verb.verb_lemma in _COLON_VERBS or verb.verb_lemma in lexicon.cues
        particle = phrasal(verb)
        if not (version or quoted or known or particle or _person_tells(verb, node, tree, lexicon)):
            return None
        source = verb.child("nsubj") or next((n for n in verb.all("dobj") if n.i > verb.i and not version), None)
        if source is None or not (source.is_noun or source.tag == "PRP"):
            return None
        cue = lexicon.cues.get(verb.verb_lemma)
        act = cue.act if cue is not None and cue.act is not SpeechAct.DENIES else particle or SpeechAct.ASSERTS
        content = {n.i for n in tree.nodes[node.i + 1 :]}
        return Attribution("verb", verb, source, act, Certainty.UNSPECIFIED, content)
    return None


def _person_tells(verb: Node, colon: Node, tree: Tree, lexicon: Lexicon) -> bool:
    """Whether a clause after a colon is what a named person says: "General X, its commander, loses patience: …"."""
    who = verb.child("nsubj")
    named = (
        who is not None and who.tag == "NNP" and (who.child("appos") is not None or who.child("compound") is not None)
    )
    told = any(n.tag in _FINITE for n in tree.nodes[colon.i + 1 :])
    return named and told and verb.verb_lemma not in lexicon.triggers


def quoted(tree: Tree, lexicon: Lexicon, found: list[Attribution]) -> None:
    """Give a quotation that ends before "VERB NAME" or "NAME VERB" to that name, whatever the verb.

    A speaker whom the parser took out of the quotation itself is put right first.
    """
    for first, last in quotations(tree):
        inside = set(range(first, last + 1))
        if len(inside) <= _LEAST:
            continue
        own = [x for x in found if x.cue is not None and x.cue.i not in inside and x.content & inside]
        for x in own:
            if x.source is not None and x.source.i in inside and x.cue is not None and x.cue.i > last:
                x.source = next(_nominals(tree, last + 1, x.cue.i), x.source)
                x.content -= {n.i for n in x.source.subtree()} - inside if x.source.i > last else set()
        if own or last + 2 >= len(tree.nodes):
            continue
        verb = next((n for n in tree.nodes[last + 1 : last + 14] if n.tag in _FINITE and n.lower not in _BEING), None)
        if verb is None:
            dash = tree.nodes[last + 1].text in _DASHES
            source = next(_nominals(tree, last + 2, len(tree.nodes)), None) if dash else _told_by(tree, last + 1)
            if source is not None:  # "…" - a driver, by phone
                found.append(Attribution("verb", source, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, inside))
            continue
        between = [n for n in tree.nodes[last + 1 : verb.i] if n.tag not in (",", ".", "RB")]
        source = (
            next(_nominals(tree, last + 1, verb.i), None)
            if between
            else next(_nominals(tree, verb.i + 1, min(verb.i + 8, len(tree.nodes))), None)
        )
        if source is None or any(n.lower in ("that", "which", "who", "and", "but", "as") for n in between):
            continue
        cue = lexicon.cues.get(verb.verb_lemma)
        act = cue.act if cue is not None else SpeechAct.ASSERTS
        found.append(Attribution("verb", verb, source, act, Certainty.UNSPECIFIED, inside))


def _told_by(tree: Tree, start: int) -> Node | None:
    """Who stands behind a quotation before a verb that was tagged a noun: "…," the army demurs."""
    rest = [n for n in tree.nodes[start:] if n.tag not in (".", ",") and n.text not in QUOTES.values()]
    if not 1 < len(rest) < _SHORTEST_HEAD or not rest[-1].lower.endswith(("s", "ed")):
        return None
    who = rest[-2]
    return who if who.tag.startswith("NN") and (who.tag[:3] == "NNP" or who.noun_lemma in SPEAKERS) else None


def _nominals(tree: Tree, start: int, stop: int) -> Iterator[Node]:
    """Heads of noun phrases between two places, from the left."""
    for node in tree.nodes[start:stop]:
        if node.tag in ("PRP", "NN", "NNS", "NNP", "NNPS") and not (
            node.i + 1 < stop and tree.nodes[node.i + 1].tag in ("NN", "NNS", "NNP", "NNPS", "HYPH", "POS")
        ):
            yield node


def according(node: Node) -> Attribution | None:
    """ "According to X, …" and "…, per X"."""
    to = node.child("prep") if node.lower == "according" else node
    source = to.child("pobj") if to is not None else None
    if source is None:
        return None
    whose = phrases.possessor(source) if source.noun_lemma in _TELLINGS else None
    if whose is not None and whose.tag != "PRP$":
        source = whose  # "according to Khartoum's count"
    host = node.head
    while host.head is not host and (not host.is_verb or (host.dep == "conj" and host.head.is_verb)):
        host = host.head
    inner = {n.i for n in node.subtree()}
    content = {n.i for n in host.subtree()} - inner
    return Attribution("according", node, source, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, content)


def _confirmed(node: Node) -> bool:
    """Whether what somebody says is made their own by who confirms it: "confirmed a report by the radio that"."""
    verb = node.head
    return (
        node.dep == "dobj"
        and verb.verb_lemma in _CONFIRMING
        and not any(c.dep == "neg" or c.lower in _UNABLE for c in verb.children)
        and not any(c.dep == "aux" and c.tag == "TO" for c in verb.children)
    )


def noun(node: Node, act: SpeechAct) -> Attribution | None:
    """ "the ministry's claim that …", "accusations by X that …", "information circulated by X that …"."""
    clause = node.child("acl", "ccomp", "relcl")
    that = next(
        (
            c
            for c in node.children
            if c.dep in ("acl", "ccomp", "relcl")
            and any(m.lower == "that" and m.dep in ("mark", "nsubj", "dobj") for m in c.children)
        ),
        None,
    )
    gerund = next((c for c in phrases.prep_objects(node, "of") if c.is_verb), None)
    target = that or gerund or (clause if clause is not None and clause.child("mark") is not None else None)
    if target is None and act is SpeechAct.ALLEGES:  # "the allegations about shelling", "on the laying of mines"
        target = next(iter(phrases.prep_objects(node, "about", "on", "regarding", "concerning")), None)
    if target is None or _confirmed(node):
        return None
    if node.tag == "NN" and node.child("det", "poss", "amod") is None and node.child("compound") is node.previous:
        return None  # "people at Kaya report that"
    source = phrases.possessor(node)
    if source is None:
        source = next(iter(phrases.prep_objects(node, "by", "from", "of")), None)
        if source is gerund:
            source = None
    if source is None:
        for child in node.all("acl"):
            if child is not target:
                source = next(iter(phrases.prep_objects(child, "by")), None)
    if source is None:
        source = next((c for c in node.all("amod", "compound", "nmod") if c.text[:1].isupper()), None)
    if source is None:
        return None
    return Attribution(
        "noun",
        node,
        source,
        act,
        Certainty.UNSPECIFIED,
        {n.i for n in target.subtree()} - {n.i for n in source.subtree()},
    )


def headline(node: Node, tree: Tree) -> Attribution | None:
    """Headline form: "X: CLAUSE" with a short name before the colon, or a longer one before a quotation."""
    quotes = node.i + 1 < len(tree.nodes) and tree.nodes[node.i + 1].text in QUOTES
    if node.i == 0 or node.i > (_LONGEST_TELLER if quotes else _LONGEST_HEAD) or node.i + 2 >= len(tree.nodes):
        return None
    before = tree.nodes[: node.i]
    if before[0].lower in _TOPICS:
        return None  # "About the students: …"
    if any(_tells(n) for n in before) or (
        not before[-1].is_noun and before[-1].text != ")" and not quotes and not _lone(before)
    ):
        return None
    part = next((n.i for n in before if n.text == ","), None)
    if part is not None and [n.lower for n in before[part + 1 :]][:1] == ["for"] and before[-1].lower == "part":
        before = before[:part]  # "The army, for its part: …"
    head = before[-1]
    while head.head in before and head.head is not head:
        head = head.head
    if head.noun_lemma in _SAID_TO_BE and (whose := phrases.possessor(head)) is not None:
        head = whose  # "Kabul's version: …"
    if quotes and "," in [n.text for n in before]:  # "Umm Yazan, whose tent stands beside it, on the phone: …"
        comma = next(n.i for n in before if n.text == ",")
        head = next((n for n in reversed(before[:comma]) if n.is_noun), head)
    if not head.is_noun and not _lone(before):
        head = next((n for n in reversed(before) if n.is_noun), head)
    return Attribution(
        "colon", node, head, SpeechAct.ASSERTS, Certainty.UNSPECIFIED, {n.i for n in tree.nodes[node.i + 1 :]}
    )


def _lone(before: list[Node]) -> bool:
    """Whether all that stands before a colon is one name, whatever the parser took it for: "Kigali: …"."""
    return len(before) == 1 and before[0].text[:1].isupper()


def _tells(node: Node) -> bool:
    """Whether a verb makes a sentence of what stands before a colon rather than stands in a name or beside it."""
    if not node.is_verb or node.tag in ("VBN", "VBG"):
        return False
    return node.dep != "relcl" and not any(a.dep == "relcl" for a in node.ancestors())
