"""Final attributions: "CLAUSE, the ministry said on Friday", taken off before the parse, and such as are put between:
"CLA, the ministry said, USE".

A parser takes the last noun phrase for an apposition of what stands before the comma ("entered Goma, Congo's spokesman
said"). What is taken off is parsed by itself and owns the whole clause. Clauses that end in a quotation stay whole.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from services.ingest.extraction.lexicon import word_set, word_table

__all__ = ["Split", "inserted", "only_tells_who", "split"]

_EARLIEST = 12
"""Characters of the shortest clause."""
_MOST_TOLD = 3
"""Segments that may tell more of a speaker."""
LONGEST = 14
"""Words of a speaker; more of them are a clause."""
_CUES = "|".join(sorted(word.replace("_", " ") for word in word_set("tail_cues")))
_BARE = "|".join(sorted(word_set("bare_speakers")))
_HEARERS = (
    r"(?:the |a |our |this |local |state )?(?:reporters?|journalists?|us|newspaper|paper|agency|correspondent|tv|"
    r"television|media|radio|parliament|residents|traders|relatives|news conference|press conference|briefing)"
)
_CUES = f"{_CUES}|{'|'.join(sorted(word_set('tail_cues_of_many')))}"
_ONCE = r" (?:after|before|when|since) (?:\w+ ){1,5}(?:were|was|had|shot|hit|struck|fell|blew|broke|left|\w+ed)\b"
"""What had happened when somebody spoke, which is no part of an attribution."""
_SEGMENT = re.compile(
    rf"^(?P<source>.+?)\s(?P<cue>{_CUES})"
    rf"(?:\s(?:{_HEARERS}|"
    r"(?:the )?[A-Z][\w'’&-]*(?: [A-Z&][\w'’-]*){0,3}))?"
    r"(?P<rest>(?:\s(?:on|in|at|to|by|via|late|early|yesterday|today|earlier|overnight|this|during|from|through|over)\b"
    rf"(?:(?! that\b|{_ONCE})[^,;:\"“”])*)?)[.!\s]*$"
)
_INVERTED = re.compile(
    rf"^(?!told\b)(?P<cue>{_CUES})\s(?P<source>(?:an?|the|one|two|its|his|her|their|{_BARE}|[A-ZÀ-Þ])[^,;:\"“”]*?)[.!\s]*$"
)
_CUE_FIRST = re.compile(
    rf"^(?:{_CUES})(?:\s(?:{_HEARERS}))?(?:\s(?:by|on|in|at|to|via|from|during)\b(?:(?! that\b)[^,;:\"“”])*|"
    r"\s[A-Z][\w-]+)?[.!\s]*$"
)
_NOT_FIRST = re.compile(
    r"^(?:and|but|or|so|yet|as|which|who|whom|that|what|when|where|while|if|because|although|though|after|before|nor|"
    r"no(?! one\b|\.)|including|according|let|he|she|it|they|we|i|\w+ing)\b",
    re.IGNORECASE,
)
_CLAUSAL = re.compile(
    r"\b(?:that|which|who|whom|whose|but|while|when|where|because|although|if|was|were|is|are|had|has|have|will|would)\b"
)
_ROLE = re.compile(rf"\b(?:{'|'.join(sorted(word.replace('_', ' ') for word in word_set('roles')))})\b", re.IGNORECASE)
_NAME = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*\s){0,5}(?:al-|el-|bin |de |von |of |of the )?[A-ZÀ-Þ][\w.'’-]*$")


_NAME_OF = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*\s){2,5}(?:of|from|at|with)\s")
"""A person's name with where he serves: "Oleh Bondar of the border guard"."""
_HOUSE = re.compile(r"^(?:[Tt]he )?(?:[A-ZÀ-Þ][\w.'’&-]*)(?: (?:of|for|and|the|de|al-)? ?[A-ZÀ-Þ][\w.'’&-]*)+$")
_MORE = re.compile(r"^(?:an?|the|one of)\s")
"""How more is told of somebody who was named just before."""
_OF_IT = re.compile(r" (?:of|at|for|with|in|from|on|near|to|and|who|whose)\b")
"""Where the noun ends that tells what somebody is."""
_CALLINGS = word_set("callings") | frozenset(word_table("speaker_kinds"))
_NOUNS = frozenset(
    "posts claims reports notes states estimates answers counters hints cries laughs shouts relates finds tells".split()
)
"""Cues that are nouns as well: between commas they hardly ever speak."""
_OF_MANY = word_set("tail_cues_of_many")
_MANY = frozenset({"police", "military", "people", "staff", "men", "women", "gendarmerie", "clergy", "media", "press"})
_PRONOUNS = frozenset({"he", "she", "it"})
_GOING_ON = frozenset({"went on", "goes on"})
"""What a parser does not take for speech."""
_PLACED = re.compile(
    r"^(?:at|in|on|from|near|by|to|of|for|with|under|over|into|against|towards?|no|not|some)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"^(?:who|whose|whom|which|where|when|while|as|adding|speaking|asking|citing|himself|herself)\b")
_CITING = re.compile(r"^(?:citing|quoting)\b[^,;:\"“”]*$")
_DEED = re.compile(rf"\b(?:{'|'.join(sorted(word_set('deeds')))})s?\b", re.IGNORECASE)
"""What is claimed, denied or reported rather than who does so: "claimed Monday's ambush"."""
_A_DEED = re.compile(rf"(?:an?|the|another|this|that) (?:[\w-]+ )?(?:{_DEED.pattern})", re.IGNORECASE)
_QUOTED = frozenset("\"”“’'»")
_BEHIND_QUOTE = re.compile(r"[,?!.…][\"”»]+\s+([^,\"“”«»]+)(?:,[^\"“”«»]*)?$")
_QUOTING = re.compile('[":“”]')


class Split(NamedTuple):
    """Where the clause ends and the attribution lies, in offsets of the text; one put between lies inside."""

    clause: int
    start: int
    end: int


def split(text: str) -> Split | None:
    """The final attribution of a sentence, or None where there is none that is safe to take off."""
    at = text.rfind(", ")
    if at < _EARLIEST:
        return None
    last = text[at + 2 :]
    for comma, end in _ended(text):
        inverted = _INVERTED.match(text[comma + 2 : end])
        if inverted is not None and not _introduced(text[:comma]) and not _DEED.search(inverted["source"]):
            # "assured the governor", "says Umar Jabali, head of the cooperative"
            return _taken(text, comma) if _speaker(inverted["source"]) else None
    apart = _CUE_FIRST.match(last) is not None
    if apart:
        # "…, the mayor, Oleh Kiper, said by telephone": the commas are those of the apposition.
        end, at = at, text.rfind(", ", 0, at)
        source = text[at + 2 : end] if at >= _EARLIEST else ""
        before = text.rfind(", ", 0, at)
        if _MORE.match(source) and before >= _EARLIEST and _HOUSE.match(text[before + 2 : at]):
            at, source = before, text[before + 2 : at]  # "…, the Doctors Network, a charity, said"
        elif not (_NAME.match(source) or _ROLE.search(source)):
            return None
    else:
        found = _SEGMENT.match(last)
        source = found["source"] if found is not None and not _one_of_many(found["source"], found["cue"]) else ""
    if not source or not _speaker(source) or _A_DEED.fullmatch(source):
        return None  # ", an attack claimed by X"
    before = text.rfind(", ", 0, at)
    if before >= _EARLIEST:
        beside = text[before + 2 : at]
        if _SEGMENT.match(beside):
            return _taken(text, at)  # "…, the army said, the wire reports"
        if (_NAME.match(source) and _ROLE.search(beside) and _speaker(beside)) or (
            apart and _ROLE.search(source) and _NAME.match(beside)
        ):
            at = before
    return _taken(text, at)


def only_tells_who(sentence: str) -> bool:
    """Whether a sentence is nothing but the attribution of a quotation before it: "… shells!” the mayor wrote"."""
    found = _SEGMENT.match(sentence)
    return found is not None and _speaker(found["source"]) and not _one_of_many(found["source"], found["cue"])


def inserted(text: str) -> Split | None:
    """The attribution between two commas inside a clause, or None."""
    commas = [at for at in _commas(text) if text[at - 1] not in _QUOTED and text[at + 2] not in _QUOTED]
    for first, second in pairwise(commas):
        found = _SEGMENT.match(text[first + 2 : second]) or _INVERTED.match(text[first + 2 : second])
        if found is None or found["cue"] in _NOUNS or _PLACED.match(found["source"]):
            continue
        if _one_of_many(found["source"], found["cue"]):
            continue
        pronoun = found["source"] == "they" or (found["source"] in _PRONOUNS and found["cue"] in _GOING_ON)
        if not (pronoun or _speaker(found["source"])):
            continue
        if not (text[:first].count('"') % 2 or _open(text[:first])):
            # "said Haddad, a baker from Tyre, and nobody came"
            if _CITING.match(text[second + 2 :]):
                return _taken(text, first)  # "…, the agency reported, citing the governor"
            third = next((at for at in commas if at > second), None)
            if third is not None and found.re is _INVERTED and _beside(text[second + 2 : third]):
                second = third
            return Split(len(text), first + 2, second)
    return None


def _ended(text: str) -> Iterator[tuple[int, int]]:
    """Where the last segments begin and end behind which nothing comes but more of whom they name, earliest first."""
    commas = [at for at in _commas(text) if at >= _EARLIEST][-1 - _MOST_TOLD :]
    ends = [*commas, len(text)][1:]
    for number, (comma, end) in enumerate(zip(commas, ends, strict=True)):
        first, *more = [text[a + 2 : b] for a, b in pairwise(ends[number:])] or [""]
        if not first or ((_beside(first) or _adds(first)) and all(map(_tells_more, more))):
            yield comma, end


def _tells_more(segment: str) -> bool:
    """Whether a segment behind an apposition is of it too: "a union that has broken away"."""
    return _beside(segment) or _adds(segment) or (_MORE.match(segment) is not None and not _QUOTING.search(segment))


def _adds(last: str) -> bool:
    """Whether the last segment only says more of the speaker, in a clause that quotes nothing."""
    return _RELATIVE.match(last) is not None and not _QUOTING.search(last)


def _one_of_many(source: str, cue: str) -> bool:
    """Whether a form that several people take stands behind a word for one, and may be a noun: "an army report"."""
    last = source.rpartition(" ")[2].lower()
    return cue in _OF_MANY and not (last.endswith("s") or last in _MANY)


def _commas(text: str) -> Iterator[int]:
    at = text.find(", ")
    while at >= 0:
        if 0 < at < len(text) - 3:
            yield at
        at = text.find(", ", at + 2)


def _open(text: str) -> bool:
    return text.count("“") > text.count("”")


def _beside(words: str) -> bool:
    """Whether a segment can stand beside a name or office and say more of it."""
    plain = words.rstrip(" .!")
    if _NAME.match(plain) is not None:
        return True
    head = _OF_IT.split(plain, maxsplit=1)[0]
    told = _ROLE.search(plain) or (_MORE.match(plain) and head.rpartition(" ")[2].lower() in _CALLINGS)
    return bool(told) and _speaker(plain)


def _introduced(words: str) -> bool:
    """Whether words are nothing but a name and its office, whose claim comes after: "Ali, the army's spokesman"."""
    parts = words.split(", ")
    named = [bool(_NAME.match(part) or _NAME_OF.match(part)) for part in parts]
    return len(parts) > 1 and any(named) and all(name or _beside(part) for name, part in zip(named, parts, strict=True))


def _taken(text: str, at: int) -> Split | None:
    """The text cut at a comma, unless that would take a quotation apart from its speaker."""
    clause = text[:at].rstrip()
    if clause.endswith(('"', "”", "’", "'", "»")) or _open(clause) or clause.count('"') % 2:
        return None
    named = _BEHIND_QUOTE.search(clause)
    if named is not None and _beside(named[1]):
        return None  # "“…,” Danko, head of the council, said"
    return Split(at, at + 2, len(text))


def _speaker(words: str) -> bool:
    return (
        len(words.split()) <= LONGEST
        and _NOT_FIRST.match(words) is None
        and _CLAUSAL.search(words) is None
        and not any(mark in words for mark in '";:“”')
    )
