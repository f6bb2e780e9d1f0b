"""The contracts hold: frozen examples stay readable, and the generated schemas are those of the models."""

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from schemas import generate
from schemas.events.decisions import DecisionEvent
from schemas.events.envelope import UnknownType, Unreadable, pack, unpack

GOLDEN = Path(generate.__file__).parent / "golden"
EXAMPLES = sorted(GOLDEN.rglob("*.json"))


def _topic_and_type(path: Path) -> tuple[str, str]:
    topic, name, _version, _case = path.relative_to(GOLDEN).parts
    return topic, name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_a_frozen_example_survives_reading_and_writing(path: Path) -> None:
    topic, _ = _topic_and_type(path)
    frozen = json.loads(path.read_text(encoding="utf-8"))

    event = unpack(path.read_bytes(), generate.TOPICS[topic])

    assert json.loads(pack(event)) == frozen


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_a_frozen_example_fits_its_published_schema(path: Path) -> None:
    topic, name = _topic_and_type(path)
    schema = json.loads((generate.GENERATED / topic / f"{name}.json").read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))


def test_every_event_type_has_a_frozen_example() -> None:
    assert {_topic_and_type(path) for path in EXAMPLES} == {
        (topic, name) for topic, types in generate.TOPICS.items() for name in types
    }


def test_every_event_of_a_decision_has_a_frozen_example() -> None:
    union, _ = get_args(DecisionEvent)
    known = {get_args(member.model_fields["type"].annotation)[0] for member in get_args(union)}
    frozen = {
        event["type"]
        for path in EXAMPLES
        if _topic_and_type(path) == ("decisions", "decision")
        for event in json.loads(path.read_text(encoding="utf-8"))["data"]["events"]
    }

    assert frozen == known


def test_generated_files_are_those_of_the_models() -> None:
    made = {name: generate.text(document) for name, document in generate.documents().items()}
    kept = {
        str(path.relative_to(generate.GENERATED)): path.read_text(encoding="utf-8")
        for path in generate.GENERATED.rglob("*.json")
    }

    assert kept == made, "run `python -m schemas.generate` and look at what it changes"


def _golden(topic: str, name: str, case: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLDEN / topic / name / "v1" / f"{case}.json").read_text(encoding="utf-8"))
    return loaded


def test_a_reader_ignores_a_key_it_does_not_know() -> None:
    raw = _golden("control", "generation.live", "first")
    raw["data"]["from_a_later_release"] = 1
    raw["tracestate"] = "x"

    event = unpack(json.dumps(raw).encode(), generate.TOPICS["control"])

    assert event.data.generation == "g1"


def test_an_unknown_type_is_told_from_an_unreadable_event() -> None:
    raw = _golden("control", "generation.live", "first")

    with pytest.raises(UnknownType):
        unpack(json.dumps({**raw, "type": "never.heard"}).encode(), generate.TOPICS["control"])
    del raw["data"]["generation"]
    with pytest.raises(Unreadable) as caught:
        unpack(json.dumps(raw).encode(), generate.TOPICS["control"])
    assert not isinstance(caught.value, UnknownType)


@pytest.mark.parametrize(
    "value", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"type": []}', b'{"type": "generation.live"}']
)
def test_bytes_that_are_no_event_are_unreadable(value: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(value, generate.TOPICS["control"])


def test_upcasts_are_taken_one_step_at_a_time() -> None:
    raw = _golden("control", "generation.live", "first")
    raw["data"]["gen"] = raw["data"].pop("generation")
    steps = {
        ("generation.live", 1): lambda data: {**data, "name": data["gen"]},
        ("generation.live", 2): lambda data: {**data, "generation": data["name"] + "!"},
    }

    event = unpack(json.dumps(raw).encode(), generate.TOPICS["control"], steps)

    assert (event.data.generation, event.dataversion) == ("g1!", 3)
