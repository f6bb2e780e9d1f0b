"""Composition: a polity and an institution make an actor."""

from reference.actors.lexicon import Lexicon
from schemas.slots import Actor
from schemas.vocabulary import ActorKind

_WHOLE = "gov"
"""The institution that is the polity's government itself, whose actor has the polity's bare id."""
_OF_A_PART = {"mil": "{adj} forces", "paramilitary": "{adj} militia"}
"""What those who fight for an authority that is no state are called: "Tigrayan forces", "Amhara militia"."""


class Composer:
    """Makes each actor once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._made: dict[str, Actor | None] = {}

    def of(self, polity: str, institution: str) -> Actor | None:
        """The actor of an institution of a polity, under its own name where it has one."""
        return self.get(polity if institution == _WHOLE else f"{polity}.{institution}")

    def get(self, id: str) -> Actor | None:
        """The actor with this id: named, composed, a region's authorities, or none."""
        if id not in self._made:
            self._made[id] = self._make(id)
        return self._made[id]

    def parent(self, id: str) -> str | None:
        """The id of the actor that this one belongs to."""
        named = self._lexicon.named.get(id)
        if named is not None and named.parent:
            return named.parent
        polity, _, institution = id.partition(".")
        if not institution or polity not in self._lexicon.polities:
            return None
        above = self._lexicon.institutions.get(institution)
        return f"{polity}.{above.parent}" if above is not None and above.parent else polity

    def _make(self, id: str) -> Actor | None:
        named = self._lexicon.named.get(id)
        if named is not None:
            return Actor(id=id, name=named.name, country=named.country, kind=ActorKind(named.kind))
        region = self._lexicon.regions.get(id)
        if region is not None:
            return Actor(
                id=id, name=f"{region.name} authorities", country=region.country, kind=ActorKind.LOCAL_AUTHORITY
            )
        key, _, part = id.partition(".")
        polity = self._lexicon.polities.get(key)
        institution = self._lexicon.institutions.get(part or _WHOLE)
        if polity is None:
            return self._nobody(id)
        if institution is None or part == _WHOLE:
            return None
        kind = ActorKind(institution.kind)
        if kind is ActorKind.GOVERNMENT:
            kind = ActorKind(polity.kind)
        form = institution.name if polity.iso else _OF_A_PART.get(part, institution.name)
        name = form.replace("{adj}", polity.adjective).replace("{country}", polity.name)
        return Actor(id=id, name=name, country=polity.iso or polity.territory or None, kind=kind)

    def _nobody(self, id: str) -> Actor | None:
        """Civilians and gunmen of no known country."""
        institution = self._lexicon.institutions.get(id)
        if institution is None or id not in ("civilians", "gunmen"):
            return None
        return Actor(id=id, name=id, country=None, kind=ActorKind(institution.kind))
