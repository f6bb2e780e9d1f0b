"""Armed groups that no table holds, by the form of their names, and the short names that a report gives.

"The Kawthoolei Army", "Gelweng militia", "the Burkan Brigades, a little-known armed group", "the rebel group Harakat
Zan": whoever reads such words knows an armed group without having heard of it. "Front for the Salvation of Kanem
(FSK)" tells besides what FSK means from there on, even where the tables know another FSK.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reference.actors import Mention
from schemas.slots import Actor
from schemas.vocabulary import ActorKind
from services.ingest.extraction.lexicon import rows, word_set, word_table
from services.ingest.extraction.syntax.intervals import CALENDAR
from services.ingest.extraction.text.hints import Hinted

__all__ = ["Unlisted"]

_WORD_OF_NAME = r"[A-ZÀ-Þ][\w'’-]{0,40}"
_LINK = r"(?:of|for|de|del|la|los|da|do|al|el)"
_NAME = rf"(?<![\w'’-])[A-ZÀ-Þ0-9][\w'’-]{{0,40}}(?: (?:{_LINK}\s(?:the\s)?)?{_WORD_OF_NAME}){{0,5}}"
"""A name of up to six words; begun at a word and bounded, so that no text takes more than its length in time."""
_CAUSE = word_set("group_cause")
_STATE = word_set("group_state")
_OPENERS = word_set("group_openers")
_PEOPLES = word_set("peoples")
_NO_NAME = _PEOPLES | word_set("quarters")
_KINDS = word_table("group_kinds")
_NOUNS = word_table("group_nouns")
_HEADS: dict[str, dict[str, ActorKind]] = {"proper": {}, "common": {}, "people": {}}
for _row in rows("groups.tsv"):
    _HEADS[_row["place"]][_row["word"]] = ActorKind(_row["kind"])
_DEFENCE = frozenset({"the", "defence", "defense"})
"""What a state's own forces are called without more: "the Defence Force"."""
_PLAIN = word_set("group_heads")
"""Heads that make any unknown name one of an armed group; the others want a cause."""
_CIVIL = (word_set("offices") | word_set("houses") | {"mothers", "families", "lawyers", "students"}) - {
    word for heads in _HEADS.values() for word in heads
}
"""What a name holds that bears no arms: "a group calling itself Mothers of the Missing"."""
_COLOURS = frozenset({"red", "white", "black", "green"})
_LINKS = (" of the ", " of ", " for the ", " for ")
_STANCE = re.compile(r"(?i:pro|anti)-.+|.+-(?:led|backed|supported|aligned|allied|linked|affiliated|sponsored|run)")
"""What says only whom a group is with: "Kurdish-led fighters" bear no name."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ADJECTIVES, _GROUP, _PEOPLE = _any(_KINDS), _any(_NOUNS), _any(_HEADS["people"])
_ANY = re.compile(_NAME)
_BEFORE_COMMON = re.compile(rf"({_NAME})\s({_any({*_HEADS['common'], *_HEADS['people']})})\b")
_SAID = (
    rf"(?:({_ADJECTIVES})[\w-]{{0,20}}\s(?:[a-z-]{{1,20}}\s)?({_GROUP})|(militia|gang|cartel|guerrilla|insurgency))s?"
)
_LED = Hinted(
    rf"\b{_SAID}(?:,|,?\s(?:called|named|dubbed|known as|calling itself|that calls itself|styling itself))?"
    rf"\s(?:the\s)?[\"“‘']?({_NAME})"
)
_IN_BRACKETS = Hinted(rf"\b{_SAID}\s\(([A-Z][A-Z-]{{1,7}})\)")
_STYLED = Hinted(
    rf"\b({_GROUP})\s(?:(?:that |which )?(?:calls|calling|styles|styling|called|styled|naming|names) itself)"
    rf"\s(?:the\s)?[\"“‘']?({_NAME})"
)
_FOLLOWED = Hinted(
    rf"({_NAME})[\"”’']?(?:\s\([A-Z-]{{2,8}}\))?,\s(?:an?|the|one of the)\s(?:[\w'’-]{{1,30}}\s){{0,4}}?{_SAID}\b"
    r"(?!\s(?:leader|commander|member|spokes|fighter|official|chief|source|supporter|stronghold))"
)
_OF = Hinted(
    rf"\b(?i:{_PEOPLE})\s(?:of|from|belonging to)\s"
    rf"(?:the\s({_NAME})|({_NAME})(?=\s(?:{_GROUP})\b))(?:\s({_GROUP})\b)?"
)
_SHORT = re.compile(
    rf"({_NAME})\s?\(\s?(?:the\s|known as\s|or\s)?[\"“]?([A-Z][A-Za-z0-9]{{0,3}}[A-Z0-9][A-Z0-9-]{{0,4}})[\"”]?\s?[,)]"
)


class _Known(NamedTuple):
    """What the tables say of words: an actor by name, a country's adjective, a place."""

    resolve: Callable[[str], Actor | None]
    is_demonym: Callable[[str], bool]
    is_place: Callable[[str], bool]


class Unlisted:
    """The unlisted groups of one report. Learn from all of its text first; then find them in any part of it."""

    def __init__(
        self,
        resolve: Callable[[str], Actor | None],
        is_demonym: Callable[[str], bool],
        is_place: Callable[[str], bool],
    ) -> None:
        self._known = _Known(resolve, is_demonym, is_place)
        self._names: dict[str, Actor] = {}
        self._learnt: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def learn(self, texts: Iterable[str]) -> None:
        """Take up every group that some texts name by form, with its short names."""
        before = len(self._names)
        for text in texts:
            if text not in self._learnt:  # a second reading finds more short names alone
                self._learnt.add(text)
                for name, kind in _styled(text):
                    self._call(name, kind)
                for name, kind in (*_proper(text), *_common(text), *_told(text)):
                    self._add(name, kind)
            for match in _SHORT.finditer(text) if "(" in text else ():
                self._short(match[1], match[2])
        if len(self._names) > before:
            longest = sorted(self._names, key=len, reverse=True)
            self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")

    def find(self, text: str) -> Iterator[Mention]:
        """Where a text names a group that was learnt."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                yield Mention(match.start(), match.end(), self._names[match[0]])

    def _add(self, name: str, kind: ActorKind) -> None:
        words = name.split()
        while words and (words[0].lower() in _OPENERS or _STANCE.fullmatch(words[0])):
            words.pop(0)
        if not words:
            return
        stem = [word for word in words if word.lower() not in _ALL_HEADS]
        if not stem or all(word.lower() in _NO_NAME or self._known.is_demonym(word) for word in stem):
            return  # "Chadian rebels", "Bedouin gunmen", "Southern separatists" are no group with a name
        name = " ".join(words)
        if all(word.lower() in CALENDAR or word.isdigit() for word in stem):
            return  # "on 22 July militias" attacked
        if stem == words and self._known.is_place(name):
            return  # "Marib tribesmen" are of a place
        if len(name) < 3 or name in self._names or self._known.resolve(name) is not None:
            return
        if self._known.resolve(" ".join(stem)) is not None:
            return
        if any(link in name and self._known.resolve(name.partition(link)[2]) is not None for link in _LINKS):
            return  # "Daniel Capo of the Ambazonia Defence Forces" is one of them
        actor = Actor(name=name[:120], kind=kind)
        self._names[name] = actor

    def _call(self, name: str, kind: ActorKind) -> None:
        """Take a name that the report says a group gives itself, whatever else its words may mean."""
        known = self._known.resolve(name)
        if known is None or known.kind not in (ActorKind.REBEL, ActorKind.PARAMILITARY):
            self._names.setdefault(name, Actor(name=name[:120], kind=kind))

    def _short(self, name: str, short: str) -> None:
        """The meaning that a report itself gives a short name goes before every other."""
        while name and name not in self._names:
            name = name.partition(" ")[2]
        if name:
            self._names[short] = self._names[name]


_ALL_HEADS = frozenset(word for heads in _HEADS.values() for word in heads) | {"group"}


def _proper(text: str) -> Iterator[tuple[str, ActorKind]]:
    """Names all in capitals at their heads: "Kawthoolei Army", "Front for the Liberation of Kanem"."""
    for match in _ANY.finditer(text):
        words = match[0].split()
        if len(words) < 2:
            continue
        low = [word.lower() for word in words]
        last = _HEADS["proper"].get(low[-1])
        first = next((i for i, word in enumerate(low) if word in _HEADS["proper"]), None)
        causes = any(word.rstrip("’'s") in _CAUSE or word in _CAUSE for word in low)
        if last is not None:
            state = any(word in _STATE or word[:1].isdigit() for word in low[:-1]) or _DEFENCE.issuperset(low[:-1])
            if not state and (low[-1] in _PLAIN or causes):
                yield match[0], last
            elif low[-1] == "front" and _ORDINAL.fullmatch(low[-2]):
                yield match[0], last  # "the 33rd Front"
        elif first is not None and first + 1 < len(low) and low[first + 1] in ("of", "for") and causes:
            yield match[0], _HEADS["proper"][low[first]]


def _common(text: str) -> Iterator[tuple[str, ActorKind]]:
    """A name before a common word for a group or its people: "Gelweng militia", "Choneros gunmen"."""
    for match in _BEFORE_COMMON.finditer(text):
        place = "common" if match[2] in _HEADS["common"] else "people"
        kind = _HEADS[place][match[2]]
        if place == "people" and match[1].lower() in _COLOURS:
            continue  # "Red fighters of the NPA"
        yield (f"{match[1]} {match[2]}" if place == "common" else match[1]), kind


def _told(text: str) -> Iterator[tuple[str, ActorKind]]:
    """A name that the report itself says is an armed group's, before or after it."""
    for match in _LED.finditer(text):
        yield match[4], _kind(match[1], match[2] or match[3])
    for match in _IN_BRACKETS.finditer(text):
        yield match[4], _kind(match[1], match[2] or match[3])
    for match in _FOLLOWED.finditer(text):
        yield match[1], _kind(match[2], match[3] or match[4])
    for match in _OF.finditer(text):
        name = match[1] or match[2]
        yield (f"{name} {match[3]}" if match[3] else name), _kind(None, match[3] or "group")


def _styled(text: str) -> Iterator[tuple[str, ActorKind]]:
    """Names that groups give themselves: "a little-known group calling itself Sons of the Delta"."""
    for match in _STYLED.finditer(text):
        if _CIVIL.isdisjoint(match[2].lower().split()):
            yield match[2], _kind(None, match[1])


def _kind(adjective: str | None, noun: str) -> ActorKind:
    named = ActorKind(_NOUNS[noun]) if noun in _NOUNS else ActorKind.REBEL
    return ActorKind(_KINDS[adjective]) if adjective in _KINDS and named is ActorKind.REBEL else named
