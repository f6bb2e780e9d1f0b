"""Whose words are passed on: the author of a message, where information comes from, whom a paper cites."""

from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.names import Names
from services.ingest.extraction.speech.hidden import SPEAKERS
from services.ingest.extraction.speech.subjects import CITING
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["author_of", "cited"]

_MESSAGES = word_set("messages")
_INFORMATION = word_set("information")
_TIMES = word_set("measures_of_time")


def author_of(node: Node, names: Names) -> Node | None:
    """Whose a message is: "an audio attributed to X", "a leaflet signed by X", "information received from X"."""
    if node.noun_lemma in _INFORMATION:
        given = (o for verb in node.all("acl") for o in phrases.prep_objects(verb, "by", "from"))
        return next((o for o in given if _can_write(o) and not names.is_place(o.text)), None)
    if node.noun_lemma not in _MESSAGES:
        return None
    by = [o for verb in node.all("acl", "relcl") for o in phrases.prep_objects(verb, "to", "by", "from")]
    signed = [o for verb in node.all("acl", "relcl") for o in phrases.prep_objects(verb, "in") if o.lower == "name"]
    by += [whose for name in signed if (whose := phrases.possessor(name)) is not None]  # "posted in the group's name"
    by += phrases.prep_objects(node, "by", "from", "of")
    return next((n for n in (*by, phrases.possessor(node)) if n is not None and _can_write(n)), None)


def _can_write(node: Node) -> bool:
    """Whether a message can be of a noun: no day is an author."""
    return node.is_noun and node.noun_lemma not in _TIMES and node.lower not in CALENDAR


def cited(medium: Node, cue: Node | None, tree: Tree, lexicon: Lexicon) -> Node | None:
    """Whom a paper cites for what it reports: "the agency, citing the governor, reported that"."""
    cue = cue or medium.head
    verbs = [*medium.all("acl", "advcl"), *cue.all("advcl"), *tree.nodes[medium.i + 1 : cue.i]]
    verbs += tree.nodes[
        cue.i + 1 : cue.i + 3
    ]  # "reported, citing the governor, that": the parser hangs it on the claim
    whom = (n for verb in verbs if verb.lower in CITING for n in verb.all("dobj"))
    return next((n for n in whom if phrases.people(n, lexicon) is not None or n.noun_lemma in SPEAKERS), None)
