"""Ids: UUIDv5 (RFC 9562) of what they identify, so that a rerun writes the same.

Only an act, such as posting or reviewing, has an id of its own: a UUIDv7.
"""

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any
from uuid import UUID, uuid5

import uuid_utils.compat

__all__ = [
    "act_id",
    "bytes_id",
    "content_hash",
    "decision_id",
    "parked_id",
    "published_id",
    "report_id",
    "revision_id",
    "seed_id",
    "statement_id",
]

_ROOT = UUID("5d0c3a5e-5f0e-5b3c-9a5e-3f1f2b8f7c11")
_REPORT, _REVISION, _STATEMENT, _SEED, _DECISION, _PUBLISHED, _BYTES, _PARKED = (
    uuid5(_ROOT, kind)
    for kind in ("report", "revision", "statement", "seed", "decision", "published", "bytes", "parked")
)

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def _of(namespace: UUID, *parts: object) -> UUID:
    # JSON keeps the parts apart: ("a", "bc") and ("ab", "c") differ. Encoding a list takes longer than all else.
    return uuid_utils.compat.uuid5(namespace, f"[{','.join([encode_basestring(str(part)) for part in parts])}]")


def act_id() -> UUID:
    """A new UUIDv7 for something somebody does."""
    return uuid_utils.compat.uuid7()


def content_hash(fields: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of JSON-able fields. Absent and null are the same; the order of keys does not count."""
    present = {name: value for name, value in fields.items() if value is not None}
    return hashlib.sha256(_CANONICAL.encode(present).encode("utf-8", "surrogatepass")).hexdigest()


def report_id(
    source: str, *, external_id: str | None = None, url: str | None = None, content: str | None = None
) -> UUID:
    """The report that `source` posts under an external id, else a canonical URL, else the hash of its content.

    Raises:
        ValueError: if none of the three is given.
    """
    for kind, name in (("external", external_id), ("url", url), ("content", content)):
        if name:
            return _of(_REPORT, source, kind, name)
    raise ValueError("a report needs an external id, a url or content")


def revision_id(report: UUID, fields: str) -> UUID:
    """The revision of `report` with the given `content_hash` of every submitted field."""
    return _of(_REVISION, report, fields)


def published_id(revision: UUID, extraction_rules: str) -> UUID:
    """The statement set of one revision under one set of extraction rules."""
    return _of(_PUBLISHED, revision, extraction_rules)


def bytes_id(value: bytes) -> UUID:
    """An input that could not be read, by what it holds."""
    return _of(_BYTES, hashlib.sha256(value).hexdigest())


def parked_id(topic: str, partition: int, offset: int) -> UUID:
    """The note that the record there was parked."""
    return _of(_PARKED, topic, partition, offset)


def statement_id(report: UUID, sentence: str, occurrence: int, ordinal: int) -> UUID:
    """The `ordinal`-th statement of the `occurrence`-th sentence with this hash in `report`, all from 0."""
    return _of(_STATEMENT, report, sentence, occurrence, ordinal)


def seed_id(founding: UUID, review: UUID | None = None) -> UUID:
    """The seed that statement `founding` opened, or that `review` made of it by a split or move."""
    return _of(_SEED, founding) if review is None else _of(_SEED, founding, review)


def decision_id(before: UUID | None, input_id: UUID, deciding_rules: str) -> UUID:
    """A link in the chain of decisions: equal ids mean equal logs up to here. The first has no `before`."""
    return _of(_DECISION, before or "", input_id, deciding_rules)
