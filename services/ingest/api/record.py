"""From a submission to the record that is appended: whose it is, what it is called, which revision. Pure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from chassis.http import FieldError
from schemas.events.envelope import Envelope
from schemas.events.reports import Publisher, ReportFields, ReportRetracted, ReportSubmitted, Source
from schemas.ids import content_hash, report_id, revision_id
from schemas.slots import Actor
from schemas.vocabulary import Reliability
from services.ingest.api.addresses import canonical, own_addresses
from services.ingest.api.fields import InvalidFields
from services.ingest.api.submission import Address, Submission

__all__ = ["SourceByWords", "Taken", "retracted", "submitted"]

_EVENT_SOURCE: Final = "deconflict/ingest-api"

SourceByWords: TypeAlias = Callable[[str], Source | None]
"""The registered source with these words for its id or name."""


class Taken(ReportSubmitted):
    """As it is written: with its `fields` as JSON, of which the revision is the hash."""

    fields: Any


def submitted(posted: Submission, source: Source, by_words: SourceByWords, act: UUID, now: datetime) -> Envelope[Taken]:
    """The event of `source` posting `posted` at `now`; `act` is the id of this posting.

    The report is what the posting revises, else what it is itself by external id, URL or content, in that order. Its
    other addresses are its aliases. Everything but `act` and `now` is made of the content alone.

    Raises:
        InvalidFields: it retracts itself.
    """
    fields = _fields(posted)
    content = content_hash(fields)
    names = own_addresses(source.id, posted.external_id, posted.url)
    if posted.revises is not None:
        report = _resolved(source.id, posted.revises)
    else:
        report = names[0] if names else report_id(source.id, content=content)
    retracts = None if posted.retracts is None else _resolved(source.id, posted.retracts)
    # Its URL beside an external id is another's perhaps, which had it first.
    if retracts is not None and retracts in (report, *names[:1]):
        raise InvalidFields([FieldError(("retracts",), "is this report itself")])
    return Envelope[Taken](
        id=act,
        source=_EVENT_SOURCE,
        type="report.submitted",
        subject=str(report),
        time=now,
        data=Taken(
            report_id=report,
            revision=revision_id(report, content),
            source=source,
            publisher=_publisher(source, posted.on_behalf_of, by_words),
            fields=fields,
            aliases=tuple(name for name in names if name != report),
            retracts=retracts,
            received_at=now,
        ),
    )


def retracted(report: UUID, reason: str | None, source: Source, act: UUID, now: datetime) -> Envelope[ReportRetracted]:
    """The event of `source` taking `report` back. Whether it is that source's own is the dedup writer's to decide."""
    return Envelope[ReportRetracted](
        id=act,
        source=_EVENT_SOURCE,
        type="report.retracted",
        subject=str(report),
        time=now,
        data=ReportRetracted(report_id=report, source=source.id, reason=reason, received_at=now),
    )


def _fields(posted: Submission) -> dict[str, Any]:
    # A submission has the members of `ReportFields` all the way down, by stricter rules and in another order.
    given = posted.model_dump(mode="json", exclude_none=True)
    return {name: given[name] for name in ReportFields.model_fields if name in given}


def _resolved(source: str, address: Address) -> UUID:
    if address.report_id is not None:
        return address.report_id
    url = None if address.url is None else canonical(address.url)
    return report_id(source, external_id=address.external_id, url=url)


def _publisher(source: Source, on_behalf_of: str | None, by_words: SourceByWords) -> Publisher:
    if on_behalf_of is None:
        return _of(source)
    if (known := by_words(on_behalf_of)) is not None:
        return _of(known)
    name = " ".join(on_behalf_of.split())
    return Publisher(name=name, actor=Actor(name=name), grade=Reliability.F)


def _of(source: Source) -> Publisher:
    return Publisher(id=source.id, name=source.name, actor=source.actor, grade=source.reliability)
