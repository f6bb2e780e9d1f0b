"""The fold: what was known at any decision can be read from the rows, and nothing is guessed or skipped."""

import random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from schemas.events import decisions as d
from schemas.events.decisions import Decision
from schemas.slots import Actor
from services.query.projection import fold
from services.query.projection.casebook import Casebook
from services.query.projection.fold import Unappliable
from services.query.projection.incidents import follow
from services.query.projection.table import Table
from tests.examples import some
from tests.histories import (
    MONITORS,
    OTHER_MONITORS,
    History,
    changed,
    killed,
    linked,
    moved,
    named,
    opened,
    placed,
    report,
    seed,
    statement,
    unlinked,
)
from tests.random_histories import RandomHistory

TABLES = ("reports", "statements", "placements", "seeds", "links", "suggestions", "versions")

Rows = dict[str, dict[tuple[Any, int], dict[str, Any]]]


def folded(decisions: list[Decision]) -> Rows:
    """All rows, by table, key and beginning."""
    book, rows = Casebook(), {name: {} for name in TABLES}  # type: Casebook, Rows
    for decision in decisions:
        follow(book, decision)
        for name in TABLES:
            table: Table[Any] = getattr(book, name)
            born, ended = table.take()
            rows[name] |= {(row.key, row.from_n): row.columns() for row in born}
            for row, n in ended:
                rows[name][row.key, row.from_n]["to_n"] = n
    return rows


def known_at(rows: Rows, n: int) -> dict[str, dict[Any, bytes]]:
    """What holds as of a decision, by table and key."""
    return {
        name: {
            key: to_json({column: value for column, value in row.items() if column != "to_n"})
            for (key, from_n), row in table.items()
            if from_n <= n and (row["to_n"] is None or row["to_n"] > n)
        }
        for name, table in rows.items()
    }


@settings(max_examples=some(30), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_as_of_any_decision_is_what_a_fold_up_to_it_gives(draw: random.Random, steps: int) -> None:
    decisions = RandomHistory(draw).run(steps).decisions
    whole = folded(decisions)
    for n in range(len(decisions)):
        assert known_at(whole, n) == known_at(folded(decisions[: n + 1]), n)


@settings(max_examples=some(30), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_versions_of_an_incident_follow_each_other_without_gap_or_overlap(draw: random.Random, steps: int) -> None:
    versions = folded(RandomHistory(draw).run(steps).decisions)["versions"]
    for key in {key for key, _ in versions}:
        chain = sorted((row["from_n"], row["to_n"]) for (other, _), row in versions.items() if other == key)
        assert [to_n for _, to_n in chain[:-1]] == [from_n for from_n, _ in chain[1:]]
        assert chain[-1][1] is None


@settings(max_examples=some(30), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_each_statement_that_is_placed_is_in_exactly_one_open_incident(draw: random.Random, steps: int) -> None:
    history = RandomHistory(draw)
    decisions = history.run(steps).decisions
    book = Casebook()
    for decision in decisions:
        follow(book, decision)
    counted = sum(version.summary["counts"]["statements"] for version in book.versions if version.state == "open")
    assert counted == sum(1 for home in history.belongs.values() if home)


def versions(book: Casebook) -> dict[Any, tuple[str, Any]]:
    """State and survivor of each incident."""
    return {version.incident_id: (version.state, version.merged_into) for version in book.versions}


def after(history: History) -> Casebook:
    """The book at the end of a history."""
    book = Casebook()
    for decision in history.decisions:
        follow(book, decision)
    return book


def two_incidents() -> History:
    """Incidents a and b, a being the older."""
    history = History()
    history.open(statement("a"), "a")
    history.open(statement("b", MONITORS), "b")
    return history


def test_the_older_incident_survives_a_merge_whatever_the_order_of_the_link() -> None:
    history = two_incidents()
    history.decide(linked("b", "a"))
    assert versions(after(history)) == {seed("a"): ("open", None), seed("b"): ("merged", seed("a"))}


def test_a_link_holds_until_its_last_cause_is_gone() -> None:
    history = two_incidents()
    history.decide(linked("a", "b", "one"))
    history.decide(linked("a", "b", "two"))
    history.decide(unlinked("a", "b", "one"))
    assert versions(after(history))[seed("b")] == ("merged", seed("a"))
    history.decide(unlinked("a", "b", "two"))
    assert versions(after(history))[seed("b")] == ("open", None)


def test_an_emptied_seed_points_to_where_its_last_statement_went() -> None:
    history = two_incidents()
    history.decide(moved("b", "a", "b"))
    assert versions(after(history)) == {seed("a"): ("open", None), seed("b"): ("merged", seed("a"))}
    history.decide(moved("b", "b", "a"))
    assert versions(after(history))[seed("b")] == ("open", None)


def test_a_statement_that_moves_to_a_linked_seed_is_still_told() -> None:
    history = two_incidents()
    history.decide(linked("a", "b"))
    book = after(history)
    changed_incidents = follow(book, history.decide(moved("b", "a", "b"), moved("a", "b", "a")))
    assert changed_incidents == []
    assert book.versions[seed("a")].summary["counts"]["statements"] == 2


def test_an_incident_without_statements_is_withdrawn() -> None:
    history = two_incidents()
    withdrawn = d.StatementWithdrawn(statement=named("statement", "b"), why=d.WithdrawnWhy.REVISED)
    history.decide(withdrawn, about=report("b", revision="2"))
    assert versions(after(history))[seed("b")] == ("withdrawn", None)


def test_a_tombstone_leads_on_once_the_seed_it_was_emptied_into_has_statements_again() -> None:
    history = two_incidents()
    history.open(statement("c", OTHER_MONITORS), "c")
    gone = [d.StatementWithdrawn(statement=named("statement", name), why=d.WithdrawnWhy.REVISED) for name in "abc"]
    history.decide(moved("c", "b", "c"), moved("b", "a", "b"), moved("c", "a", "b"), *gone)
    assert set(versions(after(history)).values()) == {("withdrawn", None)}

    history.decide(placed(statement("again"), "a"), about=report("again"))

    leads_on = ("merged", seed("a"))
    assert versions(after(history)) == {seed("a"): ("open", None), seed("b"): leads_on, seed("c"): leads_on}


def test_a_tombstone_leads_on_with_the_seed_it_was_emptied_into_when_that_is_linked_and_set_apart() -> None:
    history = two_incidents()
    history.open(statement("c", OTHER_MONITORS), "c")
    history.decide(linked("a", "b"), moved("c", "b", "c"))
    into_a = ("merged", seed("a"))
    assert versions(after(history)) == {seed("a"): ("open", None), seed("b"): into_a, seed("c"): into_a}

    history.decide(unlinked("a", "b"))

    apart = ("open", None)
    assert versions(after(history)) == {seed("a"): apart, seed("b"): apart, seed("c"): ("merged", seed("b"))}


def test_a_retracted_report_leaves_its_incident_discounted() -> None:
    history = two_incidents()
    history.decide(d.StatementRetracted(statement=named("statement", "b"), by=named("input", "x")))
    version = after(history).versions[seed("b")]
    assert (version.state, version.summary["support"]) == ("open", "discounted")


def test_a_later_revision_of_a_retracted_report_is_retracted_for_the_same_reason() -> None:
    history, by = two_incidents(), named("input", "x")
    history.decide(
        d.ReportRetractedDecided(report_id=named("report", "b"), by=by, source="wire", reason="a mix-up"),
        d.StatementRetracted(statement=named("statement", "b"), by=by),
    )
    later = (placed(statement("c"), "b"), d.StatementRetracted(statement=named("statement", "c"), by=by))
    history.decide(*later, about=report("b", revision="2"))
    row = after(history).reports[named("report", "b")]
    assert (row.revision, row.status, row.detail) == (named("revision", "b2"), "retracted", "a mix-up")


def test_a_changed_slot_of_a_retracted_statement_leaves_it_retracted() -> None:
    history = two_incidents()
    history.decide(d.StatementRetracted(statement=named("statement", "b"), by=named("input", "x")))
    history.decide(changed(statement("b", MONITORS, casualties=(killed(1),)), "b"))
    assert after(history).versions[seed("b")].summary["support"] == "discounted"


def test_a_revision_that_only_shifts_a_statement_changes_its_row_and_not_the_incident() -> None:
    history = two_incidents()
    book = after(history)
    shifted = statement("b", MONITORS).model_copy(update={"span": None})
    changed_incidents = follow(book, history.decide(changed(shifted, "b"), about=report("b", revision="2")))
    assert changed_incidents == []
    assert book.statements[named("statement", "b")].revision == named("revision", "b2")


def test_an_erasure_makes_a_version_though_nothing_told_of_the_incident_is_other_than_before() -> None:
    history = two_incidents()
    book = after(history)
    before = book.versions[seed("b")]
    ((told, version),) = follow(book, history.decide(d.ReportErasedDecided(report_id=named("report", "b"))))
    assert (told, version.from_n) == (before, 2)
    stamps = {"version", "updated_at"}
    assert {name for name in before.summary if before.summary[name] != version.summary[name]} == stamps
    again = history.decide(d.ReportErasedDecided(report_id=named("report", "b")))
    assert follow(book, again) == [], "done again it changes nothing"


def test_words_that_were_erased_do_not_come_back_when_their_source_retracts_them() -> None:
    history = History()
    history.open(statement("a", Actor(name="a villager")), "a")
    history.decide(d.ReportErasedDecided(report_id=named("report", "a")))
    history.decide(
        d.ReportRetractedDecided(report_id=named("report", "a"), by=named("input", "x"), source="herald"),
        d.StatementRetracted(statement=named("statement", "a"), by=named("input", "x")),
    )
    book = after(history)
    assert book.reports[named("report", "a")].status == "erased"
    (claim,) = book.versions[seed("a")].summary["claims"]
    assert (claim["claimant"]["name"], claim["ended"]) == ("", "retracted")


def test_a_copy_that_is_found_out_counts_once_from_then_on() -> None:
    history = two_incidents()
    history.decide(placed(statement("c", MONITORS), "a"), about=report("c"))
    before = after(history).versions[seed("a")].summary["counts"]["origins"]
    same = d.ReportOrigin(report_id=named("report", "c"), origin_id=named("report", "a"), cause=d.OriginCause.SKETCH)
    history.decide(same)
    assert (before, after(history).versions[seed("a")].summary["counts"]["origins"]) == (2, 1)


def test_the_founding_statement_may_stand_before_the_event_that_opens_its_seed() -> None:
    history = History()
    history.decide(placed(statement("a"), "a"), opened("a"), about=report("a"))
    assert versions(after(history)) == {seed("a"): ("open", None)}


@pytest.mark.parametrize(
    "event",
    [
        placed(statement("x"), "nowhere"),
        moved("a", "nowhere"),
        moved("unknown", "a"),
        changed(statement("unknown"), "a"),
        linked("a", "nowhere"),
        unlinked("a", "b", "never"),
        opened("a"),
        d.StatementWithdrawn(statement=named("statement", "unknown"), why=d.WithdrawnWhy.RULES),
        d.StatementRetracted(statement=named("statement", "unknown"), by=named("input", "x")),
    ],
    ids=lambda event: event.type,
)
def test_a_decision_that_does_not_follow_is_not_guessed_at(event: d.DecisionEvent) -> None:
    history = two_incidents()
    book = after(history)
    with pytest.raises(Unappliable, match="decision 2"):
        follow(book, history.decide(event, about=report("x")))


def test_every_type_of_event_has_its_meaning() -> None:
    union = get_args(d.DecisionEvent)[0]
    assert {kind.model_fields["type"].default for kind in get_args(union)} == set(fold._HANDLERS)
