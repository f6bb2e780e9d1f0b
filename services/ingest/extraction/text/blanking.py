"""What is blanked before the parse, with spaces of equal length so that offsets stay: the editor's brackets inside
quotations, and what a figure is compared with: "27 explosions, compared with 12 the previous day".

The day and the figure of a comparison are those of another time; left in, they come to stand for what is told.
"""

import re
from typing import Final

__all__ = ["blank"]

_NUMBER = (
    r"(?:about |around |some |just |only |over |nearly |the |an? (?:average|total) of )*"
    r"(?:\d[\d,.]*|no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|"
    r"the (?:previous|preceding|prior|day before))\b"
)
_EARLIER = r"(?:previous|preceding|prior|last|earlier|before|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_COMPARED: Final = re.compile(
    rf"(?:,?\s(?:(?:as )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?)|,\s(?:up from|down from|"
    rf"an? (?:increase|decrease|rise|fall|drop) (?:from|on)|against(?=[^,;.]*\b{_EARLIER}\b)))\s{_NUMBER}"
    rf"(?:[^,;.()]|[.,](?=\d))*|\s?\((?=[^()]*\d)[^()]*\b{_EARLIER} (?:day|night|week|month|period|report)\b[^()]*\)",
    re.IGNORECASE,
)


def blank(text: str) -> str:
    """A clause without what is not told by it."""
    if "[" in text:
        text = re.sub(r"[\[\]]", " ", text)
    return _COMPARED.sub(lambda found: " " * len(found[0]), text)
