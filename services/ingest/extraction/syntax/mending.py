"""Heads that the trained parser gets wrong in a few regular ways, set right before a tree is built.

- "Five soldiers were killed at Sotk and a driver was wounded": the parser takes "a driver" for one more object beside
  "Sotk", and leaves the verb after it without a subject. Two clauses that share a subject have "and" or a comma before
  the second verb; where a coordinated noun stands there instead, it is that verb's own.
- "Two soldiers, a policeman and four civilians were killed": a list, of which the parser makes an apposition. An
  apposition ends in a comma.
- "Saw Chit Win of the BGF said…", "Getachew Alemu, a spokesman for X, said…": names that it does not know end up as
  verbs and objects.
- "killed a couple and their three children": a noun coordinated with a verb belongs to the verb's object.
- "accused neighbouring Chad": an adjective in "-ing" before a name is no verb that has it for an object.
- "said on Friday militants attacked": a day of the week is none of the name behind it, which is the subject of what
  follows.
- "denied that its troops had fired, saying they had not been there", "said that Y had fired, adding that two were
  hurt": who denies or says so says it, and not the troops.
- "accused Kigali of it, a charge that Kigali dismissed, saying its troops were not there": who dismisses it says so.
- "accused Addis Ababa of massing troops": what somebody is accused of doing is no quality of the troops.
- "According to A, head of the council of B, rebels killed…": whoever stands before a verb without a subject and behind
  a comma is that subject, and none of the council's.
- "were wounded on Monday when a drone hit their bus": what happened then is of the clause, and no quality of the day.
- "IS said it had killed nine": a name in capitals before a verb is its subject, though it be spelt as an auxiliary.
- "the information that they took the town": what is told stands behind "that", which is no object.
- "took eight soldiers prisoner": those who are taken are the object, and what they become is no noun of theirs.
"""

from collections.abc import Sequence

from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.nominal import nominal
from services.ingest.extraction.syntax.second import DENYING, SUBJECTS, TELLING, second
from services.ingest.extraction.syntax.subjecting import subjecting
from services.ingest.extraction.syntax.tree import NAMES, Node

__all__ = ["BECOME", "SAYING", "mended"]

_LONGEST_NAME = 5
_NAMES = ("NNP", "NNPS", "HYPH")
_NO_NAME = frozenset(
    {"the", "a", "an", "in", "on", "at", "no", "two", "three", "but", "and", "it", "he", "she", "they", "we", "i"}
)
BECOME = frozenset({"prisoner", "hostage", "captive"})
"""What people are taken or held as."""
SAYING = frozenset({"saying", "adding", "insisting", "claiming", "arguing", "maintaining", "stressing", "stating"})
_GOING_ON = frozenset({"saying", "adding", "stressing", "stating"})
_REJECTING = DENYING | {"dismissed", "dismisses", "called", "calls", "described", "disputed", "disputes"}
_ADJECTIVES = frozenset({"neighbouring", "neighboring", "warring", "ruling", "opposing", "occupying"})
_ACCUSING = frozenset({"accuse", "suspect"})
_HOURS = frozenset(
    {"morning", "evening", "night", "afternoon", "dawn", "dusk", "noon", "midnight", "yesterday", "today"}
)
_LASTING = frozenset({"growing", "existing", "ongoing", "continuing", "continued", "increasing", "standing"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_JOINED = frozenset({"conj", "advcl"})
_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})


def mended(nodes: Sequence[Node], heads: list[int]) -> list[int]:
    """The heads, as indices into `nodes`, with such nouns put where they belong; changes relations in place. Heads that
    would go round, so that no root is above some word, stay as they were."""
    given = list(heads)
    _name(nodes, heads)
    _led(nodes, heads)
    nominal(nodes, heads)
    subjecting(nodes, heads)
    second(nodes, heads)
    for node in nodes:
        if node.text in NAMES and node.dep in _AUXILIARY:
            node.tag, node.dep, node.verb_lemma = "NNP", "nsubj", ""
        elif node.dep == "appos" and node.is_noun:
            _list(node, nodes, heads)
        elif node.dep == "conj" and node.is_noun and nodes[heads[node.i]].is_verb:
            _objects(node, nodes, heads)
        elif node.dep == "dobj" and node.lower == "that":
            _said_so(node, nodes, heads)
        elif node.dep == "dobj" and node.lower in BECOME:
            _taken(node, nodes, heads)
        elif node.dep == "xcomp" and node.lower in _ADJECTIVES:
            _described(node, nodes, heads)
        elif node.dep == "compound" and node.lower in CALENDAR:
            _dated(node, nodes, heads)
        elif node.dep == "advcl" and node.lower in SAYING:
            _said(node, nodes, heads)
        elif node.dep == "amod" and node.tag == "VBG" and node.i > 1:
            _deed(node, nodes, heads)
        elif node.dep == "relcl" and nodes[heads[node.i]].lower in CALENDAR | _HOURS:
            _when(node, nodes, heads)
    made = _subjects(nodes, heads)
    return made if _rooted(made) else given


def _rooted(heads: Sequence[int]) -> bool:
    """Whether a root is above every word."""
    rooted = {at for at, head in enumerate(heads) if head == at}
    for at in range(len(heads)):
        way: set[int] = set()
        while at not in rooted:
            if at in way:
                return False
            way.add(at)
            at = heads[at]
        rooted |= way
    return True


def _name(nodes: Sequence[Node], heads: list[int]) -> None:
    """Make one phrase of a name at the head of a sentence, and the subject of the verb after its apposition."""
    last = next((n.i - 1 for n in nodes if not n.text[:1].isupper()), -1)
    if not (1 <= last <= _LONGEST_NAME) or last + 2 >= len(nodes) or nodes[0].lower in _NO_NAME:
        return
    if all(n.tag in _NAMES and (heads[n.i] == last or n.i == last) for n in nodes[: last + 1]):
        return
    after, further = nodes[last + 1], nodes[last + 2]
    if after.text == "," and further.lower in ("a", "an", "the"):
        comma = next((n.i for n in nodes[last + 2 :] if n.text == ","), None)
    elif after.lower == "of" and any(n.text.isupper() for n in nodes[last + 2 : last + 4]):
        comma = last + 1
    else:
        return
    verb = next((n.i for n in nodes[comma:] if n.tag in ("VBD", "VBZ", "VBP")), None) if comma is not None else None
    if verb is None or comma is None or (after.text == "," and verb > comma + 3):
        return
    inside = range(last + 1)
    if heads[verb] in inside or heads[verb] == verb:
        heads[verb], nodes[verb].dep = verb, "ROOT"
    for node in nodes:
        if node.i in inside:
            heads[node.i], node.dep, node.tag = (verb, "nsubj", "NNP") if node.i == last else (last, "compound", "NNP")
            node.verb_lemma = ""
        elif heads[node.i] in inside:
            heads[node.i] = last if node.i < verb else verb
    heads[last + 1] = last if after.lower == "of" else heads[last + 1]


def _led(nodes: Sequence[Node], heads: list[int]) -> None:
    """Make the noun between a comma and the verb of a sentence that begins "According to" that verb's subject."""
    verb = next((n.i for n in nodes if heads[n.i] == n.i and n.is_verb), 0)
    if verb and [n.lower for n in nodes[:3:2]] == ["for", "part"]:
        _on_its_part(verb, nodes, heads)
    if not verb or nodes[0].lower != "according":
        return
    own = [n for n in nodes[:verb] if heads[n.i] == verb]
    first = min((n.i for n in own if n.dep in _BEFORE), default=verb)
    noun, comma = first - 1, next((n.i for n in reversed(nodes[:first]) if n.text == ","), 0)
    if any(n.dep in SUBJECTS for n in own) or not nodes[noun].is_noun or not comma < noun:
        return
    for node in nodes[:comma]:
        if heads[node.i] == noun:
            heads[node.i], node.dep = heads[noun], nodes[noun].dep
    heads[noun], nodes[noun].dep = verb, "nsubjpass" if any(n.dep == "auxpass" for n in own) else "nsubj"


def _on_its_part(verb: int, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make whoever follows "for its part" without a comma the subject of a verb that has none."""
    who = next((n for n in nodes[3:verb] if heads[n.i] == 2 and n.dep == "appos"), None)
    if who is not None and not any(heads[n.i] == verb and n.dep in SUBJECTS for n in nodes):
        heads[who.i], who.dep = verb, "nsubj"


def _deed(node: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make what somebody is accused of a deed that is done to the noun behind it."""
    of, noun = node.i - 1, heads[node.i]
    accused_of = nodes[of].lower == "of" and nodes[heads[of]].verb_lemma in _ACCUSING and heads[noun] == of
    if accused_of and node.lower not in _LASTING | _ADJECTIVES:
        heads[node.i], node.dep = of, "pcomp"
        heads[noun], nodes[noun].dep = node.i, "dobj"


def _list(node: Node, nodes: Sequence[Node], heads: Sequence[int]) -> None:
    """Make an apposition with "and" that no comma ends, and that a verb follows, one more of its list."""
    last = next((n.i for n in nodes[node.i + 1 :] if heads[n.i] == node.i and n.dep == "conj" and n.is_noun), None)
    if last is None or nodes[heads[node.i]].dep not in ("nsubj", "nsubjpass"):
        return
    after = nodes[last + 1] if last + 1 < len(nodes) else None
    if after is not None and (after.is_verb or after.dep in _BEFORE):
        node.dep = "conj"


def _objects(node: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put a noun that follows "and" right after a verb's object beside that object."""
    verb = heads[node.i]
    held = [n for n in nodes[verb + 1 : node.i] if heads[n.i] == verb]
    if len(held) >= 2 and held[-1].dep == "cc" and held[-2].dep == "dobj":
        heads[node.i] = held[-2].i


def _taken(node: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Make the noun before "prisoner" the object of who takes it so: "took eight soldiers prisoner"."""
    whom = nodes[node.i - 1]
    many = whom.tag in ("NNS", "NNPS") or any(heads[n.i] == node.i and n.dep == "det" for n in nodes[: node.i])
    if heads[whom.i] != node.i or not whom.is_noun or not many:
        return
    for before in nodes[: whom.i]:
        if heads[before.i] == node.i:
            heads[before.i] = whom.i
    heads[whom.i], whom.dep, node.dep = heads[node.i], "dobj", "oprd"


def _said_so(that: Node, nodes: Sequence[Node], heads: Sequence[int]) -> None:
    """Make a "that" before a verb with an object of its own no object: "the information that they took the town"."""
    verb = heads[that.i]
    if any(n.dep == "dobj" and heads[n.i] == verb for n in nodes[verb + 1 :]):
        that.tag, that.dep, nodes[verb].dep = "IN", "mark", "acl"


def _described(node: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put an adjective that was taken for a verb under the noun behind it: "accused neighbouring Chad"."""
    noun = next((n for n in nodes[node.i + 1 : node.i + 2] if heads[n.i] == node.i and n.dep == "dobj"), None)
    if noun is not None:
        heads[noun.i], heads[node.i], node.dep = heads[node.i], noun.i, "amod"


def _dated(day: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Part a day of the week after "on" from a noun behind it that a finite verb follows."""
    on, noun = nodes[day.i - 1], heads[day.i]
    verb = next((n.i for n in nodes[noun + 1 : noun + 2] if n.tag in ("VBD", "VBZ", "VBP")), None)
    if on.lower != "on" or on.i == day.i or noun < day.i or verb is None:
        return
    verb = heads[verb] if nodes[verb].dep in _BEFORE else verb
    if heads[noun] == on.i and not any(heads[n.i] == verb and n.dep in SUBJECTS for n in nodes):
        heads[noun], nodes[noun].dep = verb, "nsubj"
    if heads[noun] == verb:
        heads[day.i], day.dep = on.i, "pobj"


def _when(verb: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put a clause with "when" behind a day or an hour under the verb of that day's own clause."""
    time = heads[verb.i]
    if not any(n.lower == "when" and heads[n.i] == verb.i for n in nodes[time + 1 : time + 3]):
        return
    above = heads[time]
    while not nodes[above].is_verb and heads[above] != above:
        above = heads[above]
    if nodes[above].is_verb and above < time:
        heads[verb.i], verb.dep = above, "advcl"


def _said(saying: Node, nodes: Sequence[Node], heads: list[int]) -> None:
    """Put a participle of saying behind what somebody denies under the verb of denying."""
    denied = heads[saying.i]
    rejects = next((n for n in reversed(nodes[: saying.i]) if n.is_verb), None)
    if rejects is not None and rejects.dep == "relcl" and rejects.lower in _REJECTING and rejects.i > denied:
        heads[saying.i] = rejects.i
        return
    by = nodes[heads[denied]]
    his = by.lower in DENYING or (by.verb_lemma in TELLING and saying.lower in _GOING_ON)
    if nodes[denied].dep == "ccomp" and his and nodes[saying.i - 1].text == ",":
        heads[saying.i] = heads[denied]


def _subjects(nodes: Sequence[Node], heads: list[int]) -> list[int]:
    """Put a coordinated noun right before a verb without a subject under that verb."""
    bare = {node.i for node in nodes if node.dep in _JOINED and node.is_verb}
    if not bare:
        return heads
    first: dict[int, int] = {}
    passive = set()
    for node, head in zip(nodes, heads, strict=True):
        if head in bare:
            if node.dep in SUBJECTS:
                bare.discard(head)
            elif node.dep in _BEFORE and node.i < head:
                first[head] = min(node.i, first.get(head, head))
                if node.dep == "auxpass":
                    passive.add(head)
    for verb in sorted(bare):
        start = first.get(verb, verb)
        if start == verb and nodes[verb].tag not in ("VBD", "VBZ", "VBP"):
            continue
        noun = _coordinated_before(start, heads[verb], nodes, heads)
        if noun is not None:
            nodes[verb].dep = "conj"
            heads[noun] = verb
            nodes[noun].dep = "nsubjpass" if verb in passive else "nsubj"
    return heads


def _coordinated_before(at: int, verb: int, nodes: Sequence[Node], heads: Sequence[int]) -> int | None:
    """The noun coordinated with one of an earlier verb's whose phrase ends right before a position."""
    node = at - 1
    while node > verb:
        head = heads[node]
        if nodes[node].dep == "conj" and not nodes[node].is_verb and not nodes[head].is_verb and verb < head < node:
            return node
        if nodes[node].dep in ("cc", "punct") and nodes[node].text != "%":
            return None
        if head == node:
            return None
        node = head
    return None
