"""Whatever comes in, something sane comes out, and the same each time."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from uuid import UUID, uuid5

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.events.statements import MAX_STATEMENTS
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import MODEL, Document, Extraction, Extractor, lexicon
from services.ingest.extraction.syntax.parse import Parser, open_model

WIRE = Actor(name="Valley Wire", country="CH", kind=ActorKind.MEDIA)
PUBLISHED = datetime(2024, 10, 9, 15, 30, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "The army said", "rebels shelled the town", "killing three soldiers", "and wounding", "dozens", '"', "“", "”",
        "it denied that", "according to", "the ministry", "on Tuesday night", "near Goma", ",", ".", ";", ":", "—", "(",
        "No one was hurt", "LIVE:", "12:30", "#Lubero", "he said", "which", "that", "not", "Baku", "\n", "[", "]", "'s",
    ]
)  # fmt: skip


def document(text: str, title: str | None = None, number: int = 7) -> Document:
    return Document(UUID(int=number), title, text, None, PUBLISHED, WIRE, SourceKind.OUTLET)


def check(found: Extraction, title: str | None, text: str) -> None:
    fields = {"title": title or "", "text": text}
    ids = [statement.id for statement in found.statements]
    assert len(ids) == len(set(ids))
    assert len(ids) <= MAX_STATEMENTS
    assert (found.why is None) == bool(ids)
    for statement in found.statements:
        assert statement.span is not None
        assert 0 <= statement.span.start < statement.span.end <= len(fields[statement.span.field])
        assert {slot.statement for slot in statement.carried} <= {None, *ids}
        if statement.answers is not None and statement.answers.statement is not None:
            assert statement.answers.statement in ids


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("The army said AU The army said rebels shelled the town", None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=40).map(" ".join), st.none() | st.text(max_size=40))
def test_any_text_gives_sane_statements(extractor: Extractor, text: str, title: str | None) -> None:
    check(extractor.extract(document(text, title)), title, text)


def test_a_mebibyte_of_garbage_takes_seconds(extractor: Extractor) -> None:
    for text in ("x" * (1 << 20), '"a. B ' * (1 << 17), "killed " * (1 << 14), "\u202e\U0001f4a3 " * (1 << 18)):
        started = time.process_time()
        check(extractor.extract(document(text)), None, text)
        assert time.process_time() - started < 30


def test_more_statements_than_the_limit_are_counted(extractor: Extractor) -> None:
    text = "\n\n".join(
        f"Rebels shelled the village of Kora{n}, killing {n + 2} soldiers." for n in range(MAX_STATEMENTS + 25)
    )
    found = extractor.extract(document(text))
    assert len(found.statements) == MAX_STATEMENTS
    assert found.truncated > 0


TEXT = (
    "Armenia's Defence Ministry said Azerbaijani troops shelled Tegh on Tuesday, wounding a soldier. "
    "Azerbaijan rejected the report as a fabrication. "
    "A second mortar attack on the village killed two farmers, medics said."
)


def test_a_batch_gives_what_single_reports_give(extractor: Extractor) -> None:
    documents = [document(TEXT, number=n) for n in range(3)] + [document("Nothing here.", number=9)]
    assert extractor.extract_batch(documents) == [extractor.extract(each) for each in documents]


def test_a_copy_costs_no_parsing() -> None:
    parser = Parser(open_model(MODEL), lexicon.load())
    units = [f"Rebels shelled the village of Kora{n}, killing {n + 2} soldiers." for n in range(30)]
    first = parser.parse(units)
    again = parser.parse(units)
    assert all(a is b for a, b in zip(first, again, strict=True))


def test_the_cache_of_parses_keeps_to_its_budget() -> None:
    parser = Parser(open_model(MODEL), lexicon.load(), budget=20_000)
    parser.parse([f"Rebels shelled the village of Kora{n}." for n in range(30)])
    assert 0 < parser.bytes <= 20_000


def test_statements_of_equal_sentences_are_told_apart(extractor: Extractor) -> None:
    text = "Rebels shelled the town of Goma.\n\nThe market was quiet.\n\nRebels shelled the town of Goma."
    found = extractor.extract(document(text)).statements
    assert len({(s.sentence.hash, s.sentence.occurrence) for s in found}) == len(found)
    assert len({s.sentence.hash for s in found}) == 1


def test_equal_documents_give_equal_extractions_in_another_process(extractor: Extractor) -> None:
    here = extractor.extract(document(TEXT))
    program = (
        "import json, sys; from tests.unit.extraction.test_safety import TEXT, document;"
        "import reference; from services.ingest.extraction import Extractor;"
        "e = Extractor.load(reference.open()); x = e.extract(document(TEXT));"
        "print(json.dumps([[s.model_dump_json() for s in x.statements], x.features.model_dump_json(), "
        "e.rules.fingerprint]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    there = json.loads(run.stdout.splitlines()[-1])
    assert there == [
        [s.model_dump_json() for s in here.statements],
        here.features.model_dump_json(),
        extractor.rules.fingerprint,
    ]


def test_the_tables_are_the_same_in_whatever_order_a_process_goes_through_its_sets() -> None:
    program = (
        "from services.ingest.extraction import lexicon;"
        "held = lexicon.load(); print(sorted(held.verb_lemmas.items()), sorted(held.noun_lemmas.items()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2, 6)
    }
    assert len(told) == 1


def test_a_report_id_changes_ids_and_nothing_else(extractor: Extractor) -> None:
    a = extractor.extract(document(TEXT, number=1)).statements
    b = extractor.extract(document(TEXT, number=2)).statements
    assert [s.id for s in a] != [s.id for s in b]
    assert [(s.event_type, s.span, s.sentence) for s in a] == [(s.event_type, s.span, s.sentence) for s in b]
    assert uuid5(UUID(int=1), "x") not in {s.id for s in a}
