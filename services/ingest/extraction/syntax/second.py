"""Second clauses whose beginning the parser takes for a part of the first, set right before a tree is built.

- "Rebels seized Sake and Congolese jets bombed Minova": Sake and the Congolese are no two qualities of the jets. What
  stands right behind a verb or a preposition that has nothing else is that one's own.
- "Denied that its troops had fired and said that they were not there", "said that Y had bombed Z and vowed revenge":
  who denies or says so goes on, and not of whom he speaks.
- "Rejected the account of residents, who said that soldiers had shot two": who speaks behind a comma is named before
  it.
"""

from collections.abc import Sequence
from typing import Final

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = ["DENYING", "SUBJECTS", "TELLING", "second"]

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
DENYING: Final = frozenset({"denied", "denies", "deny", "denying", "rejected", "rejects"})
TELLING: Final = frozenset({"say", "report", "state", "announce", "confirm", "declare", "claim", "allege", "tell"})
_ANSWERING: Final = frozenset({"accuse", "blame", "add", "insist", "call", "describe", "deny", "reject"})
_VOWING: Final = frozenset(
    {"vow", "threaten", "warn", "pledge", "promise", "demand", "urge", "condemn", "deny", "reject"}
)
"""What those do who tell of what others did to them, and not the others."""
_OF_A_PLACE: Final = frozenset({"of", "in", "at", "from", "near"})
_SAID: Final = word_set("said")
_COUNTS: Final = word_set("counts")
_HELD: Final = {"VBD": "dobj", "VBZ": "dobj", "VBP": "dobj", "IN": "pobj"}
"""What a name is to a verb or a preposition right before it, by the tag of that."""


def second(nodes: Sequence[Node], heads: list[int]) -> None:
    """Change heads, as indices into `nodes`, and relations in place."""
    for node in nodes:
        if node.dep == "nmod" and node.tag == "NNP" and node.i and nodes[node.i - 1].tag in _HELD:
            _parted(node, nodes, heads)
        elif node.dep == "conj" and (
            node.verb_lemma in TELLING | _ANSWERING | _VOWING or _puts_a_toll(node, nodes, heads)
        ):
            _went_on(node, nodes, heads)
        elif node.dep in ("ccomp", "advcl", "conj", "relcl") and node.verb_lemma in TELLING:
            _who(node, nodes, heads)


def _parted(name: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Give a name back to what stands before it, and make the verb behind it a clause beside that verb's."""
    holder, noun = name.i - 1, heads[name.i]
    verb = heads[noun]
    first = holder if nodes[holder].is_verb else heads[holder]
    joined = [n for n in nodes[name.i + 1 : noun] if heads[n.i] == name.i]
    if [n.dep for n in joined] != ["cc", "conj"] or nodes[noun].dep not in SUBJECTS:
        return
    taken = any(heads[n.i] == holder and n.dep == _HELD[nodes[holder].tag] for n in nodes)
    below = {n.dep for n in nodes if heads[n.i] == verb}
    if "agent" in below and "auxpass" not in below:
        return  # "visited Thai and Cambodian soldiers hit by mines"
    if taken or not (nodes[first].is_verb and nodes[verb].is_verb) or heads[first] not in (verb, heads[first]):
        return
    heads[name.i], name.dep = holder, _HELD[nodes[holder].tag]
    heads[joined[0].i], heads[joined[1].i], joined[1].dep = first, noun, "amod"
    if heads[first] == verb:
        heads[first], nodes[first].dep = (heads[verb] if heads[verb] != verb else first), nodes[verb].dep
    heads[verb], nodes[verb].dep = first, "conj"


def _puts_a_toll(node: Node, nodes: Sequence[Node], heads: list[int]) -> bool:
    """Whether somebody goes on to count: "said that the dead were farmers and put the toll at nine"."""
    counted = (n for n in nodes[node.i :] if heads[n.i] == node.i and n.dep == "dobj")
    return node.verb_lemma == "put" and any(n.noun_lemma in _COUNTS for n in counted)


def _went_on(telling: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put a finite verb of speech that is coordinated with what somebody denies or tells of others beside his verb."""
    denied = heads[telling.i]
    by = heads[denied]
    own_words = telling.verb_lemma in _VOWING or telling.verb_lemma == "put"
    told = nodes[by].lower in DENYING or (nodes[by].verb_lemma in TELLING and own_words)
    if nodes[denied].dep != "ccomp" or not told or telling.tag not in ("VBD", "VBZ", "VBP"):
        return
    own = {n.dep for n in nodes if heads[n.i] == telling.i}
    if own & (SUBJECTS | {"aux", "auxpass"}):
        return
    heads[telling.i] = by
    for node in nodes[denied + 1 : telling.i]:
        if heads[node.i] == denied and node.dep == "cc":
            heads[node.i] = by


def _who(telling: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Hang what "who" or "which" behind a comma says on whom the words before the comma name: no town that he is of,
    and no account of his."""
    own = (n for n in nodes[2 : telling.i] if heads[n.i] == telling.i and n.dep in SUBJECTS)
    who = next((n.i for n in own if n.tag in ("WP", "WDT")), None)
    if who is None or nodes[who - 1].text != "," or not nodes[who - 2].is_noun:
        return
    named = nodes[who - 2]
    above = nodes[heads[heads[named.i]]] if nodes[heads[named.i]].lower in _OF_A_PLACE else named
    speaker = named if above.noun_lemma in _SAID or not above.is_noun else above
    heads[telling.i], telling.dep = speaker.i, "relcl"
