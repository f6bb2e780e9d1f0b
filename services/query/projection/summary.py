"""The small document by which an incident stands in lists and in the feed, and the columns by which it is found."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from schemas.events.decisions import Decision
from schemas.slots import Actor, Occurred, Place
from schemas.vocabulary import CasualtyCategory
from services.query.assessment.assessment import Assessment
from services.query.assessment.casualties import Range, range_of
from services.query.assessment.claims import Claim, growing
from services.query.projection.rows import SeedRow

__all__ = ["actor_json", "filters_of", "summary_of"]

_MOST_PARTIES = 20


def summary_of(eldest: SeedRow, assessment: Assessment, theatre: str | None, decision: Decision) -> dict[str, Any]:
    """What lists and the feed say of an open incident, as JSON has it."""
    consensus, counts = assessment.consensus, assessment.counts
    told = [_told(claim) for claim in assessment.claims]
    counting = _counting(assessment.claims, told)
    return {
        "id": str(eldest.id),
        "state": "open",
        "headline": assessment.headline,
        "sentence": assessment.sentence,
        "event_type": consensus.event_type.value,
        "civilian_targeting": True in [one.civilian for one in counting],
        "theatre": theatre,
        "countries": sorted(set().union(*[one.countries for one in counting])),
        "place": _slot(consensus.place),
        "occurred": _slot(consensus.occurred),
        "initiators": [actor_json(actor) for actor in consensus.initiators[:_MOST_PARTIES]],
        "targets": [actor_json(actor) for actor in consensus.targets[:_MOST_PARTIES]],
        "claims": [one.document for one in told[:_MOST_PARTIES]],
        "casualties": {category.value: _range(given) for category, given in assessment.tolls.items()},
        "casualties_by_side": [
            {"side": side, "category": category.value, **_range(given)}
            for (side, category), given in assessment.ranges.items()
        ],
        "support": assessment.support.value,
        "support_reason": assessment.support_reason,
        "dispute": assessment.dispute.value,
        "dispute_reasons": list(assessment.dispute_reasons[:_MOST_PARTIES]),
        "counts": counts._asdict(),
        "opened_at": eldest.opened_at,
        "updated_at": decision.known_at,
        "version": decision.n,
    }


def filters_of(assessment: Assessment, summary: dict[str, Any], sources: Iterable[str]) -> dict[str, Any]:
    """The columns of an open incident that filters look at."""
    consensus = assessment.consensus
    place, occurred = consensus.place, consensus.occurred
    parties = [*consensus.initiators, *consensus.targets]
    told = [_told(claim) for claim in assessment.claims]
    speaking = {claim.key: one for claim, one in zip(assessment.claims, told, strict=True)}.values()
    killed = [one.killed for one in told if one.killed is not None]
    if total := assessment.tolls.get(CasualtyCategory.KILLED):
        # Of several states more than any claimant says: who is served with so many is found by so many.
        killed.append(total.min)
    places: set[str] = set().union(*[one.places for one in _counting(assessment.claims, told)])
    names = [actor.name for actor in parties] + [one.claimant.name for one in speaking]
    return {
        "event_type": summary["event_type"],
        "theatre": summary["theatre"],
        "countries": summary["countries"],
        "actors": sorted(_names(parties)),
        "claimants": sorted(_names([one.claimant for one in speaking])),
        "sources": sorted(sources),
        "support": summary["support"],
        "dispute": summary["dispute"],
        "occurred_from": occurred.start if occurred else None,
        "occurred_to": occurred.end if occurred else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "killed": max(killed, default=None),
        # What it is called, its places and its actors: by these a text filter finds it.
        "words": " ".join([summary["headline"], *sorted(places), *dict.fromkeys(names)]),
    }


def actor_json(actor: Actor) -> dict[str, Any]:
    """An actor as it is served."""
    return {"id": actor.id, "name": actor.name, "country": actor.country, "kind": actor.kind.value}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "claimant": actor_json(claim.claimant),
        "stance": claim.stance.value,
        "ended": claim.ending.value if claim.ending else None,
        "figures": [
            {"side": figure.side, "category": figure.category.value, **_range(range_of(figure.casualty))}
            for figure in claim.figures
        ],
    }


def _slot(value: Place | Occurred | None) -> dict[str, Any] | None:
    return value.model_dump(mode="json") if value else None


def _range(given: Range) -> dict[str, int | None]:
    return {"min": given.min, "max": given.max}


def _killed(claim: Claim) -> int | None:
    """How many a claim that counts says were killed at least, its sides added up; None where it does not say."""
    figures = claim.figures if claim.live else ()
    killed = [figure.casualty.min for figure in figures if figure.category is CasualtyCategory.KILLED]
    return sum(killed) if killed else None


def _names(actors: Iterable[Actor]) -> set[str]:
    """All that an actor can be asked for by: its id and those of what it is a part of, its name, in lower case."""
    return set().union(*[_called(actor.id, actor.name, actor.country) for actor in actors])


@lru_cache(16_384)
def _called(id: str | None, name: str, country: str | None) -> frozenset[str]:
    # Asked of the same few actors over and over.
    parts = id.lower().split(".") if id else []
    wholes = [".".join(parts[: length + 1]) for length in range(len(parts))]
    return frozenset([name.lower(), *wholes, *([country.lower()] if country else [])])


class _Told(NamedTuple):
    """What a claim adds to how its incident is found, by what of it counts if anything does, and how it is told."""

    civilian: bool
    countries: frozenset[str]
    places: frozenset[str]
    killed: int | None
    claimant: Actor
    document: dict[str, Any]


@growing
def _told(claim: Claim, before: _Told | None) -> _Told:
    civilian, countries, places = before[:3] if before else (False, frozenset[str](), frozenset[str]())
    said = [account.statement for account in claim.further(before) or claim.accounts]
    told = [statement.place for statement in said if statement.place]
    return _Told(
        civilian or any(statement.civilian_targeting for statement in said),
        countries.union([place.country for place in told if place.country]),
        places.union([name for place in told for name in (place.name, place.gazetteer_name, place.admin1) if name]),
        _killed(claim),
        claim.claimant,
        _claim(claim),
    )


def _counting(claims: Iterable[Claim], told: list[_Told]) -> list[_Told]:
    """What was told by the claims that count; where none does any more, by all."""
    return [one for claim, one in zip(claims, told, strict=True) if claim.live] or told
