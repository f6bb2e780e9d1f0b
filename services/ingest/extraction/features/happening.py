"""Words of the happening: the classes that a text's words fall in, and where they stand."""

from collections import defaultdict
from functools import cache

from services.ingest.extraction.features.tables import table
from services.ingest.extraction.features.tokens import Tokens

__all__ = ["happenings"]


@cache
def _classes() -> dict[str, list[tuple[list[str], str]]]:
    """Classes by the first word of each form, with the words that follow it, the longest first."""
    found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for row in table("event_classes"):
        for form in dict.fromkeys(row["words"].split()):
            first, *rest = form.split("_")
            found[first].append((rest, row["class"]))
    return {first: sorted(forms, key=lambda form: -len(form[0])) for first, forms in found.items()}


def happenings(found: Tokens) -> list[tuple[int, str]]:
    """(token, class) for every word or phrase of a class, in order; a longer phrase is not its words."""
    made: list[tuple[int, str]] = []
    classes, lowers = _classes(), found.lowers
    done = 0
    for at in [at for at, word in enumerate(lowers) if word in classes]:
        if at < done:
            continue
        for rest, name in classes[lowers[at]]:
            if lowers[at + 1 : at + 1 + len(rest)] == rest:
                made.append((at, name))
                done = at + 1 + len(rest)
                break
    return made
