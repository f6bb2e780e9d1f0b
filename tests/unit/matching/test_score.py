"""Scores: additive, bounded where words repeat each other, and explained by what they add up from."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.features import Features, Term
from services.dedup.matching.candidates import Postings
from services.dedup.matching.copies import resemblance
from services.dedup.matching.profile import Profile, profile_of, rarity_of
from services.dedup.matching.score import NO_WORDS, crowding, of_incident, pair, words
from services.dedup.matching.texts import TEXTS
from services.dedup.matching.weights import SHIPPED, load
from services.dedup.writer.matcher import RecordMatcher
from tests.unit.incidents.desk import TODAY, Desk, army, killed, ministry, says
from tests.unit.matching.test_slots import BASE, facts

WEIGHTS = load()


def rare(kind: str, hash: int) -> float:
    return 10.0


def profile(**features: object) -> Profile:
    return profile_of(Features.model_validate(features), TODAY, rare)


def test_a_pair_is_the_sum_of_its_reasons() -> None:
    other = says(ministry("AZ"), by=army("AM"), at=army("AZ"), toll=[killed(3, "AM")], sentence="b")
    said = words(profile(capitals=(1, 2, 3)), profile(capitals=(1, 2)), rare, WEIGHTS)

    found = pair(facts(BASE), facts(other, 2), said, WEIGHTS.prior.at(1000), WEIGHTS)

    assert found.bits == pytest.approx(sum(one.bits for one in found.comparisons(WEIGHTS)))
    assert WEIGHTS.prior.at(1000).bits == -8.2


def test_words_of_two_reports_count_once_and_no_more_than_their_bounds() -> None:
    alike = profile(
        capitals=(1, 2, 3),
        names=(4, 5),
        title_words=(6, 7),
        event_words=(8,),
        terms=tuple(Term(hash=one, count=2) for one in range(20)),
    )
    said = words(alike, alike, rare, WEIGHTS)

    assert said.bits == WEIGHTS.text_bounds[1]
    assert sum(one.bits for one in said.comparisons) == pytest.approx(said.bits)


def test_reports_without_features_say_nothing_but_when_they_were_published() -> None:
    said = words(profile(), profile(), rare, WEIGHTS)

    assert [one.name for one in said.comparisons] == ["gap"]


def test_the_prior_falls_with_the_square_root_of_how_many_reports_there_are() -> None:
    assert WEIGHTS.prior.at(4000).bits == pytest.approx(WEIGHTS.prior.at(1000).bits - 1.0)
    assert WEIGHTS.prior.at(0).bits == WEIGHTS.prior.at(WEIGHTS.prior.least_reports).bits


def test_an_incident_scores_half_its_best_and_half_its_mean() -> None:
    prior = WEIGHTS.prior.at(1000)
    near = pair(facts(BASE), facts(BASE, 2), NO_WORDS, prior, WEIGHTS)
    far = pair(facts(BASE), facts(says(ministry("AZ"), day=None), 3), NO_WORDS, prior, WEIGHTS)

    best, bits = of_incident([far, near])

    assert best is near
    assert bits == pytest.approx(0.75 * near.bits + 0.25 * far.bits)


def test_a_crowded_day_lessens_the_best_candidate() -> None:
    assert crowding(3.0, []) == 0.0
    assert crowding(3.0, [3.0]) == pytest.approx(-1.0)
    assert -0.1 < crowding(3.0, [-2.0, -3.0]) < 0.0


def test_every_level_of_words_that_can_be_given_has_a_weight() -> None:
    profiles = [profile()] + [
        profile(
            terms=tuple(Term(hash=one, count=1) for one in range(start, start + 12)),
            names=range(start, start + 3),
            capitals=range(start, start + 4),
            ages=range(start, start + 2),
            streets=(start,),
            blocks=(start,),
            event_words=range(start, start + 3),
            title_words=range(start, start + 3),
            sketch=range(start, start + 60),
        )
        for start in range(14)
    ]
    for name, level in TEXTS.items():
        for bits in (1.0, 4.0, 7.5, 9.0, 20.0):
            given_levels = {level(a, b, lambda _kind, _hash, bits=bits: bits) for a in profiles for b in profiles}  # type: ignore[misc]
            assert given_levels <= set(WEIGHTS.texts[name])


def test_weights_tell_their_provenance_and_their_fingerprint_follows_their_bytes(tmp_path: Path) -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert {"date", "texts", "slots", "prior", "chosen"} <= set(raw["provenance"])
    raw["thresholds"]["attach"] = 1.5
    (tmp_path / "other.json").write_text(json.dumps(raw), encoding="utf-8")

    other = load(tmp_path / "other.json")

    assert other.thresholds.attach == 1.5
    assert other.fingerprint != WEIGHTS.fingerprint


def test_rarity_grows_with_the_stream_and_falls_with_use() -> None:
    assert rarity_of(0, 0) > rarity_of(5, 0)
    assert rarity_of(0, 100_000) > rarity_of(0, 100)


@given(st.sets(st.integers(0, 2**32 - 1), max_size=60), st.sets(st.integers(0, 2**32 - 1), max_size=60))
def test_resemblance_is_exact_for_texts_that_fit_their_sketch(a: set[int], b: set[int]) -> None:
    found = resemblance(sorted(a), sorted(b))

    assert found == resemblance(sorted(b), sorted(a))
    assert 0.0 <= found <= 1.0
    if a and a == b:
        assert found == 1.0
    if not a & b:
        assert found == 0.0


def test_postings_give_the_newest_and_stop_at_the_cap() -> None:
    postings: Postings[int] = Postings(newest=3)
    for item in range(10):
        postings.file(item, {1})
    postings.file(10, {1, 2})

    assert set(postings.near({1}, 100)) == {8, 9, 10}
    assert set(postings.near({1, 2}, 1)) == {10}, "the rarest key is visited first"
    postings.remove(10)
    assert 10 not in postings.near({1, 2}, 100)


def test_the_evidence_adds_up_and_says_it_in_words() -> None:
    desk = Desk()
    for name in ("a", "b", "c", "d", "e", "f", "g"):
        kind = {"place": None} if name in "bdf" else {}
        desk.publish(name, says(ministry("AM"), by=army("AZ"), sentence=name, **kind), source=name)  # type: ignore[arg-type]
    placed = desk.decisions[-1].events[-1]
    assert placed.type == "statement.placed"
    chosen = placed.evidence.chosen

    assert chosen is not None
    assert chosen.bits == pytest.approx(sum(one.bits for one in chosen.comparisons), abs=0.06)
    assert "the same place" in placed.evidence.sentence
    assert f"{chosen.bits:.1f} bits" in placed.evidence.sentence
    assert len(placed.evidence.runners_up) <= 3


def test_an_index_filled_from_the_record_finds_what_the_one_that_followed_finds() -> None:
    desk = Desk()
    for number in range(5):
        desk.publish(f"r{number}", says(ministry("AM"), by=army("AZ"), sentence=f"s{number}"), source=f"x{number}")
    filled = RecordMatcher(desk.record, desk.weights)
    filled.fill()
    probe = facts(says(ministry("AM"), by=army("AZ"), sentence="new"), report=99)

    assert filled.index.near(probe, {}) == desk.matcher.index.near(probe, {})
    assert len(filled.index) == len(desk.matcher.index) == 5
    assert all(isinstance(one, UUID) for one in filled.index.near(probe, {}))
