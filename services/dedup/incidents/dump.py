"""A canonical dump: equal records give equal text, whatever they are kept in and in whatever order they were filled."""

import json
from typing import Any

from pydantic import TypeAdapter

from services.dedup.incidents.record import Record
from services.dedup.incidents.tables import TABLES, Table

__all__ = ["dump"]

_ADAPTERS = {name: TypeAdapter[Any](kind) for name, kind in TABLES.items()}


def dump(record: Record) -> str:
    """The whole record as JSON, a line a row, sorted."""
    tables: dict[str, Table[Any, Any]] = {
        "report": record.reports,
        "alias": record.aliases,
        "erased": record.erased,
        "retraction": record.retractions,
        "statement": record.statements,
        "seed": record.seeds,
        "link": record.links,
        "caused": record.caused,
        "constraint": record.constraints,
        "correction": record.corrections,
        "review": record.reviews,
        "suggested": record.suggested,
    }
    lines = [json.dumps(["head", record.head.as_row()], default=str, sort_keys=True)]
    for name, table in tables.items():
        rows = ((str(key), _ADAPTERS[name].dump_python(row, mode="json")) for key, row in table.items())
        lines += sorted(json.dumps([name, key, row], sort_keys=True) for key, row in rows)
    for seed, _ in record.seeds.items():
        lines.append(json.dumps(["members", str(seed), [str(one) for one in record.members.of(seed)]]))
    lines += (json.dumps(["frequency", key, count]) for key, count in record.frequencies.items())
    return "\n".join(sorted(lines))
