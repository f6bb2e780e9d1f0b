"""English inflection, just enough to find the forms of the words in the lexicons.

A trained lemmatizer costs 8 ms per 3 KB and is asked for words that the tables already list; so the tables make
their own forms: regular ones by rule, the others from `irregular.tsv`.
"""

import re

__all__ = ["noun_forms", "verb_forms"]

_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_STRESSED_LAST = frozenset(
    {
        "repel",
        "expel",
        "compel",
        "propel",
        "patrol",
        "control",
        "cancel",
        "admit",
        "refer",
        "permit",
        "rebut",
        "occur",
        "deter",
        "rappel",
        "commit",
        "submit",
    }
)


def _stem(verb: str) -> str:
    if _DOUBLING.match(verb) or verb in _STRESSED_LAST:
        return verb + verb[-1]
    return verb


def _s(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def verb_forms(verb: str, irregular: tuple[str, ...] = ()) -> set[str]:
    """All forms of a verb. `irregular` are its past and participle where they are not regular."""
    forms = {verb, _s(verb)}
    if verb.endswith("ie"):
        forms |= {verb + "d", verb[:-2] + "ying"}
    elif verb.endswith("ee"):
        forms |= {verb + "d", verb + "ing"}
    elif verb.endswith("e"):
        forms |= {verb + "d", verb[:-1] + "ing"}
    elif re.search(r"[^aeiou]y$", verb):
        forms |= {verb[:-1] + "ied", verb + "ing"}
    else:
        forms |= {_stem(verb) + "ed", _stem(verb) + "ing"}
    if irregular:
        forms = {form for form in forms if not form.endswith("ed") or form == verb} | set(irregular)
    return forms


def noun_forms(noun: str, irregular: tuple[str, ...] = ()) -> set[str]:
    """Singular and plural of a noun, hyphens and spaces inside allowed."""
    return {noun, *(irregular or (_s(noun),))}
