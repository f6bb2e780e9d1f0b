"""Reports that come with their statements, five each: what the path carries when nothing has to be extracted.

The stream of `bench.happenings`, without its words, and less crowded than it is to try the candidate index. There a
front town has twenty happenings a day and one happening sixty reports: told apart by words, of which a coded report
has none, so that hundreds of statements about a hundred happenings would end in one incident. What is known of real
streams is far from that. In an air war a happening has two others of its day within 2 km on average, which is what the
fullest of these towns have; and of labelled incidents of shootings none has more than eleven reports, most one or two.
"""

from collections.abc import Iterator
from typing import Any, Final

from bench.happenings import stream
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import SpeechAct

__all__ = ["coded_reports"]

_CROWDING: Final = 0.5
_MOST_REPORTS: Final = 12


def coded_reports(seed: int = 1) -> Iterator[dict[str, Any]]:
    """Bodies for `POST /v1/reports`, without an end."""
    for told in stream(seed, _CROWDING, _MOST_REPORTS):
        header = told.given.header
        yield {
            "external_id": f"{header.external_id}-{seed}",
            "text": "",
            "published_at": header.published_at.isoformat() if header.published_at else None,
            "statements": [_coded(one) for one in told.given.statements],
        }


def _coded(statement: Statement) -> dict[str, Any]:
    slots = statement.model_dump(mode="json", exclude_defaults=True, include=_AS_THEY_ARE)
    for slot in ("claimant", "initiator", "target"):
        if (actor := getattr(statement, slot)) is not None:
            slots[slot] = _actor(actor)
    if statement.place is not None:
        slots["place"] = statement.place.model_dump(mode="json", exclude={"id"}, exclude_none=True)
    if statement.speech_act is SpeechAct.DENIES:
        slots["answers"] = {"statement": 0}
    return slots


_AS_THEY_ARE = {"speech_act", "event_type", "occurred", "casualties"}


def _actor(actor: Actor) -> dict[str, Any]:
    # By name: to know an actor by an id, the reference data would have to have it.
    return actor.model_dump(mode="json", include={"name", "country", "kind"}, exclude_none=True)
