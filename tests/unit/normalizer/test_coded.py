"""Coded statements come out as extraction's do: resolved, with ids that last, beside features of the words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

import reference
from reference import Reference
from schemas.coded import CodedStatement
from schemas.slots import Actor
from schemas.statement import Statement
from schemas.vocabulary import ActorKind, Polarity, SourceKind
from services.dedup.incidents.pairing import pair
from services.ingest.extraction import Document, Extraction
from services.ingest.extraction.assemble import sentence_hash
from services.ingest.extraction.text.sketch import minhash
from services.ingest.normalizer.coded import CodedDocument
from services.ingest.normalizer.describing import Describing, described
from services.ingest.normalizer.wordless import WordlessBeside
from tests.unit.normalizer.test_guard import Obedient

REPORT = UUID("00000000-0000-5000-8000-00000000c0de")
MISSION = Actor(id="euma", name="EU Mission in Armenia", kind=ActorKind.OBSERVER_MISSION)
TEXT = "The night was loud. Shells fell on Tegh.\nRead more: elsewhere\nBaku denied it. Shells fell on Tegh."

SHELLED: dict[str, Any] = {
    "claimant": {"id": "am.mod"},
    "event_type": "shelling",
    "initiator": {"name": "Azerbaijani armed forces", "country": "AZ", "kind": "military"},
    "target": {"id": "am.mil"},
    "place": {"name": "Tegh", "country": "AM"},
    "occurred": {"start": "2024-04-12T00:00:00Z", "end": "2024-04-12T23:59:59Z", "precision": "day"},
}


@pytest.fixture(scope="module")
def world() -> Reference:
    return reference.open()


def report(*statements: dict[str, Any], text: str = TEXT, language: str | None = "en") -> CodedDocument:
    published = datetime(2024, 4, 12, 18, tzinfo=UTC)
    coded = tuple(CodedStatement.model_validate(one) for one in statements)
    return CodedDocument(REPORT, None, text, language, published, MISSION, SourceKind.OBSERVER, coded)


def at(words: str, occurrence: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return {"field": "text", "start": start, "end": start + len(words)}


def said(world: Reference, *statements: dict[str, Any], **more: Any) -> Sequence[Statement]:
    return described(report(*statements, **more), world).statements


def toll(killed: int) -> dict[str, Any]:
    return {"casualties": [{"category": "killed", "side": "AM", "min": killed, "max": killed}]}


def test_actors_and_places_are_looked_up_by_id_and_by_name(world: Reference) -> None:
    (one,) = said(world, SHELLED)

    assert (one.claimant.name, one.initiator and one.initiator.id) == ("Armenian Ministry of Defence", "az.mil")
    assert one.place is not None
    assert (one.place.name, one.place.country) == ("Tegh", "AM")
    assert one.place.id is not None
    assert one.place.lat == pytest.approx(39.55, abs=0.2)


def test_what_was_said_of_an_actor_goes_before_what_its_name_would_mean(world: Reference) -> None:
    (one,) = said(world, {**SHELLED, "initiator": {"name": "Baku", "country": "GE", "kind": "rebel"}})

    assert one.initiator == Actor(name="Baku", country="GE", kind=ActorKind.REBEL)


def test_common_people_who_speak_keep_what_a_desk_calls_them(world: Reference) -> None:
    """Hit, they are civilians of a country; as speakers a nurse and the shepherds would become one voice."""
    nurse, shepherds = ({"name": name, "country": "AM", "kind": "civilian"} for name in ("a nurse", "shepherds"))
    told = [{**SHELLED, "claimant": one, "target": shepherds} for one in (nurse, shepherds)]
    said_by = [(one.claimant.name, one.claimant.country, one.target and one.target.id) for one in said(world, *told)]

    assert said_by == [("a nurse", "AM", "am.civilians"), ("shepherds", "AM", "am.civilians")]


def test_an_office_is_looked_up_as_it_was_on_the_day_of_each_statement(world: Reference) -> None:
    told = {"event_type": "threat", "claimant": {"name": "Joseph Aoun"}}
    days = [
        {"occurred": {"start": f"{year}-02-01T00:00:00Z", "end": f"{year}-02-01T23:59:59Z", "precision": "day"}}
        for year in (2024, 2026)
    ]

    assert [one.claimant.id for one in said(world, *(told | day for day in days))] == ["lb.mil", "lb.president"]


def test_a_place_is_looked_for_where_the_others_of_its_report_are(world: Reference) -> None:
    tripoli = {"event_type": "shelling", "place": {"name": "Tripoli"}}
    beside = {"event_type": "shelling", "place": {"name": "here", "lat": 34.3, "lon": 35.9}}
    within = {"event_type": "shelling", "target": {"name": "somebody", "country": "LY"}}

    near, _ = said(world, tripoli, beside)
    inside, _ = said(world, tripoli, within)
    assert [one.place.country for one in (near, inside) if one.place is not None] == ["LB", "LY"]


def test_a_point_that_was_given_is_kept(world: Reference) -> None:
    (one,) = said(world, {**SHELLED, "place": {"name": "Tegh", "lat": 1.5, "lon": 2.5}})

    assert one.place is not None
    assert (one.place.lat, one.place.lon, one.place.id) == (1.5, 2.5, None)


def test_without_a_claimant_the_publisher_speaks(world: Reference) -> None:
    (one,) = said(world, {"event_type": "shelling"})

    assert one.claimant == world.actors.called(MISSION)


def test_an_answer_by_index_becomes_one_by_id(world: Reference) -> None:
    denial = {"event_type": "shelling", "speech_act": "denies", "answers": {"statement": 1}}
    first, second = said(world, denial, SHELLED)

    assert first.answers is not None
    assert (first.answers.statement, first.answers.claimant) == (second.id, "am.mod")
    assert first.polarity is Polarity.NEGATIVE


def test_a_span_gives_the_sentence_it_begins_in_and_tells_equal_ones_apart(world: Reference) -> None:
    first, again, second = said(
        world,
        {**SHELLED, "span": at("fell on Tegh")},
        {**SHELLED, "span": at("Shells")},
        {**SHELLED, "span": at("Shells", 1)},
    )

    assert first.sentence.hash == sentence_hash("Shells fell on Tegh.")
    assert (first.sentence.start, first.sentence.occurrence) == (TEXT.index("Shells"), 0)
    assert again.sentence == first.sentence
    assert (second.sentence.hash, second.sentence.occurrence) == (first.sentence.hash, 1)
    assert len({first.id, again.id, second.id}) == 3


def test_a_span_in_a_line_that_is_left_out_still_has_a_sentence(world: Reference) -> None:
    (one,) = said(world, {**SHELLED, "span": at("elsewhere")})

    assert one.sentence.hash == sentence_hash("elsewhere")


def test_a_statement_without_a_span_is_alike_to_others_by_its_slots_in_words(world: Reference) -> None:
    one, denial = said(world, {**SHELLED, **toll(3)}, {"event_type": "shelling", "speech_act": "denies"})

    assert one.sentence.sketch == minhash(
        "act asserts type shelling claimant am.mod initiator Azerbaijani armed forces AZ target am.mil "
        "place Tegh day 2024-04-12 killed AM 3 3"
    )
    assert denial.sentence.sketch == minhash(
        "act denies type shelling claimant nobody initiator nobody target nobody place nowhere day never"
    )


def test_the_ids_of_statements_without_spans_stay_what_they_were(world: Reference) -> None:
    one, again = said(world, {**SHELLED, **toll(3)}, SHELLED)

    assert one.sentence.hash == again.sentence.hash == "bea38f9119e48a81ee4bd649"
    assert (str(one.id), str(again.id)) == (
        "e9552270-8f96-5407-a07d-28a8aa28ee2e",
        "c1d61e26-1e3e-5874-a09d-f73045c30cf0",
    )


def test_a_revision_without_spans_keeps_the_ids_of_what_it_changes(world: Reference) -> None:
    elsewhere = {**SHELLED, "place": {"name": "Jermuk", "country": "AM"}, "claimant": {"id": "am"}}
    before = said(world, {**SHELLED, **toll(3)}, elsewhere)
    day = {**SHELLED["occurred"], "precision": "part_of_day"}
    after = said(world, elsewhere, {**SHELLED, **toll(5), "occurred": day}, {**elsewhere, "event_type": "threat"})

    assert pair(before, after) == {0: before[1].id, 1: before[0].id}


def test_an_edited_toll_alone_keeps_even_the_sentence(world: Reference) -> None:
    (before,), (after,) = said(world, {**SHELLED, **toll(3)}), said(world, {**SHELLED, **toll(5)})

    assert (before.id, before.sentence.hash) == (after.id, after.sentence.hash)


def test_the_language_is_no_hindrance_and_features_are_found(world: Reference) -> None:
    found = described(report(SHELLED, text="Ночью обстреляли село, погибли трое солдат.", language="ru"), world)

    assert (len(found.statements), found.why, found.language) == (1, None, "ru")
    assert found.features.sketch
    assert found.features.event_day == datetime(2024, 4, 12, tzinfo=UTC).date()


def test_a_report_without_words_has_the_features_of_one_whose_words_say_nothing(world: Reference) -> None:
    told = SHELLED | toll(3)

    wordless, blank = (described(report(told, text=text), world).features for text in ("", "\n"))

    assert wordless == blank
    assert (wordless.main_town, wordless.killed, wordless.event_day) != (None, None, None)


def test_a_batch_keeps_its_order_and_only_texts_are_extracted_from(world: Reference) -> None:
    plain = Document(REPORT, None, "a", None, None, MISSION, SourceKind.OBSERVER)

    outcomes = Describing(Obedient(), world).extract_batch([report(text="raise"), plain, report(SHELLED)])

    assert [len(one.statements) for one in outcomes] == [0, 0, 1]
    assert [one.detail for one in outcomes] == ["posted with no statements", "read a", None]


def test_a_wordless_report_stands_in_order_among_those_whose_texts_are_guarded(world: Reference) -> None:
    wordless = report(SHELLED, text="")
    spoken = Document(REPORT, None, "what was seen", None, None, MISSION, SourceKind.OBSERVER)
    with WordlessBeside(Obedient, 5.0, world) as extractor:
        first, second, third, fourth = extractor.extract([spoken, wordless, report(SHELLED), wordless])

    assert first == Obedient().extract_batch([spoken])[0]
    assert second == fourth == described(wordless, world)
    assert isinstance(third, Extraction)
    assert third.detail == f"read {TEXT}"
