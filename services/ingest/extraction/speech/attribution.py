"""Attributions: who says what. Claimant noun phrase, cue, and the words that are the claim."""

from schemas.vocabulary import SpeechAct
from services.ingest.extraction.lexicon import Cue, Lexicon, word_set
from services.ingest.extraction.speech.ascription import according, colon, headline, noun, quoted
from services.ingest.extraction.speech.beside import TO_A_HEARER, keep_apart, tells_its_own
from services.ingest.extraction.speech.claims import (
    QUOTES,
    Attribution,
    looking_back,
    of_claim,
    owner_of,
    quotations,
)
from services.ingest.extraction.speech.hidden import SPEAKERS, hidden
from services.ingest.extraction.speech.subjects import (
    left_nominal,
    outer_subject,
    relative,
    set_off,
    spoken_of,
    subject,
)
from services.ingest.extraction.speech.tellings import conditional, tellings
from services.ingest.extraction.speech.utterances import utterances
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.syntax.mending import SAYING
from services.ingest.extraction.syntax.tree import Node, Tree

__all__ = ["Attribution", "attribute", "owner_of", "quotations"]


_CLAUSES = frozenset({"ccomp", "xcomp", "dobj", "parataxis", "advcl", "acl", "prt", "oprd", "pcomp", "attr", "dep"})
_LEADING = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
"""Where a verb of speech with nothing said beside it still tells who speaks: of a quotation, or before a colon."""
_SPOKEN_TIME = frozenset({"npadvmod", "advmod", "aux", "auxpass", "neg", "punct", "mark", "cc"})
_ABOUT = frozenset({"of", "about", "on", "for", "to", "with"})


def attribute(tree: Tree, lexicon: Lexicon) -> list[Attribution]:
    """All attributions of a unit, outer ones first. One without content only names who speaks next."""
    found: list[Attribution] = []
    for node in tree.nodes:
        cue = lexicon.cues.get(node.verb_lemma) if node.verb_lemma else None
        made = None
        if conditional(node):
            continue
        spoken = node.is_verb or (node.dep in ("prep", "ROOT") and node.tag == "IN")
        spoken = spoken or (node.tag == "NNS" and node.child("nsubj") is not None)  # "IDF claims to have hit a depot"
        if cue is not None and spoken:
            made = _verb(node, cue, tree, lexicon)
        elif node.lower == "according" or (node.lower == "per" and node.dep == "prep"):
            made = according(node)
        elif node.noun_lemma in lexicon.noun_cues and node.is_noun:
            made = noun(node, lexicon.noun_cues[node.noun_lemma])
        elif node.tag == ":" or node.text == ":":
            made = headline(node, tree)
        if made is not None:
            found.append(made)
    found += tellings(tree, lexicon)
    found += filter(None, (colon(node, tree, lexicon) for node in tree.nodes if node.text == ":"))
    found += hidden(tree, lexicon, found)
    found += utterances(tree, lexicon, found)
    # Whom a hospital took in is told by whoever tells of it, where somebody does.
    told = {i for a in found if a.kind != "care" for i in a.content}
    found = [a for a in found if a.kind != "care" or a.cue is None or a.cue.i not in told]
    quoted(tree, lexicon, found)
    _quotations(tree, found)
    for first, last in quotations(tree):
        for item in found:
            if item.cue is not None and first < item.cue.i < last:
                item.content &= {n.i for n in tree.nodes[first : last + 1] if n.text[0].isalnum()}
    back = looking_back(tree)
    for item in found if back is not None else ():
        if item.cue is not None and back is not None and item.cue.start < back[0]:
            item.content -= back[1]
    keep_apart(found)
    found.sort(key=lambda a: -a.size)
    return found


# -- families ---------------------------------------------------------------------------------------------------


def _verb(node: Node, cue: Cue, tree: Tree, lexicon: Lexicon) -> Attribution | None:
    if node.tag == "VBN" and node.dep in ("acl", "amod") and node.child("agent") is None:
        return None  # "four persons found adrift" say nothing
    told = node.child("ccomp")
    if (
        node.lower in _UNSURE
        and any(c.tag == "TO" for verb in node.all("xcomp") for c in verb.children)
        and node.child("auxpass") is None
        and (told is None or told.child("nsubj", "nsubjpass", "mark") is None)
    ):
        return None  # "fighters believed to belong to X"
    passive = node.child("auxpass") is not None or (node.tag == "VBN" and node.child("nsubjpass", "agent") is not None)
    source = outer_subject(node, lexicon) or subject(node)
    if passive:
        agent = node.child("agent")
        source = agent.child("pobj") if agent is not None else None
        if source is None:
            if node.child("ccomp", "xcomp") is None and node.lower not in ("accused", "blamed"):
                return None
            return (
                Attribution("passive", node, None, cue.act, cue.certainty, _clause(node, tree, None), passive=True)
                if node.lower in ("reported", "said", "believed", "accused", "blamed", "claimed")
                else None
            )
    if source is None:
        source = left_nominal(node, tree) or set_off(node, tree)
        if source is None:
            return None
    source = relative(source, node)
    if node.verb_lemma in _LEARNING:  # "we learned from the governor", which tells no more of "we"
        source = next(iter(phrases.prep_objects(node, "from")), source)
    if source.noun_lemma in _MUTE:
        people = (n for n in tree.nodes[: node.i] if phrases.people(n, lexicon) or n.noun_lemma in SPEAKERS)
        source = next(people, source)
    if source.tag in ("WP", "WDT", "EX") or source is node:
        return None
    if cue.act is SpeechAct.DENIES and any(c.noun_lemma in _ACCESS for c in node.all("dobj")):
        return None  # "denied the mission passage" says nothing
    if node.verb_lemma in _WITH_CLAUSE and not node.child("ccomp"):
        return None
    if node.verb_lemma == "give" and (node.child("dobj") is None or node.child("prt") is not None):
        return None  # "gave way", "gave up the village"
    given = node.all("dobj") if node.verb_lemma == "give" else []
    if any(c.noun_lemma == "response" for c in given) and _armed(source, lexicon):
        return None  # "troops gave a fitting response" with their guns
    alone = not any(c.i > node.i and c.dep != "punct" for c in node.children)
    if node.verb_lemma in _REPLYING and alone and _armed(source, lexicon):
        return None  # "its soldiers responded"
    if node.verb_lemma == "claim" and any(c.noun_lemma in ("life", "victim") for c in node.all("dobj")):
        return None  # "the fighting has claimed fifty lives"
    if node.verb_lemma == "speak" and not spoken_of(node):
        return None
    if node.verb_lemma == "continue" and node.child("xcomp") is not None:
        return None  # "will continue to shoot"
    takes = node.verb_lemma in _TAKES_PREP and any(c.dep == "prep" and c.lower in _ABOUT for c in node.children)
    takes = takes or node.verb_lemma == "speak"
    reports = passive and any(c.dep == "mark" and c.lower == "as" for c in node.children)  # "as communicated by X, …"
    if (
        not cue.strong
        and not (takes or reports)
        and not (node.child("ccomp") or node.child("dobj") or (cue.takes_object and node.child("xcomp")))
    ):
        return None
    if node.head.lower in _BE and any(c.tag == "TO" for c in node.children):
        return None  # "the two are to report in March"
    if source.lower in ("i", "you", "one") and not node.child("ccomp"):
        return None
    if (
        node.verb_lemma == "put"
        and (told := node.child("dobj")) is not None
        and told.noun_lemma in ("name", "signature")
    ):
        return None  # "put their names to a deal"
    worded = node.dep == "advcl" and any(c.lower == "it" for c in node.all("dobj"))  # "as the ministry put it"
    if (
        node.verb_lemma == "put"
        and not worded
        and not any(c.dep in ("prep", "prt") and c.lower in _PUT and c.i > node.i for c in node.children)
    ):
        return None  # "put several bursts over the posts"
    content = _clause(node, tree, source)
    if node.verb_lemma == "speak":
        content |= {n.i for prep in spoken_of(node) for n in prep.subtree()}
    if passive:
        # "was confirmed by X": what is said stands before the verb
        content |= {n.i for child in node.all("nsubjpass", "nsubj") if child.lower != "it" for n in child.subtree()}
    told = node.child("dobj")
    if cue.takes_object and told is not None:  # "counted nine bodies after the raid"
        for prep in node.all("prep"):
            if prep.i > told.i and any(n.noun_lemma in lexicon.triggers for n in prep.all("pobj")):
                content |= {n.i for n in prep.subtree()}
    accused = None
    if node.verb_lemma == "pin" and not phrases.prep_objects(node, "on", "upon"):
        return None
    condemned_for = node.verb_lemma in ("condemn", "denounce") and phrases.prep_objects(node, "for")
    if condemned_for or node.verb_lemma in ("accuse", "suspect", *_BLAMES_ON):
        accused = node.child("dobj")
        if node.verb_lemma in _BLAMES_ON:
            on = (n for n in phrases.prep_objects(node, "on") if n.lower not in CALENDAR and n.tag != "CD")
            accused = next(on, accused)
    if node.verb_lemma in TO_A_HEARER and (direct := node.child("dobj")) is not None:
        content -= {
            n.i
            for n in direct.subtree()
            if not any(a.dep in ("ccomp", "relcl") and a.within(direct) for a in (n, *n.ancestors()))
        }
    _add_host(node, source, content, tree)
    if node.dep == "pobj" and node.within(source):  # "a resident reached by telephone spoke of", hung on "by"
        content -= {n.i for n in phrases.core(source)}
    elif node.dep != "relcl":
        content -= {n.i for n in source.subtree()}
    content.discard(node.i)
    if tree.nodes[0].lower == "what" and tree.nodes[0].head is node:  # "what the enemy says of the dead is a lie"
        content &= set(range(next((n.i for n in tree.nodes[node.i + 1 :] if n.lower in _BE), len(tree.nodes))))
    speaking = node.verb_lemma in _SPEAKING and not passive
    if not content and passive:  # "it was revealed by X that…", which the parser took for a clause about X
        content = {
            n.i for clause in source.all("relcl") if clause.child("nsubj", "nsubjpass") for n in clause.subtree()
        }
    if not content and speaking:
        # "said in a statement that …", "said following a vote that …": the claim hangs on what stands between.
        content = _after(node, tree) - {n.i for n in source.subtree()}
    if not content and not (speaking and node.dep in _LEADING):
        return None
    act = cue.act
    negated = any(child.dep == "neg" or child.lower in ("never", "cannot") for child in node.children)
    negated = negated or source.lower in ("nobody", "none") or any(c.lower == "no" for c in source.children)
    # "has yet to announce the launch"
    negated = negated or (node.dep == "xcomp" and any(c.lower == "yet" for c in node.head.children))
    doubled = any(c.lower == "neither" for over in (node, node.head) for c in over.children)
    doubled = doubled or (node.dep == "conj" and node.tag == "VB" and node.head.child("neg") is not None)
    if act is SpeechAct.DENIES and doubled:
        act, negated = SpeechAct.CANNOT_CONFIRM, False  # "neither confirmed nor denied", "would not confirm or deny"
    if act is SpeechAct.DENIES and not of_claim(node, lexicon):
        act = SpeechAct.ASSERTS  # who rejects an attack condemns it
    return Attribution("verb", node, source, act, cue.certainty, content, accused, negated)


def _armed(source: Node, lexicon: Lexicon) -> bool:
    """Whether somebody is told by a word for those who answer with guns."""
    person = phrases.people(source, lexicon)
    return "armed" in phrases.classes(source, lexicon) or (person is not None and person.armed)


def _clause(cue: Node, tree: Tree, source: Node | None) -> set[int]:
    """What hangs on a cue as its claim."""
    content: set[int] = set()
    for child in cue.children:
        if child is source or (source is not None and source.within(child)):
            continue
        if child.dep in _CLAUSES or child.dep == "conj":
            if (
                child.dep == "conj"
                and (child.child("nsubj", "nsubjpass") or child.is_verb)
                and cue.child("ccomp") is None
                and cue.child("dobj") is None
            ):
                continue
            if (
                child.dep == "conj"
                and child.is_verb
                and child.child("nsubj", "nsubjpass") is None
                and child.tag in ("VBD", "VBZ", "VBP")
            ):
                continue  # "said … and left": what the speaker did
            if child.dep == "advcl" and child.tag != "VBG" and child.i < cue.i:
                continue
            if child.dep == "advcl" and any(
                c.dep == "mark" and c.lower in ("while", "whereas") for c in child.children
            ):
                continue  # "denied it, while a refinery burned": the reporter sets one beside the other
            if child.dep == "advcl" and child.lower in SAYING and child.i > cue.i:
                continue  # "denied it, saying that …": said, and not denied
            if child.dep == "advcl" and child.i > cue.i and _dates(child, cue):
                continue  # "threatened to shell it, a day after its own guns had fired"
            content |= {n.i for n in child.subtree()}
        elif (
            (child.dep == "prep" and child.lower == "as" and child.i > cue.i and cue.verb_lemma in _AS)
            or (child.dep == "prep" and cue.verb_lemma == "put" and child.lower not in ("at", "on"))
            or (child.dep == "prep" and child.lower == "as" and cue.verb_lemma in ("reject", "dismiss", "deny"))
            or (child.dep == "prep" and child.lower in _ABOUT and child.i > cue.i and cue.verb_lemma in _TAKES_PREP)
            or (child.dep == "prep" and child.lower in ("of", "about") and cue.verb_lemma == "say" and child.i > cue.i)
            or (child.dep == "dative" and cue.child("dobj", "ccomp") is None)
        ):
            content |= {n.i for n in child.subtree()}
    return content


def _dates(clause: Node, cue: Node) -> bool:
    """Whether a clause tells when somebody spoke: by how long after what, or after what he said what else hangs on the
    verb: "vowed revenge after a drone killed two of its men"."""
    mark = clause.child("mark")
    if mark is None or mark.lower not in ("after", "before"):
        return False
    long = clause.child("npadvmod")
    told = cue.child("dobj")
    return (long is not None and long.i < mark.i) or (told is not None and told.i < clause.i)


def _after(cue: Node, tree: Tree) -> set[int]:
    """The words after a cue, from "that" or a quotation mark on where there is one."""
    after = [n for n in cue.subtree() if n.i > cue.i]
    if len(after) < 4:
        return set()
    opening = [n.i for n in after if n.lower == "that" or n.text in QUOTES]
    return {n.i for n in after if n.i >= min(opening, default=cue.i)}


_MUTE = frozenset({"night", "day", "morning", "evening", "afternoon", "week", "month", "hour", "telephone", "phone"})
"""What the parser takes for the subject of a verb of speech behind a participle: "A man reached by telephone said"."""
_REPLYING = frozenset({"respond", "answer", "reply"})
_LEARNING = frozenset({"learn", "gather", "understand"})
_BE = frozenset({"is", "are", "was", "were"})
_PUT = frozenset({"at", "down", "to", "between", "as"})
_SPEAKING = word_set("speaking")
_ACCESS = word_set("access")
_AS = word_set("cues_with_as")
_TAKES_PREP = word_set("cues_with_preposition")
_WITH_CLAUSE = word_set("cues_with_clause")
"""Verbs that speak only of a clause: "holds that", not "holds the town"."""
_UNSURE = word_set("unsure_passives")
_BLAMES_ON = frozenset({"blame", "pin"})


def _add_host(cue: Node, source: Node, content: set[int], tree: Tree) -> None:
    """A cue inside the clause it reports: "A, X said, B", "as X said", "A, said X"."""
    if cue.dep in ("parataxis", "advcl", "ccomp", "dep", "conj") and cue.head is not cue:
        as_clause = any(child.lower == "as" and child.dep in ("mark", "advmod") for child in cue.children)
        has_own = any(child.dep in ("ccomp", "dobj", "xcomp") for child in cue.children)
        inserted = cue.dep == "parataxis" or (cue.dep in ("ccomp", "dep") and not has_own)
        if (as_clause and not tells_its_own(cue)) or (inserted and not has_own):
            inner = {n.i for n in cue.subtree()}
            host, before = cue.head, tree.nodes[min(inner) - 1] if min(inner) else None
            if as_clause and before is not None and before.text == ",":
                host = next((n for n in cue.ancestors() if n.head is n), host)  # all that stands before the comma
            content |= {n.i for n in host.subtree()} - inner


def _quotations(tree: Tree, found: list[Attribution]) -> None:
    """Grow content to the whole quotation it touches; a quotation that nobody covers goes to the nearest cue."""
    for a, b in quotations(tree):
        inside = set(range(a, b + 1))
        touching = [x for x in found if x.content & inside and x.cue is not None and x.cue.i not in inside]
        if touching:
            for x in touching:
                # Quoted single words ("a so-called 'incident'") belong to whoever uses them.
                if len(inside) > 6 or len(x.content & inside) * 2 > len(inside):
                    x.content |= inside - ({n.i for n in x.source.subtree()} if x.source else set())
        elif len(inside) > 5:
            outer = [x for x in found if x.kind == "verb" and x.cue is not None and x.cue.i not in inside]
            if outer:
                nearest = min(outer, key=lambda x: min(abs(x.cue.i - a), abs(x.cue.i - b)) if x.cue else 0)
                nearest.content |= inside
