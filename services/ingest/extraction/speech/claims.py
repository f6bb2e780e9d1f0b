"""A claim in a unit: who makes it, by which words, and the tokens that are its content."""

from dataclasses import dataclass, field

from schemas.slots import Actor
from schemas.vocabulary import Certainty, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.syntax.intervals import added
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["QUOTES", "Attribution", "looking_back", "of_claim", "of_deed", "owner_of", "quotations"]

_SAID = word_set("said")
_DEEDS = word_set("deeds") | word_set("crimes")

QUOTES = {"“": "”", '"': '"', "«": "»", "``": "''"}
"""Opening quotation marks with their closing ones."""


@dataclass(eq=False)
class Attribution:
    """One claim. `content` holds the indexes of the claim's tokens, without the source.

    `source` is None where the source is not in the unit (a tail, a continued quotation); `words` are then its words.
    `denier` is who denies it in the same breath: "X denied Y's claims that …".
    """

    kind: str
    cue: Node | None
    source: Node | None
    act: SpeechAct
    certainty: Certainty
    content: set[int] = field(default_factory=set)
    accused: Node | None = None
    negated: bool = False
    words: str | None = None
    claimant: Actor | None = None
    relayer: Actor | None = None
    denier: Actor | None = None
    passive: bool = False
    echoes: list["Attribution"] = field(default_factory=list)
    """The same claim as that of each further speaker."""

    @property
    def size(self) -> int:
        return len(self.content)


def owner_of(index: int, attributions: list[Attribution]) -> Attribution | None:
    """The smallest attribution that covers a token."""
    return min((a for a in attributions if index in a.content), key=lambda a: a.size, default=None)


def quotations(tree: Tree) -> list[tuple[int, int]]:
    """Index spans of quotations, marks included; one left open runs to the end."""
    spans, opened, closing = [], None, ""
    for node in tree.nodes:
        if opened is None and node.text in QUOTES:
            opened, closing = node.i, QUOTES[node.text]
        elif opened is not None and (node.text == closing or (closing == "”" and node.text == '"')):
            spans.append((opened, node.i))
            opened = None
    if opened is not None and len(tree.nodes) - opened > 3:
        spans.append((opened, len(tree.nodes) - 1))
    return spans


def looking_back(tree: Tree) -> tuple[int, set[int]] | None:
    """Where the reporter adds to a claim how long after what it came, and the indexes of those words."""
    first = added(tree)
    if first is None or any(tree.nodes[a].start < first.start < tree.nodes[b].end for a, b in quotations(tree)):
        return None
    return first.start, {n.i for n in tree.nodes if n.i >= first.i}


def of_deed(cue: Node) -> bool:
    """Whether what a verb has for its object was done and not said: "rejected the raid that killed nine"."""
    return any(n.noun_lemma in _DEEDS for n in cue.all("dobj", "nsubjpass"))


def of_claim(cue: Node, lexicon: Lexicon) -> bool:
    """Whether a verb of rejecting is about something said: violence that "we reject" happened all the same."""
    if cue.verb_lemma not in ("reject", "dismiss", "repudiate"):
        return True
    things = cue.all("dobj", "nsubjpass")
    if cue.dep == "relcl" and (not things or things[0].tag in ("WDT", "WP")):
        things = [cue.head]
    return (
        (any(c.lower == "as" for c in cue.children) and not of_deed(cue))
        or any(n.tag in ("PRP", "DT") or n.noun_lemma in lexicon.noun_cues or n.noun_lemma in _SAID for n in things)
        or (not things and cue.child("ccomp", "xcomp") is not None)
    )
