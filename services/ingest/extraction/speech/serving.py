"""Where somebody serves or what somebody heads: the hospital of a doctor, the junta of the general who runs it."""

from collections.abc import Collection

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["headed", "hospital", "hospital_name"]

_HOSPITALS = word_set("hospitals")
_MEDICAL = frozenset({"doctor", "medic", "nurse", "surgeon", "paramedic", "director", "official", "staff"})
_TOWNS = frozenset({"town", "city", "village"})
_HEADING = frozenset({"head", "run", "lead", "direct", "manage", "chair", "command", "oversee"})


def hospital(node: Node) -> Node | None:
    """The hospital that a doctor, director or source speaks of or for."""
    if node.dep == "nsubj" and node.noun_lemma in _MEDICAL:  # "At the hospital in Kaya, doctors counted…"
        at = phrases.prep_objects(node.head, "at", "in")
        if (seat := next((n for n in at if n.noun_lemma in _HOSPITALS and n.i < node.i), None)) is not None:
            return seat
    for one in (node, *node.all("appos"), *([node.head] if node.dep == "appos" else [])):
        inside = phrases.prep_objects(one, "of", "at", "from", "in", "for", "with")
        for inner in (one, *inside, *headed(one)):
            if inner.noun_lemma in _HOSPITALS and inner.is_noun:
                return inner
            deeper = (n for n in phrases.prep_objects(inner, "of", "at") if n.noun_lemma in _HOSPITALS)
            if (found := next(deeper, None)) is not None:
                return found
        if (before := next((n for n in phrases.core(one)[:-1] if n.noun_lemma in _HOSPITALS), None)) is not None:
            return before  # "hospital officials"
    return None


def hospital_name(house: Node, places: Collection[int], town: str | None) -> str:
    """What a hospital is called: by its own name, else by its kind behind the town that it is told to be in.

    `places` are the indexes of nodes at which names of places end, `town` is the one that was told last.
    """
    words = [n for n in phrases.full(house) if n.tag != "PRP$"]
    core = phrases.core(house)
    poss = phrases.possessor(house)
    own = [n for n in core if poss is None or not n.within(poss)]
    if poss is not None and poss.noun_lemma in _TOWNS:
        return " ".join(filter(None, (town, phrases.words(own))))  # "the town's hospital"
    if poss is not None and any(n.text[:1].isupper() for n in own):
        return phrases.words([n for n in words if not n.within(poss)])  # "Bamako's Point G hospital"
    seat = next((n for n in phrases.prep_objects(house, "in", "at", "of") if n.i in places), None)
    if seat is not None and not any(n.text[:1].isupper() for n in core):
        return f"{phrases.words(phrases.core(seat))} {phrases.words(core)}"
    return phrases.words(words) or house.text


def headed(node: Node) -> list[Node]:
    """What somebody is told to head in a clause of its own: "Dr Traoré, who runs the hospital"."""
    clauses = (verb for verb in node.all("relcl") if any(c.lower == "who" for c in verb.children))
    return [of for verb in clauses if verb.verb_lemma in _HEADING for of in verb.all("dobj") if of.is_noun]
