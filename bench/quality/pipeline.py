"""The real way of a report without brokers and databases: posted, normalized, decided on, folded, assessed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from bench.quality.gold import Posting
from chassis.log import topics
from chassis.log.memory import MemoryLog
from chassis.log.port import LogRecord, Outgoing
from chassis.telemetry.headers import event_headers
from reference import Reference
from schemas.events.decisions import Decision
from schemas.events.envelope import pack
from schemas.events.statements import Rules, StatementsPublished
from schemas.ids import act_id
from services.dedup.incidents.decide import Input, decide
from services.dedup.incidents.record import Record
from services.dedup.matching.weights import Weights
from services.dedup.writer.inputs import read
from services.dedup.writer.matcher import RecordMatcher
from services.dedup.writer.rules import deciding_rules
from services.ingest.api.coded import Known
from services.ingest.api.record import submitted
from services.ingest.api.submission import submission
from services.ingest.extraction import Document, Extraction
from services.ingest.normalizer.describing import Describing
from services.ingest.normalizer.worker import Normalizer
from services.query.projection.fold import apply
from services.query.projection.picture import Picture

__all__ = ["Deciding", "Normalizing"]

M = TypeVar("M", bound=RecordMatcher)

_LATER: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""Now, as the edge sees it: after everything in the files."""


class _InPlace:
    """Extraction in this process: what the normalizer's guard is for, a death, would end the measurement anyway."""

    def __init__(self, describing: Describing) -> None:
        self._describing = describing

    @property
    def rules(self) -> Rules:
        return self._describing.rules

    def extract(self, documents: Sequence[Document]) -> list[Extraction]:
        return self._describing.extract_batch(documents)

    def close(self) -> None: ...


class Normalizing:
    """Posts reports at the edge and has the normalizer make inputs of them, over a log in memory."""

    def __init__(self, describing: Describing, reference: Reference) -> None:
        self._log = MemoryLog()
        self._log.ensure(topics.SPECS)
        self._known = Known.of(reference.actors)
        place = _InPlace(describing)
        self._normalizer = Normalizer(self._log, lambda: place, lambda: _LATER, limit_s=60.0)  # type: ignore[arg-type,return-value]
        self._normalizer.start()
        self._appender = self._log.appender()
        self._inputs = self._log.reader(topics.STATEMENTS, [0])

    def post(self, posting: Posting) -> Input:
        """The input that the normalizer appends for a report.

        Raises:
            InvalidFields: the edge would refuse it.
        """
        posted = submission(posting.fields, _LATER, self._known)
        event = submitted(posted, posting.source, lambda _: None, act_id(), _LATER)
        key = f"{event.data.report_id}/{event.id}".encode()
        self._appender.append_all([Outgoing(topics.REPORTS, key, pack(event), event_headers(event.type), partition=0)])
        found: Sequence[LogRecord] = ()
        while not found:
            self._normalizer.step()
            found = self._inputs.poll(0.0, 1)
        return read(found[0])


class DecidingBy(Generic[M]):
    """Decides on inputs as the writer does, and folds each decision as the projector does.

    With several weights, one set a fold, each input is decided with that of its own; all see every decision.
    """

    def __init__(
        self,
        weights: Sequence[Weights],
        reference: Reference,
        matcher: Callable[[Record, Weights], M],
    ) -> None:
        self.record = Record()
        self.picture = Picture()
        self.decisions: list[Decision] = []
        self._reference = reference
        self.matchers = [matcher(self.record, one) for one in weights]
        self._rules = [deciding_rules(one, reference) for one in weights]

    def decide(self, given: Input, fold: int = 0) -> Decision:
        """Decide on the next input and remember the decision."""
        number = fold % len(self.matchers)
        decision = decide(self.record, given, self.matchers[number], self._reference, self._rules[number])
        for matcher in self.matchers:
            matcher.follow(decision)
        apply(self.picture, decision)
        self.decisions.append(decision)
        return decision

    def incident(self, statement: UUID) -> UUID | None:
        """The incident that a statement belongs to now; None if it was set aside."""
        seed = self.picture.seed_of(statement)
        return self.picture.component(seed)[0].id if seed is not None else None

    def incidents(self, statements: Iterable[UUID]) -> dict[UUID, str | None]:
        """The incidents of statements, as words."""
        return {one: str(found) if (found := self.incident(one)) else None for one in statements}


class Deciding(DecidingBy[RecordMatcher]):
    """Deciding with the writer's own matcher."""

    def __init__(self, weights: Sequence[Weights], reference: Reference) -> None:
        super().__init__(weights, reference, RecordMatcher)


def published_set(given: Input) -> StatementsPublished:
    """The set that an input of the normalizer's is.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(given.data, StatementsPublished):
        raise TypeError(f"no set of statements: {given.data!r}")
    return given.data
