"""Figures of people killed, injured, missing and captured, with the phrase that counts them.

Families by `harm.tsv`: a verb with its patient or subject, a state ("two dead"), a count noun ("17 deaths"), a noun
with "of", a toll with its figure, and stated zeros. Ages, dates, unit numbers and distances are no figures.
"""

import re
from dataclasses import dataclass

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction import phrases
from services.ingest.extraction.figures import Figure, read
from services.ingest.extraction.frames import is_passive, patients, subjects
from services.ingest.extraction.lexicon import Harm, Lexicon, Person, word_set
from services.ingest.extraction.tree import Node, Tree

__all__ = ["Toll", "captured", "count"]

_NOBODY = frozenset({"nobody", "none", "noone"})
_LIVES = frozenset({"life", "lives"})
_WOUNDS = word_set("wounds")
_AGE = re.compile(r"\d+-year-old|year-old|month-old|-old$")
_PEOPLE_PRONOUNS = frozenset({"they", "them", "he", "she", "him", "her", "we", "us", "who", "whom", "i"})


@dataclass(eq=False)
class Toll:
    """One counted group: `predicate` says what happened to them, `people` is the noun or number that counts them."""

    category: CasualtyCategory
    figure: Figure
    victims: Victims
    predicate: Node
    people: Node | None
    person: Person | None
    words: str
    explicit: bool


def count(tree: Tree, lexicon: Lexicon) -> list[Toll]:
    """All figures of a unit."""
    found: list[Toll] = []
    seen: set[tuple[int, str]] = set()
    for node in tree.nodes:
        for harm in _harms(node, lexicon):
            for toll in _family(node, harm, lexicon):
                key = (toll.people.i if toll.people else -node.i, toll.category.value)
                if key not in seen:
                    seen.add(key)
                    found.append(toll)
    return found


def captured(people: list[Node], predicate: Node, lexicon: Lexicon) -> list[Toll]:
    """The figures of people taken by a verb that is no word of harm by itself ("led away")."""
    harm = Harm((predicate.verb_lemma,), "V", CasualtyCategory.CAPTURED.value, "patient")
    single = [node for node in people if node.lower in ("he", "him", "she", "her")]
    if single:
        one = Figure(1, 1, Qualifier.EXACT)
        return [
            Toll(CasualtyCategory.CAPTURED, one, Victims.CIVILIAN, predicate, single[0], None, single[0].text, False)
        ]
    return [
        toll
        for node in people
        if _is_people(node, lexicon) and (toll := _toll(node, harm, predicate, lexicon)) is not None
    ]


def _harms(node: Node, lexicon: Lexicon) -> list[Harm]:
    if node.is_verb:
        harms = [
            h
            for h in lexicon.harm.get(node.verb_lemma, ())
            if h.pos == "V" or (h.pos == "J" and node.lower == h.words[0])
        ]
        if node.tag in ("VBN", "VBD") and node.lower in lexicon.harm:
            harms += [h for h in lexicon.harm[node.lower] if h.pos in ("J", "N")]
        return harms
    harms = list(lexicon.harm.get(node.lower, ())) if node.tag in ("JJ", "NN", "NNS", "RB", "VBN", "JJR") else []
    harms = [h for h in harms if h.pos != "V"]
    if node.is_noun and node.noun_lemma != node.lower:
        harms += [h for h in lexicon.harm.get(node.noun_lemma, ()) if h.pos == "N"]
    if node.is_noun and node.dep == "ROOT":
        harms += [h for h in lexicon.harm.get(node.verb_lemma, ()) if h.pos == "V"]
    return harms


def _family(node: Node, harm: Harm, lexicon: Lexicon) -> list[Toll]:
    targets: list[Node] = []
    if len(harm.words) == 2 and not any(c.lower == harm.words[1] for c in node.children):
        return []
    match harm.frame:
        case "patient":
            targets = patients(node)
            if harm.words[0] in ("hold", "seize", "take", "treat", "bury", "capture", "eliminate") and not all(
                _is_people(t, lexicon) for t in targets
            ):
                return []
            if harm.category == "injured" and harm.words[0] == "treat" and not targets:
                return []
        case "hostage":
            if not any(c.noun_lemma in ("prisoner", "hostage", "captive") for c in node.children):
                return []
            targets = list(patients(node)) or []
        case "subject":
            targets = subjects(node)
            if not targets and node.dep == "acl":
                targets = [node.head]
        case "hero":
            targets = subjects(node)
            martyrs = any(c.noun_lemma == "martyr" for p in node.all("prep") for c in p.children)
            if not martyrs and not all(_is_people(t, lexicon) and _figure(t) for t in targets):
                return []
        case "martyrdom":
            if not any(c.noun_lemma in ("martyrdom", "shahadat", "shahada") for c in node.all("dobj")):
                return []
            targets = subjects(node)
        case "life":
            if not any(c.noun_lemma == "life" or c.lower in _LIVES for c in node.all("dobj")):
                targets = [t for t in node.all("dobj") if _is_people(t, lexicon) and t.tag != "PRP"]
                if not targets or node.verb_lemma != "lose":
                    return []
            else:
                targets = subjects(node)
        case "lives":
            lives = [c for c in node.all("dobj") if c.noun_lemma == "life" or c.lower in _LIVES]
            targets = [t for c in lives for t in phrases.prep_objects(c, "of")] or lives
            targets = [n for t in targets for n in _coordinated(t)]
        case "wound":
            if not any(
                c.noun_lemma in _WOUNDS for d in node.all("dobj") for c in d.subtree() if c.depth - node.depth <= 2
            ):
                return []
            targets = subjects(node)
        case "state":
            targets = _state_subjects(node)
            if harm.category == "unhurt":
                return (
                    [_zero(node, CasualtyCategory.KILLED), _zero(node, CasualtyCategory.INJURED)]
                    if node.head.is_verb or node.dep == "ROOT"
                    else []
                )
        case "count":
            return _counted(node, harm, lexicon)
        case "loss":
            return _losses(node)
        case "of":
            targets = [n for t in phrases.prep_objects(node, "of") for n in _coordinated(t)]
            targets = targets or ([p] if (p := phrases.possessor(node)) is not None else [])
            targets = [t for t in targets if _is_people(t, lexicon)]
            if not targets and not any(t.tag == "CD" for t in targets):
                return []
        case "toll":
            return _tolls(node)
        case _:
            return []
    negated = any(c.dep == "neg" for c in node.children)
    tolls = []
    for target in targets:
        toll = _toll(target, harm, node, lexicon)
        if toll is not None:
            if negated and not (toll.explicit and toll.figure.min > 0):
                toll.figure = Figure(0, 0, Qualifier.EXACT)
            elif negated:
                continue
            tolls.append(toll)
    if (
        tolls
        and tolls[0].figure == Figure(0, 0, Qualifier.EXACT, tolls[0].figure.used)
        and tolls[0].category is CasualtyCategory.INJURED
        and tolls[0].people is not None
        and tolls[0].people.lower in _NOBODY | {"one"}
    ):
        tolls.append(_zero(node, CasualtyCategory.KILLED))
    return tolls


def _coordinated(node: Node) -> list[Node]:
    found = [node]
    for child in node.all("conj"):
        found += _coordinated(child)
    return found


def _state_subjects(node: Node) -> list[Node]:
    """Who is dead: subject of the copula, object that the adjective completes, or the noun before it."""
    head = node.head
    if node.dep in ("acomp", "attr", "oprd") and head.is_verb:
        own = head.all("nsubj", "nsubjpass") if head.verb_lemma in ("be", "remain", "lie", "go", "escape", "") else []
        if head.verb_lemma in ("leave", "find"):
            own = head.all("dobj") or (head.all("nsubjpass") if is_passive(head) else [])
        if not own and head.lower in ("is", "are", "was", "were", "been", "be", "remain", "remained", "remains"):
            own = head.all("nsubj", "nsubjpass")
        return [n for o in own for n in _coordinated(o)]
    if node.dep in ("ccomp", "xcomp", "advcl") and node.child("nsubj"):
        return [n for o in node.all("nsubj") for n in _coordinated(o)]
    if node.dep in ("amod", "acl") and head.is_noun:
        return [head] if node.dep == "acl" or any(c.tag == "CD" or c.dep == "nummod" for c in head.children) else []
    if node.child("nummod") is not None:
        return [node]
    before = [n for n in node.children if n.i < node.i and n.dep in ("nsubj", "npadvmod", "dobj", "compound")]
    if before:
        return before
    if node.dep == "conj" and node.head.tag in ("JJ", "VBN"):
        left = node.child("nummod", "npadvmod", "nsubj")
        return [left] if left is not None else []
    return []


def _is_people(node: Node, lexicon: Lexicon) -> bool:
    if phrases.people(node, lexicon) is not None or node.lower in _PEOPLE_PRONOUNS:
        return True
    if node.tag == "CD" or node.lower in ("others", "dozens", "scores", "several", "many", "some"):
        of = phrases.of_object(node)
        return of is None or _is_people(of, lexicon) or of.tag == "PRP"
    if node.tag in ("NNP", "NNPS"):
        return (
            not phrases.classes(node, lexicon)
            and node.child("det") is None
            and node.tag == "NNP"
            and any(c.dep == "compound" and c.tag == "NNP" for c in node.children)
        )
    return False


def _toll(target: Node, harm: Harm, predicate: Node, lexicon: Lexicon) -> Toll | None:
    """The figure of one noun phrase."""
    category = CasualtyCategory(harm.category)
    person = phrases.people(target, lexicon)
    people = target
    if target.tag in ("WP", "WDT") or (target.lower in ("that", "who") and predicate.dep == "relcl"):
        target = people = predicate.head
        person = phrases.people(target, lexicon)
    if target.lower in _NOBODY or (target.lower == "one" and any(c.lower == "no" for c in target.children)):
        return Toll(
            category, Figure(0, 0, Qualifier.EXACT), Victims.UNKNOWN, predicate, target, None, predicate.text, True
        )
    if person is None:
        of = next((t for t in phrases.prep_objects(target, "of", "from") if phrases.people(t, lexicon)), None)
        if of is not None:
            person, people = phrases.people(of, lexicon), of
    figure = _figure(target)
    if figure is None:
        if target.tag == "PRP":
            return None
        if (
            target.is_noun
            and person is not None
            and target.tag in ("NN", "NNP")
            and target.noun_lemma not in _COLLECTIVE
        ) or (target.is_noun and target.tag == "NNP" and _is_people(target, lexicon)):
            figure = Figure(1, 1, Qualifier.EXACT)
        elif person is not None and target.tag in ("NNS", "NNPS"):
            figure = (
                Figure(2, 2, Qualifier.EXACT)
                if any(c.lower == "both" for c in target.children)
                else Figure(0, None, Qualifier.VAGUE)
            )
        elif target.noun_lemma in ("couple", "pair"):
            figure = Figure(2, 2, Qualifier.EXACT)
        else:
            return None
        explicit = False
    else:
        explicit = True
        if person is None and not _countable(target, lexicon):
            return None
    victims = person.victims if person is not None else Victims.UNKNOWN
    return Toll(
        category,
        figure,
        victims,
        predicate,
        people,
        person,
        phrases.words(
            sorted({*phrases.core(target), *[c for c in target.children if c.dep == "det"]}, key=lambda n: n.i)
        ),
        explicit,
    )


_COLLECTIVE = word_set("collectives")


def _countable(node: Node, lexicon: Lexicon) -> bool:
    """Whether a number with this head can count people: a bare number, "others", an unknown plural; never things."""
    if node.tag == "CD" or node.lower in (
        "others",
        "more",
        "dozens",
        "scores",
        "hundreds",
        "several",
        "many",
        "dead",
        "wounded",
        "injured",
        "hurt",
        "dozen",
        "killed",
        "lives",
    ):
        of = phrases.of_object(node)
        return of is None or _countable(of, lexicon) or _is_people(of, lexicon)
    if phrases.classes(node, lexicon) & {
        "weapon",
        "vehicle",
        "ship",
        "building",
        "infrastructure",
        "base",
        "thing",
        "ground",
        "supply",
    }:
        return False
    return node.is_noun and not _AGE.search(node.lower) and node.noun_lemma not in _MEASURES


_MEASURES = word_set("measures")


def _figure(node: Node) -> Figure | None:
    """The number that a noun phrase gives, ages left out."""
    nodes = sorted({n.i: n for n in node.subtree() if n.i <= node.i and _quantity(n, node)}.values(), key=lambda n: n.i)
    texts: list[str] = []
    for n in nodes:
        if _AGE.search(n.lower):
            continue
        # The tokenizer splits "thirty-two".
        if (texts and n.text == "-") or (texts and texts[-1].endswith("-") and texts[-1] != "-"):
            texts[-1] += n.text
        else:
            texts.append(n.text)
    for at in range(len(texts)):
        if at > 6:
            break
        found = read(texts, at)
        if found is not None:
            if (
                texts[at].lower() in ("some", "several", "many", "few")
                and found.qualifier is Qualifier.VAGUE
                and at + 1 < len(texts)
                and node.tag in ("NN", "NNP")
            ):
                continue
            return found
    if node.child("det") is not None and node.child("det").lower in ("a", "an", "another") and node.tag in ("NN",):  # type: ignore[union-attr]
        return Figure(1, 1, Qualifier.EXACT)
    return None


def _quantity(node: Node, head: Node) -> bool:
    walker, steps = node, 0
    while walker is not head:
        if (
            walker.dep
            not in (
                "nummod",
                "quantmod",
                "det",
                "amod",
                "advmod",
                "compound",
                "prep",
                "pobj",
                "neg",
                "cc",
                "conj",
                "predet",
                "punct",
                "npadvmod",
                "nmod",
            )
            or steps > 4
        ):
            return False
        walker = walker.head
        steps += 1
    return True


def _zero(node: Node, category: CasualtyCategory) -> Toll:
    return Toll(category, Figure(0, 0, Qualifier.EXACT), Victims.UNKNOWN, node, None, None, node.text, True)


def _negated(node: Node) -> bool:
    if any(
        c.lower in ("no", "any", "zero", "without") and c.dep in ("det", "nummod", "amod") for c in node.children
    ) and not any(c.lower == "any" for c in node.children):
        return True
    head = node.head
    if node.dep == "pobj" and head.lower == "without":
        return True
    return (
        head.is_verb
        and node.dep in ("dobj", "attr", "nsubj", "nsubjpass")
        and any(c.dep == "neg" for c in head.children)
        and any(c.lower == "any" for c in node.children)
    )


def _counted(node: Node, harm: Harm, lexicon: Lexicon) -> list[Toll]:
    """ "17 deaths", "no casualties", "two wounded", "the dead at 32"."""
    if node.is_verb and node.child("nsubj", "nsubjpass", "auxpass", "aux", "agent") is not None:
        return []
    if node.dep == "amod" and node.head.is_noun:
        return []
    if harm.words[0] == "victim" and not node.child("nummod"):
        return []
    if _negated(node):
        if harm.category == "casualty":
            return [_zero(node, CasualtyCategory.KILLED), _zero(node, CasualtyCategory.INJURED)]
        zero = [_zero(node, CasualtyCategory(harm.category))]
        if (
            any(c.dep == "conj" and c.lower in ("wounded", "injured", "injuries") for c in node.children)
            and harm.category == "killed"
        ):
            zero.append(_zero(node, CasualtyCategory.INJURED))
        return zero
    at = _at_figure(node)
    if at is not None and node.lower in ("dead", "wounded", "injured", "deaths", "fatalities", "killed", "victims"):
        return [Toll(CasualtyCategory(harm.category), at, Victims.UNKNOWN, node, node, None, node.text, True)]
    if harm.category == "casualty":
        return []
    figure = _figure(node)
    if figure is None and node.dep == "pobj" and node.head.lower == "of" and node.head.head.noun_lemma in _COUNTS:
        figure = Figure(0, None, Qualifier.VAGUE)  # "a large number of deaths"
    if figure is None or (figure.max == 0):
        return []
    person = next((p for t in phrases.prep_objects(node, "among") if (p := phrases.people(t, lexicon))), None)
    return [
        Toll(
            CasualtyCategory(harm.category),
            figure,
            person.victims if person else Victims.UNKNOWN,
            node,
            node,
            person,
            phrases.words(phrases.core(node)),
            True,
        )
    ]


def _losses(node: Node) -> list[Toll]:
    """ "no losses" is nobody killed; "its losses at two dead" is read by its own words."""
    if _negated(node):
        return [_zero(node, CasualtyCategory.KILLED)]
    admitted = (
        node.tag == "NNS"
        and node.head.is_verb
        and node.dep == "dobj"
        and node.head.verb_lemma in ("admit", "acknowledge", "concede", "confirm", "suffer", "sustain", "inflict")
        and not any(c.lower in ("material", "economic", "financial") for c in node.children)
    )
    if (
        (admitted or any(c.lower == "heavy" for c in node.children))
        and phrases.of_object(node) is None
        and not any(t.lower in ("equipment", "materiel") for t in phrases.prep_objects(node, "in")[:1])
    ):
        return [
            Toll(
                CasualtyCategory.KILLED,
                Figure(0, None, Qualifier.VAGUE),
                Victims.UNKNOWN,
                node,
                node,
                None,
                phrases.words(phrases.core(node)),
                False,
            )
        ]
    return []


_COUNTS = frozenset({"number", "count", "figure", "toll", "total", "tally", "tolls"})


def _at_figure(node: Node) -> Figure | None:
    """The number after "at", "to" or "of" that a toll is put at, below the noun or its verb."""
    hosts = [node, *([node.head] if node.head.is_verb else [])]
    if node.dep == "pobj" and node.head.lower == "of" and node.head.head.noun_lemma in _COUNTS:
        whole = node.head.head  # "put the number of dead at 400"
        hosts += [whole, *([whole.head] if whole.head.is_verb else [])]
    for host in hosts:
        for prep in host.all("prep", "dative"):
            if prep.lower in ("at", "to", "of", "is") and prep.i > node.i:
                for target in prep.all("pobj"):
                    if target.tag == "CD" or target.child("nummod") is not None:
                        found = _figure(target)
                        if found is not None:
                            return found
    return None


def _tolls(node: Node) -> list[Toll]:
    if not (
        node.child("compound", "amod") is not None or node.child("det") is not None or node.child("poss") is not None
    ):
        return []
    figure = _at_figure(node)
    if figure is None and node.head.is_verb:
        number = next((c for c in node.head.children if c.tag == "CD" and c.i > node.i), None)
        figure = _figure(number) if number is not None else None
    if figure is None:
        after = next((n for n in node.subtree() if n.tag == "CD" and n.i > node.i), None)
        figure = _figure(after) if after is not None else None
    return (
        [Toll(CasualtyCategory.KILLED, figure, Victims.UNKNOWN, node, node, None, node.text, True)]
        if figure is not None and figure.max != 0
        else []
    )
