"""One statement compared: which incidents it may belong to, and the evidence for what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from schemas.events.evidence import Comparison, Evidence
from services.dedup.incidents.links import incident_of
from services.dedup.incidents.matcher import Judgement, Ranked, Waiting
from services.dedup.incidents.record import Record
from services.dedup.matching import rank as ranking
from services.dedup.matching.index import Index
from services.dedup.matching.weights import Reason
from services.dedup.matching.wording import RUNNERS_UP, Scored, evidence, sentence

__all__ = ["LEADS", "Compared", "rest"]

LEADS: Mapping[Judgement, tuple[str, str]] = {
    "matched": ("matched", "It joins what is most like it"),
    "answers": ("answers", "It answers a claim of this incident"),
    "opened": ("opened", "It opens an incident"),
    "held": ("held", "It waits for a claim to answer"),
    "about": ("matched", "It looks back on this incident"),
    "suggested": ("matched", "They may be one incident"),
}
"""The cause that is recorded and the words that a sentence begins with, by what the evidence is for."""


class Compared:
    """A statement compared with its candidates, best first, the first lessened by how near the others come."""

    def __init__(
        self,
        record: Record,
        index: Index,
        threshold: float,
        ids: Sequence[UUID],
        found: ranking.Ranking,
        reasons: Callable[[ranking.Option], list[Reason]],
        barred: frozenset[UUID],
    ) -> None:
        self._threshold = threshold
        self._reasons = reasons
        best: dict[UUID, tuple[ranking.Option, UUID, UUID]] = {}
        for option in found.options:
            statement = option.statement if option.sibling is None else ids[option.sibling]
            row = record.statement(statement)
            if not row.counts or row.seed is None:
                continue
            incident = incident_of(record, row.seed)
            if not barred or incident not in barred:
                best.setdefault(incident, (option, statement, row.seed))
        self._options = list(best.values())
        self._rivals = ranking.rivals([option for option, _, _ in self._options])
        self._crowd = ranking.crowding(self._options[0][0].bits, self._rivals) if self._options else 0.0
        self.options = [
            Ranked(incident, statement, option.bits + (self._crowd if number == 0 else 0.0))
            for number, (incident, (option, statement, _)) in enumerate(best.items())
        ]
        self.waiting = [Waiting(index.id(one.other), one.bits) for one in found.waiting]

    def evidence(self, of: Judgement, chosen: Ranked | None) -> Evidence:
        """Why, as a decision records it."""
        at = self.options.index(chosen) if chosen is not None else None
        # Reasons in full for what was chosen, or nearly was.
        told = at or 0
        shown = self._in_full(told) if self.options else None
        cause, lead = LEADS[of]
        others = [number for number in range(len(self.options)) if number != at]
        return evidence(
            cause,
            sentence(lead, shown, self._threshold),
            None if at is None else shown,
            [shown if number == told and shown else self._scored(number) for number in others[:RUNNERS_UP]],
            [self.options[number].bits for number in others[RUNNERS_UP:]],
            self._threshold,
        )

    def _in_full(self, number: int) -> Scored:
        option, _, _ = self._options[number]
        reasons = [*self._reasons(option), rest(option.bits - option.nearest)]
        if number == 0 and self._crowd:
            level = f"{len(self._rivals)} others"
            reasons.append(Reason(Comparison(name="rivals", level=level, bits=round(self._crowd, 2))))
        return self._scored(number)._replace(reasons=reasons)

    def _scored(self, number: int) -> Scored:
        _, statement, seed = self._options[number]
        return Scored(seed, statement, self.options[number].bits)


def rest(bits: float) -> Reason:
    """What the other members of an incident make of the bits of the nearest pair."""
    return Reason(Comparison(name="incident", level="the other members", bits=round(bits, 2)))
