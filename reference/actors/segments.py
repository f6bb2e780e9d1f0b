"""What one stretch of a noun phrase names, read from left to right."""

from dataclasses import dataclass
from typing import NamedTuple

from reference.actors.lexicon import Entry, Lexicon, Region
from reference.actors.words import Token

PREPOSITIONS = frozenset("of for in from at near by inside within with across along outside on".split())
_ENDS = frozenset(
    "who whom which that whose where when after before while during against loyal backed to about relating "
    "between under over regarding concerning including like such".split()
)
_MEN = frozenset({"man", "men", "boys", "lads"})
"""Who belongs to the institution or group that stands before: not all of a state's people."""
_FORMER = frozenset("former ex late ousted erstwhile deposed".split())
_PARTICLES = frozenset("al el de van von bin".split())
_UNITS = frozenset("brigade regiment battalion division corps squadron command fleet unit district".split())

_DIVISIONS = frozenset(
    "region zone province district county department governorate oblast prefecture canton woreda commune raion "
    "territory state municipality".split()
)


class Item(NamedTuple):
    """A phrase that the lexicon knows, or one word that it does not (`entry` none)."""

    entry: Entry | None
    phrase: str
    written: str


def written_as_it_must(entry: Entry, found: list[Token], lower: bool) -> bool:
    """Whether an acronym or ambiguous name is capitalised; in text all of `lower` case three letters do."""
    if entry.capitals == "all":
        if lower:
            return len(found[0].folded) > 2 and not entry.ambiguous
        return not any(c.islower() for c in found[0].written)
    if entry.capitals == "inner" and not lower:
        return sum(c.isupper() for c in found[0].written) > 1
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
            inside = inside or (entry is not None and _begins(entry, stretch, found[at + length :], lexicon))
            inside = inside or (entry is not None and bool(entry.regions) and _joined(found, at, out))
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


def _begins(entry: Entry, stretch: list[Token], after: list[Token], lexicon: Lexicon) -> bool:
    """Whether the name of a paper is only how that of an institution begins: "The National Army"."""
    if entry.named is None or stretch[0].folded != "the" or not after or not after[0].written[:1].isupper():
        return False
    heads = (lexicon.entries.get(" ".join(t.folded for t in after[:length])) for length in (1, 2))
    return any(head is not None and head.institution not in (None, "media") and not head.office for head in heads)


def _joined(found: list[Token], at: int, out: list[Item]) -> bool:
    """Whether a hyphen joins a name to one before it that nothing is known of: "Mayo-Sava" is not Sava."""
    joined = at > 0 and found[at - 1].compound_end > at
    return joined and out[-1].entry is None and out[-1].written[:1].isupper()


def _patron(found: list[Token], lexicon: Lexicon) -> list[Item]:
    entry = lexicon.entries.get(" ".join(token.folded for token in found))
    return [Item(entry, "", found[0].written)] if entry is not None and entry.polity else []


@dataclass
class Reading:
    """What a segment turned out to hold. `sound` is false where its head is a word that names no actor."""

    polity: str | None = None
    within: str | None = None
    """The state that the polity is a part of."""
    regions: tuple[Region, ...] = ()
    named: str | None = None
    institution: str | None = None
    office: bool = False
    person: Entry | None = None
    both: Entry | None = None
    role: bool = False
    vague: bool = False
    former: bool = False
    people: bool = False
    possessive: bool = False
    sound: bool = True
    placed: bool = False
    """Names that are not known stand before the institution, as in "Zuwara fishermen", "Kotli police"."""
    division: bool = False
    """A word for a part of a state stands in it: "Ethiopia's South Omo zone"."""
    plain: bool = True
    """Institution phrase is also a word for anyone's members ("forces", "positions")."""


class _Reader:
    """Reads items from left to right; each method takes one kind of item and says whether it was that."""

    def __init__(self, possessives: frozenset[str]) -> None:
        self._possessives = possessives
        self.out = Reading()
        self._unknown_names = 0
        self._common = 0
        self._head_known = False
        self._counted = False
        self._lower_institution = False
        self._name_may_follow = False
        """After an office, a rank or "soldier" unknown capitals are the bearer's name."""
        self._in_name = False
        self._last: Entry | None = None
        """What was taken just before."""

    def take(self, item: Item) -> None:
        """Take the next item."""
        if item.phrase in _FORMER:
            self.out.former = True
        elif item.phrase in _DIVISIONS and (regions := self._alike()):
            self.out.polity, self.out.regions = None, regions
        elif item.entry is None:
            self._unknown(item)
        else:
            inside_name, self._in_name = self._in_name and self._name_may_follow, False
            _ = (
                self._determiner(item, item.entry)
                or self._person(item.entry)
                or self._named(item.entry)
                or self._polity(item.entry, inside_name)
                or self._region(item.entry)
                or self._institution(item, item.entry)
                or self._word(item.entry)
            )
        self._last = item.entry
        self.out.division |= item.phrase in _DIVISIONS and self._unknown_names > 0

    def _alike(self) -> tuple[Region, ...]:
        """The parts of states called as the state that was just taken: "the Somali region" is Ethiopia's."""
        last = self._last
        return last.regions if last is not None and last.polity is not None and last.polity == self.out.polity else ()

    def done(self) -> Reading:
        """What the segment holds."""
        out = self.out
        # "Syrian Free Army" is none of Syria's; "Israel's Golani brigade" is Israel's army.
        explained = (out.polity is not None and self._lower_institution) or (
            out.person is not None and self._unknown_names <= 2
        )
        bare = out.polity is not None and out.institution is None and out.named is None and not out.role
        named = 0 < self._unknown_names <= 3 and not explained
        out.placed = self._head_known and named and out.institution is not None
        out.sound = self._head_known and (explained or not self._unknown_names) and not (bare and self._common)
        return out

    def _unknown(self, item: Item) -> None:
        is_name = item.written[:1].isupper() or (self._name_may_follow and item.phrase in _PARTICLES)
        self._in_name = is_name
        if any(c.isdigit() for c in item.phrase):
            self._counted = True
        elif not (is_name and self._name_may_follow):
            self._unknown_names += is_name
            self._common += not is_name
            self._head_known = False

    def _determiner(self, item: Item, entry: Entry) -> bool:
        if "determiner" not in entry.words or entry.institution or entry.named or entry.polity:
            return False
        self.out.possessive |= item.phrase in self._possessives
        self._counted |= "quantity" in entry.words
        return True

    def _person(self, entry: Entry) -> bool:
        if not entry.holders:
            return False
        self.out.person, self._head_known, self._name_may_follow = entry, True, True
        return not (entry.named or entry.polity or entry.institution)

    def _named(self, entry: Entry) -> bool:
        if entry.named is None or entry.institution is not None:
            return False
        self.out.named, self._head_known = entry.named, True
        return True

    def _polity(self, entry: Entry, inside_name: bool) -> bool:
        part = entry.within is not None and entry.within == self.out.polity  # "Iraq's Kurdistan Region"
        if entry.polity is None or (self.out.polity is not None and entry.named is not None and not part):
            return False
        if not inside_name:
            if self.out.polity is None or part:
                self.out.polity, self.out.within = entry.polity, entry.within
                self.out.people = entry.people and (self._counted or self.out.vague)
            self._head_known = True
        return True

    def _region(self, entry: Entry) -> bool:
        if not entry.regions:
            return False
        if self._name_may_follow and not self.out.role:
            return True
        inside = [region for region in entry.regions if self.out.polity in (None, region.country.lower())]
        self._head_known = bool(inside)
        self._unknown_names += not inside
        self.out.regions = tuple(inside) or self.out.regions
        return True

    def _institution(self, item: Item, entry: Entry) -> bool:
        settled = self.out.institution is not None or self.out.named is not None
        if entry.institution is None or (settled and entry.words & {"role", "belonging"}):
            return False
        if settled and item.phrase in _MEN:
            return True  # "navy men", "Wagner men"
        if entry.named is not None and self.out.polity is None:
            self.out.both = entry
        self.out.institution, self.out.office = entry.institution, entry.office
        self.out.plain = bool(entry.words & {"belonging", "role", "quantity"})
        lower = item.written[:1].islower()
        self._lower_institution = lower or item.phrase.rpartition(" ")[2] in _UNITS
        self._name_may_follow = entry.office or lower
        self._head_known = True
        return True

    def _word(self, entry: Entry) -> bool:
        words = entry.words
        settled = self.out.institution is not None or self.out.named is not None
        if words & {"role", "rank"}:
            self.out.role |= "role" in words
            self._name_may_follow = self._head_known = True
        elif "stranger" in words:
            self._unknown_names, self._head_known = self._unknown_names + 1, False
        elif "quantity" in words and not (settled and "belonging" in words):
            self.out.vague = self._head_known = True
        elif "belonging" in words:
            self._head_known = settled
        return True


def read(segment: list[Item], possessives: frozenset[str]) -> Reading:
    """Read the items of one segment (no preposition inside)."""
    reader = _Reader(possessives)
    for item in segment:
        reader.take(item)
    return reader.done()


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
