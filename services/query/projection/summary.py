"""The small document by which an incident stands in lists and in the feed, and the columns by which it is found."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from schemas.events.decisions import Decision
from schemas.slots import Actor, Place
from schemas.vocabulary import CasualtyCategory
from services.query.assessment.assessment import Assessment
from services.query.assessment.casualties import Range, range_of
from services.query.assessment.claims import Claim, once
from services.query.projection.rows import SeedRow

__all__ = ["actor_json", "filters_of", "summary_of"]

_MOST_PARTIES = 20


def summary_of(eldest: SeedRow, assessment: Assessment, theatre: str | None, decision: Decision) -> dict[str, Any]:
    """What lists and the feed say of an open incident, as JSON has it."""
    consensus, counts = assessment.consensus, assessment.counts
    return {
        "id": str(eldest.id),
        "state": "open",
        "headline": assessment.headline,
        "sentence": assessment.sentence,
        "event_type": consensus.event_type.value,
        "civilian_targeting": any(found.civilian for found in map(_found, assessment.claims)),
        "theatre": theatre,
        "countries": sorted(set().union(*[found.countries for found in map(_found, assessment.claims)])),
        "place": _place(consensus.place),
        "occurred": consensus.occurred.model_dump(mode="json") if consensus.occurred else None,
        "initiators": [actor_json(actor) for actor in consensus.initiators[:_MOST_PARTIES]],
        "targets": [actor_json(actor) for actor in consensus.targets[:_MOST_PARTIES]],
        "claims": [_claim(claim) for claim in assessment.claims[:_MOST_PARTIES]],
        "casualties": {category.value: _range(given) for category, given in assessment.tolls.items()},
        "casualties_by_side": [
            {"side": side, "category": category.value, **_range(given)}
            for (side, category), given in assessment.ranges.items()
        ],
        "support": assessment.support.value,
        "support_reason": assessment.support_reason,
        "dispute": assessment.dispute.value,
        "dispute_reasons": list(assessment.dispute_reasons[:_MOST_PARTIES]),
        "counts": {
            "claims": counts.claims,
            "statements": counts.statements,
            "voices": counts.voices,
            "origins": counts.origins,
            "reports": counts.reports,
        },
        "opened_at": eldest.opened_at,
        "updated_at": decision.known_at,
        "version": decision.n,
    }


def filters_of(assessment: Assessment, summary: dict[str, Any], sources: Iterable[str]) -> dict[str, Any]:
    """The columns of an open incident that filters look at."""
    consensus = assessment.consensus
    place, occurred = consensus.place, consensus.occurred
    killed = [most for claim in assessment.claims if (most := _killed(claim)) is not None]
    return {
        "event_type": summary["event_type"],
        "theatre": summary["theatre"],
        "countries": summary["countries"],
        "actors": sorted(_names((*consensus.initiators, *consensus.targets))),
        "claimants": sorted(frozenset[str]().union(*map(_claimant_names, _by_claimant(assessment)))),
        "sources": sorted(sources),
        "support": summary["support"],
        "dispute": summary["dispute"],
        "occurred_from": occurred.start if occurred else None,
        "occurred_to": occurred.end if occurred else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "killed": max(killed, default=None),
        "words": _words(assessment, summary),
    }


def actor_json(actor: Actor) -> dict[str, Any]:
    """An actor as it is served."""
    return {"id": actor.id, "name": actor.name, "country": actor.country, "kind": actor.kind.value}


@once
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


def _by_claimant(assessment: Assessment) -> Iterable[Claim]:
    """One claim of each claimant."""
    return {claim.key: claim for claim in assessment.claims}.values()


@once
def _claimant_names(claim: Claim) -> set[str]:
    return _names([claim.claimant])


def _place(place: Place | None) -> dict[str, Any] | None:
    return place.model_dump(mode="json") if place else None


def _range(given: Range) -> dict[str, int | None]:
    return {"min": given.min, "max": given.max}


@once
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


def _words(assessment: Assessment, summary: dict[str, Any]) -> str:
    """The words that a text filter finds it by: what it is called, its places and its actors."""
    places: set[str] = set().union(*[found.places for found in map(_found, assessment.claims)])
    actors = [*assessment.consensus.initiators, *assessment.consensus.targets]
    names = [actor.name for actor in actors] + [claim.claimant.name for claim in _by_claimant(assessment)]
    return " ".join([summary["headline"], *sorted(places), *dict.fromkeys(names)])


class _Found(NamedTuple):
    """What a claim adds to how its incident is found."""

    civilian: bool
    countries: set[str]
    places: set[str]


@once
def _found(claim: Claim) -> _Found:
    said = [account.statement for account in claim.accounts]
    places = [statement.place for statement in said if statement.place]
    names = {name for place in places for name in (place.name, place.gazetteer_name, place.admin1) if name}
    return _Found(
        any(statement.civilian_targeting for statement in said),
        {place.country for place in places if place.country},
        names,
    )
