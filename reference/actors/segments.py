"""What one stretch of a noun phrase names, read from left to right."""

from dataclasses import dataclass
from typing import NamedTuple

from reference.actors.lexicon import Entry, Lexicon, Region
from reference.actors.words import Token

PREPOSITIONS = frozenset("of for in from at near by inside within with across along outside on".split())
_ENDS = frozenset("who whom which that whose where when after before while during against loyal backed".split())
_FORMER = frozenset("former ex late ousted erstwhile deposed".split())
_PARTICLES = frozenset("al el de van von bin".split())
_UNITS = frozenset("brigade regiment battalion division corps squadron command fleet unit district".split())


class Item(NamedTuple):
    """A phrase that the lexicon knows, or one word that it does not (`entry` none)."""

    entry: Entry | None
    phrase: str
    written: str


def written_as_it_must(entry: Entry, found: list[Token], lower: bool) -> bool:
    """Whether an acronym or ambiguous name is capitalised; in text all of `lower` case three letters do."""
    if entry.capitals == "all":
        if lower:
            return len(found[0].folded) > 2
        return not any(c.islower() for c in found[0].written)
    if entry.capitals == "first":
        return found[0].written[:1].isupper()
    return True


def items(found: list[Token], lexicon: Lexicon) -> list[Item]:
    """The phrases of `found`, longest first from the left, without compounds that name a patron ("Iran-backed")."""
    lower = not any(c.isupper() for token in found for c in token.written)
    out: list[Item] = []
    at = 0
    while at < len(found):
        token = found[at]
        for length in range(min(lexicon.longest.get(token.folded, 0), len(found) - at), 0, -1):
            stretch = found[at : at + length]
            phrase = " ".join(part.folded for part in stretch)
            entry = lexicon.entries.get(phrase)
            inside = stretch[-1].compound_end > at + length and stretch[-1].compound_end > at + 1
            if entry is not None and not inside and written_as_it_must(entry, stretch, lower):
                out.append(Item(entry, phrase, token.written))
                at += length
                break
        else:
            end = token.compound_end
            last = found[end - 1].folded if end <= len(found) else ""
            if end > at + 1 and last in lexicon.installing:
                out.append(Item(Entry(institution="occupation"), "occupation", "occupation"))
                out[-1:] = [*_patron(found[at : end - 1], lexicon), out[-1]]
                at = end
            elif end > at + 1 and (last in lexicon.backing or token.folded in ("pro", "anti", "non")):
                at = end
            else:
                out.append(Item(None, token.folded, token.written))
                at += 1
    return out


def _patron(found: list[Token], lexicon: Lexicon) -> list[Item]:
    entry = lexicon.entries.get(" ".join(token.folded for token in found))
    return [Item(entry, "", found[0].written)] if entry is not None and entry.polity else []


@dataclass
class Reading:
    """What a segment turned out to hold. `sound` is false where its head is a word that names no actor."""

    polity: str | None = None
    region: Region | None = None
    regions: tuple[Region, ...] = ()
    named: str | None = None
    institution: str | None = None
    office: bool = False
    person: Entry | None = None
    both: Entry | None = None
    role: bool = False
    vague: bool = False
    former: bool = False
    possessive: bool = False
    sound: bool = True
    placed: bool = False
    """Names that are not known stand before the institution, as in "Zuwara fishermen", "Kotli police"."""
    plain: bool = True
    """Institution phrase is also a word for anyone's members ("forces", "positions")."""


def read(segment: list[Item], possessives: frozenset[str]) -> Reading:
    """Read the items of one segment (no preposition inside)."""
    out = Reading()
    unknown_names = 0
    named_after = False
    lower_institution = False
    head_known = False
    for item in segment:
        entry = item.entry
        if item.phrase in _FORMER:
            out.former = True
            continue
        if entry is None:
            is_name = item.written[:1].isupper() or (named_after and item.phrase in _PARTICLES)
            if any(c.isdigit() for c in item.phrase):
                continue
            if is_name and named_after:
                continue
            if is_name:
                unknown_names += 1
            head_known = False
            continue
        kinds = entry.words
        if "determiner" in kinds and entry.institution is None and entry.named is None and entry.polity is None:
            out.possessive |= item.phrase in possessives
            continue
        if entry.holders:
            out.person, head_known, named_after = entry, True, True
            if entry.named is None and entry.polity is None and entry.institution is None:
                continue
        if entry.named is not None and entry.institution is None:
            out.named, head_known = entry.named, True
            continue
        if entry.polity is not None and (out.polity is None or entry.named is None):
            if out.polity is None:
                out.polity = entry.polity
            head_known = True
            continue
        if entry.regions:
            inside = [region for region in entry.regions if out.polity in (None, region.country.lower())]
            if inside:
                out.regions, head_known = tuple(inside), True
            else:
                unknown_names, head_known = unknown_names + 1, False
            continue
        settled = out.institution is not None or out.named is not None
        if entry.institution is not None and not (settled and kinds & {"role", "belonging"}):
            if entry.named is not None and out.polity is None:
                out.both = entry
            out.institution, out.office = entry.institution, entry.office
            out.plain = bool(kinds & {"belonging", "role", "quantity"})
            lower_institution = item.written[:1].islower() or item.phrase.rpartition(" ")[2] in _UNITS
            named_after = entry.office or item.written[:1].islower()
            head_known = True
            continue
        if kinds & {"role", "rank"}:
            out.role = out.role or "role" in kinds
            named_after = head_known = True
        elif "belonging" in kinds and settled:
            head_known = True
        elif kinds & {"quantity"}:
            out.vague = head_known = True
        elif "filler" in kinds:
            continue
    # "Syrian Free Army" is none of Syria's; "Israel's Golani brigade" is Israel's army.
    explained = (out.polity is not None and lower_institution) or (out.person is not None and unknown_names <= 2)
    out.placed = head_known and 0 < unknown_names <= 3 and not explained and out.institution is not None
    out.sound = head_known and (explained or not unknown_names)
    return out


def split(found: list[Item]) -> list[tuple[str, list[Item]]]:
    """The segments of a phrase with the preposition before each ("" for the first and after a comma ",")."""
    segments: list[tuple[str, list[Item]]] = [("", [])]
    for item in found:
        if item.entry is None and item.phrase in PREPOSITIONS:
            segments.append((item.phrase, []))
        elif item.phrase == ",":
            segments.append((",", []))
        elif item.entry is None and item.phrase in _ENDS:
            segments.append(("who", []))
        elif item.entry is None and item.phrase in ("and", "or", "&"):
            segments.append(("and", []))
        else:
            segments[-1][1].append(item)
    return segments
