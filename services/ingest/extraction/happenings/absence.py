"""What was looked for and not found: "no ceasefire violations", "shelling: nil", "did not observe any fire".

Of an observer's day most lines tell so. What is told as such without an article is not what somebody missed: "did not
see the shelling itself" grants it.
"""

import re
from collections.abc import Iterator
from typing import Final

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = ["absent"]

_NONE: Final = frozenset({"no", "zero", "nil", "0"})
_FINDING: Final = word_set("seeing") | word_set("finding")
_KNOWN: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "our"})
_NOT: Final = frozenset({"not", "n't", "n’t", "never", "nor", "neither"})
_NONE_BEHIND: Final = re.compile(
    r"\s*(?:[:=|–—]|-{1,2}\s)\s*(?:none|nil|zero|0|no|not\s\w+|nothing(?:\s\w+){0,3})\s*(?:[.,;|)(]|$)", re.IGNORECASE
)
"""What stands behind the name of a column or a heading that has nothing to tell."""
_SAMPLES: Final = word_set("samples")


def absent(trigger: Node, text: str) -> bool:
    """Whether a word that names a happening says that there was none. `text` is that of its unit."""
    if _NONE_BEHIND.match(text, trigger.end):
        return True
    return any(_none_of(noun) or _unseen(noun) for noun in _above(trigger))


def _above(noun: Node) -> Iterator[Node]:
    """A noun and those that say no more of it than that it was one of them: what it is joined to by "and" or "or", and
    the samples of it: "incidents of shelling"."""
    yield noun
    up, of = noun.head, noun.head.head
    if noun.dep == "conj" and up.is_noun and not any(c.lower == "but" for c in up.children):
        yield from _above(up)
    elif noun.dep in ("pobj", "pcomp") and up.lower == "of" and of.lower in _SAMPLES:
        yield from _above(of)


def _none_of(noun: Node) -> bool:
    """Whether a phrase begins with "no" or a zero, however much stands between: "no new ceasefire violations"."""
    before = sorted((n for c in noun.children if c.i < noun.i for n in c.subtree()), key=lambda n: n.i)
    words = [n.lower for n in before]
    return bool(words) and words[0] in _NONE and words[1:2] != ["-"] and "than" not in words


def _unseen(noun: Node) -> bool:
    """Whether somebody says that he did not see, hear or find any."""
    verb = noun.head
    if noun.dep != "dobj" or verb.verb_lemma not in _FINDING or any(c.lower in _KNOWN for c in noun.children):
        return False
    first = verb.head if verb.dep == "conj" and verb.head.is_verb else verb
    said = [c for one in (verb, first) for c in one.children]
    said += [c for subject in first.all("nsubj") for c in (subject, *subject.children)]
    return any(c.lower in _NOT or c.lower in ("none", "nobody", "no") for c in said if c is not noun)
