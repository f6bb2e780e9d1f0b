"""Whose voice a report is: the actor that a press office, observer or channel speaks for, by its name, or whoever's
statement an agency passes on whole.
"""

import re
from datetime import date

from reference import Reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction.lexicon import word_set, word_table
from services.ingest.extraction.scene import is_country
from services.ingest.extraction.text.hints import Hinted

__all__ = ["identified", "passed_on", "registered"]

_SPEAKING = (SourceKind.PRESS_OFFICE, SourceKind.SOCIAL, SourceKind.OBSERVER)
_BY_NAME = (
    ActorKind.GOVERNMENT,
    ActorKind.MILITARY,
    ActorKind.POLICE,
    ActorKind.REBEL,
    ActorKind.PARAMILITARY,
    ActorKind.IGO,
    ActorKind.OBSERVER_MISSION,
)
_GROUPS = (ActorKind.REBEL, ActorKind.PARAMILITARY)
_RULING = (ActorKind.GOVERNMENT, ActorKind.LOCAL_AUTHORITY)
_PARTIES = (ActorKind.MILITARY, ActorKind.POLICE, ActorKind.REBEL, ActorKind.PARAMILITARY, ActorKind.OBSERVER_MISSION)


def identified(publisher: Actor, kind: SourceKind, reference: Reference, day: date | None) -> Actor:
    """The actor behind a publisher that nobody looked up yet; a paper stays what it is, and one that is known goes by
    the name that others have for it.

    A name that holds exactly one party ("Frente de Guerra Nororiental ELN") is that party's voice.
    """
    if publisher.id is not None:
        return reference.actors.called(publisher)
    name = _house(publisher.name)
    bracket = _BRACKET.search(publisher.name) if kind in _SPEAKING else None
    ruled = reference.actors.resolve(bracket[1], day=day) if bracket is not None else None
    if ruled is not None and ruled.id is not None and ruled.kind in _GROUPS:
        return ruled  # "Yemeni Armed Forces (Houthi)" are no other's
    body, _, seat = name.rpartition(", ")
    if body and (state := reference.actors.resolve(seat)) is not None and is_country(state):
        name = body  # "Refugee Agency, Chad" is of no Chad
        publisher = publisher.model_copy(update={"name": body})
    if kind not in _SPEAKING or publisher.kind is ActorKind.MEDIA:
        return publisher if name == publisher.name else publisher.model_copy(update={"name": name})
    if kind is SourceKind.SOCIAL and _WATCHING & set(re.split(r"[\W_]+", name.lower())[-2:]):
        known = reference.actors.resolve(publisher.name, country=publisher.country, day=day)
        if known is None or known.kind in _BY_NAME:
            return publisher.model_copy(update={"kind": ActorKind.CIVILIAN})
    inner = _OF_THE_REPUBLIC.sub("", _DESK_OF.sub("", name))
    for words in dict.fromkeys((inner, publisher.name, name, _HEAD_OF.sub(r"governor of \1\2\3\4", name))):
        found = reference.actors.resolve(words, country=publisher.country, day=day)
        if found is not None and found.id is not None:
            if kind is SourceKind.PRESS_OFFICE and found.kind is ActorKind.MEDIA and found.country is not None:
                told = {m.actor.id: m.actor for m in reference.actors.find(words) if m.actor.kind in _BY_NAME}
                if len(told) == 1:
                    return next(iter(told.values()))  # "Committee for Information of Abkhazia"
                whose = reference.sides.alignment(found, None, day) or found.country
                return reference.actors.get(whose.lower()) or found  # an agency that speaks for its side or state
            head = words not in (inner, publisher.name, name) or _HEAD_OF.match(words) is not None
            return _of_region(found) if head and found.kind is ActorKind.LOCAL_AUTHORITY else registered(found, words)
    whose = _DESK_OF.sub("", _DESK.sub("", name)).strip()
    if whose not in ("", name):
        found = reference.actors.resolve(whose, country=publisher.country, day=day)
        if found is not None and found.id is not None:
            return registered(found, whose)
        if whose.isupper():
            return _by_kind(publisher.model_copy(update={"name": whose}), kind)
    named = {m.actor.id: m.actor for m in reference.actors.find(publisher.name) if m.actor.kind in _PARTIES}
    if len(named) == 1:
        (party,) = named.values()
        if publisher.country is None or party.country in (None, publisher.country) or party.kind in _GROUPS:
            return party  # a group's channel is registered where it is read
    if len(whose.split()) > 1:
        name = whose
    if (person := _PERSON_OF.match(name)) is not None:
        return publisher.model_copy(update={"name": person[1], "kind": ActorKind.LOCAL_AUTHORITY})
    if kind is SourceKind.PRESS_OFFICE and _INFORMING.search(name):
        lands = {m.actor.id: m.actor for m in reference.actors.find(publisher.name) if m.actor.kind in _RULING}
        if len(lands) == 1 and next(iter(lands.values())).country in (None, publisher.country):
            return next(iter(lands.values()))  # "Ethiopia Current Issues Fact Check"
    if (of := _HEAD_OF.match(inner)) is not None:
        name = f"{next(filter(None, of.groups()))} governor"
    return _by_kind(publisher.model_copy(update={"name": name}), kind)


def _house(name: str) -> str:
    """Whose an office is without what it is called: "X Corps" of "X Corps, spokesman" or "X Corps (channel)"."""
    return _OFFICE_OF.sub("", name).strip() or name


def _of_region(found: Actor) -> Actor:
    """A region's head by the name that every head of a region has."""
    region = found.name.removesuffix(" authorities")
    return found.model_copy(update={"name": f"{region} governor"})


def _by_kind(publisher: Actor, kind: SourceKind) -> Actor:
    """A voice that no table holds, with the kind that the last word of its name tells; an account whose name tells
    none is some private person's."""
    if publisher.kind is not ActorKind.UNKNOWN:
        return publisher
    for word in reversed(publisher.name.lower().split()):
        if (told := _KINDS.get(word.strip(",.;:"))) is not None:
            return publisher.model_copy(update={"kind": ActorKind(told)})
    return publisher.model_copy(update={"kind": ActorKind.CIVILIAN}) if kind is SourceKind.SOCIAL else publisher


def registered(found: Actor, name: str) -> Actor:
    """The actor of a table that publishes under a name: a state's offices, groups and missions go by that of the
    table, a governor's channel and a society by their own."""
    return found if found.kind in _BY_NAME else found.model_copy(update={"name": _DESK.sub("", _house(name))})


_ISSUED = Hinted(
    r"(?P<who>[^.!?:\n“”\"]{4,160}?)\s(?:has |have )?"
    r"(?:issued|released|published|made public|gave out|made|circulated|distributed|put out|posted)\s"
    r"(?:(?:on \w+\s|today\s)?(?:the following|a|this)\s(?:\w+\s){0,2}"
    r"(?:statement|communiqu[eé]|message|announcement|report|declaration|answer)[^.!?:\n]{0,80}:\s*(?:\n|[\"“«])"
    r"|the following[^.!?:\n]{0,40}[.:]\s*\n)"
)
_STATEMENT_OF = re.compile(
    r"^(?:(?:Spokes\w+ (?:for|of) )?(?P<who>[^.:]{3,80}?) (?:[Ii]ssues|[Rr]eleases|[Mm]akes|[Pp]ublishes)\b.*|"
    r"(?:[Pp]ress |[Oo]fficial )?(?:[Ss]tatement|[Cc]larification|[Cc]ommuniqu[eé]|[Mm]essage|"
    r"[Aa]nnouncement|[Dd]eclaration)"
    r" (?:of|by|from)(?: the)?(?: [Ss]pokes\w+ (?:of|for)(?: the)?)? (?P<by>[A-ZÀ-Þ][^.:]{3,80}))$"
)
"""A title that tells whose statement follows."""
_NAME = re.compile(r"^(?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+$")
_TO_ALL = Hinted(
    r"(?P<who>[^.!?:;,\n“”\"]{4,120}?)\s(?:hereby )?(?:makes? (?:known|public|clear)|"
    r"informs?|announces?|communicates?|declares?|tells?|"
    r"clarifies|notifies|states?|addresses)\s[^.!?:\n]{0,90}:\s"
)
"""How a party's own statement begins: "The Ministry of Defence makes known to public opinion: …"."""
_OFFICE_OF = re.compile(
    r"(?:\s*(?:\([^)]*\)|[,–—-]\s*(?:spokes\w+|press\b.*|media\b.*|(?:\w+ )?desk|"
    r"(?:official )?(?:telegram|channel|account|page|x|facebook)\b.*)|"
    r"\s(?:on )?(?:telegram|facebook)(?: channel| page)?|['’]s (?:official )?(?:channel|account|page)))+\s*$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\s(?:(?:field|country|regional|local|news|press|media|information|communications?)"
    r"\s(?:desk|office|team|unit|service|bureau|cent(?:re|er))|"
    r"comunicaciones|communications|communication|media|press|prensa|presse|info)$",
    re.IGNORECASE,
)
_DESK_OF = re.compile(
    r"^(?:military |war |central |official )?(?:media|press|information|communications?)"
    r"(?:\s(?:office|cent(?:re|er)|service|bureau|desk|department|wing))?(?:\sof(?: the)?\s|\s*[,:–-]\s*)",
    re.IGNORECASE,
)
"""Words of a desk behind or before the name of the house that it is of."""
_INFORMING = re.compile(r"\b(?:communications?|information|facts?|press|media|briefing|emergency)\b", re.IGNORECASE)
"""What an office that informs has in its name."""
_OF_THE_REPUBLIC = re.compile(r" d[aeu](?: la)? R[eé]p[uú]bli(?:ca|que)\b.*$")
_BRACKET = re.compile(r"\(([^()]+)\)$")
_PERSON_OF = re.compile(r"^((?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+), (?:[a-z]|the\b)")
"""A person and an office: "Oleh Petrenko, head of the town"."""
_HEAD_OF = re.compile(
    r"^(?:Office of (?:the )?(?=.*[Gg]overnor))?"
    r"(?:(.+) Head|(?:The )?Head of (?:the )?(.+)|(.+?)(?: Region| Oblast| Province| State)? Governor|"
    r"(?:The )?Governor of (?:the )?(.+?)(?: [Rr]egion| [Oo]blast| [Pp]rovince)?)$"
)
_WATCHING = word_set("watching_voices")
"""What ends the name of an account that watches somebody and speaks for nobody."""
_KINDS = word_table("voice_kinds")
"""What the last words of a publisher's name make of it."""
"""Words after which the rest of a report is somebody else's."""
_BEGINNING = 400
_ENOUGH = 40
"""Code points that make what follows a statement."""


def passed_on(
    text: str, reference: Reference, country: str | None, day: date | None, own: bool = False, title: str = ""
) -> Actor | None:
    """Who speaks in a report that begins "X issued the following statement:" and is that statement; in one of a
    party's `own` voice, also "X makes known to all: …"."""
    if own and (above := _STATEMENT_OF.match(title)) is not None:
        actor = reference.actors.resolve(above["who"] or above["by"], country=country, day=day)
        if actor is not None and actor.id is not None:
            return actor
        if _NAME.match(above["who"] or above["by"]):
            return Actor(name=above["who"] or above["by"], country=country, kind=ActorKind.GOVERNMENT)
    found = _ISSUED.search(text, 0, _BEGINNING) or (_TO_ALL.search(text, 0, _BEGINNING) if own else None)
    if found is None or len(text) - found.end() < _ENOUGH:
        return None
    who = re.split(r"\s[-–—]+\s", found["who"])[-1]
    actor = reference.actors.resolve(who, country=country, day=day)
    if actor is None:
        named = [m.actor for m in reference.actors.find(who) if m.actor.kind is not ActorKind.MEDIA]
        actor = named[-1] if named else None
    return actor if actor is not None and actor.id is not None else None
