"""From the words of a noun phrase to an actor, by composition (after PETRARCH's actors and agents)."""

from datetime import date

from reference.actors.compose import Composer
from reference.actors.lexicon import Entry, Holder, Lexicon, Region
from reference.actors.segments import Reading, items, read, split, written_as_it_must
from reference.actors.words import Token, tokens
from schemas.slots import Actor
from schemas.vocabulary import STATE, ActorKind

_ANYWHERE = frozenset({"civilians", "gunmen"})
_KIND_ALONE = frozenset({"rebels", "paramilitary", "ngo", "media", "state-media", "local"})
_NATIONAL = frozenset("president pm deputy-pm mod mfa parliament security-council general-staff embassy".split())
_MINISTERIAL = frozenset("moh moi moj information education finance transport energy environment".split())
"""Offices that a region has as well as its state: "the North Darfur health ministry" is North Darfur's."""
_SENT_TO = frozenset({"to", "for", "in", "at", "on"})
"""Before the state to which an envoy is sent, whose own the envoy is not."""
_OWN_VOICE = frozenset({"media", "igo", "ngo", "observer_mission"})
_MAX_NAME = 120


class Resolver:
    """Resolves one phrase at a time; holds nothing but the tables."""

    def __init__(self, lexicon: Lexicon, composer: Composer) -> None:
        self._lexicon = lexicon
        self._composer = composer
        self._possessives = frozenset(word for word, entry in lexicon.entries.items() if "possessive" in entry.words)

    def resolve(self, words: str, country: str | None, day: date | None) -> Actor | None:
        """The actor of `words`; see `reference.actors.Actors.resolve`."""
        found = tokens(words)
        if not found:
            return None
        if (actor := self._whole(found, country, day)) is not None:
            return actor
        known = items(found, self._lexicon)
        if all(item.entry is None for item in known):
            return None
        groups: list[list[tuple[str, Reading]]] = [[]]
        for before, segment in split(known):
            if before in ("who", "and"):
                break
            if before == ",":
                groups.append([])
            if segment:
                groups[-1].append(("" if before == "," else before, read(segment, self._possessives)))
        for group in groups:
            if group and (actor := self._group(group, country, day, words)) is not None:
                return actor
        return None

    def _whole(self, found: list[Token], country: str | None, day: date | None) -> Actor | None:
        """The phrase as one name, without its article: exact entries go before any analysis."""
        words = [token for token in found if token.folded != ","]
        entry, stretch = None, words
        for start in (0, 1) if words and words[0].folded in ("the", "a", "an") else (0,):
            stretch = words[start:]
            entry = self._lexicon.entries.get(" ".join(token.folded for token in stretch))
            if entry is not None:
                break
        if entry is None:
            return None
        lower = all(token.written == token.written.lower() for token in stretch)
        if not written_as_it_must(entry, stretch, lower):
            return None
        if entry.named is not None and entry.institution is None:
            return self._composer.get(entry.named)
        if entry.polity is not None and entry.named is None:
            return self._composer.of(entry.polity, "gov")
        if entry.holders:
            return self._holder(entry, day)
        return None

    def _group(
        self, group: list[tuple[str, Reading]], country: str | None, day: date | None, words: str
    ) -> Actor | None:
        head = group[0][1]
        objects = [reading for preposition, reading in group[1:]]
        if head.former and (head.institution is None or head.office or head.role or head.person):
            return None
        if head.person is not None and head.sound and (actor := self._holder(head.person, day)) is not None:
            return actor
        if head.placed:
            return self._placed(head, country, words)
        if not head.sound:
            return None
        if head.named is not None:
            if self._of_another_state(head):
                return self._composer.of(head.polity, head.institution) if head.polity and head.institution else None
            return self._of_named(head)
        if head.both is not None and head.polity is None and head.both.named is not None:
            owned = any(reading.polity for reading in objects)
            named = self._lexicon.named[head.both.named]
            anywhere = named.country is None or (country is None and "home" not in head.both.words)
            if not owned and (anywhere or named.country == country):
                return self._composer.get(named.id)
        if head.institution is None:
            return self._headless(head, group, country, day, words)
        if (part := self._part_of_a_state(head, [reading for _, reading in group], words)) is not None:
            return part
        if head.polity is not None:
            return self._composer.of(head.polity, head.institution)
        return self._owned(head, group[1:], country, words)

    def _part_of_a_state(self, head: Reading, all_: list[Reading], words: str) -> Actor | None:
        """Whose an administration is that is told to be of a part with its state: "Mali's Gao region"."""
        told = next((one for one in all_ if one.polity is not None), None)
        if told is None or head.institution is None:
            return None
        inner = next((one for one in all_ if one.within == told.polity), None)
        if inner is not None and inner.polity is not None:
            return self._composer.of(inner.polity, head.institution)
        if head.institution not in ("gov", "local") or not (told.regions or told.division):
            return None
        if told.regions:
            inside = [region for region in told.regions if region.country.lower() == told.polity]
            return self._composer.get(inside[0].id) if len(inside) == 1 else None
        if self._lexicon.polities[told.polity or ""].iso is None:
            return None
        name = words.removeprefix("the ").removeprefix("The ")[:_MAX_NAME]
        return Actor(name=name, country=(told.polity or "").upper(), kind=ActorKind.LOCAL_AUTHORITY)

    def _placed(self, head: Reading, country: str | None, words: str) -> Actor | None:
        """People, police or an administration of a place that is no region, and papers by their names."""
        institution = head.institution or ""
        if institution in ("civilians", "police"):
            owner = head.polity or (country.lower() if country is not None else None)
            if owner is not None:
                return self._composer.of(owner, institution)
            return self._composer.get(institution)
        if institution in ("local", "media"):
            kind = ActorKind(self._lexicon.institutions[institution].kind)
            return Actor(name=words[:_MAX_NAME], country=country if institution == "local" else None, kind=kind)
        return None

    def _headless(
        self, head: Reading, group: list[tuple[str, Reading]], country: str | None, day: date | None, words: str
    ) -> Actor | None:
        """A polity alone, or a role or quantity whose object is meant: "dozens of X", "spokesman for X"."""
        if head.polity is not None:
            return self._composer.of(head.polity, "civilians" if head.people else "gov")
        if (head.role or head.vague) and len(group) > 1:
            rest = [("", group[1][1]), *group[2:]]
            return self._group(rest, country, day, words)
        return None

    def _owned(
        self, head: Reading, objects: list[tuple[str, Reading]], country: str | None, words: str
    ) -> Actor | None:
        """An institution whose owner stands behind it, is a region, or is the country that the caller gives."""
        institution = head.institution or "gov"
        if head.office and institution in _NATIONAL and objects and not _of_a_state(objects[0][1]):
            return None  # "president of the village board"
        for before, reading in objects:
            if institution == "embassy" and before in _SENT_TO:
                continue
            if reading.polity is not None:
                if head.plain and reading.institution is not None:
                    institution = reading.institution
                owner = self._garrisoned(reading.polity) if before == "in" and institution == "mil" else reading.polity
                return self._composer.of(owner, institution)
            if reading.named is not None and reading.sound:
                return self._of_named(reading) if head.plain or head.office else None
            if head.plain and reading.institution is not None and reading.sound:
                institution = reading.institution
        regions = head.regions or next((reading.regions for _, reading in objects if reading.regions), ())
        if regions and (region := _pick(regions, country)) is not None:
            if institution in ("local", "gov"):
                return self._composer.get(region.id)
            if institution in _NATIONAL:
                return None
            if institution in _MINISTERIAL or institution == "occupation":
                name = words.removeprefix("the ").removeprefix("The ")[:_MAX_NAME]
                country = None if institution == "occupation" else region.country
                return Actor(name=name, country=country, kind=ActorKind.LOCAL_AUTHORITY)
            return self._composer.of(region.country.lower(), institution)
        if institution == "local":
            return Actor(name=words[:_MAX_NAME], country=country, kind=ActorKind.LOCAL_AUTHORITY)
        if country is not None:
            return self._composer.of(country.lower(), institution)
        if institution in _ANYWHERE:
            return self._composer.get(institution)
        if institution in _KIND_ALONE and not head.possessive:
            kind = ActorKind(self._lexicon.institutions[institution].kind)
            return Actor(name=words[:_MAX_NAME], country=None, kind=kind)
        return None

    def _garrisoned(self, polity: str) -> str:
        """Whose army is in a land: a part of a state that has none of its own has the state's."""
        part = self._lexicon.polities[polity]
        own = part.iso is not None or part.kind != "local_authority" or f"{polity}.mil" in self._lexicon.named
        return polity if own or not part.territory else part.territory.lower()

    def _of_another_state(self, reading: Reading) -> bool:
        """Whether a name that one state's office goes by stands behind another state: "Lebanon's General Security"."""
        named, polity = self._lexicon.named.get(reading.named or ""), self._lexicon.polities.get(reading.polity or "")
        if named is None or polity is None or not (named.country and polity.iso):
            return False
        return named.country != polity.iso and ActorKind(named.kind) in STATE

    def _of_named(self, reading: Reading) -> Actor | None:
        """A named actor, unless the head is somebody else: "Hezbollah fighters" are it, "Hamas hostages" are not."""
        named = self._lexicon.named.get(reading.named or "")
        if named is None:
            return self._composer.get(reading.named or "")
        if reading.institution is None or reading.plain or reading.office or named.kind in _OWN_VOICE:
            return self._composer.get(named.id)
        if reading.institution in ("civilians", "opposition"):
            return self._composer.of(named.country.lower(), reading.institution) if named.country else None
        return self._composer.get(named.id)

    def _holder(self, entry: Entry, day: date | None) -> Actor | None:
        """Whom a person speaks for on `day`: the latest of the holdings that cover it."""
        holding = [holder for holder in entry.holders if day is None or _holds(holder, day)]
        if not holding:
            return None
        latest = max(holding, key=lambda holder: (holder.until is None, holder.since or date.min))
        return self._composer.get(latest.actor)


def _of_a_state(reading: Reading) -> bool:
    """Whether an office may be a state's by what it is an office of."""
    return bool(reading.polity or reading.regions or reading.named or reading.institution or reading.sound)


def _holds(holder: Holder, day: date) -> bool:
    return (holder.since is None or holder.since <= day) and (holder.until is None or day <= holder.until)


def _pick(regions: tuple[Region, ...], country: str | None) -> Region | None:
    """The region of a name: the given country's, else the only one."""
    inside = [region for region in regions if region.country == country]
    if len(inside) == 1:
        return inside[0]
    return regions[0] if len(regions) == 1 and country is None else None
