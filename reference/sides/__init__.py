"""Sides: which party to a conflict an actor stands with, per theatre and date."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reference.tables import layered
from schemas.slots import Actor
from schemas.vocabulary import ActorKind

__all__ = ["NEUTRAL", "Sides"]

NEUTRAL = "neutral"
_COLUMNS = ("actor", "theatre", "party", "from", "until", "note")
_PAIR = ("a", "b", "from", "until")
_NAMED = ("id", "name", "kind", "country", "parent", "party", "aliases")

_ASKED = 1 << 14
"""Answers that are remembered."""

_OF_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.LOCAL_AUTHORITY})
_OF_ITS_OWN = frozenset({ActorKind.REBEL, ActorKind.PARAMILITARY})
_OF_ALL = frozenset({ActorKind.IGO, ActorKind.OBSERVER_MISSION})


class _Row(NamedTuple):
    theatre: str
    party: str
    since: date | None
    until: date | None

    def fits(self, theatre: str | None, day: date | None) -> bool:
        """An unknown day fits a row that is still open, an unknown theatre one that is for all."""
        if self.theatre and self.theatre != theatre:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Sides:
    """The table of alignments."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._rows: dict[str, list[_Row]] = {}
        own = layered("sides/alignments.tsv", _COLUMNS, None)
        every = layered("sides/alignments.tsv", _COLUMNS, overlay)
        for row in every[len(own) :] + own:
            self._rows.setdefault(row["actor"], []).append(
                _Row(row["theatre"], row["party"], _day(row["from"]), _day(row["until"]))
            )
        self._foes: dict[str, list[tuple[str, date | None, date | None]]] = {}
        for row in layered("sides/adversaries.tsv", _PAIR, overlay):
            for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
                self._foes.setdefault(one, []).append((other, _day(row["from"]), _day(row["until"])))
        # Asked of the same few actors over and over, several times a statement.
        self._alignment = lru_cache(_ASKED)(self._find)
        self._party = {row["id"]: row["party"] for row in layered("actors/named.tsv", _NAMED, overlay) if row["party"]}

    def adversaries(self, party: str, day: date | None) -> frozenset[str]:
        """The parties that `party` is at war or in a border conflict with on `day` (without one: now)."""
        return frozenset(
            foe
            for foe, since, until in self._foes.get(party, ())
            if (until is None if day is None else (since is None or since <= day) and (until is None or day <= until))
        )

    def alignment(self, actor: Actor, theatre: str | None, day: date | None) -> str | None:
        """The party of `actor`: an ISO code for a state's offices and forces and for media it owns, a party key such
        as "hezbollah" for a group, "neutral" for observer missions and IGOs, none for witnesses, hospitals, residents
        and whoever is not known.

        Two actors stand on one side exactly where both have a party, it is equal, and it is not "neutral".
        """
        if actor.id is None:
            return actor.country if actor.kind in _OF_STATE else None
        return self._alignment(actor.id, actor.kind, actor.country, theatre, day)

    def _find(self, id: str, kind: ActorKind, country: str | None, theatre: str | None, day: date | None) -> str | None:
        for key in dict.fromkeys((id, id.partition(".")[0])):
            for row in self._rows.get(key, ()):
                if row.fits(theatre, day):
                    return row.party
        party = self._party.get(id)
        if party is not None:
            return None if party == "-" else party
        if kind in _OF_ALL:
            return NEUTRAL
        if kind in _OF_STATE:
            return country or id.partition(".")[0]
        if kind is ActorKind.MEDIA:
            return country if id.endswith(".state-media") else None
        return id if kind in _OF_ITS_OWN else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
