"""The lexicons: what the `.tsv` files under `data/` say, as look-up tables. Code reads them and holds no word lists.

Every file has a header line; the last column of most is an example sentence that a test runs.
"""

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

from schemas.vocabulary import ActorKind, Certainty, EventType, SpeechAct, Victims
from services.ingest.extraction.syntax.inflection import noun_forms, verb_forms

__all__ = [
    "Cue",
    "Harm",
    "Lexicon",
    "Operator",
    "Person",
    "Reaction",
    "Trigger",
    "Weapon",
    "load",
    "rows",
    "word_set",
    "word_table",
]

_PACKAGE = "services.ingest.extraction.data"


class Trigger(NamedTuple):
    """One sense of a trigger. `when` holds (slot, classes) conditions; `open` lets a weapon override the type."""

    words: tuple[str, ...]
    pos: str
    type: EventType
    open: bool
    frame: str
    when: tuple[tuple[str, frozenset[str]], ...]
    row: int


class Weapon(NamedTuple):
    """What a weapon's name says of the event: its type (None: nothing) and its rank among several."""

    type: EventType | None
    rank: int
    cls: str


class Person(NamedTuple):
    """What a noun for people says of them."""

    victims: Victims
    kind: ActorKind
    armed: bool


class Cue(NamedTuple):
    """A reporting verb."""

    act: SpeechAct
    certainty: Certainty
    takes_object: bool
    strong: bool


class Operator(NamedTuple):
    """A word that changes whether or when its clause holds."""

    mode: str
    kind: str


class Harm(NamedTuple):
    """What a word says happened to people, and where its count stands: a case of `casualties.count`."""

    words: tuple[str, ...]
    pos: str
    category: str
    frame: str


class Reaction(NamedTuple):
    """A pattern by which a clause answers a claim; `pattern` is a regular expression over the lower-case clause."""

    pattern: str
    act: SpeechAct
    aspect: str
    content: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a data file as column → value."""
    with (resources.files(_PACKAGE) / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def word_set(name: str) -> frozenset[str]:
    """A closed set of words from `words.tsv`."""
    return frozenset(word for row in rows("words.tsv") if row["set"] == name for word in row["words"].split())


@cache
def word_table(name: str) -> dict[str, str]:
    """Words from `words.tsv` by the value that their row gives them."""
    return {word: row["value"] for row in rows("words.tsv") if row["set"] == name for word in row["words"].split()}


def digest() -> str:
    """SHA-256 over the names and contents of all data files."""
    found = hashlib.sha256()
    for file in sorted(resources.files(_PACKAGE).iterdir(), key=lambda f: f.name):
        if file.name.endswith((".tsv", ".json")):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


@dataclass(frozen=True)
class Lexicon:
    """All tables. Keys are lower-case lemmas; multi-word keys have single spaces."""

    triggers: dict[str, tuple[Trigger, ...]]
    """By the lemma of the word that heads the trigger."""
    weapons: dict[str, Weapon]
    people: dict[str, Person]
    classes: dict[str, frozenset[str]]
    cues: dict[str, Cue]
    noun_cues: dict[str, SpeechAct]
    light_verbs: dict[str, str]
    operators: dict[str, Operator]
    figures: dict[str, tuple[Trigger, ...]]
    """Words of fighting said of something else, by the lemma of the word that heads them."""
    harm: dict[str, tuple[Harm, ...]]
    reactions: tuple[Reaction, ...]
    verb_lemmas: dict[str, str]
    noun_lemmas: dict[str, str]

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Multi-word entries of the noun tables."""
        return frozenset(
            word for table in (self.weapons, self.people, self.classes) for word in table if " " in word or "-" in word
        )

    @cached_property
    def phrase_ends(self) -> frozenset[str]:
        """The words, in any form, that such an entry may end in: after its last space, or its last hyphen."""
        forms = [*self.phrases, *(form for form, word in self.noun_lemmas.items() if word in self.phrases)]
        return frozenset(end for form in forms for end in (form.rpartition(" ")[2], re.split("[ -]", form)[-1]))


def _conditions(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    found = []
    for part in filter(None, text.split(";")):
        slot, _, values = part.partition(":")
        if values:
            classes = set(values.split(","))
            # What may be a place by name may be one by its common noun.
            found.append((slot, frozenset(classes | {"ground"} if "place" in classes else classes)))
        else:
            found.append(("any", frozenset(slot.split(","))))
    return tuple(found)


def load() -> Lexicon:
    """Read all tables."""
    irregular = {(row["lemma"], row["pos"]): tuple(row["forms"].split()) for row in rows("irregular.tsv")}
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}

    # A form that two entries have is of the first: the order must not be that of a set, which each process has its own.
    def verb(words: str) -> None:
        first = words.split()[0]
        for form in verb_forms(first, irregular.get((first, "V"), ())):
            verbs.setdefault(form, first)

    def noun(words: str) -> None:
        *rest, last = words.split()
        prefix = " ".join([*rest, ""])
        for form in noun_forms(last, irregular.get((last, "N"), ())):
            nouns.setdefault(prefix + form, words)

    for lemma, pos in irregular:
        (verb if pos == "V" else noun)(lemma)
    for name in (
        "wounds",
        "body_parts",
        "fragments",
        "clinics",
        "to_death",
        "hospitals",
        "heads_of_place",
        "tellings",
        "versions",
        "hollow_heads",
        "roles",
        "mouths",
        "speaking_bodies",
        "messages",
        "civil_things",
        "mere_people",
        "cutters",
        "warships",
        "orders",
        "pair",
        "heroes",
    ):
        for word in sorted(word_set(name)):
            noun(word)
    for name in ("custody", "ruled", "intending", "object_control", "finding", "colon_verbs"):
        for word in sorted(word_set(name)):
            verb(word)
    for word in (*word_table("speaker_kinds"), *word_table("services")):
        noun(word)
    triggers: dict[str, list[Trigger]] = defaultdict(list)
    for number, row in enumerate(rows("triggers.tsv")):
        words = tuple(row["lemma"].split())
        head = words[0] if row["pos"] == "V" else words[-1]
        name = row["type"].rstrip("?")
        triggers[head].append(
            Trigger(
                words,
                row["pos"],
                EventType(name),
                row["type"].endswith("?"),
                row["frame"],
                _conditions(row["when"]),
                number,
            )
        )
        (verb if row["pos"] == "V" else noun)(row["lemma"])
        if row["pos"] != "V":
            noun(head)
    figures: dict[str, list[Trigger]] = defaultdict(list)
    for number, row in enumerate(rows("figures.tsv")):
        words = tuple(row["lemma"].split())
        figures[words[0] if row["pos"] == "V" else words[-1]].append(
            Trigger(words, row["pos"], EventType.OTHER, False, "figure", _conditions(row["when"]), number)
        )
        (verb if row["pos"] == "V" else noun)(row["lemma"])
    # Longer triggers are tried first: "shoot down" before "shoot".
    ordered = {head: tuple(sorted(senses, key=lambda t: (-len(t.words), t.row))) for head, senses in triggers.items()}

    weapons = {}
    for row in rows("weapons.tsv"):
        noun(row["word"])
        weapons[row["word"]] = Weapon(
            None if row["type"] == "-" else EventType(row["type"]), int(row["rank"]), row["class"]
        )
    people: dict[str, Person] = {}
    for row in rows("people.tsv"):
        noun(row["word"])
        people.setdefault(row["word"], Person(Victims(row["victims"]), ActorKind(row["kind"]), row["armed"] == "y"))
    classes: dict[str, set[str]] = defaultdict(set)
    for row in rows("nouns.tsv"):
        noun(row["word"])
        classes[row["word"]].add(row["class"])
    for word, weapon in weapons.items():
        if weapon.cls != "none":
            classes[word].add("weapon")
            classes[word].add(weapon.cls)
    for word, person in people.items():
        classes[word].add("people")
        if person.victims is Victims.CIVILIAN:
            classes[word].add("civilian")
        if person.armed:
            classes[word].add("armed")
    harm: dict[str, list[Harm]] = defaultdict(list)
    for row in rows("harm.tsv"):
        words = tuple(row["lemma"].split())
        harm[words[0]].append(Harm(words, row["pos"], row["category"], row["frame"]))
        (verb if row["pos"] == "V" else noun)(row["lemma"])
    cues = {}
    for row in rows("cues.tsv"):
        verb(row["lemma"])
        cues[row["lemma"]] = Cue(
            SpeechAct(row["act"]), Certainty(row["certainty"]), row["object"] == "y", row["strength"] == "strong"
        )
    noun_cues = {}
    for row in rows("noun_cues.tsv"):
        noun(row["noun"])
        noun_cues[row["noun"]] = SpeechAct(row["act"])
    light = {}
    for row in rows("light_verbs.tsv"):
        verb(row["lemma"])
        light[row["lemma"]] = row["subject"]
    operators = {}
    for row in rows("operators.tsv"):
        if row["kind"] in ("head", "of"):
            verb(row["word"])
        operators[row["word"]] = Operator(row["mode"], row["kind"])
    reactions = tuple(
        Reaction(row["pattern"], SpeechAct(row["act"]), row["aspect"], row["content"]) for row in rows("reactions.tsv")
    )
    return Lexicon(
        ordered,
        weapons,
        people,
        {word: frozenset(found) for word, found in classes.items()},
        cues,
        noun_cues,
        light,
        operators,
        {word: tuple(found) for word, found in figures.items()},
        {word: tuple(found) for word, found in harm.items()},
        reactions,
        verbs,
        nouns,
    )
