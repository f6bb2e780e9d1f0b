"""Who is the subject of a verb of speech: its own, that of a verb it hangs on, or one that the parser put elsewhere."""

from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["CITING", "left_nominal", "outer_subject", "relative", "set_off", "spoken_of", "subject"]

_FINITE = ("VBD", "VBZ", "VBP")
_RECEIVING = frozenset({"receive", "get", "hear", "obtain", "register", "record"})
_WHO = frozenset({"who", "whose", "which"})
CITING = frozenset({"citing", "quoting"})
_MARKS = frozenset({'"', "“", "”", ";", ":"})


def subject(cue: Node) -> Node | None:
    """The subject of a cue: its own, that of the verb it is coordinated with or controlled by, or a relative's noun."""
    own = [child for child in cue.children if child.dep in ("nsubj", "nsubjpass", "csubj")]
    own = own or [who for aux in cue.all("aux") for who in aux.all("nsubj")]  # "had at first spoken", hung on "had"
    if len(own) == 1 and own[0].dep == "csubj" and own[0].tag == "VBG" and (who := _set_before(own[0])) is not None:
        return who
    if own:
        # With two the parser took a part of the claim for one: the nearer is the speaker, and no day is.
        return min(own, key=lambda n: (n.lower in CALENDAR, abs(n.i - cue.i)))
    if cue.dep in ("conj", "xcomp", "acomp", "pcomp") and cue.head is not cue:
        if cue.dep == "pcomp" and cue.head.lower == "as" and (told := cue.head.head.child("dobj")) is not None:
            return told  # "quoted a resident as saying"
        return subject(cue.head.head if cue.dep == "pcomp" else cue.head)
    if cue.dep == "advcl" and cue.tag == "VBG" and (sender := _sender(cue)) is not None:
        return sender
    if cue.dep == "advcl" and (cue.tag == "VBG" or (cue.child("aux") is not None and cue.child("aux").tag == "VBG")):  # type: ignore[union-attr]
        return subject(cue.head)
    if cue.dep in ("acl", "relcl"):
        return cue.head
    if cue.dep == "advcl" and cue.child("aux") is not None and any(c.lower == "far" for c in cue.head.children):
        return subject(cue.head)  # "went so far as to suggest that"
    return None


def _sender(cue: Node) -> Node | None:
    """From whom a complaint or call came that says something: "received a complaint from villagers alleging that"."""
    thing = cue.head.child("dobj") if cue.head.verb_lemma in _RECEIVING else None
    if thing is None or thing.i > cue.i:
        return None
    senders = (
        n for one in (thing, cue.head) for prep in one.all("prep") if prep.lower == "from" for n in prep.all("pobj")
    )
    return next((n for n in senders if n.i < cue.i), None)


def spoken_of(cue: Node) -> list[Node]:
    """What "speak" is about, also behind where one speaks: "spoke of two dead", "spoke on television of two dead"."""
    near = cue.all("prep")
    behind = [inner for prep in near for place in prep.all("pobj") for inner in place.all("prep")]
    return [prep for prep in (*near, *behind) if prep.lower in ("of", "about") and prep.i > cue.i]


def _set_before(clause: Node) -> Node | None:
    """Who speaks behind a participle that the parser took for the subject: "Speaking in Kaya, a doctor said…"."""
    who = clause.child("dobj")
    first = min((n for n in who.subtree()), key=lambda n: n.i) if who is not None else None
    return who if first is not None and first.previous is not None and first.previous.text == "," else None


def outer_subject(cue: Node, lexicon: Lexicon) -> Node | None:
    """Who spoke before "and denied that…" where the parser coordinates it with what was said: "said that five were
    killed, and denied that any was a civilian", "said that two were missing but would not say who held them"."""
    verb = cue.head if cue.dep == "xcomp" else cue  # "but declined to say"
    said = verb.head
    finite = verb.tag in _FINITE or any(c.tag == "MD" or c.lower == "did" for c in verb.all("aux"))
    if verb.dep != "conj" or not finite or verb.child("nsubj", "nsubjpass") is not None:
        return None
    outer = said.head
    if said.dep != "ccomp" or said.i > verb.i or outer is said or outer.verb_lemma not in lexicon.cues:
        return None
    told = said.child("nsubj", "nsubjpass")
    speaks = told is None or (said.verb_lemma in lexicon.cues and told.dep == "nsubj")
    return None if speaks or cue.child("ccomp") is None else outer.child("nsubj")


def relative(source: Node, cue: Node) -> Node:
    """ "who said" means the noun before it."""
    if source.tag in ("WP", "WDT") and cue.dep == "relcl":
        return cue.head
    return source


def left_nominal(cue: Node, tree: Tree) -> Node | None:
    """A nominal straight left of a cue that the parser gave no subject ("as the ministry reports")."""
    at = cue.i - 1
    while (
        at >= 0
        and tree.nodes[at].tag in ("RB", "MD", "VBZ", "VBP", "VBD")
        and at > cue.i - 3
        and not tree.nodes[at].is_noun
    ):
        at -= 1
    if at >= 0 and (tree.nodes[at].is_noun or tree.nodes[at].tag == "PRP"):
        return _whole(tree.nodes[at])
    return None


def _whole(node: Node) -> Node:
    """The noun of whose phrase a noun is the end: "monitors at the station heard two blasts"."""
    while node.dep == "pobj" and node.head.head.is_noun and node.head.head.i < node.i:
        node = node.head.head
    return node


def set_off(cue: Node, tree: Tree) -> Node | None:
    """The subject of a cue behind what stands between two commas, which the parser took for a sentence of its own: "A
    worker, asked what he saw, said that…"."""
    if cue.tag not in _FINITE or cue.i < 3 or tree.nodes[cue.i - 1].text != ",":
        return None
    for before in cue.children:
        if before.i < cue.i and before.is_verb and before.tag in ("VBD", "VBN", "VBG"):
            own = before.child("nsubj", "nsubjpass")
            if own is not None and tree.nodes[own.i + 1].text == ",":
                return own
    return _before_commas(cue, tree)


def _before_commas(cue: Node, tree: Tree) -> Node | None:
    """Whom a clause between two commas says more of, where the parser hung both on what stands before: "In Kaya, Awa
    Diallo, who sells cloth, said", "while a station, citing a source in Kaya, said"."""
    for first in (n for n in reversed(tree.nodes[1 : cue.i - 1]) if n.text == ","):
        after, who = tree.nodes[first.i + 1], tree.nodes[first.i - 1]
        if after.lower in _WHO or after.lower in CITING:
            inside = tree.nodes[first.i + 1 : cue.i - 1]
            return _whole(who) if who.is_noun and not any(n.text in _MARKS for n in inside) else None
    return None
