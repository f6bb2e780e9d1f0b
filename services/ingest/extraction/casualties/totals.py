"""Totals: tolls put at, risen to or brought to a figure, which stand for what was counted before."""

import calendar

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.figures import Figure, read, word_value
from services.ingest.extraction.casualties.headcount import figure_of
from services.ingest.extraction.casualties.tolls import Toll
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node

__all__ = ["COUNTS", "at_figure", "over_time", "raised", "settled", "totals"]

COUNTS = word_set("counts")
"""Nouns for a number of people."""
_RAISING = word_set("raising")
_EQUAL = word_set("equalling")
_EXCEEDING = word_set("exceeding")
_WRONG = word_set("untruth") | {"incorrect", "inaccurate", "mistaken", "erroneous", "exaggerated", "inflated"}
_EARLIER = frozenset({"earlier", "previous", "prior"})
_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)
_SPANS = frozenset({"year", "month", "war", "conflict", "insurgency", "week"})
_AT = frozenset({"at", "to", "of", "is", "up"})
_COUNTED = word_table("counted_as")


def at_figure(node: Node) -> Figure | None:
    """The number after "at", "to" or "of" that a toll is put at, below the noun or its verb."""
    hosts = [node, *([node.head] if node.head.is_verb else [])]
    if node.dep == "pobj" and node.head.lower == "of" and node.head.head.noun_lemma in COUNTS:
        whole = node.head.head  # "put the number of dead at 400"
        hosts += [whole, *([whole.head] if whole.head.is_verb else [])]
    if node.noun_lemma in COUNTS:
        # The parser hangs "to three" on what it stands next to: "the number of people killed there to three".
        hosts += [told for of in phrases.prep_objects(node, "of") for told in of.all("acl")]
    for host in hosts:
        preps = host.all("prep", "dative", "advmod")
        # "From 12 to 15", "up to 15"
        preps += [inner for prep in preps if prep.lower in ("from", "up") for inner in prep.all("prep")]
        for prep in preps:
            # "Bringing to three the number of dead" has its figure first.
            if prep.lower == "of" and any(phrases.of_object(n) is not None for n in prep.all("pobj")):
                continue  # "the deaths of six of its men"
            if prep.lower in _AT and (prep.i > node.i or host.is_verb):
                for target in prep.all("pobj"):
                    # "The dead of 10 February at sixteen" has a date before its figure.
                    if target.tag == "CD" or (target.child("nummod") is not None and target.tag != "NNP"):
                        found = figure_of(target)
                        if found is not None:
                            return found
            if prep.lower == "from" and (risen := _risen(prep)) is not None:
                return risen
    return _exceeded(node) or _equal(node) or _gone_up(node)


def _risen(prep: Node) -> Figure | None:
    """What follows "to" where "from four to six" is read as one number."""
    for number in prep.all("pobj"):
        if number.tag == "CD" and any(c.lower == "to" for c in number.all("quantmod")):
            return read([number.text])
    return None


def _equal(node: Node) -> Figure | None:
    """The number that the dead are: "the dead are eight", "the wounded now number thirty"."""
    verb = node.head
    if node.dep != "nsubj" or not verb.is_verb or verb.verb_lemma not in _EQUAL or node.child("nummod") is not None:
        return None
    told = verb.all("attr", "dobj", "npadvmod", "acomp")
    number = next((c for c in told if c.tag == "CD" or c.child("nummod") is not None), None)
    return figure_of(number) if number is not None else None


def _exceeded(node: Node) -> Figure | None:
    """The number that the dead are more than: "the wounded exceed thirty", "the toll has passed forty"."""
    verb = node.head if node.dep == "nsubj" else node.head.head.head  # "the number of wounded"
    if verb.lower not in _EXCEEDING:
        return None
    number = next((c for c in verb.all("dobj", "npadvmod", "attr", "acomp") if c.tag == "CD"), None)
    figure = figure_of(number) if number is not None else None
    return Figure(figure.min, None, Qualifier.AT_LEAST) if figure is not None else None


def _gone_up(node: Node) -> Figure | None:
    """The number that a toll goes up to, where the parser reads "up to five" as one number."""
    verb = node.head
    if node.dep != "nsubj" or not verb.is_verb:
        return None
    number = next((c for c in verb.all("dobj", "npadvmod", "attr") if c.tag == "CD"), None)
    to = [c.lower for c in number.all("quantmod", "advmod")] if number is not None else []
    value = word_value(number.text) if number is not None and to == ["up", "to"] else None
    return Figure(value, value, Qualifier.EXACT) if value is not None else None


def over_time(node: Node) -> bool:
    """Whether a toll is one over a time, of more than one happening: "the toll for May", "this year's toll", "bringing
    the number of dead since January to forty"."""
    told = [*phrases.prep_objects(node, "for", "since", "of", "in"), *node.all("poss", "compound")]
    if any(n.lower in CALENDAR or n.noun_lemma in _SPANS for n in told):
        return True
    hosts = [node, *list(node.ancestors())[:3]]
    verb = next((at for at, host in enumerate(hosts) if host.is_verb), None)
    if verb is None or not raised(node):
        return False
    hosts = hosts[: verb + 1]
    spans = [n for host in hosts for n in (*host.all("npadvmod"), *phrases.prep_objects(host, "since"))]
    if any(n.noun_lemma in _SPANS for host in hosts for n in phrases.prep_objects(host, "in", "during")):
        return True
    return any(n.lower in _MONTHS or n.noun_lemma in _SPANS or n.text.isdigit() for n in spans)


def raised(node: Node) -> bool:
    """Whether a count is what an earlier one was brought to: "lifting its losses to seven dead"."""
    verb = node.head.head if node.dep == "pobj" else node.head
    if node.dep == "pobj" and verb.is_noun and node.head.lower == "to":
        verb = verb.head
    return verb.is_verb and verb.verb_lemma in _RAISING


def _untrue(node: Node) -> bool:
    """Whether a figure is told only as one that is wrong: "the toll of nine given before was wrong"."""
    told = node.head.child("acomp", "attr") if node.dep == "nsubj" else None
    return told is not None and told.lower in _WRONG


def _surpassed(node: Node) -> bool:
    """Whether a toll is the one that held before: "raising an earlier toll of 12", "up from a previous 20 dead"."""
    before = any(c.lower in _EARLIER for c in node.all("amod"))
    return before and not phrases.prep_objects(node.head, "to") and not phrases.prep_objects(node, "to")


def totals(node: Node) -> list[Toll]:
    """ "The death toll rose to five", "bringing the number of wounded to nine", "losses amount to 37 killed"."""
    if over_time(node) or _untrue(node) or _surpassed(node):
        return []
    heads = node.previous is None or node.previous.text == ":" or raised(node)  # "Toll of the raid: six"
    if node.child("compound", "amod", "det", "poss") is None and not (heads or node.child("nummod") is not None):
        return []
    category = _category(node)
    if category is None:
        return []
    figure = at_figure(node)
    if figure is None and node.head.is_verb:
        number = next((c for c in node.head.children if c.tag == "CD" and c.i > node.i), None)
        figure = figure_of(number) if number is not None else None
    if figure is None and node.noun_lemma == "toll" and node.child("nummod") is not None:
        figure = figure_of(node)
    if figure is None and node.noun_lemma == "number" and (number := node.child("nummod")) is not None:
        # "The dead now number seventeen", "raised to three the number of dead"
        before = node.dep == "pobj" and raised(node)
        figure = figure_of(number) if number.i > node.i or before else None
    if figure is None and node.noun_lemma != "number":
        apart = {n.i for told in node.subtree() if told.dep == "relcl" for n in told.subtree()}
        after = next((n for n in node.subtree() if n.tag == "CD" and n.i > node.i and n.i not in apart), None)
        figure = figure_of(after) if after is not None else None
    if figure is None or figure.max == 0:
        return []
    return [Toll(category, figure, Victims.UNKNOWN, node, node, None, node.text, True, raised(node))]


def _category(node: Node) -> CasualtyCategory | None:
    """What a toll or number counts: the dead, unless it says otherwise; a mere number must say it."""
    inside = [
        _COUNTED[n.lower]
        for of in phrases.prep_objects(node, "of", "for", "among")
        for n in of.subtree()
        if n.lower in _COUNTED
    ]
    inside += [_COUNTED[c.lower] for c in node.children if c.lower in _COUNTED]
    if inside:
        return CasualtyCategory(inside[0])
    return None if node.noun_lemma in ("number", "total", "tally") else CasualtyCategory.KILLED


def settled(tolls: list[Toll]) -> list[Toll]:
    """The tolls without what a total of their kind takes up: "two more died, bringing the toll to five" is five."""
    raised = {toll.category for toll in tolls if toll.total}
    return [toll for toll in tolls if toll.total or toll.category not in raised]
