"""Names of ships, which are no places though "on the Sea Heron" stands as one does."""

import re
from collections.abc import Iterable

__all__ = ["ships_in"]

_NAME = r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: (?:[A-ZÀ-Þ][\w'’-]+|\d{1,4}))*)"
_PREFIX = (
    r"(?:BNS|BRP|CCG|CNS|ENS|HDMS|HMAS|HMCS|HMNZS|HMS|HNLMS|INS|IRIS|ITS|JDS|JS|KD|KRI|LNG|MT|MV|M/V|M/T|F/V|FV|PNS|RSS|"
    r"ROKS|RV|SS|TCG|USNS|USS|USCGC|VCG)"
)
_KIND = (
    r"(?:tanker|supertanker|freighter|vessel|ship|warship|trawler|cutter|frigate|corvette|destroyer|cruiser|ferry|dhow|"
    r"tug|carrier|submarine|yacht|(?:fishing|patrol|supply) boat)"
)
_TOLD = (
    re.compile(rf"\b(?P<prefix>{_PREFIX} ){_NAME}"),
    re.compile(rf"\b{_KIND}(?: |, the | named ){_NAME}(?!-flagged| flag)"),
    re.compile(rf"\b(?:aboard|on board|boarded|landed on|stormed|hijacked|crew of) the {_NAME}"),
)


def ships_in(texts: Iterable[str]) -> frozenset[str]:
    """The names by which some texts call ships, with what stands before them and without."""
    found = set()
    for match in (match for text in texts for pattern in _TOLD for match in pattern.finditer(text)):
        prefix = match.groupdict().get("prefix") or ""
        found |= {match["name"], prefix + match["name"]}
    return frozenset(found)
