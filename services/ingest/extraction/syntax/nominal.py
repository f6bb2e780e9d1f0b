"""Deeds told by nouns, whose words the parser hangs on the wrong one, set right before a tree is built.

- "The killing by gunmen of two policemen": what is done is done to them, and the gunmen are not of them.
- "Were the target of Polisario shelling": what has a name before it and nothing behind it is a noun, and no verb of
  whoever was hit.
- "Shelling killed nine people": what kills is a noun, and no verb of somebody who is not named.
- "Guards fire warning shots at a boat": it is shots that are fired, and nobody warns.
- "Could not confirm a blast at Zahle": that is where it was, and not where somebody confirms it.
"""

from collections.abc import Sequence
from typing import Final

from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node

__all__ = ["nominal"]

_TRANSITIVE: Final = frozenset(
    {
        "killing",
        "murder",
        "assassination",
        "execution",
        "capture",
        "abduction",
        "kidnapping",
        "arrest",
        "detention",
        "seizure",
        "beheading",
        "downing",
        "torture",
        "massacre",
        "wounding",
    }
)
"""Deeds that are always done to somebody or something, told by "of"."""
_FIRING: Final = frozenset({"shelling", "bombing", "firing", "mortaring", "strafing"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})

_OF_A_DEED: Final = frozenset({"confirm", "verify", "corroborate", "deny", "condemn"})
"""What is done with words to a deed."""
_THERE: Final = frozenset({"at", "in", "near", "on", "outside"})


def nominal(nodes: Sequence[Node], heads: list[int]) -> None:
    """Change heads, as indices into `nodes`, and relations in place."""
    for node in nodes:
        if node.lower == "by" and node.dep in ("prep", "agent") and nodes[heads[node.i]].noun_lemma in _TRANSITIVE:
            _done_to(node, nodes, heads)
        elif node.tag == "VBG" and node.lower in _FIRING and node.dep in ("advcl", "acl", "pcomp") and node.i > 1:
            _named(node, nodes, heads)
        elif node.tag == "VBG" and node.lower in _FIRING and node.dep in _SUBJECTS and not _done(node, nodes, heads):
            node.dep, node.tag, node.verb_lemma = node.dep.replace("csubj", "nsubj"), "NN", ""
        elif node.lower == "warning" and node.is_verb and 1 < node.i < len(nodes) - 1:
            _shots(node, nodes, heads)
        elif node.dep == "prep" and node.lower in _THERE and nodes[heads[node.i]].verb_lemma in _OF_A_DEED:
            _was_there(node, nodes, heads)


def _shots(warning: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make "fires" before "warning shots" the verb of the noun before it."""
    fires, shots, doer = nodes[warning.i - 1], nodes[warning.i + 1], nodes[warning.i - 2]
    if fires.lower not in ("fire", "fires") or shots.noun_lemma != "shot" or heads[fires.i] != warning.i:
        return
    for node in nodes:
        if heads[node.i] == warning.i and node.i > shots.i:
            heads[node.i] = fires.i
        elif heads[node.i] == fires.i and node.i < doer.i:
            heads[node.i] = doer.i
    heads[fires.i] = fires.i if heads[warning.i] == warning.i else heads[warning.i]
    fires.dep, fires.tag, fires.verb_lemma = warning.dep, "VBZ", "fire"
    heads[doer.i], doer.dep, doer.tag = fires.i, "nsubj", "NN" if doer.tag == "JJ" else doer.tag
    heads[shots.i], shots.dep = fires.i, "dobj"
    heads[warning.i], warning.dep, warning.tag, warning.verb_lemma = shots.i, "compound", "NN", ""


def _done_to(by: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put "of" behind the doer of a deed that has no other under the deed."""
    deed = heads[by.i]
    if any(n.lower == "of" and heads[n.i] == deed for n in nodes):
        return
    doers = {n.i for n in nodes if heads[n.i] == by.i and n.dep == "pobj"}
    of = next((n for n in nodes[by.i + 1 :] if n.lower == "of" and heads[n.i] in doers), None)
    if of is not None:
        heads[of.i] = deed


def _done(deed: Node, nodes: Sequence[Node], heads: list[int]) -> bool:
    """Whether something hangs on a word in "-ing" that only a verb has: an object, an auxiliary."""
    return any(heads[n.i] == deed.i and n.dep in ("dobj", "aux", "prt") for n in nodes)


def _named(deed: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make a deed the noun of the name right before it, where that name is what a preposition has."""
    name = nodes[deed.i - 1]
    alone = all(heads[n.i] != deed.i for n in nodes if n is not deed)
    if not (alone and name.dep == "pobj" and name.tag.startswith("NNP")):
        return
    heads[deed.i], deed.dep, deed.tag, deed.verb_lemma = heads[name.i], "pobj", "NN", ""
    for node in nodes[: name.i]:
        if heads[node.i] == name.i:
            heads[node.i] = deed.i
    heads[name.i], name.dep = deed.i, "compound"


def _was_there(prep: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put a name with its preposition right behind a deed under that deed."""
    verb, before = heads[prep.i], nodes[prep.i - 1]
    named = any(heads[n.i] == prep.i and n.tag == "NNP" and n.lower not in CALENDAR for n in nodes[prep.i + 1 :])
    if named and before.tag in ("NN", "NNS") and before.dep == "dobj" and heads[before.i] == verb:
        heads[prep.i] = before.i
