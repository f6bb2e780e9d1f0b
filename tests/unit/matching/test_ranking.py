"""Ranking: additive, held down where reports tell of several happenings, explained by what it adds up from."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from schemas.features import Features, Term
from schemas.slots import Place
from schemas.statement import Statement
from schemas.vocabulary import EventType
from services.dedup.matching import keys, slots, words
from services.dedup.matching.candidates import Postings
from services.dedup.matching.copies import resemblance
from services.dedup.matching.facts import rows_of
from services.dedup.matching.filing import Filing
from services.dedup.matching.index import Index
from services.dedup.matching.nearest import these
from services.dedup.matching.pairs import by_slots
from services.dedup.matching.profile import Profile, profile_of, rarity_of
from services.dedup.matching.rank import between, crowding
from services.dedup.matching.reasons import pair_reasons
from services.dedup.matching.weights import SHIPPED, load
from services.dedup.writer.matcher import RecordMatcher
from tests.unit.incidents.desk import HENTZAU, TODAY, ZENDA, Desk, army, ministry, says
from tests.unit.matching.test_slots import facts

WEIGHTS = load()


def filed(*keys: int) -> NDArray[np.int64]:
    return np.array(keys, np.int64)


def sketch(hashes: Iterable[int]) -> NDArray[np.uint32]:
    return np.array(sorted(hashes), np.uint32)


def profile(**features: object) -> Profile:
    return profile_of(Features.model_validate(features), TODAY)


def levels(a: Profile, b: Profile) -> dict[str, str]:
    """Where everything is as rare as what one report in a thousand has."""
    found = np.empty(len(words.LEVELS), np.int8)
    one, rare = a.said[0], np.full(len(a.words), 10.0)
    words.compare(one, a.words, rare, words.found_by(one, a.words), b.said[0], b.words, found)
    return {name: known[level] for (name, known), level in zip(words.LEVELS.items(), found.tolist(), strict=True)}


def test_looking_words_up_takes_room_for_those_of_one_report_alone() -> None:
    """All words on record lie in one array: what a comparison takes must not grow with it."""
    one = profile_of(Features(sketch=(1, 2, 3), names=(4, 5)), None)
    among_others = np.concatenate((one.words, np.zeros(10_000, np.uint32)))
    assert len(words.found_by(one.said[0], among_others)) == len(words.found_by(one.said[0], one.words))


def test_like_words_reach_the_highest_levels() -> None:
    full = profile(
        terms=tuple(Term(hash=one, count=2) for one in range(20)),
        names=(4, 5),
        capitals=(1, 2, 3),
        ages=(40,),
        streets=(7,),
        blocks=(8,),
        event_words=(8, 9),
        title_words=(6, 7),
        towns=(11, 12),
        main_town=11,
        state=1,
        event_day=TODAY,
        killed={"value": 2},
        injured={"value": 3},
    )

    found = levels(full, full)

    assert found["text"] == ">= 0.32"
    assert found["names"] == "two, one rare"
    assert found["rare words"] == ">= 24 bits"
    assert (found["ages"], found["streets"]) == ("rare", "same block")
    assert (found["event words"], found["title"]) == (">= 5 bits", ">= 14 bits")
    assert (found["report place"], found["report day"]) == ("rare main town", "same")
    assert (found["report killed"], found["report injured"]) == ("same, explicit", "same")
    assert (found["gap"], found["after"]) == ("0-1", "-1 to 0")


def test_reports_without_features_say_nothing_but_when_they_were_published() -> None:
    found = levels(profile(), profile())

    assert found.pop("gap") == "0-1"
    assert set(found.values()) == {"unknown"}


def test_other_words_speak_against() -> None:
    one = profile(terms=(Term(hash=1, count=1),), names=(1,), ages=(20,), event_words=(1,), capitals=(1,), state=1)
    other = profile(terms=(Term(hash=2, count=1),), names=(2,), ages=(30,), event_words=(2,), capitals=(2,), state=2)

    found = levels(one, other)

    assert (found["text"], found["names"], found["ages"]) == ("< 0.04", "none", "none")
    assert (found["rare words"], found["event words"], found["report place"]) == (
        "< 4 bits",
        "< -10 bits",
        "other state",
    )


def test_the_prior_falls_with_the_square_root_of_how_many_reports_there_are() -> None:
    assert WEIGHTS.prior.at(4000).bits == pytest.approx(WEIGHTS.prior.at(1000).bits - 1.0)
    assert WEIGHTS.prior.at(0).bits == WEIGHTS.prior.at(WEIGHTS.prior.least_reports).bits


def test_a_crowded_day_lessens_the_best_candidate() -> None:
    assert crowding(3.0, []) == 0.0
    assert crowding(3.0, [3.0]) == pytest.approx(-1.0)
    assert -0.1 < crowding(3.0, [-2.0, -3.0]) < 0.0


def test_every_level_has_a_weight_and_no_other_has(tmp_path: Path) -> None:
    known = {name: set(levels) for name, levels in ({**slots.LEVELS, **words.LEVELS}).items()}
    assert {name: set(levels) for name, levels in WEIGHTS.levels.items()} == known

    assert all(WEIGHTS.levels[name][levels[0]].bits == 0 for name, levels in ({**slots.LEVELS, **words.LEVELS}).items())

    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    del raw["comparisons"]["day"]["same"]
    (tmp_path / "holed.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(ValueError, match="no weight for day: same"):
        load(tmp_path / "holed.json")


HALL = Place(name="Rassendyll Hall", country="AM")
"""It is on no map."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (says(ministry("AM"), by=army("AZ"), at=army("AM")), says(ministry("AM"), by=army("AM"), at=army("GE"))),
        (says(ministry("AM"), place=ZENDA), says(ministry("AM"), place=HALL)),
        (says(ministry("AM"), place=ZENDA), says(ministry("AM"), place=HENTZAU)),
        (says(ministry("AM")), says(ministry("AM"), day=TODAY - timedelta(days=1))),
    ],
)
def test_other_slots_say_less_where_one_statement_was_read(one: Statement, other: Statement) -> None:
    """Reading takes one party, place or day for another oftener than a desk does, in accounts of one happening too."""

    def bits(rule: str) -> float:
        rows = rows_of([facts(said.model_copy(update={"rule": rule}), at) for at, said in enumerate((one, other), 1)])
        index = Index(WEIGHTS.candidates)
        index.file([Filing(0, 0, 0, 0)], rows[1:])
        of_slots, of_siblings, _, within, attach, *_ = WEIGHTS.tables
        candidates = these(index.held, np.array([0], np.int64))
        _, found = by_slots(
            rows[:1], rows[:1], candidates, index.facts, index.held, index.made, of_slots, of_siblings, within, attach
        )
        slots = float(found["slots"][0, 0])
        found["repeated"] = found["spoken"] = False
        numbers, _ = pair_reasons(found, 0, 0, np.zeros(len(words.LEVELS), np.int8))
        why = [reason.outcome for number in numbers.tolist() if (reason := WEIGHTS.reasons[number]) is not None]
        assert sum(one.bits for one in why) == pytest.approx(slots)
        return slots

    assert bits("coded") < bits("frame")


@pytest.mark.parametrize("section", ["read", "read_siblings"])
def test_what_is_read_is_weighed_by_known_levels_alone(tmp_path: Path, section: str) -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    raw[section]["target"] = {"stranger": {"bits": -1.0}}
    (tmp_path / "strange.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(ValueError, match="level that target has not: stranger"):
        load(tmp_path / "strange.json")


def test_weights_never_fall_along_the_order_of_their_levels() -> None:
    for name in ("text", "rare words", "names", "ages", "streets", "event words", "title"):
        bits = [WEIGHTS.levels[name][level].bits for level in words.LEVELS[name][1:]]
        assert bits == sorted(bits), name


def test_weights_tell_their_provenance_and_their_fingerprint_follows_their_bytes(tmp_path: Path) -> None:
    raw = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert {"date", "words", "slots", "siblings", "chosen"} <= set(raw["provenance"])
    raw["thresholds"]["attach"] = 1.5
    (tmp_path / "other.json").write_text(json.dumps(raw), encoding="utf-8")

    other = load(tmp_path / "other.json")

    assert other.thresholds.attach == 1.5
    assert other.fingerprint != WEIGHTS.fingerprint


def test_rarity_grows_with_the_stream_and_falls_with_use() -> None:
    counts = np.array([0.0, 5.0])
    few, many = rarity_of(counts, 100), rarity_of(counts, 100_000)
    assert few[0] > few[1]
    assert (many > few).all()


@given(st.sets(st.integers(0, 2**32 - 1), max_size=60), st.sets(st.integers(0, 2**32 - 1), max_size=60))
def test_resemblance_is_exact_for_texts_that_fit_their_sketch(a: set[int], b: set[int]) -> None:
    found = resemblance(sketch(a), sketch(b))

    assert found == resemblance(sketch(b), sketch(a))
    assert 0.0 <= found <= 1.0
    if a and a == b:
        assert found == 1.0
    if not a & b:
        assert found == 0.0


def test_postings_give_the_newest_and_stop_at_the_cap() -> None:
    postings = Postings(newest=3)
    for item in range(10):
        postings.add(item, filed(1))
    postings.add(10, filed(1, 2))

    assert set(postings.near({1}, 100)) == {8, 9, 10}
    assert set(postings.near({1, 2}, 1)) == {10}, "the rarest key is visited first"
    postings.remove(10, filed(1, 2))
    assert set(postings.near({1, 2}, 100)) == {7, 8, 9}


@given(st.permutations(range(12)), st.sets(st.integers(0, 11)))
def test_postings_depend_on_what_is_filed_not_on_the_order(order: list[int], gone: set[int]) -> None:
    straight, shuffled = Postings(newest=3), Postings(newest=3)
    for item in range(12):
        if item not in gone:
            straight.add(item, filed(item % 4, 100))
    for item in order:
        shuffled.add(item, filed(item % 4, 100))
    for item in gone:
        shuffled.remove(item, filed(item % 4, 100))

    assert straight.near(range(101), 1000) == shuffled.near(range(101), 1000)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sets(st.sampled_from([0, -1, 7, 2**63 - 1]), min_size=1), st.booleans()),
        max_size=120,
    )
)
def test_postings_are_those_filed_and_not_taken_out(acts: list[tuple[int, set[int], bool]]) -> None:
    postings, held = Postings(newest=20), dict[int, set[int]]()
    for item, of, stays in acts:
        if item in held:
            postings.remove(item, filed(*held.pop(item)))
        if stays:
            held[item] = of
            postings.add(item, filed(*of))

    for key in (0, -1, 7, 2**63 - 1, 8):
        assert set(postings.near({key}, 1000)) == set(sorted(one for one, of in held.items() if key in of)[-20:])


def test_a_key_is_the_hash_that_python_gives() -> None:
    wide = st.integers(-(2**63) + 1, 2**63 - 1)

    @given(st.lists(wide, min_size=2, max_size=4))
    def require(numbers: list[int]) -> None:
        a, b, c, d = (*numbers, 0, 0)[:4]
        assert keys.key(a, b, c, d, len(numbers)) == hash(tuple(numbers))

    require()


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
    told = re.search(r"that makes (\S+) bits", placed.evidence.sentence)
    assert told is not None
    assert float(told[1]) == pytest.approx(chosen.bits, abs=0.06)
    assert len(placed.evidence.runners_up) <= 3


ALIKE = Features.model_validate(
    {
        "terms": [{"hash": one, "count": 2} for one in range(20)],
        "names": (4, 5),
        "capitals": range(1, 9),
        "title_words": (6, 7),
        "event_words": (8, 9),
        "event_day": TODAY,
    }
)


def elsewhere(sentence: str, days: int) -> Statement:
    place = HENTZAU.model_copy(update={"id": sentence, "name": sentence, "lat": 30.0 + days, "country": "GE"})
    return says(ministry("GE"), EventType.THREAT, place=place, day=TODAY - timedelta(days=days), sentence=sentence)


@pytest.mark.parametrize("several", [False, True])
def test_words_say_that_reports_share_a_happening_not_which(several: bool) -> None:
    desk = Desk()
    one = says(ministry("AM"), EventType.SHELLING, place=None, day=None, sentence="one")
    other = says(ministry("AZ"), EventType.OTHER, place=ZENDA, day=None, sentence="other")
    rest = [elsewhere(name, days) for name, days in (("p", 3), ("q", 5))] if several else []
    desk.publish("a", one, *rest, source="courier", features=ALIKE)
    rest = [elsewhere(name, days) for name, days in (("r", 7), ("s", 9))] if several else []
    desk.publish("b", other, *rest, source="herald", features=ALIKE)

    first, second = desk.statements("a", "courier")[0], desk.statements("b", "herald")[0]
    assert desk.together(first, second) is not several


@pytest.mark.parametrize("leads", [False, True])
def test_what_a_story_does_not_repeat_lets_the_leads_of_two_reports_be_one(leads: bool) -> None:
    desk = Desk()
    particular = ALIKE.model_copy(update={"ages": (43,), "blocks": (7,), "streets": (8,)})
    one = says(ministry("AM"), EventType.SHELLING, place=None, day=None, sentence="one")
    other = says(ministry("AZ"), EventType.OTHER, place=ZENDA, day=None, sentence="other")
    rest = [elsewhere(name, days) for name, days in (("p", 3), ("q", 5))]
    desk.publish("a", one, *rest, source="courier", features=particular)
    rest = [elsewhere(name, days) for name, days in (("r", 7), ("s", 9))]
    told = [other, *rest] if leads else [*rest, other]
    desk.publish("b", *told, source="herald", features=particular)

    first, second = desk.statements("a", "courier")[0], desk.statements("b", "herald")[told.index(other)]
    assert desk.together(first, second) is leads


@pytest.mark.parametrize("read", [False, True])
def test_a_hall_that_is_on_no_map_may_be_in_the_town_that_its_report_names(read: bool) -> None:
    """Where a desk means one place it writes one; reading takes the town here and the hall there."""
    desk = Desk()
    told = [says(ministry("AM"), place=place, sentence=place.name) for place in (ZENDA, HALL)]
    rule = "frame" if read else "coded"
    desk.publish("a", *(one.model_copy(update={"rule": rule}) for one in told))

    assert desk.together(*desk.statements("a")) is read
    placed = desk.decisions[-1].events[-1]
    assert placed.type == "statement.placed"
    if (chosen := placed.evidence.chosen) is not None:
        assert chosen.bits == pytest.approx(sum(one.bits for one in chosen.comparisons), abs=0.06)


@pytest.mark.parametrize("particular", [False, True])
def test_another_country_counts_in_full_unless_words_say_what_is_particular(particular: bool) -> None:
    desk = Desk()
    words = Features(terms=ALIKE.terms, ages=(43,) if particular else (), streets=(8,) if particular else ())
    one = says(ministry("AM"), EventType.SHELLING, place=ZENDA, sentence="one")
    other = says(ministry("GE"), EventType.SHELLING, place=HENTZAU.model_copy(update={"country": "GE", "lat": 30.0}))
    desk.publish("a", one, source="courier", features=words)
    desk.publish("b", other, source="herald", features=words)

    first, second = desk.statements("a", "courier")[0], desk.statements("b", "herald")[0]
    assert desk.together(first, second) is particular


@pytest.mark.parametrize("main", [5, 6])
def test_a_town_that_one_report_names_in_passing_silences_no_slot(main: int) -> None:
    desk = Desk()
    towns = Features(terms=ALIKE.terms, towns=(5, 6), main_town=5)
    far = HENTZAU.model_copy(update={"country": "GE", "lat": 30.0})
    desk.publish("a", says(ministry("AM"), place=ZENDA), source="courier", features=towns)
    towns = towns.model_copy(update={"main_town": main})
    desk.publish("b", says(ministry("GE"), place=far), source="herald", features=towns)

    (placed,) = (event for event in desk.decisions[-1].events if event.type == "statement.placed")
    candidates = [one for one in (placed.evidence.chosen, *placed.evidence.runners_up) if one is not None]
    (against,) = (one.bits for candidate in candidates for one in candidate.comparisons if one.name == "place")
    full = WEIGHTS.levels["place"]["far abroad"].bits
    assert against == pytest.approx(full * (WEIGHTS.repeated if main == 5 else 1.0))


@pytest.mark.parametrize("particular", [False, True])
def test_a_score_is_told_whenever_it_reaches_what_is_asked_for(particular: bool) -> None:
    desk = Desk()
    words = Features(terms=ALIKE.terms, ages=(43,) if particular else (), streets=(8,) if particular else ())
    far = HENTZAU.model_copy(update={"country": "GE", "lat": 30.0})
    for name, place, who, days in (("a", ZENDA, "AM", (3, 5)), ("b", far, "GE", (7, 9))):
        rest = [elsewhere(f"{name}{one}", one) for one in days]
        desk.publish(name, says(ministry(who), place=place), *rest, source=name, features=words)
    one, other = (desk.record.statement(desk.statements(name, name)[0]).seq for name in ("a", "b"))
    matcher = desk.matcher

    def asked(least: float) -> float | None:
        found = between(matcher.index, WEIGHTS, 2, matcher.weighed, [one], [other], least)
        return found.bits if found is not None else None

    score = asked(-np.inf)
    assert score is not None
    assert asked(score - 0.01) == score
    assert asked(score + 0.01) is None


def test_an_index_filled_from_the_record_finds_what_the_one_that_followed_finds() -> None:
    desk = Desk()
    for number in range(5):
        desk.publish(f"r{number}", says(ministry("AM"), by=army("AZ"), sentence=f"s{number}"), source=f"x{number}")
    filled = RecordMatcher(desk.record, desk.weights)
    filled.fill()
    probe = rows_of([facts(says(ministry("AM"), by=army("AZ"), sentence="new"), report=99)])

    found, same = (matcher.index.near(probe, profile(), None) for matcher in (filled, desk.matcher))
    assert found[0].tolist() == same[0].tolist()
    assert found[1]["number"].tolist() == same[1]["number"].tolist()
    assert len(filled.index) == len(desk.matcher.index) == len(found[1]) == 5
