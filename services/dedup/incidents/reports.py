"""Reports: which address stands for which report, and which set of its statements stands."""

from enum import Enum
from uuid import UUID

from schemas.events.position import Position
from schemas.events.statements import EmptyReason, StatementsPublished
from services.dedup.incidents.record import Record
from services.dedup.incidents.rows import ReportRow, Retraction, RevisionPlace

__all__ = ["Verdict", "earlier_retraction", "is_erased", "place_of", "standing_id", "verdict"]


class Verdict(Enum):
    """What becomes of a published set."""

    STANDS = "stands"
    REPOSTED = "reposted"
    REDELIVERED = "redelivered"
    STALE = "stale"


def standing_id(record: Record, address: UUID) -> UUID:
    """The report that an address stands for: the first that had it, else the address itself."""
    return record.aliases.get(address) or address


def place_of(row: ReportRow | None, revision: UUID, position: Position, n: int) -> RevisionPlace:
    """A revision's place: where it lay when it was first accepted. A later copy does not take a later place."""
    if row is not None and (known := row.places.get(revision)) is not None:
        return known
    return RevisionPlace(position.topic, position.partition, position.offset, n)


def verdict(record: Record, row: ReportRow | None, given: StatementsPublished) -> Verdict:
    """Whether a set stands in place of the held one.

    Of one revision that of the later extraction rules stands; rules are ordered by when the writer first met them. Of
    two revisions the later one does: by the source's `updated_at` where both give it, else by place. An extraction
    that failed says nothing about the report: any set of the same revision stands before it.
    """
    if row is None:
        return Verdict.STANDS
    held, rules = row.standing, given.extraction_rules.fingerprint
    failed = given.why is EmptyReason.FAILED
    if given.revision != held.revision:
        return Verdict.STALE if _is_older(row, given) else Verdict.STANDS
    if held.failed and not failed:
        return Verdict.STANDS
    if rules == held.rules:
        place = row.places[given.revision]
        same = (given.position.partition, given.position.offset) == (place.partition, place.offset)
        return Verdict.REDELIVERED if same else Verdict.REPOSTED
    if failed and not held.failed:
        return Verdict.STALE
    order = record.head.rules
    return Verdict.STALE if rules in order and order.index(rules) < order.index(held.rules) else Verdict.STANDS


def is_erased(record: Record, row: ReportRow | None, given: StatementsPublished) -> bool:
    """Whether the report was erased, be it before it came."""
    if row is not None and row.erased:
        return True
    addresses = (given.report_id, *given.aliases, standing_id(record, given.report_id))
    return any(record.erased.get(address) is not None for address in addresses)


def earlier_retraction(record: Record, given: StatementsPublished) -> Retraction | None:
    """The first retraction, by the report's own source, that came before the report did."""
    addresses = dict.fromkeys((standing_id(record, given.report_id), given.report_id, *given.aliases))
    found = (one for address in addresses for one in record.retractions.get(address) or ())
    return next((one for one in found if one.source == given.header.source.id), None)


def _is_older(row: ReportRow, given: StatementsPublished) -> bool:
    held_update, update = row.standing.updated_at, given.header.updated_at
    if held_update is not None and update is not None and held_update != update:
        return update < held_update
    held, place = row.places[row.standing.revision], row.places.get(given.revision)
    partition, offset = (place.partition, place.offset) if place else (given.position.partition, given.position.offset)
    if partition == held.partition:
        return offset < held.offset
    # Offsets of two partitions tell nothing: what was accepted first is older.
    return place is not None and place.n < held.n
