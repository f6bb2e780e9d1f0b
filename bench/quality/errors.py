"""Placements that were wrong, for reading: what was said, where it went, where it belonged, and the reason given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from schemas.events.decisions import Decision, StatementPlaced
from schemas.events.evidence import Evidence
from schemas.statement import Statement

__all__ = ["wrong_placements"]

Row = dict[str, Any]


def wrong_placements(
    decisions: Iterable[Decision], labels: Mapping[UUID, str], words: Callable[[Statement], str]
) -> Iterator[Row]:
    """A row for each statement that was `joined` with others of which none is of its incident, or was `parted` from
    those on record that are. `words` gives what a statement says in its report.
    """
    held: dict[UUID, dict[str, Statement]] = defaultdict(dict)
    on_record: dict[str, Statement] = {}
    for event in (event for decision in decisions for event in decision.events if isinstance(event, StatementPlaced)):
        label = labels.get(event.statement.id)
        if label is None:
            continue
        beside, own = held[event.seed], on_record.get(label)
        if beside and label not in beside:
            yield _row("joined", event.statement, next(reversed(beside.values())), event.evidence, words)
        elif not beside and own is not None:
            yield _row("parted", event.statement, own, event.evidence, words)
        beside[label] = event.statement
        on_record[label] = event.statement


def _row(kind: str, one: Statement, other: Statement, evidence: Evidence, words: Callable[[Statement], str]) -> Row:
    shown = [*([evidence.chosen] if evidence.chosen else []), *evidence.runners_up]
    compared = next((each for each in shown if each.statement == other.id), None)
    return {
        "kind": kind,
        "statement": _brief(one, words),
        "other": _brief(other, words),
        "cause": evidence.cause,
        "sentence": evidence.sentence,
        "best_bits": shown[0].bits if shown else None,
        "bits_to_other": compared.bits if compared else None,
        "comparisons": {each.name: [each.level, each.bits] for each in compared.comparisons} if compared else None,
    }


def _brief(one: Statement, words: Callable[[Statement], str]) -> Row:
    return {
        "words": words(one),
        "act": one.speech_act.value,
        "type": one.event_type.value,
        "claimant": one.claimant.key,
        "initiator": one.initiator.key if one.initiator else None,
        "target": one.target.key if one.target else None,
        "place": f"{one.place.name} ({one.place.country}, {one.place.precision.value})" if one.place else None,
        "day": f"{one.occurred.start.date()} ({one.occurred.precision.value})" if one.occurred else None,
        "figures": [f"{each.category.value} {each.min}-{each.max} {each.side}" for each in one.casualties],
    }
