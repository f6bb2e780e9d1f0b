"""Write `schemas/generated/`: the JSON Schema (2020-12) of every event type, and one AsyncAPI 3.0 document over them.

Run `python -m schemas.generate`.

A test holds the files to the models, so that a contract never changes unseen.
"""

import json
from pathlib import Path
from typing import Any

from schemas.events import control, decisions, parked, reports, statements
from schemas.events.envelope import CONTENT_TYPE, Envelope
from schemas.record import Record

__all__ = ["GENERATED", "TOPICS", "documents"]

GENERATED = Path(__file__).parent / "generated"

TOPICS: dict[str, dict[str, type[Record]]] = {
    "reports": reports.TYPES,
    "statements": statements.TYPES,
    "decisions": decisions.TYPES,
    "parked": parked.TYPES,
    "control": control.TYPES,
}
"""Every event type, by the topic that carries it."""


def documents() -> dict[str, dict[str, Any]]:
    """Every generated document, by file name: `<topic>/<type>.json` and `asyncapi.json`."""
    schemas = {
        f"{topic}/{name}.json": _schema(name, data) for topic, types in TOPICS.items() for name, data in types.items()
    }
    return {**schemas, "asyncapi.json": _asyncapi()}


def _asyncapi() -> dict[str, Any]:
    channels = {
        topic: {
            "address": "decisions.{generation}" if topic == "decisions" else topic,
            **({"parameters": {"generation": {"default": "g1"}}} if topic == "decisions" else {}),
            "messages": {
                name: {"name": name, "contentType": CONTENT_TYPE, "payload": {"$ref": f"./{topic}/{name}.json"}}
                for name in types
            },
        }
        for topic, types in TOPICS.items()
    }
    return {"asyncapi": "3.0.0", "info": {"title": "Deconflict", "version": "1"}, "channels": channels}


def _schema(name: str, data: type[Record]) -> dict[str, Any]:
    schema = Envelope[data].model_json_schema()  # type: ignore[valid-type]
    schema["properties"]["type"] = {"const": name}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"deconflict:{name}:1", **schema}


def text(document: dict[str, Any]) -> str:
    """A document as it stands in its file."""
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name, document in documents().items():
        path = GENERATED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(document), encoding="utf-8")
