"""Reactions: denials, non-confirmations, retractions, corrections, admissions, charges; with an event or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from schemas.vocabulary import Aspect, SpeechAct
from services.ingest.extraction.lexicon import Lexicon, Reaction, word_set
from services.ingest.extraction.speech.attribution import Attribution, owner_of
from services.ingest.extraction.speech.claims import of_deed
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node, Tree
from services.ingest.extraction.text.hints import Sieve

__all__ = ["Answer", "reactions", "takes_part"]

_BELONGS = frozenset({"belong", "belongs", "belonged"})
_BE = frozenset({"is", "are", "was", "were"})
_OWN = frozenset({"own", "its", "theirs", "ours", "his"})
_AUTHORSHIP = frozenset({"involvement", "responsibility", "role", "part", "complicity", "participation", "hand"})
_HAVING = frozenset({"take", "have", "play"})
_REACTING = frozenset(
    "deny reject dismiss refute rebut dispute brush wave rubbish disclaim call describe brand label term stick stand "
    "repeat shrug laugh have".split()
)
_FIGURES = frozenset({"toll", "figure", "number", "count", "tally", "total"})
_NOBODY = re.compile(
    r"\b(?:no one|nobody|none|no (?:group|party|side|organi[sz]ation|faction|movement|country|state))"
    r"(?: (?:has|had|have))?(?: yet| so far| immediately)? (?:$|\w)"
)
_UNDENIED = re.compile(r"(?:\b(?:not|never|nor|cannot)|n['’]t)\s(?:\w+ly\s)?$")
"""What stands before a denial that is none: "does not deny", "neither confirmed nor denied"."""
_UNCLAIMED = re.compile(_UNDENIED.pattern.removesuffix("$") + r"$|\byet to $|\bwithout $|\b(?:declined|refused) to $")
_NEGATED = {SpeechAct.DENIES: _UNDENIED, SpeechAct.ADMITS: _UNCLAIMED}
_NOT = re.compile(
    r"\b(?:not|never|n't|n’t|unable|declined|refused|impossible|cannot|without)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(eq=False)
class Answer:
    """What a clause does to a claim. `content` are the tokens of the claim it answers, where the clause holds it."""

    act: SpeechAct
    aspect: Aspect
    node: Node
    owner: Attribution | None
    claimant_node: Node | None = None
    content: set[int] = field(default_factory=set)
    gerund: bool = False
    accuser: Node | None = None
    verb_is_cue: bool = False
    accused: Node | None = None

    def covers(self, index: int) -> bool:
        """Whether a token stands in the claim that is answered."""
        return index in self.content


@cache
def _compiled(told: tuple[Reaction, ...]) -> tuple[Sequence[tuple[Reaction, re.Pattern[str]]], Sieve]:
    """The patterns of the lexicon, and which of them a text may match."""
    spelt = [(one, _spelt(one.pattern)) for one in told if one.content != "never"]
    return [(one, re.compile(pattern)) for one, pattern in spelt], Sieve([pattern for _, pattern in spelt])


def _spelt(pattern: str) -> str:
    """A pattern in which `<set>` stands for any word of that set."""
    return re.sub(
        r"<(\w+)>",
        lambda m: (
            "(?:"
            + "|".join(re.escape(w.replace("_", " ")) for w in sorted(word_set(m[1]), key=len, reverse=True))
            + ")"
        ),
        pattern,
    )


def reactions(tree: Tree, attributions: list[Attribution], lexicon: Lexicon) -> list[Answer]:
    """The reactions of a unit, at most one for each claimant."""
    found: list[Answer] = []
    planned: set[int] = set()
    for item in attributions:
        if item.act is SpeechAct.DENIES and item.cue is not None and not item.negated:
            if _plans(item.cue):
                planned.add(item.cue.i)
                continue
            gerund = any(c.tag == "VBG" and c.dep in ("xcomp", "pcomp", "ccomp") for c in item.cue.children) or any(
                c.noun_lemma in _AUTHORSHIP or _own_doing(c) for c in item.cue.all("dobj")
            )
            inside = [a for a in attributions if a is not item and a.cue is not None and a.cue.i in item.content]
            nested = [a.source for a in sorted(inside, key=lambda a: a.kind != "noun")]
            found.append(
                Answer(
                    SpeechAct.DENIES,
                    Aspect.AUTHORSHIP if gerund else Aspect.DETAIL if _whose(item.cue) else Aspect.HAPPENING,
                    item.cue,
                    item,
                    item.source,
                    set(item.content),
                    gerund,
                    nested[0] if nested else _whose_claim(item.cue, lexicon),
                    True,
                )
            )
        elif (
            item.negated
            and item.cue is not None
            and item.cue.verb_lemma in ("confirm", "verify", "corroborate", "establish")
        ):
            found.append(
                Answer(
                    SpeechAct.CANNOT_CONFIRM,
                    Aspect.HAPPENING,
                    item.cue,
                    item,
                    item.source,
                    set(item.content),
                    verb_is_cue=True,
                )
            )
        elif item.cue is not None and not item.negated and item.accused is not None:
            found.append(
                Answer(
                    SpeechAct.ALLEGES,
                    Aspect.AUTHORSHIP,
                    item.cue,
                    item,
                    item.source,
                    set(item.content),
                    accused=item.accused,
                    verb_is_cue=True,
                )
            )
    lower = tree.text.lower()
    patterns, sieve = _compiled(lexicon.reactions)
    for number in sieve.through(lower):
        reaction, pattern = patterns[number]
        for match in pattern.finditer(lower):
            if reaction.content == "negated" and not _NOT.search(match[0]):
                continue
            if _NOBODY.search(lower, max(0, match.start() - 40), match.start() + 1):
                continue
            if reaction.act in _NEGATED and _NEGATED[SpeechAct(reaction.act)].search(lower, 0, match.start()):
                continue
            nodes = tree.at(match.start(), match.end())
            if not nodes:
                continue
            node = min((n for n in nodes if n.dep != "punct"), key=lambda n: n.depth, default=nodes[0])
            if reaction.act == SpeechAct.DENIES and node.verb_lemma in ("reject", "repudiate") and of_deed(node):
                continue
            if node.i in planned or any(
                a.node in nodes
                or node.i in a.content
                or (a.owner is not None and owner_of(node.i, attributions) is a.owner)
                for a in found
            ):
                continue
            how = SpeechAct(reaction.act), Aspect(reaction.aspect)
            made = _matched(*how, node, nodes, attributions, tree, lexicon)
            found += [] if any(a.act is made.act and a.content == made.content for a in found) else [made]
            break
    return found


def takes_part(of: Node) -> bool:
    """Whether somebody is charged with a part in what was told, and with no deed of its own: "of involvement", "of
    taking part", "of being behind it"."""
    thing = of.child("pobj", "pcomp")
    if thing is None:
        return False
    had = thing.child("dobj") if thing.verb_lemma in _HAVING else None
    return (
        (had or thing).noun_lemma in _AUTHORSHIP
        or thing.verb_lemma == "participate"
        or (thing.verb_lemma == "be" and any(c.lower == "behind" for c in thing.children))
    )


def _own_doing(thing: Node) -> bool:
    """Whether what somebody denies is what only he can have done: "denied bombing", but not "denied the bombing"."""
    return thing.tag in ("NN", "VBG") and thing.lower.endswith("ing") and thing.child("det", "poss", "amod") is None


def _whose_claim(cue: Node, lexicon: Lexicon) -> Node | None:
    """Who made the claim that is denied, where its noun says so: "denied a Houthi claim to have struck it"."""
    claims = (thing for thing in cue.all("dobj", "nsubjpass") if thing.noun_lemma in lexicon.noun_cues)
    return next((child for claim in claims for child in claim.all("poss", "amod", "compound", "nmod")), None)


def _whose(cue: Node) -> bool:
    """Whether it is denied that a thing was somebody's: "denied that the plane belonged to it", "was its own"."""
    clause = cue.child("ccomp")
    if clause is None:
        return False
    own = clause.child("attr", "acomp")
    return clause.lower in _BELONGS or (clause.lower in _BE and own is not None and own.lower in _OWN)


def _plans(cue: Node) -> bool:
    """Whether what is denied is only to come: "denied that the budget would be cut"."""
    clause = cue.child("ccomp")
    subject = clause.child("nsubj", "nsubjpass") if clause is not None else None
    return (
        clause is not None
        and subject is not None
        and subject.tag != "PRP"
        and any(c.dep == "aux" and c.lower in ("will", "would") for c in clause.children)
    )


def _matched(
    act: SpeechAct,
    aspect: Aspect,
    node: Node,
    nodes: list[Node],
    attributions: list[Attribution],
    tree: Tree,
    lexicon: Lexicon,
) -> Answer:
    owner = owner_of(node.i, attributions)
    verb = node
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    claimant = None
    content: set[int] = set()
    # "X called the report a fabrication", "X cannot confirm": the verb's subject reacts.
    # "The report is false": whose claim it stands in does.
    if act is not SpeechAct.DENIES or verb.verb_lemma in lexicon.cues or aspect is Aspect.AUTHORSHIP or _reacts(verb):
        subject = _subject(verb)
        if subject is not None and not _is_claim(subject, lexicon) and (owner is None or owner.kind == "continued"):
            claimant = subject
    for other in attributions:
        # the claim inside the subject or object: "the information that … is false"
        if other is not owner and other.kind == "noun" and other.cue is not None and other.cue.within(verb):
            content |= other.content
    content |= (
        {n.i for c in verb.children if c.dep in ("ccomp", "xcomp", "acl") for n in c.subtree()}
        if claimant is not None or act is not SpeechAct.DENIES
        else set()
    )
    for child in verb.children:
        if (
            child.dep in ("nsubj", "nsubjpass", "dobj", "prep")
            and act in (SpeechAct.DENIES, SpeechAct.ADMITS, SpeechAct.CANNOT_CONFIRM, SpeechAct.RETRACTS)
            and child is not claimant
        ):
            content |= {n.i for n in child.subtree()}
    if act is SpeechAct.CANNOT_CONFIRM:  # "stopped short of saying who had fired"
        content |= {n.i for inner in nodes if inner is not verb for n in inner.subtree() if n.i > inner.i}
    if nodes[-1].text == ":":
        content |= {n.i for n in tree.nodes[nodes[-1].i + 1 :]}  # "issued a correction: nine had died"
    accuser = None
    for other in attributions:
        if other.kind == "noun" and other.cue is not None and other.cue.within(verb) and other.source is not None:
            accuser = other.source
    accused = node.child("nsubj") if act is SpeechAct.ALLEGES and node.lower in _BE else None
    if act is SpeechAct.DENIES and any(c.noun_lemma in _FIGURES for c in verb.all("nsubj")):
        aspect = Aspect.DETAIL  # "the toll of nine was wrong"
    return Answer(act, aspect, node, owner, claimant, content, False, accuser, verb.verb_lemma in lexicon.cues, accused)


def _reacts(verb: Node) -> bool:
    return verb.verb_lemma in _REACTING


def _subject(verb: Node) -> Node | None:
    walker = verb
    for _ in range(5):
        own = walker.child("nsubj")
        if own is None and walker.child("nsubjpass") is not None:
            return None
        if own is not None:
            if own.tag in ("WP", "WDT"):
                up = walker.head
                return up if walker.dep == "relcl" else None
            return own
        if walker.dep in ("xcomp", "conj", "advcl", "acomp", "ccomp") and walker.head is not walker:
            walker = walker.head
        elif walker.dep == "relcl":
            return walker.head
        else:
            return None
    return None


def _is_claim(node: Node, lexicon: Lexicon) -> bool:
    if "evidence" in phrases.classes(node, lexicon):
        return True
    return (
        node.noun_lemma in lexicon.noun_cues
        or node.noun_lemma in ("report", "allegation", "it", "this", "that", "story", "video", "post")
        or node.lower in ("it", "this", "that", "there", "nothing")
    )
