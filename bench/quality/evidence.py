"""What decisions say of their own certainty, beside what is right: calibration, precision and recall of joining."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from schemas.events.decisions import Decision, IncidentOpened, LinkSuggested, StatementPlaced
from schemas.events.evidence import Evidence

__all__ = ["Judged", "judge"]


@dataclass
class Judged:
    """`scores` are bits of every candidate that a decision shows, with whether it is of the statement's incident.

    `joined` statements were placed with others on record, `rightly` of them beside one of their incident; `could` have
    been, since one of it was on record. `suggested` links were shown to analysts, `apt` of them between two seeds
    whose founding statements are of one incident.
    """

    scores: list[tuple[float, bool]] = field(default_factory=list)
    joined: int = 0
    rightly: int = 0
    could: int = 0
    suggested: int = 0
    apt: int = 0


def judge(decisions: Iterable[Decision], labels: Mapping[UUID, str]) -> Judged:
    """Judge placements by the incident that each statement is labelled with; those without a label are left out."""
    found = Judged()
    on_record: set[str] = set()
    held: dict[UUID, set[str]] = defaultdict(set)
    founding: dict[UUID, UUID] = {}
    for event in (event for decision in decisions for event in decision.events):
        if isinstance(event, IncidentOpened):
            founding[event.seed] = event.statement
        elif isinstance(event, StatementPlaced) and (label := labels.get(event.statement.id)) is not None:
            found.scores += _scores(event.evidence, label, labels)
            found.could += label in on_record
            found.joined += bool(held[event.seed])
            found.rightly += label in held[event.seed]
            on_record.add(label)
            held[event.seed].add(label)
        elif isinstance(event, LinkSuggested):
            a, b = (labels.get(founding[seed]) if seed in founding else None for seed in (event.a, event.b))
            if a is not None and b is not None:
                found.suggested += 1
                found.apt += a == b
    return found


def _scores(evidence: Evidence, label: str, labels: Mapping[UUID, str]) -> list[tuple[float, bool]]:
    shown = [*([evidence.chosen] if evidence.chosen else []), *evidence.runners_up]
    return [(one.bits, labels[one.statement] == label) for one in shown if one.statement in labels]
