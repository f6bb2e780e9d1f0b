"""Noun phrases that count people: who counts as people, and how many the words say."""

import re

from schemas.vocabulary import CasualtyCategory, Qualifier, Victims
from services.ingest.extraction.casualties.amounts import amount, asked, bearer, undated, weighed
from services.ingest.extraction.casualties.figures import Figure, rank, read
from services.ingest.extraction.casualties.tolls import NONE, ONE, Toll, of_some_only
from services.ingest.extraction.lexicon import Harm, Lexicon, word_set
from services.ingest.extraction.syntax import phrases
from services.ingest.extraction.syntax.tree import Node

__all__ = ["ANYBODY", "NOBODY", "figure_of", "is_people", "of_the_enemy", "toll_of"]

NOBODY = frozenset({"nobody", "none", "noone"})
ANYBODY = frozenset({"anyone", "anybody"})
_MEMBERS = frozenset({"member", "members"})
_AGE = re.compile(r"\d+-year-old|year-old|month-old|-old$")
_PEOPLE_PRONOUNS = frozenset(
    {"they", "them", "he", "she", "him", "her", "we", "us", "who", "whom", "i", "ours", "theirs"}
)
_COLLECTIVE = word_set("collectives")
_BODIES_OF_PEOPLE = word_set("bodies_of_people")
_MEASURES = word_set("measures")
_AGES = frozenset({"year", "years", "month", "months"})
_THINGS = word_set("uncounted_classes")
_COUNTING = word_set("counting")
_QUANTITY = word_set("quantity_relations")
_ENEMY = frozenset({"enemy", "adversary"})
_TWO = Figure(2, 2, Qualifier.EXACT)
_SOME = Figure(0, None, Qualifier.VAGUE)


def is_people(node: Node, lexicon: Lexicon) -> bool:
    """Whether a phrase means people: a noun for them, a pronoun, a bare number, a person's full name."""
    if phrases.people(node, lexicon) is not None or node.lower in _PEOPLE_PRONOUNS or node.noun_lemma in _MEMBERS:
        return True
    if node.tag == "CD" or node.lower in ("others", "dozens", "scores", "several", "many", "some"):
        of = phrases.of_object(node)
        return of is None or is_people(of, lexicon) or of.tag == "PRP" or of.lower == "own"  # "nine of its own"
    if _aged(node):
        return True
    if node.tag in ("NNP", "NNPS"):
        return (
            not phrases.classes(node, lexicon)
            and node.child("det") is None
            and node.tag == "NNP"
            and any(c.dep == "compound" and c.tag == "NNP" for c in node.children)
        )
    return False


def toll_of(target: Node, harm: Harm, predicate: Node, lexicon: Lexicon) -> Toll | None:
    """The figure of one noun phrase."""
    told = bearer(target)
    if told is None or asked(told):
        return None
    if (through := amount(told)) is not None:
        meaning, counted = through
        whole = toll_of(counted, harm, predicate, lexicon) if meaning != "part" else None
        if whole is not None:
            whole.figure = weighed(whole.figure, meaning)
        return whole
    target = told
    category = CasualtyCategory(harm.category)
    person = phrases.people(target, lexicon)
    people = target
    if target.tag in ("WP", "WDT") or (target.lower in ("that", "who") and predicate.dep == "relcl"):
        target = people = predicate.head
        person = phrases.people(target, lexicon)
    nobody = target.lower in NOBODY or (target.lower == "one" and any(c.lower == "no" for c in target.children))
    if nobody or (target.lower in ANYBODY and _not_done(predicate)):
        if of_some_only(target):
            return None
        return Toll(category, NONE, Victims.UNKNOWN, predicate, target, None, predicate.text, True)
    if person is None:
        of = next((t for t in phrases.prep_objects(target, "of", "from") if phrases.people(t, lexicon)), None)
        if of is not None:
            person, people = phrases.people(of, lexicon), of
        elif target.text[:1].isupper() and target.child("nummod") is not None:
            # "200 Malian and 80 Chadian soldiers"
            person = next((one for c in target.all("conj") if (one := phrases.people(c, lexicon)) is not None), None)
    single = _aged(target) or (target.lower == "another" and target.tag == "DT")
    figure = ONE if single else figure_of(target)
    if figure is not None and target.noun_lemma in _BODIES_OF_PEOPLE and target.lower != target.noun_lemma:
        figure = _SOME  # "two families" are more than two
    explicit = figure is not None
    if figure is not None and figure.max == 0 and of_some_only(target):
        return None
    if figure is None:
        if target.tag == "PRP":
            return None
        alone = target.tag in ("NN", "NNP") and target.noun_lemma not in _COLLECTIVE
        if target.is_noun and ((person is not None and alone) or (target.tag == "NNP" and is_people(target, lexicon))):
            figure = ONE
        elif person is not None and target.tag in ("NNS", "NNPS"):
            figure = _TWO if any(c.lower == "both" for c in target.children) else _SOME
        elif target.noun_lemma in ("couple", "pair"):
            figure = _TWO
        else:
            return None
    elif person is None and not single and not _countable(target, lexicon):
        return None
    return Toll(
        category,
        figure,
        person.victims if person is not None else Victims.MILITARY if of_the_enemy(target) else Victims.UNKNOWN,
        predicate,
        people,
        person,
        phrases.words(_told(target, people)),
        explicit,
    )


def _told(target: Node, people: Node) -> list[Node]:
    """The words of a count, with those of whom it counts some: "two of its men"."""
    found = {*phrases.core(target), *[c for c in target.children if c.dep == "det" or c.lower == "more"]}
    of = people.head
    if people is not target and of.dep == "prep" and of.head is target and phrases.possessor(people) is not None:
        found |= {of, *phrases.core(people)}
    return sorted(found, key=lambda n: n.i)


def _not_done(verb: Node) -> bool:
    """Whether it is said that something was not done: "did not hurt", "without hurting"."""
    without = verb.dep == "pcomp" and verb.head.lower == "without"
    return without or any(c.dep == "neg" for c in verb.children)


def _aged(node: Node) -> bool:
    """Whether somebody is told by age alone: "a nine-year-old"."""
    return node.lower == "old" and node.child("det") is not None and any(c.noun_lemma == "year" for c in node.children)


def of_the_enemy(node: Node) -> bool:
    """Whether people are an enemy's: "nine of the enemy", "enemy dead", "nine enemy"; who says so fights."""
    return any(n.noun_lemma in _ENEMY for n in (node, *node.children, *phrases.prep_objects(node, "of")))


def _countable(node: Node, lexicon: Lexicon) -> bool:
    """Whether a number with this head can count people: a bare number, "others", an unknown plural; never things."""
    if node.tag == "CD" or node.lower in _COUNTING:
        of = phrases.of_object(node)
        return of is None or of.lower == "own" or _countable(of, lexicon) or is_people(of, lexicon)
    if phrases.classes(node, lexicon) & _THINGS:
        return False
    return node.is_noun and not _AGE.search(node.lower) and node.noun_lemma not in _MEASURES


def figure_of(node: Node) -> Figure | None:
    """The number that a noun phrase gives, ages left out."""
    nodes = sorted({n.i: n for n in node.subtree() if n.i <= node.i and _quantity(n, node)}.values(), key=lambda n: n.i)
    nodes = undated(nodes)
    texts: list[str] = []
    for n in nodes:
        if _AGE.search(n.lower) or (n.head is not node and n.head.lower in _AGES):
            continue
        # The tokenizer splits "thirty-two" and "30+".
        if (texts and n.text in ("-", "+")) or (texts and texts[-1].endswith("-") and texts[-1] != "-"):
            texts[-1] += n.text
        else:
            texts.append(n.text)
    if nodes[0].previous is not None and nodes[0].previous.lower == "between":
        texts.insert(0, "between")  # "between 100 and 150 people"
    for at in range(min(len(texts), 7)):
        found = read(texts, at)
        if found is not None:
            some = texts[at].lower() in ("some", "several", "many", "few") and found.qualifier is Qualifier.VAGUE
            if some and at + 1 < len(texts) and node.tag in ("NN", "NNP"):
                continue
            return found
    articles = {c.lower for c in node.children if c.dep == "det"} & {"a", "an", "another"}
    if articles and (node.tag == "NN" or rank(node.lower)):
        return _of_number(node) or (ONE if node.noun_lemma not in _COLLECTIVE else None)
    return _of_number(node)


def _of_number(node: Node) -> Figure | None:
    """ "A family of five", "a crew of 23"."""
    if node.noun_lemma not in _COLLECTIVE:
        return None
    number = phrases.of_object(node)
    return read([number.text]) if number is not None and number.tag == "CD" else None


def _quantity(node: Node, head: Node) -> bool:
    walker, steps = node, 0
    while walker is not head:
        if walker.dep not in _QUANTITY or steps > 4:
            return False
        walker = walker.head
        steps += 1
    return True
