"""Whom the texts of one report name: who is in the tables, who is in none, and by which short names the report goes.

A name in the tables may be somebody else's part ("Ali Haji Aden" is no capital), and a short name is whose the report
says it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from reference import Reference
from reference.actors import Mention
from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind
from services.ingest.extraction.lexicon import Lexicon, word_set
from services.ingest.extraction.parties.unlisted import Unlisted
from services.ingest.extraction.syntax.intervals import CALENDAR

__all__ = ["Mentions"]

_BEARING_NAMES = (ActorKind.REBEL, ActorKind.PARAMILITARY)
_SHORTEST = 2
"""Words of a name whose initials say too little."""
_GIVEN = re.compile(r"(?<=[\w,.] )([A-ZÀ-Þ][a-zà-ÿ’'-]+)\s$")
_HYPHENED = re.compile(r"([A-ZÀ-Þ][\w'’]+)[-‑]$")
_PART_OF_A_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+ (?:da|do|das|dos|de|del|di|du|de la|de los|de las)\s$")
_TITLES = word_set("titles") | word_set("roles")
_OFFICE = "|".join(sorted(word_set("roles") | word_set("heads_of_place")))
_FIRST_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+\s\Z")
_OFFICE_BEFORE = re.compile(rf"((?:[\w'’-]+\s){{0,6}}(?:{_OFFICE})),?\s(?:[A-ZÀ-Þ][\w'’-]+\s){{1,3}}\Z")
_OFFICE_BEHIND = re.compile(rf",\s(?:the\s)?((?:[\w'’-]+\s){{0,4}}(?:{_OFFICE})(?:\s(?:of|for)\s[^,.;:]{{3,50}})?),")
_NEXT = re.compile(r"\s([A-ZÀ-Þ][a-zà-ÿ’'-]+)\b")
_MORE_NAME = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ]")
_LANGUAGE = re.compile(r"[- ](?:language|speaking|speaker)")
_WATCHING = ("monitors", "observers", "mission")
_PAPER = re.compile(r"[A-Z]\w+ Post")
_HALVES = {"North": "KP", "South": "KR"}
"""What the two Koreas are called in a report of either."""
_HALF = re.compile(r"\b[Tt]he (North|South)(?=(?:['’]s)?(?:[.,;:!?)\"”]|\s(?!of\b|and\b)[a-z]|$))")
_DEMONYM = re.compile(r"(?:an|ian|ean|ese|i|ish|ch|ino|ek|ander|U\.?S\.?|UK|Swiss|Thai|Lao|Czech)$")


class Mentions:
    """The actors named in one report. Lives for one report; the weights of its countries are counted by others."""

    def __init__(
        self, reference: Reference, lexicon: Lexicon, publisher: Actor, day: date | None, countries: Counter[str]
    ) -> None:
        self._actors = reference.actors
        self._lexicon = lexicon
        self._publisher = publisher
        self._day = day
        self._countries = countries
        self._unlisted = Unlisted(self.resolve, self.is_demonym, reference.places.is_name)
        self._texts: dict[str, None] = {}
        self._found: dict[str, list[Mention]] = {}
        self._short: dict[str, Actor] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Take in how the report names whom, before anything of it is read."""
        self._texts |= dict.fromkeys(texts)  # a text is surveyed before it is read, and once more then
        self._unlisted.learn(texts)
        self._abbreviate(texts)

    def resolve(self, words: str, country: str | None = None) -> Actor | None:
        """The reference's answer for plain words, unless the report itself says whom a short name means."""
        found = self._short.get(words) or self._actors.resolve(words, country=country, day=self._day)
        return None if found is not None and self._of_another_land(found, words) else found

    def _of_another_land(self, actor: Actor, words: str) -> bool:
        """Whether a common word is a name elsewhere: "bandits", in the mouth of a police that has its own."""
        home = self._publisher.country if self._publisher.kind in STATE else None
        gunmen = actor.id is not None and actor.kind is ActorKind.UNIDENTIFIED_ARMED
        return gunmen and words.islower() and home not in (None, actor.country)

    def is_demonym(self, word: str) -> bool:
        """Whether a word is an adjective of a country rather than its name or capital."""
        country = self._actors.country_of(word)
        state = self._actors.get(country.lower()) if country else None
        return state is not None and _DEMONYM.search(word) is not None and state.name.lower() != word.lower()

    def is_person(self, words: str) -> bool:
        """Whether the tables hold words as the name of a person."""
        return self._actors.is_person(words)

    def titled(self, word: str) -> str | None:
        """The name that ends in a word and that the report tells in full: "Awami Action Committee" for "committee"."""
        name = re.compile(rf"(?:[A-ZÀ-Þ][\w'’-]+ (?:of |and |for |the )*){{1,5}}{re.escape(word.capitalize())}\b")
        found = (match for text in self._texts for match in name.finditer(text))
        names = (match[0].removeprefix("The ") for match in found)
        return next((name for name in names if " " in name), None)

    def introduced(self, surname: str) -> Actor | None:
        """Whom the report tells with an office and a name that ends so: "Chad's information minister, Ali Tom"."""
        name = re.compile(rf"{re.escape(surname)}\b")
        for text in self._texts:
            if surname not in text:
                continue
            named = [match for match in name.finditer(text) if _FIRST_NAME.search(text, 0, match.start())]
            before = (_OFFICE_BEFORE.search(text, 0, match.start()) for match in named)
            behind = (_OFFICE_BEHIND.match(text, match.end()) for match in named)
            for found in filter(None, (*before, *behind)):
                words = found[1].split()
                for start in range(len(words)):
                    actor = self.resolve(" ".join(words[start:]))
                    if actor is not None and actor.id is not None:
                        return actor
        return None

    def known(self, word: str) -> bool:
        """Whether a word is in the tables or is a common one."""
        lower = word.lower()
        return (
            self._actors.is_word(word)
            or lower in self._lexicon.noun_lemmas
            or lower in self._lexicon.people
            or lower in _TITLES
        )

    def of(self, text: str) -> list[Mention]:
        """Actors named in a text, listed and unlisted; of two that overlap, the unlisted."""
        if text not in self._found:
            self._found[text] = self._listed(text)
        coined = [*self._unlisted.find(text), *self._halves_of_a_land(text)]
        if not coined:
            return self._found[text]
        rest = [m for m in self._found[text] if not any(m.start < c.end and c.start < m.end for c in coined)]
        return sorted([*rest, *coined])

    def _abbreviate(self, texts: Sequence[str]) -> None:
        """Take a short name for whom the report names in full by these initials, whoever else goes by it elsewhere:
        "ADF" where the Ambazonia Defence Forces are told of."""
        found = [(text, mention) for text in texts for mention in self.of(text)]
        if self._publisher.id is None and self._actors.resolve(self._publisher.name) is None:
            self._short[self._publisher.name] = self._publisher
        own = "".join(w[0] for w in self._publisher.name.split() if w[:1].isupper())
        if self._publisher.id is None and len(own) > _SHORTEST and own not in self._short:
            known = self._actors.resolve(own)
            if self._of_others(known, own):
                self._short[own] = self._publisher  # "told APA" in a report of the Andes Press Agency
        for text, mention in found:
            words = [w for w in text[mention.start : mention.end].split() if w[:1].isupper()]
            if len(words) > _SHORTEST and mention.actor.id is not None:
                short = "".join(w[0] for w in words)
                self._short.setdefault(short, mention.actor)
                if len(short) > _SHORTEST + 1 and self._actors.resolve(short[1:]) is None:
                    self._short.setdefault(short[1:], mention.actor)  # "MSA" of the "Pakistan Maritime Security Agency"
        for text, mention in found:
            meant = self._short.get(text[mention.start : mention.end])
            if meant is not None and meant.key != mention.actor.key:
                held = self._found[text]
                self._found[text] = [m._replace(actor=meant) if m == mention else m for m in held]

    def _of_others(self, known: Actor | None, own: str) -> bool:
        """Whether initials are nobody's elsewhere, another paper's, or of a land that the report does not name."""
        if known is None or known.kind is ActorKind.MEDIA:
            return True
        told = (m.actor.country for text in self._texts for m in self.of(text) if m.words(text) != own)
        return known.country not in (None, *told, self._publisher.country)

    def _halves_of_a_land(self, text: str) -> Iterator[Mention]:
        """States that go by "the North" and "the South" where the report is of either."""
        if any(self._countries[half] for half in _HALVES.values()):
            for match in _HALF.finditer(text):
                state = self._actors.get(_HALVES[match[1]].lower())
                if state is not None:
                    yield Mention(match.start(1), match.end(1), state)

    def _listed(self, text: str) -> list[Mention]:
        """Actors of the tables named in a text, but for names of people and papers that are spelt like one."""
        found = []
        own = self._publisher.name if self._publisher.kind is ActorKind.MEDIA else ""
        for mention in self._actors.find(text):
            surface = text[mention.start : mention.end]
            if _PAPER.fullmatch(surface) or (surface.startswith("The ") and _MORE_NAME.match(text, mention.end)):
                continue  # "The National" is a paper, "The National Guard" is none
            if self._of_another_land(mention.actor, surface):
                continue
            if _LANGUAGE.match(text, mention.end):
                continue  # "an English-language daily" is not England's
            if mention.actor.kind is ActorKind.CIVILIAN and surface.endswith(_WATCHING):
                continue  # "the EU's civilian monitors"
            if own and surface in own and text.startswith(own, mention.start - own.index(surface)):
                continue
            joined = _HYPHENED.search(text, 0, mention.start)
            if joined is not None and not (self._actors.is_word(joined[1]) or self._actors.is_demonym(surface)):
                continue  # "Mayo-Sava" is not Sava; "the Israel-Hamas war" is of both
            if _PART_OF_A_NAME.search(text, 0, mention.start) and " " not in surface:
                continue  # "Mocímboa da Praia" is no capital
            before = _GIVEN.search(text, 0, mention.start) if " " not in surface else None
            if before is not None and before[1].lower() in CALENDAR:
                before = None  # "On Tuesday Israel struck"
            if before is not None and not self._actors.is_word(before[1]) and not self._actors.is_demonym(surface):
                continue  # "Ali Haji Aden" is nobody's capital
            if before is not None and self._in_a_name(text, mention.end) and not self.known(before[1]):
                continue  # "Datu Saudi Ampatuan" is not Saudi
            named = mention.actor.kind in _BEARING_NAMES and surface.istitle() and " " not in surface
            if named and self._in_a_name(text, mention.end) and not text[: mention.start].endswith("the "):
                continue  # "Amal Saleh" is no movement
            found.append(mention)
        return found

    def _in_a_name(self, text: str, end: int) -> bool:
        """Whether a capitalised word that no table holds follows straight upon a place in a text."""
        after = _NEXT.match(text, end)
        return after is not None and not self.known(after[1])
