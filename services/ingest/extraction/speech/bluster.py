"""Vows that name neither deed nor condition: "reserves the right to respond at a time of its choosing".

An ultimatum is a happening of its own. Such words are said after every raid, and nothing that anybody could wait for
follows from them: they are about the future, and open nothing.
"""

import re

__all__ = ["blusters"]

_ANSWER = r"(?:answer|repl(?:y|ies)|respon[ds]e?|retaliat(?:e|ion)|reprisals?|self-defen[cs]e|react|punish|revenge)"
_FITTING = r"(?:appropriate|proper|suitable|right|due|fitting)"
_WHEN = r"(?:time|place|moment|way|manner)"
_VOW = re.compile(
    rf"\bright (?:of|to) (?:\w+ )?{_ANSWER}\b"
    rf"|\b(?:at|in) (?:the|a) (?:\w+ )?{_FITTING}\b[\w ]{{0,20}}\b{_WHEN}\b"
    rf"|\b{_WHEN}(?: and {_WHEN})? of (?:its|our|their|his) (?:own )?choosing\b"
    rf"|\b(?:will|shall|would) not (?:go|pass|remain|be left) (?:unanswered|unpunished|without (?:an? )?{_ANSWER})\b"
    r"|\bin due course\b",
    re.IGNORECASE,
)
_TERMS = re.compile(r"\b(?:if|unless|until|otherwise|should|or else|deadline|within|before)\b", re.IGNORECASE)


def blusters(sentence: str) -> bool:
    """Whether a threat names no condition and no more than that there will be an answer."""
    return _VOW.search(sentence) is not None and _TERMS.search(sentence) is None
