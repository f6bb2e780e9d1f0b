"""What deciding costs a statement, by how many statements there are already, through the writer's own code.

Deciding a million statements first would take too long: the state is filled by folding decisions that place every
statement with its happening, as a standby or a replay would, into a real state file with a real candidate index. On
top of each size the next reports are decided in full: read, matched, decided and folded, filed, packed, stored. As in
the writer, those of one batch are all read first and all packed at its end.
Matching is told apart from deciding by a watch between the two.

Times are of this process's processor, not of the clock: others use the machine too.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, TypeVar
from uuid import UUID

import psutil

from bench.happenings import STATEMENTS, Told, stream
from bench.watch import Watch
from chassis.log import topics
from chassis.log.port import LogRecord
from chassis.process.garbage import lasting
from reference import Reference
from schemas.events.decisions import (
    Alignments,
    Decision,
    IncidentOpened,
    InputRef,
    OriginCause,
    ReportDecided,
    ReportOrigin,
    StatementPlaced,
)
from schemas.events.envelope import Envelope, pack
from schemas.events.evidence import Evidence
from schemas.events.position import Position
from schemas.events.statements import StatementsPublished
from schemas.ids import decision_id, seed_id
from services.dedup.incidents.decide import Input, decide
from services.dedup.incidents.fold import fold
from services.dedup.matching.weights import Weights
from services.dedup.state.store import StateFile
from services.dedup.writer.inputs import read
from services.dedup.writer.matcher import RecordMatcher
from services.dedup.writer.outputs import packed

__all__ = ["PARTS", "TOPIC_ID", "CostAt", "Costs", "measure_costs"]

P = TypeVar("P")
T = TypeVar("T")

TOPIC_ID: Final = UUID("00000000-0000-5000-8000-0000000000bd")
PARTS: Final = ("read", "match", "decide", "file", "pack", "store")
"""Parse and validate the input; find what is like it, and say why; decide and fold; bring the index up to date;
serialise; write to SQLite."""
_MATCHING: Final = ("match", "file")

_BATCH: Final = 100
"""Reports stored together: what half a busy second holds, so no more than the writer would."""
_MEASURED: Final = 300
"""Reports decided at each size."""
_RULES: Final = "bench"
_FILLED: Final = Evidence(cause="matched", sentence="It is so told.")


@dataclass(frozen=True)
class CostAt:
    """Deciding on top of `statements`. Microseconds of one core a statement, by part, and over reports."""

    statements: int
    seeds: int
    parts: dict[str, float]
    p99_us: float
    """Of the whole of a report but for storing, a statement."""
    touched: float
    """Postings looked at, a statement."""
    compared: float
    """Statements the index hands over for comparison, a statement."""
    attached: float
    """Share of the claims decided here that joined an incident there was."""

    @property
    def matching_us(self) -> float:
        """What the bar is about: finding what a statement is like, and being found later."""
        return sum(self.parts[part] for part in _MATCHING)

    @property
    def total_us(self) -> float:
        """All parts."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Costs:
    """All sizes; how fast the state was filled; how much memory and disk a statement takes."""

    at: list[CostAt]
    filled_us: float
    index_bytes: float
    state_bytes: float
    file_bytes: float
    refilled_us: float
    """Filling the index from a state file, at the start of a process, a statement."""

    def members(self) -> dict[str, Any]:
        """As it is written down."""
        matching = {str(one.statements): round(one.matching_us, 1) for one in self.at}
        total = {str(one.statements): round(one.total_us, 1) for one in self.at}
        return asdict(self) | {"matching_us": matching, "total_us": total}


class _Desk:
    """A state file and an index, filled by folding or by deciding, a batch at a time as the writer does."""

    def __init__(self, folder: Path, weights: Weights, reference: Reference) -> None:
        self.folder, self.weights, self.reference = folder, weights, reference
        self.file = StateFile.open_free(folder, "dedup")
        self.matcher = RecordMatcher(self.file.record, weights)
        # As at the start of a writer: what is compiled is read then, and not by the first that is decided on.
        self.matcher.fill()
        self.told: Iterator[Told] = stream()
        self._seeds: dict[int, UUID] = {}
        self._watch = Watch()

    def fold(self, count: int) -> float:
        """Fold the next reports as if they had been decided rightly; the seconds of processor that took."""
        spent = 0.0
        with lasting():
            for told in islice(self.told, count):
                decision = self._placed(told)
                began = time.process_time()
                fold(self.file.record, decision)
                self.matcher.follow(decision)
                spent += time.process_time() - began
        began = time.process_time()
        self.store()
        return spent + time.process_time() - began

    def decide(self, count: int, seconds: dict[str, float]) -> list[tuple[Decision, float]]:
        """Decide on the next reports, adding to the seconds that each part took; those of each without storing."""
        told = list(islice(self.told, count))
        first = self.file.record.head.next_n
        records = [self._record(one.given, n) for n, one in enumerate(told, first)]
        with lasting():
            given = [_timed(read, record) for record in records]
            decided = [self._decide(one, of, seconds) for one, (of, _) in zip(told, given, strict=True)]
        written = [_timed(packed, decision) for decision, _ in decided]
        seconds["read"] += sum(spent for _, spent in given)
        seconds["pack"] += sum(spent for _, spent in written)
        began = time.process_time()
        self.store()
        seconds["store"] += time.process_time() - began
        return [
            (decision, reading + deciding + writing)
            for (_, reading), (decision, deciding), (_, writing) in zip(given, decided, written, strict=True)
        ]

    def store(self) -> None:
        """Write what changed."""
        self.file.store(TOPIC_ID, self.file.record.head.next_n - 1)

    def _decide(self, told: Told, given: Input, seconds: dict[str, float]) -> tuple[Decision, float]:
        """The decision, filed as well, and the seconds that took."""
        began = time.process_time()
        with self._watch.over(self.matcher) as matcher:
            decision = decide(self.file.record, given, matcher, self.reference, _RULES)
        made = time.process_time()
        self.matcher.follow(decision)
        filed = time.process_time()
        seconds["match"] += self._watch.seconds
        seconds["decide"] += made - began - self._watch.seconds
        seconds["file"] += filed - made
        placed = (one for one in decision.events if isinstance(one, StatementPlaced))
        for happening, event in zip(told.happenings, placed, strict=False):
            self._seeds.setdefault(happening, event.seed)
        return decision, filed - began

    def _record(self, given: StatementsPublished, n: int) -> LogRecord:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        event = Envelope[Any](id=given.revision, source="bench", type="statements.published", time=at, data=given)
        return LogRecord(topics.STATEMENTS, 0, n, None, pack(event), (), at)

    def _placed(self, told: Told) -> Decision:
        given, head = told.given, self.file.record.head
        events: list[Any] = [ReportOrigin(report_id=given.report_id, origin_id=given.report_id, cause=OriginCause.OWN)]
        for statement, happening in zip(given.statements, told.happenings, strict=True):
            seed = self._seeds.get(happening)
            if seed is None:
                seed = self._seeds[happening] = seed_id(statement.id)
                events.append(IncidentOpened(seed=seed, statement=statement.id))
            events.append(
                StatementPlaced(statement=statement, alignment=Alignments(), theatre=None, seed=seed, evidence=_FILLED)
            )
        return Decision(
            id=decision_id(head.last_id, given.revision, _RULES),
            n=head.next_n,
            known_at=given.header.received_at,
            input=InputRef(position=Position(topic="statements", partition=0, offset=head.next_n), id=given.revision),
            deciding_rules=_RULES,
            report=ReportDecided(
                report_id=given.report_id,
                posted_as=given.report_id,
                revision=given.revision,
                position=given.position,
                extraction_rules=given.extraction_rules,
                header=given.header,
                origin_id=given.report_id,
                features=given.features,
            ),
            events=tuple(events),
        )


def measure_costs(
    folder: Path, sizes: Sequence[int], weights: Weights, reference: Reference, advance: Callable[[int], None]
) -> tuple[Costs, Decision]:
    """Fill to each size in turn and decide on top of it. `advance` is told of the statements filled so far.

    The state file is left in `folder`, standing at the decision that is returned.
    """
    desk = _Desk(folder, weights, reference)
    before = _memory()
    filling, folded = 0.0, 0
    at = []
    for size in sizes:
        while (missing := size - desk.file.record.head.statements) > 0:
            reports = min(_BATCH, -(-missing // STATEMENTS))
            filling += desk.fold(reports)
            folded += reports * STATEMENTS
            advance(desk.file.record.head.statements)
        cost, last = _cost(desk)
        at.append(cost)
    statements = desk.file.record.head.statements
    file_bytes = sum(path.stat().st_size for path in folder.glob("*.sqlite*"))
    both = _memory() - before
    began = time.process_time()
    again = RecordMatcher(desk.file.record, weights)
    alone = _memory()
    again.fill()
    refilled = time.process_time() - began
    index = _memory() - alone
    desk.file.close()
    costs = Costs(
        at=at,
        filled_us=filling / folded * 1e6,
        index_bytes=index / statements,
        state_bytes=max(0.0, both - index) / statements,
        file_bytes=file_bytes / statements,
        refilled_us=refilled / statements * 1e6,
    )
    return costs, last


def _cost(desk: _Desk) -> tuple[CostAt, Decision]:
    head = desk.file.record.head
    statements, seeds = head.statements, head.seeds
    seconds = dict.fromkeys(PARTS, 0.0)
    index, each = desk.matcher.index, []
    touched, compared = index.touched, index.compared
    claims = opened = 0
    for _ in range(_MEASURED // _BATCH):
        for decision, spent in desk.decide(_BATCH, seconds):
            each.append(spent / STATEMENTS * 1e6)
            claims += sum(isinstance(one, StatementPlaced) for one in decision.events)
            opened += sum(isinstance(one, IncidentOpened) for one in decision.events)
    decided = _MEASURED * STATEMENTS
    cost = CostAt(
        statements=statements,
        seeds=seeds,
        parts={part: spent / decided * 1e6 for part, spent in seconds.items()},
        p99_us=quantiles(each, n=100)[98],
        touched=(index.touched - touched) / decided,
        compared=(index.compared - compared) / decided,
        attached=1 - opened / claims,
    )
    return cost, decision


def _timed(call: Callable[[P], T], given: P) -> tuple[T, float]:
    """The call's answer, and the seconds that it took."""
    began = time.process_time()
    return call(given), time.process_time() - began


def _memory() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)
