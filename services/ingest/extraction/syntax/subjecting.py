"""What was hit, put behind the fire as communiqués do: "units of X subjected to fire the positions of Y".

The parser takes the fire for a verb, and who opened it for somebody who was subjected to it. Set right before a tree is
built.
"""

from collections.abc import Sequence
from typing import Final

from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node

__all__ = ["subjecting"]

_SUBJECTED: Final = frozenset({"subjected", "subjecting", "subject", "subjects"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VB"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def subjecting(nodes: Sequence[Node], heads: list[int]) -> None:
    """Change heads, as indices into `nodes`, and relations in place."""
    for fire in nodes[2:]:
        verb, to = nodes[fire.i - 2], nodes[fire.i - 1]
        if verb.lower not in _SUBJECTED or to.lower != "to":
            continue
        if fire.is_verb:
            _moved(fire, verb, to, nodes, heads)
        if any(n.dep == "dobj" and heads[n.i] == verb.i for n in nodes[fire.i + 1 :]):
            _opened(verb, nodes, heads)


def _moved(fire: Node, verb: Node, to: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make what a verb "fire" has for its object that of the verb before it, and the fire a noun."""
    under = [n for n in nodes[fire.i + 1 :] if heads[n.i] == fire.i]
    if not any(n.dep == "dobj" for n in under):
        return
    for node in under:
        heads[node.i] = verb.i
    heads[fire.i], fire.tag, fire.dep, fire.verb_lemma = to.i, "NN", "pobj", ""
    heads[to.i], to.dep = verb.i, "prep"


def _opened(verb: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make the topmost noun above a verb without a subject its subject, and what that hangs on a part of its clause:
    "On Monday units subjected to fire", of which the parser makes an "on" with units."""
    if verb.tag not in ("VBD", "VBN") or any(n.dep in _SUBJECTS for n in nodes if heads[n.i] == verb.i):
        return
    way = [verb.i]
    while heads[way[-1]] != way[-1]:
        way.append(heads[way[-1]])
    noun = next((at for at in reversed(way) if nodes[at].is_noun), verb.i)
    if noun >= verb.i or any(nodes[at].tag in _FINITE for at in way[1:]):
        return
    verb.tag, verb.dep, heads[verb.i] = "VBD", "ROOT", verb.i
    for above in way[way.index(noun) :]:
        heads[above], nodes[above].dep = verb.i, "nsubj" if above == noun else "prep"
    day = next((n for n in nodes[:noun] if heads[n.i] == noun and n.lower in CALENDAR), None)
    if day is not None and nodes[day.i - 1].dep == "prep":
        heads[day.i], day.dep = day.i - 1, "pobj"
