"""Noun phrases: where they begin and end, and the classes their nouns belong to."""

from collections.abc import Iterable, Sequence

from schemas.vocabulary import ActorKind, Victims
from services.ingest.extraction.lexicon import Lexicon, Person, Weapon, word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = [
    "arming",
    "classes",
    "compound_lemma",
    "core",
    "counted_soldiers",
    "full",
    "of_object",
    "people",
    "possessor",
    "prep_objects",
    "uncounted",
    "weapon",
    "words",
]

_COMMON = (ActorKind.UNKNOWN, ActorKind.CIVILIAN)
_GUNMAN = Person(Victims.UNKNOWN, ActorKind.UNIDENTIFIED_ARMED, armed=True)
_CIVILIAN = Person(Victims.CIVILIAN, ActorKind.CIVILIAN, armed=False)
_UNARMED = word_set("unarmed")
"""What is said of people who are no fighters: "displaced people"."""
_MERE_PEOPLE = word_set("mere_people")
_COVERED = word_set("covered")
_SOLDIERS = word_set("plain_soldiers")
_ARMED_BY = {prep: word_set(f"armed_{prep}") for prep in ("in", "on", "with")}
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "npadvmod", "punct", "case"})
_COUNTING = frozenset({"nummod", "quantmod"})
_ROUGHLY = frozenset({"about", "around", "nearly", "almost", "roughly", "approximately"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


def core(node: Node) -> tuple[Node, ...]:
    """The head with its modifiers to the left and closed compounds, in order; no determiner. Remembered at the node."""
    if node.core is None:
        node.core = tuple(_core(node))
    return node.core


def _core(node: Node) -> list[Node]:
    found = [node]
    stack = [
        child for child in node.children if child.i < node.i and child.dep in _LEFT and child.lower not in _ARTICLES
    ]
    while stack:
        child = stack.pop()
        found.append(child)
        stack.extend(
            c for c in child.children if c.dep not in ("relcl", "acl", "appos", "prep") and c.lower not in _ARTICLES
        )
    found.sort(key=lambda n: n.i)
    # Quotation marks and commas at the edge are not part of a name.
    while found[0].dep == "punct" and found[0] is not node:
        found.pop(0)
    return [n for n in found if n is node or n.text not in ('"', "“", "”", "‘", "’", "'", "(", ")", ",")]


def full(node: Node) -> list[Node]:
    """The core with its "of" and "for" phrases, as in "Ministry of Defence of the Republic of X"."""
    found = [*core(node)]
    for prep in node.all("prep"):
        if prep.i > node.i and prep.lower in ("of", "for"):
            for target in prep.all("pobj"):
                found += [prep, *[c for c in target.children if c.dep == "det"], *full(target)]
                found += [n for c in target.all("conj", "cc") for n in (core(c) if c.dep == "conj" else [c])]
    return sorted(set(found), key=lambda n: n.i)


def words(nodes: Sequence[Node]) -> str:
    """The words of some nodes, spaced as in the text where that is one space."""
    text, last = "", None
    for node in nodes:
        if last is not None and node.start > last.end:
            text += " "
        text += node.text
        last = node
    return text.replace(" 's", "'s").replace(" ’s", "’s")


def uncounted(nodes: Iterable[Node]) -> list[Node]:
    """Nodes without numbers and what is said of them: "gunmen" of "at least nine gunmen"."""
    told = (n for n in nodes if n.tag != "CD" and n.lower not in _ROUGHLY)
    return [n for n in told if not any(at.dep in _COUNTING for at in (n, n.head, n.head.head))]


def compound_lemma(node: Node, lexicon: Lexicon) -> str:
    """The longest multi-word entry that ends at a noun ("hand grenade"), else its own lemma; remembered at the node."""
    if node.compound is not None:
        return node.compound
    best = node.noun_lemma
    joined, first = node.lower, node
    for _ in range(5 if node.lower in lexicon.phrase_ends else 0):
        before = first.previous
        if before is None or before.tag in (",", ".", ":"):
            break
        joined = before.lower + ("" if before.end == first.start else " ") + joined
        first = before
        found = lexicon.noun_lemmas.get(joined, joined)
        if found in lexicon.phrases:
            best = found
    node.compound = best
    return best


def classes(node: Node, lexicon: Lexicon) -> frozenset[str]:
    """The classes of a noun ("people", "weapon", "base" …) by its longest entry."""
    lemma = compound_lemma(node, lexicon)
    found = lexicon.classes.get(lemma, frozenset())
    if not found and "-" in lemma:
        found = lexicon.classes.get(lemma.rsplit("-", 1)[-1], frozenset())
    return found


def people(node: Node, lexicon: Lexicon) -> Person | None:
    """What the noun says of people, if it is one for people."""
    lemma = compound_lemma(node, lexicon)
    found = (
        lexicon.people.get(lemma) or lexicon.people.get(node.noun_lemma) or lexicon.people.get(lemma.rsplit("-", 1)[-1])
    )
    if found is not None and not found.armed and found.kind in _COMMON and (arming(node) is not None or _armed(node)):
        return _GUNMAN
    if found is not None and found.kind is ActorKind.UNKNOWN and _UNARMED.intersection(n.lower for n in node.children):
        return _CIVILIAN
    return found


def arming(node: Node) -> Node | None:
    """The preposition behind which mere people are said to be dressed or mounted for a fight or to have arms: "men in
    uniform", "on motorbikes", "with rifles"."""
    if node.noun_lemma not in _MERE_PEOPLE:
        return None
    preps = (prep for prep in node.all("prep") if prep.lower in _ARMED_BY and prep.i > node.i)
    return next((p for p in preps if any(n.noun_lemma in _ARMED_BY[p.lower] for n in p.all("pobj"))), None)


def _armed(node: Node) -> bool:
    """Whether what stands before a noun says that its people are armed, or of mere people that they look like it."""
    words = {child.lower for child in node.children if child.i < node.i}
    return "armed" in words or (node.noun_lemma in _MERE_PEOPLE and not _COVERED.isdisjoint(words))


def weapon(node: Node, lexicon: Lexicon) -> Weapon | None:
    """What the noun says as a weapon, if it is one."""
    lemma = compound_lemma(node, lexicon)
    return (
        lexicon.weapons.get(lemma)
        or lexicon.weapons.get(node.noun_lemma)
        or (lexicon.weapons.get(lemma.rsplit("-", 1)[-1]) if "-" in lemma else None)
    )


def possessor(node: Node) -> Node | None:
    """The node of "X's" or "its" before a noun."""
    return node.child("poss")


def prep_objects(node: Node, *preps: str) -> list[Node]:
    """Objects of some prepositions (of any, if none is given) that hang on a node, without their conjuncts."""
    found = []
    for prep in node.children:
        if prep.dep in ("prep", "agent", "dative") and (not preps or prep.lower in preps):
            found += prep.all("pobj", "pcomp")
            for inner in prep.all("prep"):  # "from within the town", "in front of the gate"
                found += inner.all("pobj")
    return found


def of_object(node: Node) -> Node | None:
    """The object of "of" on a noun."""
    return next(iter(prep_objects(node, "of")), None)


def counted_soldiers(node: Node) -> bool:
    """Whether a phrase counts soldiers to whom something befell: "four soldiers", "a soldier"."""
    counted = any(c.dep == "nummod" or c.lower in ("a", "an", "another") for c in node.children)
    return counted and node.noun_lemma in _SOLDIERS and node.dep != "dobj"
