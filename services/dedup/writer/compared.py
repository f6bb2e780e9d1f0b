"""One statement compared: which incidents it may belong to, and the evidence for what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.events.evidence import Evidence
from services.dedup.incidents.matcher import Judgement, Ranked, Waiting
from services.dedup.matching import rank as ranking
from services.dedup.matching.index import Index
from services.dedup.matching.weights import Reason, rounded
from services.dedup.matching.wording import RUNNERS_UP, Scored, evidence, sentence
from services.dedup.writer.homes import Homes

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

_NONE_TO_ANSWER: Final = f"{LEADS['held'][1]}, for what is most like it holds none that it may answer"


class Compared:
    """A statement compared with its candidates, best first, the first lessened by how near the others come."""

    def __init__(
        self,
        homes: Homes,
        index: Index,
        threshold: float,
        found: ranking.Ranking,
        reasons: Callable[[ranking.Option, NDArray[np.int16]], list[Reason]],
        barred: frozenset[UUID],
    ) -> None:
        self._threshold = threshold
        self._found = found
        self._reasons = reasons
        self._options: list[tuple[int, UUID]] = []
        self.options: list[Ranked] = []
        taken: set[int] = set()
        for number, option in enumerate(found.options):
            home = homes.of(option)
            if home is None:
                continue
            statement, seed, incident = home
            if incident.int not in taken and not (barred and incident in barred):
                taken.add(incident.int)
                self._options.append((number, seed))
                self.options.append(Ranked(incident, statement, option.bits))
        self._rivals = ranking.rivals([found.options[number] for number, _ in self._options])
        self._crowd = 0.0
        if self._rivals:
            incident, statement, bits = self.options[0]
            self._crowd = ranking.crowding(bits, self._rivals)
            self.options[0] = Ranked(incident, statement, bits + self._crowd)
        self.waiting = [Waiting(index.id(one.other), one.bits) for one in found.waiting]

    def evidence(self, of: Judgement, chosen: Ranked | None) -> Evidence:
        """Why, as a decision records it."""
        cause, lead = LEADS[of]
        if not self.options:
            return evidence(cause, sentence(lead, None, self._threshold), None, (), (), self._threshold)
        # Reasons in full for what was chosen, or nearly was.
        told = 0 if chosen is None else self.options.index(chosen)
        shown = self._scored(told, self._reasons_for(told))
        if of == "held" and shown.bits >= self._threshold:
            lead = _NONE_TO_ANSWER
        says = sentence(lead, shown, self._threshold)
        others = [*range(told), *range(told + 1, len(self.options))]
        before = [] if chosen is not None else [shown]
        many = RUNNERS_UP - len(before)
        return evidence(
            cause,
            says,
            None if chosen is None else shown,
            before + [self._scored(number) for number in others[:many]],
            [self.options[number].bits for number in others[many:]],
            self._threshold,
        )

    def _reasons_for(self, number: int) -> list[Reason]:
        place, _ = self._options[number]
        option = self._found.options[place]
        reasons = self._reasons(option, self._found.reasons[place])
        reasons.append(rest(option.bits - option.nearest))
        if number == 0 and self._crowd:
            reasons.append(rounded("rivals", f"{len(self._rivals)} others", self._crowd))
        return reasons

    def _scored(self, number: int, reasons: Sequence[Reason] = ()) -> Scored:
        _, statement, bits = self.options[number]
        return Scored(self._options[number][1], statement, bits, reasons)


def rest(bits: float) -> Reason:
    """What the other members of an incident make of the bits of the nearest pair."""
    return rounded("incident", "the other members", bits)
