"""Copies: told before anything is matched, and joined to what they repeat."""

from datetime import timedelta

from schemas.events.decisions import OriginCause, ReportOrigin
from schemas.features import Features
from schemas.vocabulary import EventType
from tests.unit.incidents.desk import NOON, OUTLET, TODAY, Desk, army, ministry, says

SKETCH = tuple(range(1000, 1128))


def like(share: float, credit: str | None = None) -> Features:
    """A text that shares this much of its sketch with `SKETCH`, both being complete."""
    kept = round(len(SKETCH) * 2 * share / (1 + share))
    return Features(sketch=(*SKETCH[:kept], *range(5000, 5000 + len(SKETCH) - kept)), credit=credit)


def origin(desk: Desk) -> ReportOrigin:
    return next(event for event in desk.decisions[-1].events if isinstance(event, ReportOrigin))


def test_a_near_identical_text_is_of_the_first_ones_origin() -> None:
    desk = Desk()
    desk.publish("wire", says(ministry("AM")), features=Features(sketch=SKETCH))
    desk.publish("copy", says(ministry("AM")), source="herald", features=like(0.9))

    assert (origin(desk).origin_id, origin(desk).cause) == (desk.report_id("wire"), OriginCause.SKETCH)


def test_a_declared_credit_makes_an_edited_copy_one_of_the_wires() -> None:
    desk = Desk()
    desk.publish("wire", says(ministry("AM")), source="Hill Wire", features=Features(sketch=SKETCH))
    desk.publish("edited", says(ministry("AM")), source="herald", features=like(0.5, "hill wire"))

    assert origin(desk).cause is OriginCause.DECLARED


def test_a_loose_resemblance_without_a_credit_is_an_origin_of_its_own() -> None:
    desk = Desk()
    desk.publish("wire", says(ministry("AM")), features=Features(sketch=SKETCH))
    desk.publish("other", says(ministry("AM")), source="herald", features=like(0.5))

    assert (origin(desk).origin_id, origin(desk).cause) == (desk.report_id("other", "herald"), OriginCause.OWN)


def test_a_copys_statement_joins_its_counterpart_even_without_anything_to_match_by() -> None:
    desk = Desk()
    bare = says(OUTLET, EventType.OTHER, at=army("AM"), place=None, day=None, sentence="they were hit")
    desk.publish("wire", bare, features=Features(sketch=SKETCH))
    desk.publish("copy", bare, source="herald", features=like(1.0))

    assert desk.together(*desk.statements("wire"), *desk.statements("copy", "herald"))
    assert desk.decisions[-1].events[-1].evidence.cause == "origin"  # type: ignore[union-attr]
    desk.check()


def test_a_text_reused_for_another_day_is_another_happening() -> None:
    desk = Desk()
    desk.publish("bulletin", says(ministry("AM"), sentence="daily"), features=Features(sketch=SKETCH))
    later = says(ministry("AM"), sentence="daily", day=TODAY + timedelta(days=9))
    desk.publish("next", later, features=like(1.0), published=NOON + timedelta(days=9))

    assert not desk.together(*desk.statements("bulletin"), *desk.statements("next"))


def test_an_origin_is_counted_once_in_the_stream() -> None:
    desk = Desk()
    desk.publish("wire", says(ministry("AM")), features=Features(sketch=SKETCH, capitals=(77,)))
    desk.publish("copy", says(ministry("AM")), source="herald", features=Features(sketch=SKETCH, capitals=(77,)))

    assert desk.record.head.origins == 1
    assert {count for _, count in desk.record.frequencies.items()} == {1}
