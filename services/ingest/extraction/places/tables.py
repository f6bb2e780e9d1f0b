"""Where people sit down together or go on a visit: no place of the fighting that is told next."""

from typing import Final

from services.ingest.extraction.lexicon import word_set
from services.ingest.extraction.parties.standing import Standing
from services.ingest.extraction.places.located import Located

__all__ = ["at_table"]

_TALKS: Final = word_set("done_at_tables")
_PREPOSITIONS: Final = frozenset({"in", "at", "to"})


def at_table(item: Located, names: Standing) -> bool:
    """Whether talks, signings or visits are told of a place that is a seat of government or of no land in the story:
    "signed in Washington", "held talks in Istanbul", "flew to Ankara"."""
    country = item.place.country
    if names.country_of(item.place.name) is None and (country is None or names.is_told_of(country)):
        return False
    node = item.node
    if node.dep == "dobj":
        return node.head.verb_lemma in _TALKS
    if node.dep != "pobj" or node.head.lower not in _PREPOSITIONS:
        return False
    whose = node.head.head
    if whose.is_noun:
        return whose.noun_lemma in _TALKS or (whose.dep == "dobj" and whose.head.verb_lemma in _TALKS)
    told = (c.noun_lemma for c in whose.all("nsubj", "nsubjpass", "dobj"))
    return whose.verb_lemma in _TALKS or any(noun in _TALKS for noun in told)
