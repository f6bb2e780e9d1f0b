"""Grammatical relations: who does a verb and what it is done to, over passives, relatives, control and conjunction."""

from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax.tree import Node

__all__ = [
    "before_in_list",
    "cleft",
    "controlled",
    "coordinated",
    "is_passive",
    "light_verb",
    "patients",
    "subjects",
]

_SEEING = word_set("seeing")
_JUDGING = word_set("judging")
"""Verbs with an object and what it does in "-ing": "condemned Russia shelling the port"."""
_OBJECT_CONTROL = word_set("object_control")


_DOERS = frozenset({"NNP", "NNPS", "NNS"})
_BE = frozenset({"is", "was", "were", "be", "been"})


def light_verb(verb: Node, lexicon: Lexicon) -> str | None:
    """What the subject of a light verb is to the event noun, particles included ("carry out"); None for other verbs,
    and where an attack is not claimed, which happened all the same."""
    if verb.verb_lemma == "claim" and _unclaimed(verb):
        return None
    found = lexicon.light_verbs.get(verb.verb_lemma)
    for child in verb.children:
        if child.dep in ("prt", "advmod", "prep"):
            found = lexicon.light_verbs.get(f"{verb.verb_lemma} {child.lower}", found)
    return found


def _unclaimed(verb: Node) -> bool:
    """ "Has not claimed", "has yet to claim"."""
    negated = any(c.dep == "neg" or c.lower == "never" for c in verb.children)
    yet = verb.dep == "xcomp" and any(c.lower == "yet" for c in verb.head.children)
    return negated or yet


def is_passive(verb: Node) -> bool:
    """Whether a verb form is passive, reduced relatives included."""
    if verb.child("auxpass", "nsubjpass", "agent") is not None:
        return True
    if (
        verb.tag == "VBN"
        and verb.dep in ("acl", "advcl", "ROOT", "ccomp", "amod")
        and verb.child("dobj", "nsubj", "aux") is None
    ):
        return True
    if verb.tag == "VBD" and verb.dep == "acl" and verb.child("nsubj") is None:
        return True
    return (
        verb.tag in ("VBN", "VBD")
        and verb.dep == "conj"
        and verb.head.is_verb
        and verb.child("nsubj", "aux", "dobj") is None
        and is_passive(verb.head)
    )


def cleft(verb: Node) -> Node | None:
    """Who did it in "it was X who did it", where the parser hangs the clause on the verb."""
    be = verb.head
    it, who = be.child("nsubj"), be.child("attr")
    told = verb.dep == "ccomp" and be.lower in _BE and it is not None and it.lower == "it"
    return who if told else None


def controlled(verb: Node) -> Node | None:
    """Who is made, told or seen to do what a verb says: the object of the verb above it, "forced them to leave"."""
    made = verb.head.child("dobj") if verb.dep in ("xcomp", "advcl") else None
    told = verb.dep == "xcomp" and verb.head.verb_lemma in _OBJECT_CONTROL
    judged = verb.tag == "VBG" and verb.head.verb_lemma in _JUDGING and verb.previous is made
    return made if told or judged else None


def subjects(verb: Node, depth: int = 0) -> list[Node]:
    """The agent of a verb, over passives, participles, relatives, control and conjunction."""
    if depth > 6:
        return []
    if is_passive(verb):
        agents = [target for agent in verb.all("agent") for target in agent.all("pobj")]
        if not agents:
            agents = [t for p in verb.all("prep") if p.lower == "by" for t in p.all("pobj") if t.tag != "CD"]
        return [n for a in agents for n in coordinated(a)]
    if verb.tag == "VBG" and verb.child("dobj", "nsubj") is None:  # "what it called shelling by Pakistan"
        by = [t for p in verb.all("prep", "agent") if p.lower == "by" for t in p.all("pobj") if t.tag in _DOERS]
        if by:
            return [n for doer in by for n in coordinated(doer)]
    own = verb.all("nsubj")
    if own:
        nearest = min(own, key=lambda n: abs(n.i - verb.i))
        if nearest.tag in ("WP", "WDT") or (nearest.lower == "that" and verb.dep == "relcl"):
            if (meant := cleft(verb)) is not None:
                return coordinated(meant)
            if verb.dep == "ccomp" and verb.head.dep == "relcl":
                return coordinated(verb.head.head)  # "M23, which the UN says has killed hundreds"
            return coordinated(verb.head) if verb.dep == "relcl" else [nearest]
        return coordinated(nearest)
    if verb.dep == "relcl" and not verb.child("nsubj"):
        return [verb.head] if verb.head.is_noun else []
    if verb.dep in ("acl",) and verb.tag == "VBG":
        return [verb.head]
    if verb.dep == "acl" and verb.tag == "VB":
        return []
    if verb.dep in ("xcomp", "conj", "advcl", "pcomp", "ccomp", "dep") and verb.head is not verb:
        head = verb.head
        if (made := controlled(verb)) is not None:
            return coordinated(made)
        if verb.tag == "VBG" and verb.dep == "advcl" and head.verb_lemma in _SEEING and head.child("dobj") is not None:
            return coordinated(head.child("dobj"))  # type: ignore[arg-type]
        while head.dep == "prep" and head.head is not head:
            head = head.head
        if (
            verb.dep == "pcomp"
            and head.verb_lemma in ("accuse", "suspect", "blame")
            and (accused := head.all("nsubjpass") if is_passive(head) else head.all("dobj"))
        ):
            return [n for a in accused for n in coordinated(a)]
        if head.is_verb or head.tag in ("JJ", "MD"):
            if verb.dep == "conj" and is_passive(head) and not is_passive(verb):
                return [n for s in head.all("nsubjpass") for n in coordinated(s)]
            if verb.dep in ("xcomp", "advcl", "pcomp") and is_passive(head):
                passive = [n for s in head.all("nsubjpass") for n in coordinated(s)]
                return subjects(head, depth + 1) or (passive if verb.dep == "xcomp" else [])
            return subjects(head, depth + 1)
    return []


def patients(verb: Node, depth: int = 0) -> list[Node]:
    """What a verb is done to."""
    if depth > 6:
        return []
    if is_passive(verb):
        own = verb.all("nsubjpass") or (verb.all("nsubj") if verb.child("auxpass") else [])
        if own:
            if own[0].tag in ("WP", "WDT", "DT") and verb.dep == "relcl":
                return coordinated(verb.head)
            return [n for o in own for n in coordinated(o)]
        if verb.dep in ("acl", "relcl"):
            return [verb.head]
        if verb.dep == "conj":
            if verb.head.is_verb and not is_passive(verb.head):
                return subjects(verb.head, depth + 1)  # "attacked the post and were driven off"
            return patients(verb.head, depth + 1)
        if verb.dep in ("advcl", "xcomp") and verb.head.is_verb:
            return subjects(verb.head, depth + 1)
        if verb.dep == "amod" and verb.head.is_noun:
            return [verb.head]
        if verb.dep == "ROOT" or verb.dep == "ccomp":
            return [n for o in verb.all("nsubj", "dobj") for n in coordinated(o)]
        return []
    own = verb.all("dobj")
    if own:
        if own[0].tag in ("WP", "WDT") and verb.dep == "relcl":
            return coordinated(verb.head)
        return [n for o in own for n in coordinated(o)]
    if verb.dep == "relcl" and verb.child("nsubj") is not None and verb.child("nsubj").tag not in ("WP", "WDT"):  # type: ignore[union-attr]
        return [verb.head]
    if (
        verb.dep == "conj"
        and verb.head.is_verb
        and not any(c.dep in ("prep", "ccomp", "xcomp") and c.i < verb.i for c in verb.head.children)
    ):
        later = [n for n in verb.head.all("dobj") if n.i > verb.i]
        return [n for o in later for n in coordinated(o)]
    first = next(
        (c for c in verb.all("conj") if c.is_verb and c.child("dobj") is not None and c.child("nsubj") is None), None
    )
    if first is not None and verb.child("prep", "ccomp", "xcomp", "advcl", "acomp") is None and first.i - verb.i <= 4:
        return patients(first, depth + 1)  # "killed and wounded five men"
    return []


def coordinated(node: Node) -> list[Node]:
    """A noun with those that it is told together with: conjuncts, and items of a list that the parser reads as saying
    the same again ("a teacher, her driver and two pupils", "the lives of a guard and of a seller")."""
    found = [node]
    for child in dict.fromkeys((*node.children, *node.head.head.children)):
        if (child.head is node and child.dep == "conj") or before_in_list(child) is node:
            found += coordinated(child)
    if node.dep == "pobj":
        for prep in node.head.all("conj"):
            found += [inner for own in prep.all("pobj") for inner in coordinated(own)]
    return found


def before_in_list(node: Node) -> Node | None:
    """What a list has before an item that the parser takes for an apposition or hangs on a verb above: a common noun,
    right before a comma and a common noun with its own determiner that goes on with "and". After a number ("two men, a
    father and his son") such a noun says the same again."""
    if node.dep not in ("appos", "dep") or node.child("cc") is None or node.child("conj") is None:
        return None
    own = node.child("det", "poss", "nummod")
    comma = own.previous if own is not None else None
    first = comma.previous if comma is not None and comma.text == "," else None
    if first is None or first.child("nummod") is not None:
        return None
    return first if {first.tag, node.tag} <= {"NN", "NNS"} else None
