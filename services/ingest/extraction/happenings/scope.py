"""What takes reality from a clause beside its own auxiliaries: where their scope ends, phrases and adjectives that set
a thing aside or ahead ("rather than attack", "an imminent attack"), questions, and what is told as a habit.
"""

from collections.abc import Iterator
from typing import Final

from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node

__all__ = ["asked", "coloured", "governed", "led", "opens_anew", "ruled_out", "usual"]

_HAVE: Final = frozenset({"have", "has", "had", "'ve", "’ve"})
_BE: Final = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re"})
_WAITING: Final = _HAVE | _BE | {"remain", "remains", "remained"}
_LINKS: Final = frozenset({"of", "about", "for", "from", "against"})
_ASKING: Final = frozenset({"WRB", "WP", "WDT", "WP$"})
_PARTS: Final = frozenset({"morning", "evening", "weekend", "spring", "summer", "autumn", "winter"})
_TIMES: Final = CALENDAR | _PARTS | word_set("measures_of_time")
_WRONGS: Final = word_set("wrongs")
_LONGEST: Final = 4
"""Words of the longest phrase that may stand before what it sets aside: "in the event of"."""


def opens_anew(verb: Node) -> bool:
    """Whether a conjunct is out of reach of what is said of the verb before it: "did not shell Sumy but struck
    Kharkiv", "may attack Goma and has shelled Sake"; not "did not shell or strike"."""
    if verb.dep != "conj" or not verb.is_verb:
        return False
    joined = max((c.i for c in verb.head.all("cc") if c.i < verb.i), default=-1)
    but = any(c.i == joined and c.lower == "but" for c in verb.head.children)
    helped = any(c.dep in ("aux", "auxpass") and c.tag != "TO" for c in verb.children)
    bare = any(c.dep == "aux" and (c.tag == "MD" or c.lower in ("did", "do", "does")) for c in verb.head.children)
    return but or (bare and (verb.tag in ("VBD", "VBZ") or helped))


def led(node: Node, lexicon: Lexicon) -> str | None:
    """The mode of a phrase right before a node: "rather than", "in case of"."""
    first = min(node.subtree(), key=lambda n: n.i)
    words = [first.lower] if first.dep == "mark" else []
    while (before := first.previous) is not None and len(words) < _LONGEST:
        words.insert(0, before.lower)
        found = lexicon.operators.get(" ".join(words))
        if found is not None and found.kind == "before":
            return found.mode
        first = before
    return None


def coloured(noun: Node, lexicon: Lexicon) -> Iterator[str]:
    """The modes of the adjectives of a happening, before it or said of it: "an attack is likely"."""
    said = noun.head.all("acomp") if noun.dep == "nsubj" and noun.head.lower in _BE else []
    for word in (*noun.all("amod"), *said):
        found = lexicon.operators.get(word.lower)
        kind = found.kind if found is not None else ""
        ahead = kind == "like" or (kind == "to" and word in said)
        if found is not None and (ahead or (kind == "habit" and _present(noun.head))):
            yield found.mode


def ruled_out(noun: Node) -> bool:
    """Whether it is only told what such deeds are: "attacks on hospitals are war crimes", "any attack is a breach"."""
    verb = noun.head
    told = verb.all("attr", "acomp", "dobj") if noun.dep == "nsubj" and _present(verb) else []
    if not any(word.lower in _WRONGS for word in told) or noun.child("poss") is not None:
        return False
    return all(c.lower in ("any", "all", "every", "such") for c in noun.all("det")) and (
        noun.tag in ("NNS", "NNPS", "VBG") or noun.child("det") is not None
    )


def governed(node: Node, lexicon: Lexicon) -> str | None:
    """The mode of what a node hangs on by an infinitive or a preposition: "has yet to", "is about to", "is to",
    "known for", "warned of"."""
    up = node.head
    found = lexicon.operators.get(up.verb_lemma if up.is_verb else up.lower) or lexicon.operators.get(up.lower)
    if node.dep == "prep" and node.lower in _LINKS:
        return found.mode if found is not None and found.kind == "of" else None
    bound = next((c.previous for c in node.children if c.tag == "TO"), None)
    if node.dep == "advcl" and bound is not None and bound.head is up:  # "foiled a plot to bomb it", hung on "foiled"
        meant = lexicon.operators.get(bound.noun_lemma)
        return meant.mode if meant is not None and meant.kind == "head" else None
    helpers = {c.lower for c in node.children if c.dep == "aux"}
    if node.dep != "xcomp" or "to" not in helpers or helpers & _HAVE:
        return None
    if up.lower in _WAITING and any(c.lower == "yet" for c in up.children):
        return "negative"
    if found is not None and found.kind == "to":
        return found.mode
    return "future" if up.lower in _BE else None


def asked(verb: Node) -> bool:
    """Whether a verb asks whether it was so: "Did Israel strike Damascus?"; who or why is asked of what was."""
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or not verb.is_verb:
        return False
    turned = verb.lower in _BE and verb.i < subject.i
    turned = turned or any(c.dep in ("aux", "auxpass") and c.i < subject.i for c in verb.children)
    below = sorted((n.i, n.tag, n.text) for n in verb.subtree())
    return turned and any(text == "?" for *_, text in below) and not any(tag in _ASKING for _, tag, _ in below[:2])


def usual(verb: Node, lexicon: Lexicon) -> bool:
    """Whether a clause in the present tells what is wont to be: "rebels often attack", "whenever shells fall", "strike
    every night"."""
    if not _present(verb):
        return False
    for child in verb.children:
        found = lexicon.operators.get(child.lower)
        if found is not None and found.kind == "habit" and child.dep in ("advmod", "npadvmod", "amod", "acomp"):
            return True
        times = [child, *child.all("pobj")] if child.dep in ("npadvmod", "prep", "dobj") else []
        if any(c.lower in ("every", "each") for time in times if _time(time) for c in time.children):
            return True
    return False


def _present(verb: Node) -> bool:
    helpers = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    if verb.tag in ("VBZ", "VBP"):
        return not helpers & _HAVE
    return verb.tag == "VBN" and bool(helpers & {"is", "are"}) and not helpers & _HAVE


def _time(noun: Node) -> bool:
    return noun.noun_lemma in _TIMES or noun.lower in _TIMES
