"""Ids name what they are of: the same again gives the same id, anything else another."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import ids

words = st.text(min_size=1, max_size=40)
uuids = st.uuids()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(words, words)
def test_a_report_posted_again_keeps_its_id(source: str, name: str) -> None:
    assert ids.report_id(source, external_id=name) == ids.report_id(source, external_id=name)


@given(words, words, words, words)
def test_reports_of_other_sources_or_names_are_others(a: str, x: str, b: str, y: str) -> None:
    assert (ids.report_id(a, external_id=x) == ids.report_id(b, external_id=y)) == ((a, x) == (b, y))


@given(words, words)
def test_an_external_id_is_never_taken_for_a_url_or_for_content(source: str, name: str) -> None:
    made = {
        ids.report_id(source, external_id=name),
        ids.report_id(source, url=name),
        ids.report_id(source, content=name),
    }
    assert len(made) == 3


@given(words, words, words)
def test_the_external_id_names_a_report_that_has_a_url_too(source: str, name: str, url: str) -> None:
    assert ids.report_id(source, external_id=name, url=url) == ids.report_id(source, external_id=name)


def test_a_report_without_any_name_is_refused() -> None:
    with pytest.raises(ValueError, match="external id, a url or content"):
        ids.report_id("a")


@given(st.dictionaries(words, json_values, max_size=5))
def test_the_hash_of_fields_does_not_hang_on_their_order_or_on_absent_ones(fields: dict[str, object]) -> None:
    turned = dict(reversed(fields.items()))

    assert ids.content_hash(turned) == ids.content_hash(fields) == ids.content_hash({**fields, "\0absent": None})


@given(st.dictionaries(words, st.text(max_size=5), min_size=1, max_size=4), st.data())
def test_any_changed_field_is_another_revision(fields: dict[str, str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(fields)))
    changed = {**fields, name: fields[name] + "."}
    report = ids.report_id("a", content="b")

    before, after = (ids.revision_id(report, ids.content_hash(f)) for f in (fields, changed))

    assert before != after


@given(uuids, words, st.integers(0, 5), st.integers(0, 5))
def test_statements_of_one_sentence_differ_by_occurrence_and_ordinal(
    report: UUID, sentence: str, occurrence: int, ordinal: int
) -> None:
    here = ids.statement_id(report, sentence, occurrence, ordinal)

    assert here != ids.statement_id(report, sentence, occurrence + 1, ordinal)
    assert here != ids.statement_id(report, sentence, occurrence, ordinal + 1)


@given(uuids, uuids)
def test_a_seed_made_by_a_review_is_another_than_the_founding_one(statement: UUID, review: UUID) -> None:
    assert ids.seed_id(statement) != ids.seed_id(statement, review)


@given(st.lists(uuids, min_size=1, max_size=6), st.data())
def test_equal_chains_of_decisions_mean_equal_logs(inputs: list[UUID], data: st.DataObject) -> None:
    def chain(of: list[UUID]) -> UUID:
        last: UUID | None = None
        for each in of:
            last = ids.decision_id(last, each, "rules")
        assert last is not None
        return last

    at = data.draw(st.integers(0, len(inputs) - 1))
    other = data.draw(uuids.filter(lambda each: each != inputs[at]))

    assert chain(inputs) == chain(list(inputs))
    assert chain(inputs) != chain([*inputs[:at], other, *inputs[at + 1 :]])


def test_ids_are_frozen() -> None:
    """The record is for ever: these values may never change."""
    report = ids.report_id("ruritania-mod", external_id="2024-117")
    made = {
        "report": report,
        "revision": ids.revision_id(report, ids.content_hash({"text": "Zenda", "title": None})),
        "statement": ids.statement_id(report, "abc", 0, 1),
        "seed": ids.seed_id(report),
        "decision": ids.decision_id(None, report, "w1"),
    }
    assert {name: str(value) for name, value in made.items()} == {
        "report": "465bfd2e-ac42-5efd-84de-97bb5c68b0ad",
        "revision": "54f062e2-159c-504c-8659-9dacb0425541",
        "statement": "0fb0adcd-caf9-5975-921c-17ac28f85926",
        "seed": "82b761e1-3297-5145-b4d8-9a8607d0cc24",
        "decision": "8b0f981f-9c13-5b34-8c69-f379f0bb21e9",
    }
