"""How long after or before what: "two days after troops had fought over it"."""

import calendar

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["CALENDAR", "added", "measured", "of_its_own_day"]

CALENDAR = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)
"""The days of the week and the months, in lower case."""
_MEASURES = word_set("measures_of_time")
_COUNTING = frozenset({"CD", "DT", "JJ", "JJR", "RB", "IN"})
"""What may stand before a measure: "just over two days"."""
_GAP = 5
"""Spaces left by an attribution that was put between."""


def measured(mark: Node) -> bool:
    """Whether "after" or "before" follows a measure of time."""
    measure = mark.previous
    return mark.lower in ("after", "before") and measure is not None and measure.lower in _MEASURES


def added(tree: Tree) -> Node | None:
    """Where a sentence, after a comma or a gap, adds how long after or before what it was; None if it does not."""
    for mark in tree.nodes:
        if not measured(mark):
            continue
        first = mark.previous
        while first is not None and (before := first.previous) is not None:
            if before.text == "," or first.start - before.end >= _GAP:
                return before if before.text == "," else first
            if before.tag not in _COUNTING:
                break
            first = before
    return None


def of_its_own_day(node: Node) -> Node | None:
    """The relative clause that a node stands in, if it tells another day than what it hangs on: "the army, which lost
    nine men on Monday, shelled the town on Tuesday"."""
    for clause in (node, *node.ancestors()):
        if clause.dep == "relcl":
            return clause if _dated(clause) and any(_dated(above) for above in clause.ancestors()) else None
    return None


def _dated(verb: Node) -> bool:
    times = (*verb.all("npadvmod"), *(n for prep in verb.all("prep") for n in prep.all("pobj")))
    return verb.is_verb and any(n.lower in CALENDAR for n in times)
