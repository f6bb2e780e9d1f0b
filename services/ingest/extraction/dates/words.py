"""Words for days, months, parts of a day and lengths of time, as alternatives of patterns and as numbers."""

import re

from services.ingest.extraction.dates.moments import PARTS

__all__ = [
    "MONTH",
    "MONTHS",
    "NAMES_DAY",
    "NTH",
    "OF_ITS_YEAR",
    "ORDINALS",
    "PART",
    "SEASON",
    "SHORT_DAY",
    "SHORT_DAYS",
    "SMALL",
    "SOFT",
    "TH",
    "TO",
    "WEEKDAY",
    "WEEKDAYS",
    "N",
]

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
SHORT_DAYS = {name[:3]: n for name, n in WEEKDAYS.items()}
SMALL = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "several": 4, "couple": 2}

MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
SHORT_DAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
"""As briefs and posts write them, in this case alone: "wed" and "sun" are words."""
PART = (
    "(?:"
    + "|".join(sorted((p.replace(" ", r"\s") for p in PARTS if p not in ("overnight",)), key=len, reverse=True))
    + ")"
)
N = r"(\d{1,3}|" + "|".join(SMALL) + r")"
TH = "(?:st|nd|rd|th)"
_FIRST_NINE = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = ["twentieth", *(f"twenty-{word}" for word in _FIRST_NINE), "thirtieth", "thirty-first"]
ORDINALS = {word: n for n, word in enumerate([*_TEENS, *_TENS], 10)}
"""From ten on: "the second" mostly counts something else than days."""
NTH = "(" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
TO = r"\s?(?:/|-|–|to|and|into|till|until)\s?"
SEASON = "(spring|summer|autumn|fall|winter)"
OF_ITS_YEAR = (
    "(?:accord|agreement|ambush|annexation|armistice|attack|award|battle|bombing|campaign|ceasefire|clash|clashes|"
    "conflict|coup|deal|fighting|hostilities|incursion|insurgency|invasion|massacre|memorandum|offensive|operation|"
    "pact|peace|protocol|raid|revolt|revolution|ruling|siege|strike|truce|treaty|uprising|war)"
)
"""What is called by its year: "the 1971 war", "a 2019 truce"."""
SOFT = r"(?:early\s|late\s|mid-|the\s(?:start|beginning|middle|end)\sof\s|the\smonth\sof\s|the\syear\s)?"

NAMES_DAY = re.compile(rf"(?i:{WEEKDAY},?)$|\b{SHORT_DAY},?$")
"""Ends on the name of a weekday."""
