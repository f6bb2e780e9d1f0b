"""Final attributions: "CLAUSE, the ministry said on Friday", taken off before the parse.

A parser takes the last noun phrase for an apposition of what stands before the comma ("entered Goma, Congo's spokesman
said"). What is taken off is parsed by itself and owns the whole clause. Clauses that end in a quotation stay whole.
"""

import re
from typing import NamedTuple

from services.ingest.extraction.lexicon import word_set

__all__ = ["Split", "split"]

LONGEST = 14
"""Words of a speaker; more of them are a clause."""
_CUES = "|".join(sorted(word_set("tail_cues")))
_SEGMENT = re.compile(
    rf"^(?P<source>.+?)\s(?P<cue>{_CUES})"
    r"(?:\s(?:reporters|journalists|Reuters|AFP|AP|state (?:tv|television|media)))?"
    r"(?P<rest>(?:\s(?:on|in|at|to|by|via|late|early|yesterday|today|earlier|overnight|this|during|from|through|over)\b"
    r"[^,;:\"“”]*)?)[.!\s]*$"
)
_NOT_FIRST = re.compile(
    r"^(?:and|but|or|so|yet|as|which|who|whom|that|what|when|where|while|if|because|although|though|after|before|nor|"
    r"including|according|he|she|it|they|we|i|\w+ing)\b",
    re.IGNORECASE,
)
_CLAUSAL = re.compile(
    r"\b(?:that|which|who|whom|whose|but|while|when|where|because|although|if|was|were|is|are|had|has|have|will|would)\b"
)
_ROLE = re.compile(rf"\b(?:{'|'.join(sorted(word.replace('_', ' ') for word in word_set('roles')))})\b", re.IGNORECASE)
_NAME = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*\s){0,5}(?:al-|el-|bin |de |von )?[A-ZÀ-Þ][\w.'’-]*$")


class Split(NamedTuple):
    """Where the clause ends and the final attribution lies, in offsets of the text."""

    clause: int
    start: int
    end: int


def split(text: str) -> Split | None:
    """The final attribution of a sentence, or None where there is none that is safe to take off."""
    at = text.rfind(", ")
    if at < 12:
        return None
    found = _SEGMENT.match(text[at + 2 :])
    if found is None or not _speaker(found["source"]):
        return None
    source = found["source"]
    before = text.rfind(", ", 0, at)
    if _NAME.match(source) and before >= 12:
        role = text[before + 2 : at]
        if _ROLE.search(role) and _speaker(role):
            at = before
    clause = text[:at].rstrip()
    if clause.endswith(('"', "”", "’", "'", "»")) or clause.count("“") > clause.count("”") or clause.count('"') % 2:
        return None
    return Split(at, at + 2, len(text))


def _speaker(words: str) -> bool:
    return (
        len(words.split()) <= LONGEST
        and _NOT_FIRST.match(words) is None
        and _CLAUSAL.search(words) is None
        and not any(mark in words for mark in '";:“”')
    )
