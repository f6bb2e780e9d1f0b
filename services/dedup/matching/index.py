"""Statements and reports by what they can be found by."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from schemas.features import Features
from services.dedup.matching import keys
from services.dedup.matching.candidates import Postings
from services.dedup.matching.copies import Sketches
from services.dedup.matching.facts import ROW, Facts
from services.dedup.matching.weights import Candidates

__all__ = ["ABSENT", "WAITING", "Index"]

ABSENT: Final = -1
WAITING: Final = 0
"""In place of a seed: no candidate; a reaction that found no claim yet."""

_REPORTS_CONSIDERED: Final = 20
_HELD = np.dtype([("facts", ROW), ("high", "u8"), ("seed", "i4"), ("joined", "i4"), ("report", "i4")])


class Index:
    """Every statement that may be a candidate, placed or waiting, and every report with words to compare.

    Statements, reports and seeds go by numbers that grow with the order in which the record met them, so that the same
    record gives the same candidates, however the index was filled.
    """

    def __init__(self, caps: Candidates) -> None:
        self._caps = caps
        self._held = np.zeros(1024, _HELD)
        self._held["seed"] = ABSENT
        self._candidates = 0
        self._statements = Postings(caps.newest)
        self._reports = Postings(caps.newest)
        self._of_report: dict[int, list[int]] = {}
        self._standing: dict[int, list[int]] = {}
        self._report_ids: dict[int, UUID] = {}
        self._report_keys: dict[int, NDArray[np.int64]] = {}
        self.originals: Sketches[UUID] = Sketches()
        self.compared = 0
        """Statements given for comparison so far."""

    def __len__(self) -> int:
        return self._candidates

    @property
    def touched(self) -> int:
        """Postings looked at so far, of statements and of reports."""
        return self._statements.touched + self._reports.touched

    def file(self, number: int, id: UUID, report: int, facts: Facts, seed: int, joined: int) -> None:
        """File a statement; again, if its slots changed or another seed holds it.

        `joined` grows with the order in which members joined their seeds.
        """
        if number >= len(self._held):
            self._grow(number)
        held = self._held[number]
        row = np.array(facts, ROW)
        before = int(held["seed"])
        if before == ABSENT:
            self._candidates += 1
            self._of_report.setdefault(report, []).append(number)
            self._statements.add(number, keys.held(facts))
        elif held["facts"].tobytes() != row.tobytes():
            self._statements.remove(number, keys.held(held["facts"]))
            self._statements.add(number, keys.held(facts))
        held["facts"], held["high"], held["report"] = row, id.int >> 64, report
        if before != seed or held["joined"] != joined:
            self._leave(number, before)
            held["seed"], held["joined"] = seed, joined
            if seed != WAITING:
                self._join(number, seed, joined)

    def remove(self, number: int) -> None:
        """A statement is no candidate any more."""
        if number >= len(self._held) or (seed := int(self._held[number]["seed"])) == ABSENT:
            return
        held = self._held[number]
        self._candidates -= 1
        self._leave(number, seed)
        self._statements.remove(number, keys.held(held["facts"]))
        self._of_report[int(held["report"])].remove(number)
        held["seed"] = ABSENT

    def file_report(self, number: int, id: UUID, features: Features) -> None:
        """File a report by its words, again if they changed."""
        found = sorted(keys.of_report(features))
        before = self._report_keys.get(number)
        if before is not None:
            self._reports.remove(number, before.tolist())
        self._reports.add(number, found)
        self._report_ids[number] = id
        self._report_keys[number] = np.array(found, np.int64)

    def holds(self, number: int) -> bool:
        """Whether a statement is a candidate."""
        return number < len(self._held) and bool(self._held[number]["seed"] != ABSENT)

    def rows(self, numbers: NDArray[np.intp]) -> NDArray[Any]:
        """The facts of statements."""
        found: NDArray[Any] = self._held["facts"][numbers]
        return found

    def seeds(self, numbers: NDArray[np.intp]) -> NDArray[np.int32]:
        """The seeds that hold statements, or `WAITING`."""
        found: NDArray[np.int32] = self._held["seed"][numbers]
        return found

    def reports(self, numbers: NDArray[np.intp]) -> NDArray[np.int32]:
        """The reports that make statements."""
        found: NDArray[np.int32] = self._held["report"][numbers]
        return found

    def id(self, number: int) -> UUID:
        """The id of a statement."""
        high, low = int(self._held["high"][number]), int(self._held["facts"]["id"][number])
        return UUID(int=(high << 64) | (low & 0xFFFF_FFFF_FFFF_FFFF))

    def report_id(self, number: int) -> UUID:
        """The id of a report."""
        return self._report_ids[number]

    def of_report(self, report: int) -> Sequence[int]:
        """The statements of a report that are candidates."""
        return self._of_report.get(report, ())

    def standing(self, seed: int) -> Sequence[int]:
        """The members that stand for a seed: its first and its newest."""
        members = self._standing.get(seed, [])
        newest = self._caps.newest_members
        return members if len(members) <= newest else [members[0], *members[-newest:]]

    def reports_near(self, features: Features) -> Mapping[int, float]:
        """Reports that share words, the nearest few, with the bits of rarity of what they share. For `near`."""
        near = self._reports.near(keys.of_report(features), self._caps.postings)
        return {number: near[number] for number in _nearest(near, _REPORTS_CONSIDERED)}

    def near(self, facts: Facts, reports: Mapping[int, float], own: Iterable[int]) -> list[int]:
        """The statements most worth comparing, best first, at most as many as the caps allow, none of its `own`."""
        found = self._statements.near(keys.asked(facts), self._caps.postings)
        for report, shared in reports.items():
            for statement in self._of_report.get(report, ()):
                found[statement] = found.get(statement, 0.0) + shared
        for statement in own:
            found.pop(statement, None)
        best = _nearest(found, self._caps.compared)
        self.compared += len(best)
        return best

    def _join(self, number: int, seed: int, joined: int) -> None:
        members = self._standing.setdefault(seed, [])
        order = self._held["joined"]
        if members and order[members[-1]] > joined:
            members.insert(bisect_left(members, joined, key=order.__getitem__), number)
        else:
            members.append(number)

    def _leave(self, number: int, seed: int) -> None:
        if seed > WAITING:
            members = self._standing[seed]
            members.remove(number)
            if not members:
                del self._standing[seed]

    def _grow(self, number: int) -> None:
        held = np.zeros(max(number + 1, len(self._held) * 3 // 2), _HELD)
        held["seed"] = ABSENT
        held[: len(self._held)] = self._held
        self._held = held


def _nearest(found: Mapping[int, float], most: int) -> list[int]:
    """Those with the most bits, best first; of equals the oldest first."""
    numbers = np.fromiter(found, np.intp, len(found))
    bits = np.fromiter(found.values(), np.float64, len(found))
    if len(found) > most:
        held = bits >= np.partition(bits, -most)[-most]
        numbers, bits = numbers[held], bits[held]
    best: list[int] = numbers[np.lexsort((numbers, -bits))[:most]].tolist()
    return best
